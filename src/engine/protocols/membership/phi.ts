/**
 * The phi accrual detector as Cassandra computes it: intervals between heartbeats taken for exponential, so that the suspicion after a
 * silence t is phi = t / (mean × ln 10). (Hayashibara et al., "The φ accrual failure detector", 2004, take a normal distribution.)
 * Compared without a logarithm: the silence against the threshold's share of the mean.
 */

/** True where phi is above the threshold: after 18.42 mean intervals for a threshold of 8. */
export function isConvicted(silenceUs: number, meanUs: number, threshold: number): boolean {
  return silenceUs > threshold * Math.LN10 * meanUs;
}

/** The suspicion itself, for people to read. */
export function phiOf(silenceUs: number, meanUs: number): number {
  return meanUs === 0 ? 0 : silenceUs / (meanUs * Math.LN10);
}

/** Intervals longer than this are not counted, and this is what a cold window is filled with (Cassandra's MAX_INTERVAL and INITIAL_VALUE: twice the gossip's). */
export function longestIntervalUs(intervalMs: number): number {
  return 2000 * intervalMs;
}

/** A node that did not run itself for so long blames nobody for the silence (Cassandra's MAX_LOCAL_PAUSE: 5 s at a gossip of 1 s). */
export function longestPauseUs(intervalMs: number): number {
  return 5000 * intervalMs;
}
