/** Random clusters under faults: with causal reads nobody reads what it knows to be overwritten, on any key and through any chain of clients; without them somebody does. */
import { describe, expect, it } from 'vitest';
import { search } from '../engine/checkers/index.ts';
import { Cluster } from '../engine/cluster.ts';
import { operations } from '../engine/metrics/index.ts';
import { randomDocument } from './fuzz/random-document.ts';
import { scenarioOf } from './scenario-of.ts';

const SEEDS = 40;
const POLICIES = ['lww', 'hlc', 'dotted-version-vector', 'version-vector', 'lww-register', 'mv-register'];

interface Line {
  readonly command: { readonly type: string; readonly path?: string };
}

interface Seen {
  broken: string[];
  reads: number;
  failed: number;
}

/** Runs the document; adds violations of causality, reads that succeeded and reads that failed. */
function look(document: object, seed: number, seen: Seen): void {
  const cluster = new Cluster(scenarioOf(document));
  cluster.world.listener = (record) => {
    if (record.type === 'operation-completed' && record.kind === 'read') seen.reads++;
    if (record.type === 'operation-failed' && record.kind === 'read') seen.failed++;
  };
  while (cluster.nextUs() <= 4_000_000) cluster.step();
  const { folds } = cluster.world;
  const { history, open } = folds.state(operations);
  for (const { detail } of search('causality', history.toArray(), open.keys(), folds.facts).violations) seen.broken.push(`seed ${seed}: ${detail}`);
}

/** Anything at all happens. */
function atRandom(causalReads: boolean): Seen {
  const seen: Seen = { broken: [], reads: 0, failed: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const document = randomDocument(seed);
    // A forged version was written by nobody, so nobody knows what it depends on.
    const isHonest = ({ command }: Line): boolean => command.type !== 'lie' && command.type !== 'corrupt' && !/causalReads|retries/.test(command.path ?? '');
    const script = (document.script as readonly Line[]).filter(isHonest);
    const conflict = POLICIES[seed % POLICIES.length];
    // Of a delta that was lost, what it took away may show.
    const store = { ...(document.store as object), conflict, perKey: {}, vectorPruning: null, crdtSync: 'state' };
    // A write that is named a second time comes after what its client did since.
    const coordination = { ...(document.coordination as object), causalReads, retries: 0 };
    look({ ...document, store, script, coordination, literal: [], data: {} }, seed, seen);
  }
  return seen;
}

/** Clients that read and write three keys at ONE through any replica, skewed clocks, messages that overtake each other, and a partition. */
function atOne(causalReads: boolean, onMiss: string): Seen {
  const seen: Seen = { broken: [], reads: 0, failed: 0 };
  for (let seed = 1; seed <= 12; seed++) {
    const line = (client: string, operation: string) => ({ client, operation, via: 'random', perSec: 12, arrival: 'poisson', endMs: 3500, keys: 3 });
    const document = {
      version: 1,
      seed,
      replicas: [{ id: 'A', clockSkewMs: 300 }, 'B', { id: 'C', clockSkewMs: -200 }],
      network: { latencyMs: { distribution: 'exponential', mean: 60 } },
      store: { conflict: POLICIES[seed % POLICIES.length] },
      coordination: { read: 'one', write: 'one', causalReads, readTimeoutMs: 400 },
      session: { onMiss, waitMs: 300 },
      gossip: { protocol: 'push', intervalMs: 400 },
      workload: ['c1', 'c2', 'c3'].flatMap((client) => [line(client, 'read'), line(client, 'write')]),
      script: [
        { atMs: 1000, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
        { atMs: 2000, command: { type: 'heal' } },
      ],
    };
    look(document, seed, seen);
  }
  return seen;
}

describe('causal reads', { timeout: 180_000 }, () => {
  it('return nothing that the client knows to be overwritten, whatever happens', () => {
    const { broken, reads, failed } = atRandom(true);
    expect(broken).toEqual([]);
    expect(reads).toBeGreaterThan(200);
    expect(failed).toBeGreaterThan(0);
  });

  it.each(['forward', 'wait', 'retry'])('keep to causes across keys at ONE where a miss is to %s', (onMiss) => {
    const { broken, reads, failed } = atOne(true, onMiss);
    expect(broken).toEqual([]);
    expect(reads).toBeGreaterThan(500);
    expect(failed).toBeGreaterThan(0);
  });

  it('are missed where they are off', () => {
    expect(atRandom(false).broken.length).toBeGreaterThan(0);
    expect(atOne(false, 'forward').broken.length).toBeGreaterThan(20);
  });
});
