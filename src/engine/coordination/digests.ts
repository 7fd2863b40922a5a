/**
 * Digest reads, after Cassandra: one owner sends the value, the others a hash of what they hold. A hash that equals the whole reply's
 * stands for the same copy. Where one differs, or where enough answered and the value is not among them, the value is asked of those
 * that sent hashes; a read at ONE compares nothing before it answers.
 */
import type { ReadReply } from '../protocol.ts';
import type { Digest, OpenRead, ReadMore } from './read-state.ts';
import { meetsQuotas } from './region-quotas.ts';

/** The hash that stands for a copy. */
export function digestOf(hash: number | undefined): number {
  return hash ?? 0;
}

/** Hashes that match a whole reply become replies; returns the read with those, and the ones that match none. */
export function matchDigests(open: OpenRead, more: ReadMore): { readonly replies: readonly ReadReply[]; readonly unmatched: readonly Digest[] } {
  if (open.replies.length === 0 || more.digests.length === 0) return { replies: open.replies, unmatched: more.digests };
  const replies = open.replies.slice();
  const unmatched: Digest[] = [];
  for (const digest of more.digests) {
    const twin = open.replies.find(({ cell }) => digestOf(cell?.hash) === digest.hash);
    if (twin === undefined) unmatched.push(digest);
    else replies.push({ replica: digest.replica, cell: twin.cell });
  }
  return { replies, unmatched };
}

/** Whose value must be asked for, now that so many have answered: all of those whose hash differs, or one where no value came. */
export function toAskWhole(open: OpenRead, unmatched: readonly Digest[]): readonly number[] {
  if (open.replies.length + unmatched.length < open.needed || unmatched.length === 0) return [];
  const { quotas } = open;
  if (
    quotas !== null &&
    !meetsQuotas(
      quotas,
      [...open.replies, ...unmatched].map(({ replica }) => replica),
    )
  )
    return [];
  return open.replies.length > 0 ? unmatched.map(({ replica }) => replica) : [unmatched[0].replica];
}
