/**
 * How long a message takes, from a uniform draw: each distribution by its inverse, so one draw gives one delay and the same bits on every
 * platform (a pure-JavaScript mathematics library in place of Math.log and Math.exp).
 */
import erfinv from '@stdlib/math-base-special-erfinv';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import pow from '@stdlib/math-base-special-pow';
import type { Latency } from '../scenario/scenario.ts';
import { latencyFits, type ParetoMix } from './latency-fits.ts';

/** The longest a message may take: as long as the longest run. */
const LONGEST_MS = 30 * 86_400_000;

/** What a measured fit asks about a message. */
export interface Leg {
  /** A write request, which waits for a disk. */
  readonly writes: boolean;
  /** Between a coordinator and the one replica beside it. */
  readonly near: boolean;
}

/** A leg that no fit tells from others. */
export const ANY_LEG: Leg = { writes: false, near: false };

/**
 * The delay in whole microseconds, from 0 to 30 days, for a uniform draw `u` in [0, 1): the distribution's quantile at `u`.
 */
export function sampleLatencyUs(latency: Latency, u: number, leg: Leg = ANY_LEG): number {
  return Math.max(0, Math.round(Math.min(quantileMs(latency, u, leg), LONGEST_MS) * 1000));
}

function quantileMs(latency: Latency, u: number, leg: Leg): number {
  switch (latency.distribution) {
    case 'constant':
      return latency.ms;
    case 'uniform':
      return latency.min + (latency.max - latency.min) * u;
    case 'exponential':
      return -latency.mean * ln(1 - u);
    case 'lognormal':
      // At u = 0 the normal quantile is −Infinity and the delay 0; a sigma of 0 is the median itself.
      return latency.sigma === 0 ? latency.median : latency.median * exp(latency.sigma * Math.SQRT2 * erfinv(2 * u - 1));
    case 'pareto-mix':
      return paretoMixMs(latency, u);
    case 'preset': {
      const fit = latencyFits[latency.preset];
      return paretoMixMs(leg.writes ? fit.write : fit.other, u) + (leg.near ? 0 : fit.remoteMs);
    }
  }
}

/** One draw says which part, and its rest which quantile of it. */
function paretoMixMs({ xm, alpha, paretoShare, mean }: ParetoMix, u: number): number {
  if (u < paretoShare) return xm * pow(1 - u / paretoShare, -1 / alpha);
  return -mean * ln(1 - (u - paretoShare) / (1 - paretoShare));
}
