/**
 * The laws that make replicas agree, on cells that a cluster can reach: random histories of one key, of clients that read and write
 * through a few replicas, which send each other their cells.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPolicy } from './index.ts';
import type { ConflictPolicy } from './policy.ts';
import { type Cell, EMPTY_VECTOR, makeCell, type VersionVector } from './version.ts';

const RUNS = { numRuns: 400 };
const REPLICAS = 3;
const CLIENTS = 2;

type Step =
  | {
      readonly type: 'write';
      readonly client: number;
      readonly replica: number;
      readonly value: number;
      readonly nowUs: number;
      readonly tombstone: boolean;
      readonly blind: boolean;
    }
  | { readonly type: 'read'; readonly client: number; readonly replica: number }
  | { readonly type: 'send'; readonly from: number; readonly to: number };

const replica = fc.nat(REPLICAS - 1);
const client = fc.nat(CLIENTS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  // Few values and few instants, so that ties are common.
  fc.record({
    type: fc.constant('write' as const),
    client,
    replica,
    value: fc.nat(2),
    nowUs: fc.nat(3),
    tombstone: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    blind: fc.boolean(),
  }),
  fc.record({ type: fc.constant('read' as const), client, replica }),
  fc.record({ type: fc.constant('send' as const), from: replica, to: replica }),
);

const histories = fc.array(step, { minLength: 1, maxLength: 30 });

/** Every cell that the history makes or stores, in order; none where nobody writes. */
function cellsOf(policy: ConflictPolicy, history: readonly Step[]): Cell[] {
  const stores: (Cell | undefined)[] = new Array(REPLICAS).fill(undefined);
  const contexts: VersionVector[] = new Array(CLIENTS).fill(EMPTY_VECTOR);
  const floors: number[] = new Array(REPLICAS).fill(0);
  const cells: Cell[] = [];
  const store = (at: number, cell: Cell, written = false) => {
    const current = stores[at];
    const whole = current === undefined ? cell : policy.merge(current, cell);
    const merged = written ? (policy.trim?.(whole) ?? whole) : whole;
    stores[at] = merged;
    cells.push(cell, merged);
  };
  history.forEach((taken, index) => {
    if (taken.type === 'read') contexts[taken.client] = stores[taken.replica]?.clock ?? EMPTY_VECTOR;
    else if (taken.type === 'send') {
      const cell = stores[taken.from];
      if (cell !== undefined) store(taken.to, cell);
    } else {
      const minted = policy.mint({
        current: stores[taken.replica],
        context: taken.blind ? EMPTY_VECTOR : contexts[taken.client],
        operation: index + 1,
        value: taken.value,
        tombstone: taken.tombstone,
        valueBytes: 10,
        nowUs: taken.nowUs,
        hybridNow: () => ({ us: taken.nowUs, logical: taken.value }),
        coordinator: taken.replica,
        actor: taken.replica,
        floor: floors[taken.replica],
      });
      floors[taken.replica] = Math.max(floors[taken.replica], ...minted.versions.map(({ actor, counter }) => (actor === taken.replica ? counter : 0)));
      store(taken.replica, minted, true);
    }
  });
  return cells;
}

const convergent = [
  { conflict: 'lww', tieBreak: 'value' },
  { conflict: 'lww', tieBreak: 'replica' },
  { conflict: 'hlc', tieBreak: 'value' },
  { conflict: 'version-vector', tieBreak: 'value' },
  { conflict: 'dotted-version-vector', tieBreak: 'value' },
  { conflict: 'union', tieBreak: 'value' },
  { conflict: 'version-vector', tieBreak: 'value', vectorPruning: { entries: 1 } },
  { conflict: 'dotted-version-vector', tieBreak: 'value', vectorPruning: { small: 1, big: 2, youngMs: 0, oldMs: 0 } },
] as const;

