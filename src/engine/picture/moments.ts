/** What of the trace is worth stopping at: a moment is the next drop, client reply, fault, repair or changed value; in rounds, a round's end. */
import type { TraceRecord } from '../trace.ts';

/** Something was done to the cluster, or undone. */
export function isFault(record: TraceRecord): boolean {
  switch (record.type) {
    case 'replica-crashed':
    case 'replica-restarted':
    case 'range-move-started':
    case 'replica-joined':
    case 'replica-left':
    case 'partition-changed':
    case 'link-changed':
    case 'clock-changed':
      return true;
    default:
      return false;
  }
}

/** A client has its answer, good or bad. */
export function isReply(record: TraceRecord): boolean {
  return record.type === 'operation-completed' || record.type === 'operation-failed';
}

/** True where a step by moment stops at the event that made this record. */
export function isMoment(record: TraceRecord, mode: 'async' | 'rounds'): boolean {
  if (mode === 'rounds') return record.type === 'round-ended';
  switch (record.type) {
    case 'message-dropped':
    case 'repaired':
    case 'version-stored':
    case 'version-lost':
    case 'tombstone-compacted':
      return true;
    default:
      return isReply(record) || isFault(record);
  }
}
