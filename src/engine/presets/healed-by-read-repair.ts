/** Read repair alone: the copy is mended by the first read that comes across it. */
import { cutOffDuringAWrite } from './cut-off-during-a-write.ts';
import type { Preset } from './preset.ts';

const title = 'Healed by read repair';

export const healedByReadRepair: Preset = {
  title,
  summary: 'C misses a write while it is cut off. Nothing happens until somebody reads: the read sees two answers and writes the newer one back.',
  scenario: cutOffDuringAWrite(title, { readRepair: { mode: 'async' } }, [{ atMs: 5000, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart' } }]),
};
