/**
 * Measured delays of real stores as presets: the fits of Bailis et al., "Probabilistically bounded staleness for practical partial
 * quorums" (VLDB 2012), table 3, as the authors' simulator has them (facts A4.6): LinkedIn on solid-state and on spinning disks,
 * Yammer's Riak, and a wide-area model. Write requests wait for a disk and have a fit of their own; every other message has another.
 */
import type { LatencyPreset } from '../scenario/scenario.ts';

/** A Pareto body (`paretoShare` of the messages) with an exponential tail. */
export interface ParetoMix {
  readonly xm: number;
  readonly alpha: number;
  readonly paretoShare: number;
  readonly mean: number;
}

export interface LatencyFit {
  /** W of the paper's WARS model. */
  readonly write: ParetoMix;
  /** A, R and S. */
  readonly other: ParetoMix;
  /** Added one way, but for the one replica that is beside the client in an operation. */
  readonly remoteMs: number;
}

const solidState: ParetoMix = { xm: 0.235, alpha: 10, paretoShare: 0.9122, mean: 1 / 1.66 };
const spinning: ParetoMix = { xm: 1.05, alpha: 1.51, paretoShare: 0.38, mean: 1 / 0.183 };

export const latencyFits: { readonly [P in LatencyPreset]: LatencyFit } = {
  'lnkd-ssd': { write: solidState, other: solidState, remoteMs: 0 },
  'lnkd-disk': { write: spinning, other: solidState, remoteMs: 0 },
  ymmr: {
    write: { xm: 3, alpha: 3.35, paretoShare: 0.939, mean: 1 / 0.0028 },
    other: { xm: 1.5, alpha: 3.8, paretoShare: 0.982, mean: 1 / 0.0217 },
    remoteMs: 0,
  },
  wan: { write: spinning, other: solidState, remoteMs: 75 },
};
