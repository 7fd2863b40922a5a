/**
 * Shares and ratios of what other metrics count: what a dashboard of such a store shows. Null where there is nothing to divide by.
 * Amplification is what one operation of a client costs inside: copies stored for each write, owners asked for each read.
 */
export interface RatesReport {
  /** Share of the operations that ended which succeeded. */
  readonly availability: number | null;
  readonly staleReads: number | null;
  /** Copies that read repair made current, for each read. */
  readonly readRepairs: number | null;
  /** Acknowledged writes thrown away for a concurrent one, of all acknowledged. */
  readonly discardedWrites: number | null;
  readonly copiesPerWrite: number | null;
  readonly requestsPerRead: number | null;
  /** Hints kept now, over all nodes. */
  readonly hintBacklog: number;
}

/** What they are made of; each is counted by another metric. */
interface Counted {
  readonly reads: number;
  readonly writes: number;
  readonly failed: number;
  readonly staleReads: number;
  readonly readRepairs: number;
  readonly discardedWrites: number;
  readonly copies: number;
  readonly readRequests: number;
  readonly hintBacklog: number;
}

export function ratesReport(counted: Counted): RatesReport {
  const { reads, writes, failed, staleReads, readRepairs, discardedWrites, copies, readRequests, hintBacklog } = counted;
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    availability: share(reads + writes, reads + writes + failed),
    staleReads: share(staleReads, reads),
    readRepairs: share(readRepairs, reads),
    discardedWrites: share(discardedWrites, writes),
    copiesPerWrite: share(copies, writes),
    requestsPerRead: share(readRequests, reads),
    hintBacklog,
  };
}
