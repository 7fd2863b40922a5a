/** About the middle of a distribution of delays: enough to say which of two links is nearer, or how slowly a picture must play. */
import { latencyFits, type ParetoMix } from '../world/latency-fits.ts';
import type { Latency } from './scenario.ts';

/** Milliseconds. Under a measured fit of what is no write request. */
export function typicalMs(latency: Latency): number {
  switch (latency.distribution) {
    case 'constant':
      return latency.ms;
    case 'uniform':
      return (latency.min + latency.max) / 2;
    case 'exponential':
      return latency.mean;
    case 'lognormal':
      return latency.median;
    case 'pareto-mix':
      return middleOf(latency);
    case 'preset':
      return middleOf(latencyFits[latency.preset].other) + latencyFits[latency.preset].remoteMs;
  }
}

function middleOf({ paretoShare, xm, mean }: ParetoMix): number {
  return paretoShare >= 0.5 ? xm : mean;
}
