/**
 * What was loaded before time began: one immutable base that all owners share, its cells made on demand so that a million keys cost
 * nothing, and the few copies that differ from it.
 */

import { Concern, drawBelow } from '../../base/draws.ts';
import { hashString } from '../../base/hash.ts';
import { leafOfKey } from '../merkle/leaves.ts';
import { leavesOf } from '../merkle/shape.ts';
import type { PlacementView } from '../placement/view.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { loadedCell } from '../versions/index.ts';
import type { Policies } from '../versions/policy.ts';
import type { Cell } from '../versions/version.ts';
import type { KeyTable } from './key-table.ts';

const CACHED_KEYS = 65536;

export class LoadedData {
  readonly count: number;
  private readonly keys: KeyTable;
  private readonly policies: Policies;
  private readonly valueBytes: number;
  private readonly cache: (Cell | undefined)[] = [];

  constructor(keys: KeyTable, policies: Policies, valueBytes: number) {
    this.keys = keys;
    this.count = keys.baseCount;
    this.policies = policies;
    this.valueBytes = valueBytes;
  }

  /** The copy of a loaded key that every owner had before time began. */
  cell(key: number): Cell {
    const cached = this.cache[key];
    if (cached !== undefined) return cached;
    const cell = loadedCell(this.policies.of(this.keys.name(key)), 'current', { name: this.keys.name(key), replica: -1, valueBytes: this.valueBytes });
    if (key < CACHED_KEYS) this.cache[key] = cell;
    return cell;
  }

  /** A copy that differs from the base: the version before, or a sibling; undefined for a missing one. */
  divergentCell(key: number, replica: number, kind: 'older' | 'missing' | 'concurrent'): Cell | undefined {
    if (kind === 'missing') return undefined;
    const name = this.keys.name(key);
    return loadedCell(this.policies.of(name), kind, { name, replica, valueBytes: this.valueBytes });
  }
}

export interface DivergentCopy {
  readonly replica: number;
  readonly key: number;
  readonly cell: Cell | undefined;
}

/** Which copies differ at time 0: keys drawn by the seed among those the replica owns, in distinct leaves of the configured tree while there are any. */
export function divergentCopies(scenario: Scenario, data: LoadedData, keys: KeyTable, view: PlacementView): DivergentCopy[] {
  const copies: DivergentCopy[] = [];
  const taken = new Set<number>();
  const { leaf: kind, branching } = scenario.antiEntropy;
  const among = leavesOf(branching);
  scenario.data.divergent.forEach((line, lineIndex) => {
    const replica = scenario.replicas.findIndex((spec) => spec.id === line.replica);
    const salt = hashString(line.replica);
    const leaves = new Set<number>();
    let found = 0;
    const limit = Math.max(1000, data.count * 20);
    for (let attempt = 0; found < line.keys && attempt < limit; attempt++) {
      const key = drawBelow(data.count, scenario.seed, Concern.divergentKeys, salt, lineIndex, attempt);
      const leaf = leafOfKey(kind, key, keys.hash(key), view, among);
      if (taken.has(key) || !view.owns(replica, key) || (leaves.has(leaf) && attempt < limit / 2)) continue;
      taken.add(key);
      leaves.add(leaf);
      copies.push({ replica, key, cell: data.divergentCell(key, replica, line.kind) });
      found++;
    }
    // Draws can miss a small remainder: take the rest in order.
    for (let key = 0; found < line.keys && key < data.count; key++) {
      if (taken.has(key) || !view.owns(replica, key)) continue;
      taken.add(key);
      copies.push({ replica, key, cell: data.divergentCell(key, replica, line.kind) });
      found++;
    }
  });
  return copies;
}
