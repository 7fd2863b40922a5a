/**
 * How long a suspect may answer, how often news is passed on and full states are exchanged, as hashicorp/memberlist computes them
 * (util.go, suspicion.go): all grow with the logarithm of the cluster; others who suspect the same node shorten the wait ("Lifeguard", Dadgar et al. 2018).
 */
import ln from '@stdlib/math-base-special-ln';

export interface SuspicionRule {
  readonly multiplier: number;
  /** memberlist's SuspicionMaxTimeoutMult: a lone suspicion waits so many times as long as one that was confirmed often. */
  readonly maxMultiplier: number;
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
  const longest = rule.maxMultiplier * shortest;
  return longest - ((longest - shortest) * ln(confirmations + 1)) / ln(needed + 1);
}

/** How often one node passes one piece of news on: multiplier × ⌈log10(n + 1)⌉. */
export function retransmitLimit(multiplier: number, nodes: number): number {
  return multiplier * String(nodes).length;
}

/** How often a node exchanges full states, milliseconds: the interval up to 32 nodes, and once more of it with each doubling (pushPullScale). */
export function exchangeIntervalMs(intervalMs: number, nodes: number): number {
  let times = 1;
  for (let most = 32; most < nodes; most *= 2) times++;
  return times * intervalMs;
}
