/** What a picture shows of the inside of copies, and of what nodes believe: held against runs of the engine. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import type { CellView, Snapshot } from './snapshot.ts';
import { buildSnapshot } from './snapshot-builder.ts';

function snapshotOf(more: object, atMs: number): Snapshot {
  const parsed = parseScenario({ version: 1, ...more });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  new Run(cluster, { atUs: atMs * 1000, whenConverged: false, when: null }).finish();
  return buildSnapshot(cluster);
}
const cell = ({ replicas }: Snapshot, id: string, key: string): CellView => replicas.find((one) => one.id === id)!.cells.find((one) => one.key === key)!;
const at = (atMs: number, type: string, more: object) => ({ atMs, command: { type, client: 'phone', key: 'x', ...more } });

describe('the state of a copy', () => {
  it('of a counter is its owners’ entries, up and down', () => {
    const script = [at(0, 'increment', { via: 'A', by: 3 }), at(100, 'increment', { via: 'B', by: 5 }), at(200, 'increment', { via: 'B', by: -1 })];
    const { state, versions } = cell(snapshotOf({ store: { conflict: 'pn-counter' }, script }, 1000), 'C', 'x');
    expect(state).toEqual({
      type: 'counter',
      bothWays: true,
      entries: [
        { actor: 'A', up: 3, down: 0 },
        { actor: 'B', up: 5, down: 1 },
      ],
    });
    expect(versions[0].value).toBe(7);
  });

  it('of a set is its elements with the tags that keep them in', () => {
    const script = [at(0, 'add', { via: 'A', value: 'milk' }), at(100, 'add', { via: 'B', value: 'eggs' }), at(200, 'remove', { via: 'A', value: 'milk' })];
    const orSet = cell(snapshotOf({ store: { conflict: 'or-set' }, script }, 1000), 'C', 'x');
    expect(orSet.state).toEqual({ type: 'set', elements: [{ value: 'eggs', tags: [{ actor: 'B', counter: 1 }], removed: false }] });
    const twoPhase = cell(snapshotOf({ store: { conflict: 'two-phase-set' }, script }, 1000), 'C', 'x');
    expect(twoPhase.state).toMatchObject({
      elements: [
        { value: 'eggs', removed: false },
        { value: 'milk', tags: [{ actor: 'A', counter: 1 }], removed: true },
      ],
    });
  });

  it('of a register is its versions and nothing else', () => {
    expect(cell(snapshotOf({ script: [at(0, 'write', { via: 'A', value: 1 })] }, 1000), 'A', 'x')).not.toHaveProperty('state');
  });
});

describe('a damaged copy', () => {
  const write = at(0, 'write', { via: 'A', value: 'milk' });
  const corrupt = { atMs: 500, command: { type: 'corrupt', replica: 'B', key: 'x', part: 'value' } };
  it('with a checksum cannot be read, and is shown though it holds nothing', () => {
    const rotten = cell(snapshotOf({ script: [write, corrupt] }, 600), 'B', 'x');
    expect(rotten).toMatchObject({ damage: 'checksum', versions: [] });
  });
  it('without one is served, and what comes from it is rotten too', () => {
    const more = { store: { checksums: false }, gossip: { protocol: 'push-pull', intervalMs: 100 }, script: [write, corrupt] };
    expect(cell(snapshotOf(more, 501), 'B', 'x').damage).toBe('rot');
    const later = snapshotOf(more, 3000);
    expect(later.replicas.map((one) => one.cells[0].damage)).toEqual(['rot', 'rot', 'rot']);
  });
  it('is a lie where a replica made it up, wherever it has come to', () => {
    const lie = { atMs: 500, command: { type: 'lie', replica: 'B', key: 'x', value: 'poison' } };
    const later = snapshotOf({ gossip: { protocol: 'push-pull', intervalMs: 100 }, script: [write, lie] }, 3000);
    expect(later.replicas.map((one) => one.cells[0].damage)).toEqual(['lie', 'lie', 'lie']);
  });
  it('is sound again once it was replaced', () => {
    const again = at(800, 'write', { via: 'A', value: 'eggs' });
    expect(cell(snapshotOf({ script: [write, corrupt, again] }, 1000), 'B', 'x')).not.toHaveProperty('damage');
  });
});

describe('what nodes believe of each other', () => {
  const crash = { atMs: 2500, command: { type: 'crash', replica: 'C' } };
  it('is not shown where no detector is on, nor of a large cluster', () => {
    expect(snapshotOf({}, 100)).not.toHaveProperty('beliefs');
    expect(snapshotOf({ replicas: 41, membership: { detector: 'swim' } }, 100)).not.toHaveProperty('beliefs');
  });
  it('begins with everybody alive', () => {
    expect(snapshotOf({ membership: { detector: 'phi-accrual' } }, 100).beliefs).toEqual({ detector: 'phi-accrual', rows: ['-aa', 'a-a', 'aa-'] });
  });
  it('says whom each suspects and believes dead; who is down believes nothing', () => {
    const more = { replicas: 5, membership: { detector: 'swim' }, script: [crash] };
    const rowsAt = (atMs: number) => snapshotOf(more, atMs).beliefs!.rows;
    const seen = Array.from({ length: 60 }, (_, i) => rowsAt(2500 + i * 200));
    expect(seen.every((rows) => rows[2] === '')).toBe(true);
    expect(seen.some((rows) => rows.some((row) => row[2] === 's'))).toBe(true);
    expect(seen.at(-1)!.map((row) => row[2] ?? '')).toEqual(['d', 'd', '', 'd', 'd']);
  });
  it('is nothing heard of anybody right after a restart under gossip', () => {
    const script = [crash, { atMs: 2600, command: { type: 'restart', replica: 'C' } }];
    expect(snapshotOf({ membership: { detector: 'phi-accrual' }, script }, 2650).beliefs!.rows[2]).toBe('uu-');
  });
});
