/**
 * What it would cost to compare without hashes: the `full-state` message by which the initiator ships every cell that both own, weighed
 * as the engine weighs it. Loaded keys all weigh the same and are counted once for a run, so a million of them cost a session nothing.
 */
import type { FoldFacts } from '../folds/fold.ts';
import { graceHorizonUs, isPastGrace } from '../merkle/grace.ts';
import type { PlacementView } from '../placement/view.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, sizeOfCells } from '../wire.ts';

export interface FullCost {
  readonly keys: number;
  readonly bytes: number;
}

/** Loaded keys of each owner set; placement does not change in a run. */
const loadedKeys = new WeakMap<PlacementView, ReadonlyMap<number, number>>();

function loadedBySet({ view, keys }: FoldFacts): ReadonlyMap<number, number> {
  const known = loadedKeys.get(view);
  if (known !== undefined) return known;
  const counts = new Map<number, number>();
  for (let key = 0; key < keys.baseCount; key++) {
    const { id } = view.ownerSet(key);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  loadedKeys.set(view, counts);
  return counts;
}

/** Of a full comparison begun by `from` now. */
export function fullCost(facts: FoldFacts, from: number, to: number): FullCost {
  const { store, nowUs } = facts.insideOf(from);
  const { view } = facts;
  const { baseCount, baseCell } = facts.keys;
  if (store === null) return { keys: 0, bytes: HEADER_BYTES };
  const horizonUs = graceHorizonUs(nowUs, facts.scenario.store.gcGraceMs);
  const weight = (cell: Cell): number => sizeOfCells([{ key: 0, cell }]).bytes - HEADER_BYTES;
  const loaded = store.standsOnBase ? baseCount : 0;
  const each = loaded > 0 ? weight(baseCell(0)) : 0;
  let keys = 0;
  if (loaded > 0) {
    const sets = view.ownerSetsOf(from);
    // Where all replicas own all keys, there is nothing to count.
    if (sets.length === 1 && sets[0].owners.length === facts.replicas) keys = loaded;
    else for (const set of sets) if (set.owners.includes(to)) keys += loadedBySet(facts).get(set.id) ?? 0;
  }
  let bytes = HEADER_BYTES + keys * each;
  store.forEachChanged((cell, key) => {
    if (!view.owns(to, key)) return;
    if (key < loaded && view.owns(from, key)) {
      keys--;
      bytes -= each;
    }
    if (cell === undefined || isPastGrace(cell, horizonUs)) return;
    keys++;
    bytes += weight(cell);
  });
  return { keys, bytes };
}
