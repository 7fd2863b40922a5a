/**
 * How long a suspect may answer, and how often news is passed on, as hashicorp/memberlist computes them (util.go, suspicion.go): both
 * grow with the logarithm of the cluster; others who suspect the same node shorten the wait ("Lifeguard", Dadgar et al. 2018).
 */
import ln from '@stdlib/math-base-special-ln';

/** memberlist's SuspicionMaxTimeoutMult: a lone suspicion waits so many times as long as one that was confirmed often. */
const LONGEST_OF_SHORTEST = 6;
/** memberlist's RetransmitMult. */
const RETRANSMIT_MULTIPLIER = 4;

export interface SuspicionRule {
  readonly multiplier: number;
  readonly nodes: number;
  readonly intervalMs: number;
}

/** How many others must say the same until the wait is the shortest: none where there are too few nodes. */
export function confirmationsNeeded({ multiplier, nodes }: SuspicionRule): number {
  const needed = Math.floor(multiplier) - 2;
  return needed < 1 || nodes - 2 < needed ? 0 : needed;
}

export function shortestSuspicionMs({ multiplier, nodes, intervalMs }: SuspicionRule): number {
  return multiplier * Math.max(1, ln(nodes) / Math.LN10) * intervalMs;
}

/** How long after its beginning a suspicion that so many others have confirmed becomes a death, milliseconds. */
export function suspicionMs(rule: SuspicionRule, confirmations: number): number {
  const shortest = shortestSuspicionMs(rule);
  const needed = confirmationsNeeded(rule);
  if (needed === 0 || confirmations >= needed) return shortest;
  const longest = LONGEST_OF_SHORTEST * shortest;
  return longest - ((longest - shortest) * ln(confirmations + 1)) / ln(needed + 1);
}

/** How often one node passes one piece of news on: 4 × ⌈log10(n + 1)⌉. */
export function retransmitLimit(nodes: number): number {
  return RETRANSMIT_MULTIPLIER * String(nodes).length;
}
