/** The order of versions by timestamp, and how ties are broken: what the policies that keep one version share. */
import type { Version } from './version.ts';

export type TieBreak = 'value' | 'replica' | 'none';

/** Positive where `a` wins over `b`, negative where it loses, 0 where the order does not tell them apart. */
export function compareLastWrite(a: Version, b: Version, tieBreak: TieBreak): number {
  if (a.timestampUs !== b.timestampUs) return a.timestampUs < b.timestampUs ? -1 : 1;
  if (tieBreak === 'none') return 0;
  if (tieBreak === 'replica' && a.coordinator !== b.coordinator) return a.coordinator < b.coordinator ? -1 : 1;
  if (a.tombstone !== b.tombstone) return a.tombstone ? 1 : -1;
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1;
}
