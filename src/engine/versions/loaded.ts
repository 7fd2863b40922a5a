/**
 * Cells that were there before time began: the copy every owner loaded, the version before it, or a sibling that one replica took
 * meanwhile. Their timestamps lie in the microseconds before 0 and their operations are 0, −1 and −2, so no client's write ties with them.
 */
import { assert } from '../../base/assert.ts';
import type { ConflictPolicy } from './policy.ts';
import { vectorOf } from './vector.ts';
import { type Cell, EMPTY_VECTOR, LOADER_ACTOR, makeCell, makeVersion } from './version.ts';

export type LoadedKind = 'current' | 'older' | 'concurrent';

export interface LoadedKey {
  /** The key's name, from which its value is made. */
  readonly name: string;
  /** Whose copy it is; only a sibling (`concurrent`) says so, in its dot. */
  readonly replica: number;
  readonly valueBytes: number;
}

const kinds = {
  current: { operation: 0, timestampUs: -1, nth: 2 },
  older: { operation: -1, timestampUs: -2, nth: 1 },
  concurrent: { operation: -2, timestampUs: -1, nth: 3 },
} as const;

/** The key's loaded copy of this kind. A sibling needs a policy that keeps siblings: the scenario refuses it under any other. */
export function loadedCell(policy: ConflictPolicy, kind: LoadedKind, key: LoadedKey): Cell {
  const { operation, timestampUs, nth } = kinds[kind];
  const sibling = kind === 'concurrent';
  if (!sibling && policy.loaded !== undefined) return policy.loaded(kind, key.name, key.valueBytes);
  assert(!sibling || (policy.keepsSiblings && key.replica >= 0), 'a loaded sibling needs a replica that made it and a policy that keeps siblings');
  const namer = sibling ? key.replica : LOADER_ACTOR;
  const counter = sibling ? 1 : nth;
  const version = makeVersion({
    operation,
    value: `${key.name}:${nth}`,
    tombstone: false,
    timestampUs,
    coordinator: namer,
    actor: policy.keepsSiblings ? namer : 0,
    counter: policy.keepsSiblings ? counter : 0,
    valueBytes: key.valueBytes,
  });
  const extras = policy.cellType === undefined ? undefined : { type: policy.cellType };
  if (!policy.keepsSiblings) return makeCell([version], EMPTY_VECTOR, extras);
  // The sibling's writer had read the older version.
  return makeCell([version], vectorOf([[namer, counter], ...(sibling ? ([[LOADER_ACTOR, 1]] as const) : [])]), extras);
}
