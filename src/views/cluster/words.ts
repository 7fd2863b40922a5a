/** What the figure says in words: clients and their operations, messages, drops, the sides of a cut. Pure. */

import { duration } from '../../base/format.ts';
import { didText, doingText } from '../../engine/picture/operation-text.ts';
import { messageNames } from '../../engine/picture/sentences.ts';
import type { ClientView, DropView, OperationView, RecordView, Snapshot } from '../../engine/picture/snapshot.ts';
import type { Dropped, Moving } from './frame.ts';
import { lastUpTo } from './frame.ts';

export const dropWords: Readonly<Record<DropView['reason'], readonly [string, string]>> = {
  partition: ['dropped by the partition', 'dropped'],
  cut: ['dropped by the cut link', 'dropped'],
  loss: ['lost on the way', 'lost'],
  'receiver-down': ['receiver is down', 'dropped'],
  'queue-full': ['queue is full', 'dropped'],
  command: ['dropped by you', 'dropped'],
  crash: ['gone in the crash', 'dropped'],
};

const failures: Readonly<Record<NonNullable<OperationView['reason']>, string>> = {
  timeout: 'timed out',
  unavailable: 'too few replicas up',
  'coordinator-down': 'coordinator is down',
  'too-many-siblings': 'too many siblings',
  'not-of-this-type': 'the key’s type has no such operation',
  behind: 'replicas are behind',
};

export function say(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

/** What an open operation is about, and how far it is: `writing “milk, tea”`, `1 of 2 acks`. */
export function openWords(open: OperationView): readonly [string, string] {
  const what = open.kind === 'read' ? `reading ${open.key}` : doingText(open.kind, open.key, open.value);
  const noun = open.kind === 'read' ? 'answers' : 'acks';
  return [what, open.needed === 0 ? `waiting for ${open.via ?? 'the replicas'}` : `${open.acknowledgements} of ${open.needed} ${noun}`];
}

const FIRST_LINE = 18;

export interface ResultWords {
  readonly tone: 'ok' | 'bad' | '';
  readonly first: string;
  readonly second: string;
}

/** What a client last got: what, from whom, how fast; how far behind; why it failed. */
export function resultWords(last: OperationView | null, behind: number | null): ResultWords {
  if (last === null) return { tone: '', first: '', second: '' };
  const us = last.completedUs === null ? null : last.completedUs - last.invokedUs;
  const took = us === null ? '' : us === 0 ? 'at once' : duration(us);
  const from = last.via === null ? '' : last.kind === 'read' ? ` from ${last.via}` : ` via ${last.via}`;
  if (last.ok !== true) {
    const deed = last.kind === 'resolve' ? 'write' : last.kind;
    return {
      tone: 'bad',
      first: `${deed} failed${from}`,
      second: `${last.reason === null ? 'no answer' : failures[last.reason]}${took === '' ? '' : `, ${took}`}`,
    };
  }
  if (last.kind === 'read') {
    const got = last.values.length === 0 ? 'nothing' : last.values.map(say).join(' and ');
    const late = !last.stale ? '' : behind === null || behind < 1 ? ', stale' : behind === 1 ? ', one version behind' : `, ${behind} versions behind`;
    // From whom it came stands where there is room for it.
    const short = got.length + from.length <= FIRST_LINE;
    return { tone: last.stale ? 'bad' : 'ok', first: `read ${got}${short ? from : ''}`, second: `${took}${short ? '' : from}${late}` };
  }
  return { tone: 'ok', first: didText(last.kind, last.key, last.value), second: `${took}${from}` };
}

/** How many acknowledged writes a stale read's answer was behind when it was asked for; null where the records do not tell. */
export function versionsBehind(records: readonly RecordView[], event: number, last: OperationView | null): number | null {
  if (last === null || !last.stale || last.kind !== 'read') return null;
  const acknowledged: unknown[] = [];
  for (let i = 0; i <= lastUpTo(records, event); i++) {
    const operation = records[i]?.type === 'operation-completed' ? records[i]?.operation : null;
    if (operation == null || operation.key !== last.key || operation.kind === 'read' || operation.completedUs === null) continue;
    if (operation.completedUs <= last.invokedUs) acknowledged.push(operation.kind === 'delete' ? null : operation.value);
  }
  const texts = acknowledged.map((value) => JSON.stringify(value));
  const found = Math.max(-1, ...last.values.map((value) => texts.lastIndexOf(JSON.stringify(value))));
  return found < 0 && last.values.length > 0 ? null : texts.length - 1 - found;
}

/** A client in one line of words. */
export function clientWords(id: string, client: ClientView | undefined, behind: number | null): string {
  const open = client?.open[0];
  if (open !== undefined) return `Client ${id}: ${openWords(open).join(', ')}${open.via === null ? '' : `, via ${open.via}`}`;
  const { first, second } = resultWords(client?.last ?? null, behind);
  return `Client ${id}${first === '' ? ': has asked for nothing yet' : `: ${first}, ${second}`}`;
}

export function messageWords(message: Moving): string {
  return `${messageNames[message.type]} from ${message.from} to ${message.to}${message.late ? ', whose client has its answer already' : ''}`;
}

export function droppedWords(drop: Dropped): string {
  return `${messageNames[drop.type]} from ${drop.from} to ${drop.to}: ${dropWords[drop.reason][0]}`;
}

export function linkWords(a: string, b: string, snapshot: Snapshot): string {
  const there = snapshot.cuts.some((cut) => cut.from === a && cut.to === b);
  const back = snapshot.cuts.some((cut) => cut.from === b && cut.to === a);
  return `Link ${a}–${b}${there && back ? ', cut' : there ? `, cut from ${a} to ${b}` : back ? `, cut from ${b} to ${a}` : ''}`;
}

/** As much of a text as fits, by its measured mean width of a letter. */
export function fit(text: string, width: number, letter = 6.1): string {
  const most = Math.max(3, Math.floor(width / letter));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
