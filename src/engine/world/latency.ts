/**
 * How long a message takes, from a uniform draw: each distribution by its inverse, so one draw gives one delay and the same bits on every
 * platform (a pure-JavaScript mathematics library in place of Math.log and Math.exp).
 */
import erfinv from '@stdlib/math-base-special-erfinv';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import type { Latency } from '../scenario/scenario.ts';

/**
 * The delay in whole microseconds, at least 0, for a uniform draw `u` in [0, 1): the distribution's quantile at `u`.
 */
export function sampleLatencyUs(latency: Latency, u: number): number {
  return Math.max(0, Math.round(quantileMs(latency, u) * 1000));
}

function quantileMs(latency: Latency, u: number): number {
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
  }
}
