import { describe, expect, it } from 'vitest';
import { createPolicy, loadedCell, policies } from './index.ts';
import type { ConflictPolicy } from './policy.ts';
import { type Cell, EMPTY_VECTOR, isDeleted, type Json, LOADER_ACTOR, type VersionVector, valuesOf } from './version.ts';

const [A, B, C] = [0, 1, 2];
const lww = createPolicy({ conflict: 'lww', tieBreak: 'value' });
const byReplica = createPolicy({ conflict: 'lww', tieBreak: 'replica' });
const untied = createPolicy({ conflict: 'lww', tieBreak: 'none' });
const vv = createPolicy({ conflict: 'version-vector', tieBreak: 'value' });
const dvv = createPolicy({ conflict: 'dotted-version-vector', tieBreak: 'value' });

let operation = 0;

function put(
  policy: ConflictPolicy,
  at: number,
  value: Json,
  options: { current?: Cell; context?: VersionVector; nowUs?: number; tombstone?: boolean } = {},
): Cell {
  operation++;
  const { current, context = EMPTY_VECTOR, nowUs = operation, tombstone = false } = options;
  return policy.mint({ current, context, operation, value, tombstone, valueBytes: 10, nowUs, coordinator: at, actor: at });
}

describe('last write wins', () => {
  it('keeps the later timestamp, whoever merges', () => {
    const early = put(lww, A, 'early', { nowUs: 10 });
    const late = put(lww, B, 'late', { nowUs: 11 });
    expect(lww.merge(early, late)).toBe(late);
    expect(lww.merge(late, early)).toBe(late);
  });

  it('lets a fast clock win over a write that came after it', () => {
    const fast = put(lww, A, 'first, by a clock 300 ms ahead', { nowUs: 1_300_000 });
    const later = put(lww, B, 'second', { nowUs: 1_100_000 });
    expect(valuesOf(lww.merge(fast, later))).toEqual(['first, by a clock 300 ms ahead']);
    expect(lww.covers(fast, later.versions[0])).toBe(true);
    expect(lww.covers(later, fast.versions[0])).toBe(false);
  });

  it('breaks a tie by the larger canonical text', () => {
    const milk = put(lww, A, { a: 1, b: 'milk' }, { nowUs: 5 });
    const eggs = put(lww, B, { b: 'eggs', a: 1 }, { nowUs: 5 });
    expect(lww.merge(milk, eggs)).toBe(milk);
    expect(lww.merge(eggs, milk)).toBe(milk);
  });

  it('lets a tombstone win a tie', () => {
    const live = put(lww, B, 'zzz', { nowUs: 5 });
    const gone = put(lww, A, null, { nowUs: 5, tombstone: true });
    expect(lww.merge(live, gone)).toBe(gone);
    expect(lww.merge(gone, live)).toBe(gone);
    expect(isDeleted(gone)).toBe(true);
  });

  it('counts one value written twice in one microsecond as one version', () => {
    const one = put(lww, A, 'same', { nowUs: 5 });
    const other = put(lww, B, 'same', { nowUs: 5 });
    expect(lww.merge(one, other)).toBe(one);
    expect(lww.covers(one, other.versions[0])).toBe(true);
  });

  it('breaks a tie by replica where asked to, even against a tombstone or the same value', () => {
    const low = put(byReplica, A, 'z', { nowUs: 5, tombstone: true });
    const high = put(byReplica, C, 'a', { nowUs: 5 });
    const same = put(byReplica, B, 'a', { nowUs: 5 });
    expect(byReplica.merge(low, high)).toBe(high);
    expect(byReplica.merge(high, low)).toBe(high);
    expect(same.hash).not.toBe(high.hash);
    expect(byReplica.merge(same, high)).toBe(high);
    expect(byReplica.merge(high, same)).toBe(high);
  });

  it('never agrees on a tie that nothing breaks (E001-22, E002-11)', () => {
    const p = put(untied, A, 'P', { nowUs: 5 });
    const q = put(untied, B, 'Q', { nowUs: 5 });
    expect(untied.merge(p, q)).toBe(p);
    expect(untied.merge(q, p)).toBe(q);
    expect(untied.covers(p, q.versions[0])).toBe(false);
    expect(untied.covers(p, p.versions[0])).toBe(true);
  });
});

