/** Runs of the engine for tests of tables and panels: a scenario with everything in it by seed, played step by step with its records. */

import { Playback } from '../engine/picture/playback.ts';
import type { RecordView, Snapshot } from '../engine/picture/snapshot.ts';
import { presets } from '../engine/presets/index.ts';
import { parseScenario } from '../engine/scenario/index.ts';

export interface Step {
  readonly snapshot: Snapshot;
  /** Of this event alone. */
  readonly fresh: readonly RecordView[];
  /** Of all events so far. */
  readonly records: readonly RecordView[];
}

/** The run after each of its events, at most `limit` of them. */
export function* stepsOf(document: unknown, limit = 400): Generator<Step> {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.message}`);
  const playback = new Playback(parsed.scenario);
  let records: readonly RecordView[] = [];
  for (let i = 0; i < limit; i++) {
    const frame = playback.step();
    if (frame === null) return;
    records = [...records, ...frame.records];
    yield { snapshot: frame.snapshot, fresh: frame.records, records };
  }
}

export function presetSteps(id: string, limit = 400): Generator<Step> {
  return stepsOf(presets[id]?.scenario, limit);
}

/** Clients, a cut, a crash, loss and every repair, drawn from the seed. */
export function randomDocument(seed: number): unknown {
  const conflict = seed % 2 === 0 ? 'lww' : 'dotted-version-vector';
  const kind = ['write', 'read', 'delete'];
  const client = (nth: number) => ({
    client: ['phone', 'laptop', 'tablet'][nth],
    operation: kind[(nth + (seed % 5 === 0 ? nth : 0)) % 3],
    via: 'random',
    perSec: 12 - 4 * nth + (seed % 3),
    startMs: 20 + nth * 30,
    endMs: 1500,
    keys: 1 + (seed % 4),
  });
  return {
    version: 1,
    title: `random ${seed}`,
    seed,
    replicas: ['A', 'B', 'C', 'D', 'E'].slice(0, 3 + (seed % 3)),
    network: { latencyMs: { distribution: 'uniform', min: 10, max: 60 }, loss: (seed % 4) * 0.08 },
    store: { conflict },
    coordination: { read: seed % 3 === 0 ? 'one' : 'quorum', write: seed % 3 === 1 ? 'one' : 'quorum' },
    hintedHandoff: { enabled: seed % 2 === 0 },
    readRepair: { mode: seed % 3 === 2 ? 'async' : 'off' },
    gossip: { protocol: seed % 5 === 1 ? 'push-pull' : 'off', intervalMs: 200 },
    workload: [client(0), client(1), client(2)],
    script: [
      { atMs: 250 + (seed % 7) * 20, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 600, command: { type: 'crash', replica: 'B' } },
      { atMs: 800, command: { type: 'heal' } },
      { atMs: 900, command: { type: 'restart', replica: 'B' } },
    ],
    stop: { atMs: 2000 },
  };
}
