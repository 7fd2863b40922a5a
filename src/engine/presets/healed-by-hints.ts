/** Hinted handoff alone (mechanisms.md, hinted handoff): the coordinator keeps the missed write and hands it over. */
import { cutOffDuringAWrite } from './cut-off-during-a-write.ts';
import type { Preset } from './preset.ts';

const title = 'Healed by hints';

export const healedByHints: Preset = {
  title,
  summary: 'C misses a write while it is cut off. The coordinator keeps a hint and hands it over once C is back.',
  scenario: cutOffDuringAWrite(title, { hintedHandoff: { enabled: true, replayIntervalMs: 1000 } }),
};
