/**
 * The stretch of the trace that the page holds: records of events `from` to `to` of one branch, without gaps, none of an event that was not
 * seen. Bounded: of a long run the oldest go first and are asked for again when one goes back to them.
 */
import type { RecordView } from '../engine/picture/snapshot.ts';

export interface Chronicle {
  readonly from: number;
  /** `from − 1` where it is empty. */
  readonly to: number;
  readonly records: readonly RecordView[];
}

export const emptyChronicle: Chronicle = { from: 0, to: -1, records: [] };
/** Past so many records, a quarter of them is let go. */
export const RECORDS_KEPT = 16_000;

/** Joins the records of events `from` to `to` at the end; what does not touch the end replaces all. */
export function joined(chronicle: Chronicle, from: number, to: number, records: readonly RecordView[]): Chronicle {
  if (chronicle.to + 1 < from || chronicle.to < chronicle.from - 1 || from < chronicle.from) return { from, to, records };
  if (to <= chronicle.to) return chronicle;
  const fresh = from === chronicle.to + 1 ? records : records.filter((record) => record.event > chronicle.to);
  return bounded({ from: chronicle.from, to, records: [...chronicle.records, ...fresh] });
}

function bounded(chronicle: Chronicle): Chronicle {
  const { records } = chronicle;
  if (records.length <= RECORDS_KEPT) return chronicle;
  const first = records[Math.floor(records.length / 4)]?.event ?? chronicle.from;
  const at = records.findIndex((record) => record.event >= first);
  return { from: first, to: chronicle.to, records: records.slice(at) };
}

/** Nothing of this event or after it. */
export function cutBefore(chronicle: Chronicle, event: number): Chronicle {
  if (chronicle.to < event) return chronicle;
  if (event <= chronicle.from) return { from: event, to: event - 1, records: [] };
  return { from: chronicle.from, to: event - 1, records: chronicle.records.filter((record) => record.event < event) };
}

/** The events to ask for so that the table and the diagram around an event are whole; null where they are. */
export function missing(chronicle: Chronicle, event: number, seenEvent: number, most: number): { readonly from: number; readonly to: number } | null {
  const near = Math.floor(most / 2);
  if (event < chronicle.from && chronicle.from > 0) return { from: Math.max(0, event - near), to: Math.min(seenEvent, event + near) };
  if (event > chronicle.to + 1) return { from: Math.max(0, event - most + 1), to: seenEvent };
  if (chronicle.to < seenEvent && event > chronicle.to - near / 4) return { from: chronicle.to + 1, to: Math.min(seenEvent, chronicle.to + most) };
  return null;
}
