/** Merkle-tree anti-entropy alone, with a tree small enough to be drawn. */
import { cutOffDuringAWrite } from './cut-off-during-a-write.ts';
import type { Preset } from './preset.ts';

const title = 'Healed by Merkle trees';

export const healedByMerkle: Preset = {
  title,
  summary:
    'C misses a write while it is cut off. Two replicas compare hashes from the root down until they find the leaf that differs, and exchange only that.',
  scenario: cutOffDuringAWrite(title, { antiEntropy: { mechanism: 'merkle', intervalMs: 1500, jitter: 0.3, sessionTimeoutMs: 1000, branching: 2, depth: 4 } }),
};
