/**
 * One merged version vector per key, as Riak kept before dotted version vectors: a write whose context covers that vector replaces all
 * siblings, any other is added beside them. A vector of servers cannot tell apart two writes of two clients through one server, so
 * what the client did read stays as a false sibling, and siblings can grow without end ("sibling explosion").
 */
import { type ConflictPolicy, type Minting, REGISTER_KINDS } from './policy.ts';
import { coversVersion, heldVersions, mergeSiblings, mintBeside } from './siblings.ts';
import { descends } from './vector.ts';
import { type Cell, EMPTY_VECTOR } from './version.ts';

/** The policy `version-vector`. */
export function versionVector(): ConflictPolicy {
  return {
    id: 'version-vector',
    mintedByOwner: true,
    keepsSiblings: true,
    takes: REGISTER_KINDS,
    mint: (minting: Minting): Cell => {
      const readAll = descends(minting.context, minting.current?.clock ?? EMPTY_VECTOR);
      return mintBeside(minting, readAll ? [] : heldVersions(minting));
    },
    merge: mergeSiblings,
    covers: coversVersion,
  };
}
