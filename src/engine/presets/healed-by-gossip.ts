/** Gossip of data alone. */
import { cutOffDuringAWrite } from './cut-off-during-a-write.ts';
import type { Preset } from './preset.ts';

const title = 'Healed by gossip';

export const healedByGossip: Preset = {
  title,
  summary: 'C misses a write while it is cut off. Replicas tell random peers what they have, and soon after the cut C hears of it.',
  scenario: cutOffDuringAWrite(title, { gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 } }),
};
