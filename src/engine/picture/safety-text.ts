/** How long tombstones must be kept by what a run has seen, as a person reads it. */
import { duration } from '../../base/format.ts';
import { hasDeletes, type SafetyReport, safety } from '../metrics/index.ts';
import type { World } from '../world/world.ts';

const HOUR_MS = 3_600_000;
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

function lengthText(ms: number): string {
  if (ms >= 48 * HOUR_MS) return `${oneDecimal.format(ms / (24 * HOUR_MS))} days`;
  return ms >= 2 * HOUR_MS ? `${oneDecimal.format(ms / HOUR_MS)} h` : duration(1000 * ms);
}

/** The part of a picture. */
export function safetyOf({ folds, nowUs }: World): { readonly safety?: string } {
  const text = hasDeletes(folds) ? safetyText(safety(folds, nowUs)) : null;
  return text === null ? {} : { safety: text };
}

/** Two to four sentences; null before any delete. */
export function safetyText(report: SafetyReport): string | null {
  const { graceMs, longestAbsenceMs, repairLagMs, repairs, clockOffsetMs, hintTtlMs, neededMs, marginMs } = report;
  if (neededMs === null || marginMs === null) return null;
  const away = longestAbsenceMs === 0 ? 'no replica was away' : `a replica was away for ${lengthText(longestAbsenceMs)}`;
  const repaired = `${repairs === 0 ? 'all have waited for a repair for' : 'repairing all took'} ${lengthText(repairLagMs)}`;
  const byHints = hintTtlMs !== null && neededMs === hintTtlMs;
  const clocks = clockOffsetMs === 0 ? 'all clocks agree' : `clocks are ${lengthText(clockOffsetMs)} apart`;
  const why = byHints ? 'hints live that long' : `${away}, ${repaired}, and ${clocks}`;
  const verdict =
    marginMs > 0
      ? `That leaves ${lengthText(marginMs)}.`
      : marginMs === 0
        ? 'That leaves no margin.'
        : `That is ${lengthText(-marginMs)} longer: a deleted value may come back.`;
  const grows = repairs === 0 && !byHints ? ' No repair has reached every range since the first delete, so it still grows.' : '';
  return `Tombstones are kept for ${lengthText(graceMs)}. By what this run has seen they are needed for ${lengthText(neededMs)}: ${why}. ${verdict}${grows}`;
}
