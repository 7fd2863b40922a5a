/** Which glyph, tone and words stand for what the trace tells: messages by kind, records by what they did, copies by how they came. For tables and panels. */
import type { CellView, RecordView } from '../engine/picture/snapshot.ts';
import type { OperationType } from '../engine/trace.ts';
import type { GlyphName } from '../ui/Glyph.tsx';
import { kindOf } from './kinds.ts';

/** Colour means fault or repair only; all else is ink. */
export type Tone = 'plain' | 'repair' | 'fault';

const operations: Readonly<Record<OperationType, GlyphName>> = {
  read: 'read',
  write: 'write',
  delete: 'tombstone',
  resolve: 'siblings',
  increment: 'plus',
  add: 'plus',
  remove: 'minus',
};

export function operationGlyph(kind: OperationType): GlyphName {
  return operations[kind];
}

const records: Readonly<Partial<Record<RecordView['type'], GlyphName>>> = {
  'operation-completed': 'ack',
  'operation-failed': 'cross',
  'operation-retried': 'restart',
  'message-dropped': 'drop',
  'timer-fired': 'timer',
  'round-ended': 'timer',
  'version-stored': 'write',
  'version-discarded': 'minus',
  'version-lost': 'cross',
  'siblings-created': 'siblings',
  repaired: 'repair',
  'tombstone-compacted': 'tombstone',
  'session-started': 'hash',
  'session-ended': 'hash',
  'session-failed': 'cross',
  'peer-suspected': 'help',
  'peer-declared-dead': 'help',
  'peer-alive': 'ack',
  'replica-crashed': 'cross',
  'replica-restarted': 'restart',
  'partition-changed': 'cut',
  'link-changed': 'cut',
  'clock-changed': 'clock',
  'knob-set': 'equal',
  'data-loaded': 'plus',
  'command-applied': 'arrow',
  'command-refused': 'cross',
  'violation-found': 'different',
  'copy-corrupted': 'rot',
  'corruption-found': 'rot',
  'signature-refused': 'lie',
};

export function recordGlyph(record: RecordView): GlyphName {
  if (record.type === 'operation-invoked') return operationGlyph(record.operation?.kind ?? 'read');
  if (record.type.startsWith('hint-')) return 'hint';
  return records[record.type] ?? (record.message === null ? 'arrow' : kindOf(record.message.type));
}

const faults = new Set<RecordView['type']>([
  'message-dropped',
  'operation-failed',
  'version-lost',
  'hint-lost',
  'hint-expired',
  'hint-refused',
  'session-failed',
  'peer-suspected',
  'peer-declared-dead',
  'replica-crashed',
  'link-changed',
  'clock-changed',
  'command-refused',
  'violation-found',
]);
const repairs = new Set<RecordView['type']>(['repaired', 'hint-stored', 'hint-delivered', 'hint-restored', 'session-ended']);

export function recordTone({ type, groups, message, reason }: RecordView): Tone {
  if (type === 'link-changed' && reason?.startsWith('mended') === true) return 'plain';
  if (faults.has(type) || (type === 'partition-changed' && (groups?.length ?? 0) > 1)) return 'fault';
  return repairs.has(type) || message?.type === 'hint' || message?.type === 'repair-write' ? 'repair' : 'plain';
}

export interface Arrival {
  readonly glyph: GlyphName | null;
  readonly word: string;
}

const arrivals: Readonly<Record<CellView['by'], Arrival>> = {
  write: { glyph: 'write', word: 'write' },
  'read-repair': { glyph: 'read', word: 'read repair' },
  'hinted-handoff': { glyph: 'hint', word: 'hint' },
  gossip: { glyph: 'gossip', word: 'gossip' },
  'anti-entropy': { glyph: 'hash', word: 'Merkle comparison' },
  bootstrap: { glyph: 'write', word: 'range that moved' },
  data: { glyph: null, word: 'loaded at the start' },
};

/** How a copy came to be where it is. */
export function arrivalOf(by: CellView['by']): Arrival {
  return arrivals[by];
}

/** As words: `gossip from B`. */
export function arrivalText(by: CellView['by'], from: string | null): string {
  const { word } = arrivals[by];
  return from === null || by === 'data' ? word : `${word} from ${from}`;
}

export function behindText(count: number): string {
  return count === 1 ? 'one version behind' : `${count} versions behind`;
}
