/**
 * What nodes claim of each other under SWIM, and which claim overrides which (Das, Gupta and Motivala, "SWIM", DSN 2002, 4.2, with
 * memberlist's change that a higher incarnation brings the dead back): by incarnation, which only the node itself may raise, then alive
 * before suspect before dead. News rides on other messages, the least told first, until it was told often enough.
 */
import { HEADER_BYTES } from '../../wire.ts';

export type Status = 'alive' | 'suspect' | 'dead';

export interface Claim {
  readonly subject: number;
  readonly status: Status;
  readonly incarnation: number;
  /** Who says so first. */
  readonly from: number;
}

/** A claim with how often this node has passed it on. */
export interface News {
  readonly claim: Claim;
  readonly told: number;
}

/** Two addresses (7 each), a status and an incarnation (4). */
export const CLAIM_BYTES = 19;
/** A sequence number and the sender's incarnation, 4 each. */
export const PROBE_BYTES = 8;
/** memberlist's packet: 1400 bytes. */
export const CLAIMS_PER_MESSAGE = Math.floor((1400 - HEADER_BYTES - PROBE_BYTES) / CLAIM_BYTES);

const ranks: { readonly [S in Status]: number } = { alive: 0, suspect: 1, dead: 2 };

/** True where `claim` overrides what is `known` (undefined: alive in its first incarnation). */
export function overrides(claim: Claim, known: Claim | undefined): boolean {
  const incarnation = known?.incarnation ?? 0;
  if (claim.incarnation !== incarnation) return claim.incarnation > incarnation;
  return ranks[claim.status] > ranks[known?.status ?? 'alive'];
}

/**
 * Takes from the news what the next message carries, the least told first, of these the newest; counts it as told and forgets what has
 * been told `limit` times.
 */
export function takeNews(news: Map<number, News>, most: number, limit: number): readonly Claim[] {
  if (news.size === 0) return NO_CLAIMS;
  const chosen = [...news.values()].reverse();
  chosen.sort((a, b) => a.told - b.told);
  if (chosen.length > most) chosen.length = most;
  for (const { claim, told } of chosen) {
    if (told + 1 >= limit) news.delete(claim.subject);
    else news.set(claim.subject, { claim, told: told + 1 });
  }
  return chosen.map(({ claim }) => claim);
}

const NO_CLAIMS: readonly Claim[] = [];
