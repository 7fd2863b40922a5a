/**
 * A dot per sibling: a write replaces exactly the siblings that its client had read, so only truly concurrent writes stay side by side.
 * After Preguiça, Baquero, Almeida, Fonte and Gonçalves, "Dotted version vectors" (2012), in the set form of DVVSet: one vector for the
 * key, one dot a sibling.
 */
import { type ConflictPolicy, type Minting, REGISTER_KINDS } from './policy.ts';
import { coversVersion, heldVersions, mergeSiblings, mintBeside } from './siblings.ts';
import { coversDot } from './vector.ts';
import type { Cell } from './version.ts';

/** The policy `dotted-version-vector`. */
export function dottedVersionVector(): ConflictPolicy {
  return {
    id: 'dotted-version-vector',
    mintedByOwner: true,
    keepsSiblings: true,
    takes: REGISTER_KINDS,
    mint: (minting: Minting): Cell => {
      const unread = heldVersions(minting).filter((version) => !coversDot(minting.context, version.actor, version.counter));
      return mintBeside(minting, unread);
    },
    merge: mergeSiblings,
    covers: coversVersion,
  };
}