describe.each([vv, dvv])('$id', (policy) => {
  it('replaces what the client had read', () => {
    const first = put(policy, A, 'v1');
    const second = put(policy, B, 'v2', { current: first, context: first.clock });
    expect(valuesOf(second)).toEqual(['v2']);
    expect(policy.merge(first, second)).toBe(second);
    expect(policy.merge(second, first)).toBe(second);
  });

  it('follows figure 3 of the Dynamo paper to two branches and their reconciliation', () => {
    const d1 = put(policy, A, 'D1');
    const d2 = put(policy, A, 'D2', { current: d1, context: d1.clock });
    const d3 = put(policy, B, 'D3', { current: d2, context: d2.clock });
    const d4 = put(policy, C, 'D4', { current: d2, context: d2.clock });
    expect([d2.clock, d3.clock, d4.clock]).toEqual([
      [A, 2],
      [A, 2, B, 1],
      [A, 2, C, 1],
    ]);
    const both = policy.merge(d3, d4);
    expect(valuesOf(both)).toEqual(['D3', 'D4']);
    const d5 = put(policy, A, 'D5', { current: both, context: both.clock });
    expect(valuesOf(d5)).toEqual(['D5']);
    expect(d5.clock).toEqual([A, 3, B, 1, C, 1]);
  });

  it('keeps a delete and a concurrent write side by side', () => {
    const first = put(policy, A, 'v1');
    const gone = put(policy, A, null, { current: first, context: first.clock, tombstone: true });
    const changed = put(policy, B, 'v2', { current: first, context: first.clock });
    const both = policy.merge(gone, changed);
    expect(both.versions).toHaveLength(2);
    expect(valuesOf(both)).toEqual(['v2']);
    expect(isDeleted(both)).toBe(false);
  });

  it('does not bring back a sibling that one side has replaced', () => {
    const a = put(policy, A, 'a');
    const b = put(policy, B, 'b');
    const c = put(policy, A, 'c', { current: a, context: a.clock });
    expect(valuesOf(policy.merge(policy.merge(a, b), c))).toEqual(['b', 'c']);
    expect(valuesOf(policy.merge(a, policy.merge(b, c)))).toEqual(['b', 'c']);
  });

  it('takes a client back to what it read elsewhere: its context counts, though the namer has not seen it', () => {
    const a = put(policy, A, 'a');
    const b = put(policy, B, 'b', { current: a, context: a.clock });
    const c = put(policy, A, 'c', { current: a, context: b.clock });
    expect(c.clock).toEqual([A, 2, B, 1]);
    expect(policy.merge(b, c)).toBe(c);
  });

  it('chooses the same copy on both sides where one dot names two values, as after a fault', () => {
    const one = put(policy, A, 'one');
    const other = put(policy, A, 'other');
    expect(policy.merge(one, other).hash).toBe(policy.merge(other, one).hash);
  });
});

describe('what one vector of servers cannot tell apart', () => {
  /** Two clients write through one server, the third write having read only the first. */
  function threeWrites(policy: ConflictPolicy): Cell {
    const first = put(policy, A, 'v1');
    const second = put(policy, A, 'v2', { current: first });
    return put(policy, A, 'v3', { current: second, context: first.clock });
  }

  it('leaves a false sibling under one version vector', () => {
    expect(valuesOf(threeWrites(vv))).toEqual(['v1', 'v2', 'v3']);
  });

  it('is told apart by dots', () => {
    const cell = threeWrites(dvv);
    expect(valuesOf(cell)).toEqual(['v2', 'v3']);
    expect(cell.versions.map((version) => [version.actor, version.counter])).toEqual([
      [A, 2],
      [A, 3],
    ]);
    expect(cell.clock).toEqual([A, 3]);
  });

  /** Each client puts in turn with what it was told after its own last put, which never has the other's latest. */
  function alternatingPuts(policy: ConflictPolicy, clients: number, puts: number): number {
    const contexts: VersionVector[] = new Array(clients).fill(EMPTY_VECTOR);
    let cell: Cell | undefined;
    for (let i = 0; i < puts; i++) {
      for (let client = 0; client < clients; client++) {
        cell = put(policy, A, `${client}-${i}`, { current: cell, context: contexts[client] });
        contexts[client] = cell.clock;
      }
    }
    return cell?.versions.length ?? 0;
  }

  it('explodes: two clients and ten puts each leave 20 siblings, dots leave 2', () => {
    expect(alternatingPuts(vv, 2, 10)).toBe(20);
    expect(alternatingPuts(dvv, 2, 10)).toBe(2);
  });
});

describe('loaded data', () => {
  const key = { name: 'k7', replica: B, valueBytes: 100 };

  it.each([...policies.keys()])('is superseded by its current copy where older, under %s', (conflict) => {
    const policy = createPolicy({ conflict, tieBreak: 'value' });
    const current = loadedCell(policy, 'current', key);
    const older = loadedCell(policy, 'older', key);
    const oneValue = {
      union: [['k7:2']],
      'g-counter': [2],
      'pn-counter': [2],
      'g-set': [['k7:1', 'k7:2']],
      'two-phase-set': [['k7:1', 'k7:2']],
      'or-set': [['k7:1', 'k7:2']],
    };
    expect(valuesOf(current)).toEqual(oneValue[conflict as keyof typeof oneValue] ?? ['k7:2']);
    expect(policy.merge(older, current)).toBe(current);
    expect(policy.merge(current, older)).toBe(current);
    expect(policy.covers(current, older.versions[0])).toBe(true);
    expect(current.versions.at(-1)?.operation).toBe(0);
    expect(older.versions[0].operation).toBe(-1);
    expect(loadedCell(policy, 'current', { ...key, replica: -1 }).hash).toBe(current.hash);
  });

  it.each([vv, dvv])('has a sibling of the current copy where concurrent, under $id', (policy) => {
    const current = loadedCell(policy, 'current', key);
    const sibling = loadedCell(policy, 'concurrent', key);
    expect(sibling.clock).toEqual([B, 1, LOADER_ACTOR, 1]);
    expect(valuesOf(policy.merge(current, sibling))).toEqual(['k7:2', 'k7:3']);
    const next = put(policy, B, 'x', { current: sibling, context: sibling.clock });
    expect(next.clock).toEqual([B, 2, LOADER_ACTOR, 1]);
  });

  it('loses to the first write of a client under last write wins', () => {
    const loaded = loadedCell(lww, 'current', key);
    const written = put(lww, A, 'x', { nowUs: 0 });
    expect(lww.merge(loaded, written)).toBe(written);
  });
});
