/**
 * What keeping up costs (004, "Estimate repair bandwidth"; facts A6.18, errata E004-12), a thousandth of the size: 2 GB a node instead of 2 TB, of
 * which 0.5 % changed in six hours. 10 MB differ, 463 bytes a second; what a repair sends depends on its tree.
 */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

const fineTitle = 'Six hours of changes, a fine tree';
const coarseTitle = 'Six hours of changes, a coarse tree';

const scenario = (title: string, branching: readonly number[]): { readonly [name: string]: Json } => ({
  version: 1,
  title,
  replicas: ['A', 'B'],
  placement: { replicationFactor: 2 },
  data: { keys: 10_000, valueBytes: 200_000, divergent: [{ replica: 'B', keys: 50 }] },
  // Twice what the changes alone need.
  antiEntropy: { mechanism: 'merkle', branching, intervalMs: 2_592_000_000, sessionTimeoutMs: 2_592_000_000, bytesPerSec: 1000 },
  script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
  stop: { atMs: 21_600_000, whenConverged: true },
});

export const repairBandwidth: Preset = {
  title: fineTitle,
  summary:
    '50 of 10,000 keys differ, 10 MB of 2 GB. A tree of 32,768 leaves sends little else: at 1,000 bytes a second the copies agree within four hours, well before the six are over.',
  scenario: scenario(fineTitle, [32, 32, 32]),
};

export const repairBandwidthCoarse: Preset = {
  title: coarseTitle,
  summary:
    '50 of 10,000 keys differ, and each of the 8 leaves holds some of them, so the whole 2 GB is sent: two hundred times what differs. At 1,000 bytes a second that takes weeks, not six hours.',
  scenario: scenario(coarseTitle, [8]),
};
