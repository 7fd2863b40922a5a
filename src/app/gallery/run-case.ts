/** Computes a case of the gallery in a worker: every frame up to the furthest moment seen, with its records. */
import type { RecordView, Snapshot } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { GalleryCase } from '../../views/gallery.ts';
import { createClient } from '../../worker/client.ts';
import type { Frame, Tick } from '../../worker/messages.ts';
import { spawnWorker } from '../stores.ts';

export interface GalleryRun {
  readonly scenario: Scenario;
  readonly snapshot: Snapshot;
  readonly snapshots: readonly Snapshot[];
  readonly records: readonly RecordView[];
  readonly ticks: readonly Tick[];
  readonly seenUs: number;
  readonly seenEvent: number;
}

const BATCH = 500;
const SNAPSHOTS_KEPT = 200;
const EVENTS_AT_MOST = 20_000;

/** Calls back with the run, or with why there is none; returns what stops it. */
export function runCase(of: GalleryCase, done: (run: GalleryRun | string) => void): () => void {
  const document_ = typeof of.run === 'string' ? presets[of.run]?.scenario : of.run;
  const seenUs = (of.seenMs ?? of.atMs) * 1000;
  const atUs = of.atMs * 1000;
  let scenario: Scenario | null = null;
  let snapshots: Snapshot[] = [];
  const records: RecordView[] = [];
  const ticks: Tick[] = [];
  let at: Snapshot | null = null;
  const client = createClient({
    spawn: spawnWorker,
    onRestart: () => undefined,
    onMessage: (message) => {
      if (message.type === 'refused-scenario') done(`${message.path}: ${message.message}`);
      else if (message.type === 'failed') done(message.message);
      else if (message.type === 'loaded') {
        scenario = message.scenario;
        take([message.first]);
        next(1);
      } else if (message.type === 'batch') {
        const last = message.frames.at(-1)?.snapshot;
        const over = take(message.frames);
        if (over || message.ended !== null || last === undefined || last.event > EVENTS_AT_MOST) finish();
        else next(last.event + 1);
      }
    },
  });
  const next = (fromEvent: number) => client.send({ type: 'frames', run: client.run, fromEvent, count: BATCH });
  const take = (frames: readonly Frame[]): boolean => {
    for (const frame of frames) {
      if (frame.snapshot.atUs > seenUs) return true;
      if (frame.snapshot.atUs <= atUs) {
        at = frame.snapshot;
        snapshots.push(frame.snapshot);
        if (snapshots.length > 2 * SNAPSHOTS_KEPT) snapshots = snapshots.slice(-SNAPSHOTS_KEPT);
      }
      records.push(...frame.records);
      ticks.push(...frame.ticks);
    }
    return false;
  };
  const finish = () => {
    if (scenario === null || at === null) return;
    done({ scenario, snapshot: at, snapshots, records, ticks, seenUs, seenEvent: records.at(-1)?.event ?? at.event });
    client.close();
  };
  if (document_ === undefined) done(`There is no preset named ${String(of.run)}.`);
  else
    client.load(
      document_,
      (of.commands ?? []).map(({ atMs, command }) => ({ atMs, after: 0, command })),
    );
  return () => client.close();
}