describe.each(convergent)('merging under $conflict with ties by $tieBreak and vectors pruned by $vectorPruning', (store) => {
  const policy = createPolicy(store);
  /** Three cells of one history, picked anywhere in it. */
  const triples = fc
    .tuple(histories, fc.nat(), fc.nat(), fc.nat())
    .map(([history, i, j, k]) => {
      const cells = cellsOf(policy, history);
      return cells.length === 0 ? null : ([cells[i % cells.length], cells[j % cells.length], cells[k % cells.length]] as const);
    })
    .filter((triple) => triple !== null);

  it('does not depend on who merges whose', () => {
    fc.assert(
      fc.property(triples, ([a, b]) => void expect(policy.merge(a, b).hash).toBe(policy.merge(b, a).hash)),
      RUNS,
    );
  });

  it('does not depend on the grouping', () => {
    fc.assert(
      fc.property(triples, ([a, b, c]) => void expect(policy.merge(policy.merge(a, b), c).hash).toBe(policy.merge(a, policy.merge(b, c)).hash)),
      RUNS,
    );
  });

  it('changes nothing the second time, and says so with the same object', () => {
    fc.assert(
      fc.property(triples, ([a, b]) => {
        const merged = policy.merge(a, b);
        expect(policy.merge(merged, a)).toBe(merged);
        expect(policy.merge(merged, b)).toBe(merged);
        expect(policy.merge(a, copyOf(a))).toBe(a);
      }),
      RUNS,
    );
  });

  it('hands over the incoming cell itself where that supersedes the local one', () => {
    fc.assert(
      fc.property(triples, ([a, b]) => {
        const merged = policy.merge(a, b);
        if (a.hash !== b.hash) expect(policy.merge(a, merged)).toBe(merged.hash === a.hash ? a : merged);
      }),
      RUNS,
    );
  });

  it('forgets nothing: what either side covered, the merged cell covers', () => {
    fc.assert(
      fc.property(triples, ([a, b, c]) => {
        const merged = policy.merge(a, b);
        for (const version of [...a.versions, ...b.versions]) expect(policy.covers(merged, version)).toBe(true);
        for (const version of c.versions) if (policy.covers(a, version) || policy.covers(b, version)) expect(policy.covers(merged, version)).toBe(true);
      }),
      RUNS,
    );
  });

  it('never leaves a key without a version, and lists them in one order', () => {
    fc.assert(
      fc.property(triples, ([a, b]) => {
        const merged = policy.merge(a, b);
        expect(merged.versions.length).toBeGreaterThan(0);
        expect(merged.versions).toEqual(copyOf({ ...merged, versions: merged.versions.slice().reverse() }).versions);
        if (!policy.keepsSiblings) expect(merged.versions).toHaveLength(1);
      }),
      RUNS,
    );
  });

  it('brings all replicas to one cell, in whatever order they hear of the writes', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (history, order) => {
        const cells = cellsOf(policy, history);
        if (cells.length === 0) return;
        const join = (list: readonly Cell[]) => list.reduce((all, cell) => policy.merge(all, cell)).hash;
        const shuffled = cells.map((cell) => ({ cell, key: order.next().value ?? 0 })).sort((x, y) => x.key - y.key);
        expect(join(shuffled.map(({ cell }) => cell))).toBe(join(cells));
      }),
      RUNS,
    );
  });
});

describe.each(convergent.filter(({ conflict }) => !['lww', 'hlc'].includes(conflict)))('naming a version under $conflict', (store) => {
  const policy = createPolicy(store);

  it('gives the namer its own cell back, with the write applied', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const written = history.filter((step) => step.type !== 'read');
        let current: Cell | undefined;
        for (const step of written) {
          if (step.type !== 'write') continue;
          const minted = policy.mint({
            current,
            context: [],
            operation: 1,
            value: step.value,
            tombstone: step.tombstone,
            valueBytes: 0,
            nowUs: 0,
            coordinator: 0,
            actor: 0,
          });
          if (current !== undefined) expect(policy.merge(current, minted)).toBe(minted);
          current = minted;
        }
      }),
      RUNS,
    );
  });

  it('never uses one dot for two versions', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const hashes = new Map<string, number>();
        for (const cell of cellsOf(policy, history)) {
          for (const version of cell.versions) {
            const dot = `${version.actor}:${version.counter}`;
            expect(hashes.get(dot) ?? version.hash).toBe(version.hash);
            hashes.set(dot, version.hash);
          }
        }
      }),
      RUNS,
    );
  });
});

function copyOf(cell: Cell): Cell {
  const { type, times } = cell;
  return makeCell(cell.versions, cell.clock.slice(), { ...(type === undefined ? {} : { type }), ...(times === undefined ? {} : { times }) });
}
