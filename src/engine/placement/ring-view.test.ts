import { describe, expect, it } from 'vitest';
import { KeyTable } from '../storage/key-table.ts';
import { createRingView, type RingOptions } from './ring-view.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i + 1}`);

function viewOf(options: Partial<RingOptions> = {}) {
  return createRingView({ replicas: names(6), virtualNodes: 8, replicationFactor: 3, pin: {}, keys: new KeyTable(500), seed: 1, ...options });
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('placement by token ring', () => {
  it('stores each key on N different replicas', () => {
    const view = viewOf();
    for (const key of numbers(500)) {
      const list = view.preferenceList(key);
      expect(new Set(list).size).toBe(3);
      expect(view.ownerSet(key).owners).toEqual(list.slice().sort((a, b) => a - b));
      for (const replica of numbers(6)) expect(view.owns(replica, key)).toBe(list.includes(replica));
    }
  });

  it('stores each key on all replicas where there are fewer than the replication factor', () => {
    const view = viewOf({ replicas: ['A', 'B'] });
    expect(numbers(50).every((key) => view.owns(0, key) && view.owns(1, key))).toBe(true);
    expect(view.ownerSetsOf(1)).toEqual([view.ownerSet(3)]);
    expect(view.ownerSet(3).owners).toEqual([0, 1]);
    expect(view.peersOf(1)).toEqual([0]);
    expect(new Set(numbers(50).map((key) => view.preferenceList(key)[0])).size).toBe(2);
  });

  it('begins a pinned key’s list with the replicas it is pinned to', () => {
    const keys = new KeyTable(10);
    const x = keys.intern('x');
    const other = keys.intern('y');
    const free = viewOf({ keys }).preferenceList(x);
    const view = viewOf({ keys, pin: { x: ['n6', 'n1'], k3: ['n2', 'n3', 'n4', 'n5'] } });
    expect(view.preferenceList(x).slice(0, 2)).toEqual([5, 0]);
    expect(view.preferenceList(x)[2]).toBe(free.find((replica) => replica !== 5 && replica !== 0));
    expect(view.preferenceList(3)).toEqual([1, 2, 3]);
    expect(view.preferenceList(other)).toEqual(viewOf({ keys }).preferenceList(other));
    expect(view.peersOf(5)).toContain(0);
    expect(view.ownerSetsOf(5)).toContain(view.ownerSet(x));
  });

  it('names an owner set alike whatever was asked first', () => {
    const forward = viewOf();
    const backward = viewOf();
    const ids = numbers(500).map((key) => forward.ownerSet(key).id);
    expect(
      numbers(500)
        .reverse()
        .map((key) => backward.ownerSet(key).id)
        .reverse(),
    ).toEqual(ids);
    expect(new Set(ids).size).toBe(new Set(numbers(500).map((key) => forward.ownerSet(key).owners.join())).size);
  });

  it('lists the owner sets of a replica that some key falls in, by rising id', () => {
    const view = viewOf();
    for (const replica of numbers(6)) {
      const expected = new Set(
        numbers(500)
          .filter((key) => view.owns(replica, key))
          .map((key) => view.ownerSet(key).id),
      );
      const ids = view.ownerSetsOf(replica).map((set) => set.id);
      expect(ids).toEqual([...expected].sort((a, b) => a - b));
    }
  });

  it('follows keys as events name them, and as they are taken back', () => {
    const keys = new KeyTable(0);
    const view = viewOf({ keys });
    const sets = () => numbers(6).flatMap((replica) => view.ownerSetsOf(replica).map((set) => set.id));
    expect(sets()).toEqual([]);
    const none = keys.snapshot();
    const setOf = (name: string) => view.ownerSet(keys.intern(name)).id;
    const first = setOf('a');
    expect(new Set(sets())).toEqual(new Set([first]));
    const elsewhere =
      numbers(50)
        .map((i) => `b${i}`)
        .find((name) => setOf(name) !== first) ?? '';
    keys.restore(none);
    expect(sets()).toEqual([]);
    const other = setOf(elsewhere);
    expect(new Set(sets())).toEqual(new Set([other]));
    keys.restore(none);
    setOf('a');
    expect(new Set(sets())).toEqual(new Set([first]));
  });

  it.each([
    [12, 1, 3],
    [12, 4, 3],
    [9, 8, 5],
    [40, 2, 39],
    [5, 3, 1],
  ])('calls peers those of %i replicas with %i tokens that share a range of %i owners', (count, virtualNodes, replicationFactor) => {
    const keys = new KeyTable(20_000);
    const view = viewOf({ replicas: names(count), virtualNodes, replicationFactor, keys, seed: 5 });
    const expected = numbers(count).map(() => new Set<number>());
    for (const key of numbers(20_000)) {
      const list = view.preferenceList(key);
      for (const a of list) for (const b of list) if (a !== b) expected[a].add(b);
    }
    for (const replica of numbers(count)) expect(view.peersOf(replica)).toEqual([...expected[replica]].sort((a, b) => a - b));
  });

  it('serves 10,000 replicas that own every key', () => {
    const view = viewOf({ replicas: names(10_000), virtualNodes: 16, replicationFactor: 10_000 });
    expect(view.preferenceList(1)).toHaveLength(10_000);
    expect(view.owns(9_999, 7)).toBe(true);
    expect(view.peersOf(9_999)).toHaveLength(9_999);
    expect(view.ownerSetsOf(17)).toHaveLength(1);
    expect(view.ownership()).toHaveLength(10_000);
  });

  it('answers alike after it had to forget', () => {
    const options = { replicas: names(2_000), virtualNodes: 2, replicationFactor: 1_999, keys: new KeyTable(3_000) };
    const view = viewOf(options);
    const list = view.preferenceList(0).slice();
    const id = view.ownerSet(0).id;
    for (const key of numbers(3_000)) view.preferenceList(key);
    expect(view.preferenceList(0)).toEqual(list);
    expect(view.ownerSet(0).id).toBe(id);
  });
});
