/** Nothing repairs: the baseline against which each mechanism is seen. */
import { cutOffDuringAWrite } from './cut-off-during-a-write.ts';
import type { Preset } from './preset.ts';

const title = 'A stale replica, and nothing to repair it';

export const staleReplicaEverythingOff: Preset = {
  title,
  summary: 'C misses a write while it is cut off. With every repair mechanism off it stays stale for ever, and a read that asks only C says so.',
  scenario: cutOffDuringAWrite(title, {}, [{ atMs: 5000, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart', consistency: 'one' } }]),
};
