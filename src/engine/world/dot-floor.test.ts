import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { buildResult } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';

/** What replicas store of x at the end of a script, by name; two replicas, every write on both. */
function stored(script: readonly (readonly [atMs: number, command: object])[], store: object = {}): object {
  const parsed = parseScenario({
    version: 1,
    replicas: ['A', 'B'],
    store: { conflict: 'dotted-version-vector', gcGraceMs: 0, ...store },
    coordination: { read: 'all', write: 'all' },
    script: script.map(([atMs, command]) => ({ atMs, command })),
    stop: { atMs: 2000 },
  });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  new Run(cluster, { atUs: 2_000_000, whenConverged: false, when: null }).finish();
  const { replicas = {} } = buildResult(cluster.world);
  return Object.fromEntries(Object.entries(replicas).map(([name, keys]) => [name, keys.x?.values]));
}

const write = (client: string, value: string) => ({ type: 'write', client, via: 'A', key: 'x', value });

describe('a dot is given once', () => {
  it('though the replica that gave it has compacted the tombstone that said so', () => {
    const script = [
      [0, write('a', 'old')],
      [100, { type: 'read', client: 'a', via: 'A', key: 'x' }],
      [200, { type: 'delete', client: 'a', via: 'A', key: 'x' }],
      [300, { type: 'compact', replica: 'A' }],
      [400, write('b', 'new')],
    ] as const;
    expect(stored(script)).toEqual({ A: ['new'], B: ['new'] });
    expect(stored(script, { conflict: 'mv-register' })).toEqual({ A: ['new'], B: ['new'] });
  });

  it('though its copy rotted; and what it can no longer show it does not claim to have seen replaced', () => {
    const script = [
      [0, write('a', 'old')],
      [100, { type: 'corrupt', replica: 'A', key: 'x' }],
      [200, write('b', 'new')],
      [400, { type: 'read', client: 'c', via: 'B', key: 'x' }],
    ] as const;
    expect(stored(script)).toEqual({ A: ['new'], B: ['new', 'old'] });
  });
});
