/** The kinds that the events of a run are chosen by, and what belongs to each. */
import type { RecordView } from '../../engine/picture/snapshot.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';

export type EventKind = 'operations' | 'messages' | 'versions' | 'faults' | 'repairs' | 'timers';

export const eventKinds: readonly { readonly kind: EventKind; readonly label: string; readonly glyph: GlyphName }[] = [
  { kind: 'operations', label: 'client operations', glyph: 'client' },
  { kind: 'messages', label: 'messages', glyph: 'arrow' },
  { kind: 'versions', label: 'versions', glyph: 'write' },
  { kind: 'faults', label: 'faults and commands', glyph: 'drop' },
  { kind: 'repairs', label: 'repairs', glyph: 'hint' },
  { kind: 'timers', label: 'timers', glyph: 'timer' },
];

/** What changed on a copy is made of records, and no record itself: it has no kind. */
type TraceType = Exclude<RecordView['type'], 'copy-changed'>;

const kinds: Readonly<Record<TraceType, EventKind>> = {
  'operation-invoked': 'operations',
  'operation-completed': 'operations',
  'operation-failed': 'operations',
  'operation-retried': 'operations',
  'message-sent': 'messages',
  'message-delivered': 'messages',
  'message-duplicated': 'messages',
  'message-dropped': 'messages',
  'timer-fired': 'timers',
  'round-ended': 'timers',
  'version-stored': 'versions',
  'version-discarded': 'versions',
  'version-lost': 'versions',
  'siblings-created': 'versions',
  'tombstone-compacted': 'versions',
  'data-loaded': 'versions',
  'hint-stored': 'repairs',
  'hint-delivered': 'repairs',
  'hint-expired': 'repairs',
  'hint-discarded': 'repairs',
  'hint-lost': 'repairs',
  'hint-restored': 'repairs',
  'hint-refused': 'repairs',
  repaired: 'repairs',
  'session-started': 'repairs',
  'session-ended': 'repairs',
  'session-failed': 'repairs',
  'copy-corrupted': 'faults',
  'corruption-found': 'faults',
  'signature-refused': 'faults',
  'tree-rebuilt': 'repairs',
  'peer-suspected': 'faults',
  'peer-declared-dead': 'faults',
  'peer-alive': 'faults',
  'replica-crashed': 'faults',
  'replica-restarted': 'faults',
  'range-move-started': 'faults',
  'replica-joined': 'faults',
  'replica-left': 'faults',
  'ring-learned': 'faults',
  'copy-dropped': 'versions',
  'range-split': 'faults',
  'range-merged': 'faults',
  'partition-changed': 'faults',
  'link-changed': 'faults',
  'clock-changed': 'faults',
  'knob-set': 'faults',
  'command-applied': 'faults',
  'command-refused': 'faults',
  'violation-found': 'faults',
};

/** Null: not a record of the trace. */
export function kindOf({ type }: RecordView): EventKind | null {
  return type === 'copy-changed' ? null : kinds[type];
}

/** A drop is a message's fate and a fault's work: it is found under both. */
export function isOfKind(record: RecordView, wanted: ReadonlySet<EventKind>): boolean {
  const kind = kindOf(record);
  if (kind === null) return false;
  return wanted.size === 0 || wanted.has(kind) || (record.type === 'message-dropped' && wanted.has('faults'));
}
