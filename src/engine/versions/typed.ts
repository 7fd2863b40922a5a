/** A policy whose cells say whose they are: where their values are read in a way of their own, or where keys have policies of their own. */
import type { ConflictPolicy } from './policy.ts';
import type { Cell } from './version.ts';

/** The same policy; every cell that it makes carries its id as `type`. */
export function typed(policy: ConflictPolicy): ConflictPolicy {
  const { id, delta, loaded } = policy;
  const mark = (cell: Cell): Cell => (cell.type === id ? cell : { ...cell, type: id });
  return {
    ...policy,
    cellType: id,
    mint: (minting) => mark(policy.mint(minting)),
    merge: (local, incoming) => {
      const merged = policy.merge(local, incoming);
      return merged === local || merged === incoming ? merged : mark(merged);
    },
    ...(delta === undefined ? {} : { delta: (minting, minted) => mark(delta(minting, minted)) }),
    ...(loaded === undefined ? {} : { loaded: (kind, name, valueBytes) => mark(loaded(kind, name, valueBytes)) }),
  };
}
