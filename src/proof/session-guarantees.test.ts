/** Random clusters under faults: what a session promises by token or by client echo is kept in every read that succeeds, and what nobody promises is broken. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../engine/cluster.ts';
import { randomDocument } from './fuzz/random-document.ts';
import { scenarioOf } from './scenario-of.ts';

const GUARANTEES = ['read-your-writes', 'monotonic-reads', 'monotonic-writes', 'writes-follow-reads'];
const SEEDS = 60;

interface Line {
  readonly command: { readonly type: string; readonly context?: string; readonly path?: string };
}

/** Violations of the four and reads that succeeded, over all seeds. */
function run(session: (seed: number) => object): { readonly broken: readonly string[]; readonly completed: number } {
  const broken: string[] = [];
  let completed = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const document = randomDocument(seed);
    // Without context a client asks to write beside what it knows; what is promised must not change on the way.
    const keeps = ({ command }: Line): boolean => command.context !== 'none' && command.path?.startsWith('session') !== true;
    const script = (document.script as readonly Line[]).filter(keeps);
    // A vector that is pruned forgets what a session has seen.
    const store = { ...(document.store as object), vectorPruning: null };
    const cluster = new Cluster(scenarioOf({ ...document, store, script, session: session(seed) }));
    cluster.world.listener = (record) => {
      if (record.type === 'operation-completed') completed++;
      if (record.type === 'violation-found' && GUARANTEES.includes(record.checker)) broken.push(`seed ${seed}: ${record.checker}: ${record.detail}`);
    };
    while (cluster.nextUs() <= 4_000_000) cluster.step();
  }
  return { broken, completed };
}

describe('the session guarantees', { timeout: 180_000 }, () => {
  it.each(['token', 'client-echo'])('are kept by %s in every read and write that succeeds', (by) => {
    const { broken, completed } = run((seed) => ({ guarantees: GUARANTEES, by, onMiss: ['forward', 'wait', 'retry'][seed % 3], waitMs: 100 }));
    expect(broken).toEqual([]);
    expect(completed).toBeGreaterThan(500);
  });

  it('are broken where nobody promises them', () => {
    expect(run(() => ({})).broken.length).toBeGreaterThan(5);
  });
});
