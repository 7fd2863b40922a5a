/**
 * Search in the trace with plain words: each word must be found, as a name or as the beginning of a word of the sentence. `from A`, `to B`,
 * `key cart`, `before 400` and `after 400` (milliseconds) mean what they say; quotes hold words together; part of an address finds it.
 *
 *      dropped from A        "read repair" key cart after 500        phone#2/
 */
import type { RecordView } from '../../engine/picture/snapshot.ts';
import { type EventKind, isOfKind } from './kinds.ts';

export type Test = (record: RecordView) => boolean;

/** Null where the query asks for nothing. */
export function queryTest(query: string): Test | null {
  const words = [...query.matchAll(/"([^"]*)"|“([^”]*)”|(\S+)/g)].map((match) => (match[1] ?? match[2] ?? match[3] ?? '').toLowerCase());
  const tests: Test[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const field = fieldTest(word, words[i + 1]);
    if (field !== null) {
      tests.push(field);
      i++;
    } else if (word !== '') tests.push(wordTest(word));
  }
  return tests.length === 0 ? null : (record) => tests.every((test) => test(record));
}

function fieldTest(word: string, next: string | undefined): Test | null {
  if (next === undefined || next === '') return null;
  const is = (name: string | null | undefined) => name?.toLowerCase() === next;
  switch (word) {
    case 'from':
      return (record) => (record.message === null ? is(record.peer) : is(record.message.from));
    case 'to':
      return (record) => (record.message === null ? is(record.replica) && record.peer !== null : is(record.message.to));
    case 'key':
      return (record) => is(record.key) || record.message?.keys.some(is) === true;
    case 'before':
    case 'after': {
      const us = Number(next.replaceAll(',', '').replace(/ms$/, '')) * 1000;
      if (Number.isNaN(us)) return null;
      return word === 'before' ? (record) => record.atUs < us : (record) => record.atUs >= us;
    }
    default:
      return null;
  }
}

function wordTest(word: string): Test {
  // One letter would be found everywhere: it stands for a name.
  const inText = word.length > 1 ? new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(word)}`, 'iu') : null;
  const inAddress = /[#>/:@~]/.test(word);
  return (record) => {
    if (names(record).some((name) => name?.toLowerCase() === word)) return true;
    if (record.type.startsWith(word) && word.length > 1) return true;
    if (inAddress && record.message?.address.toLowerCase().includes(word) === true) return true;
    return inText?.test(record.text) === true || (record.message !== null && inText?.test(record.message.type) === true);
  };
}

function names({ replica, peer, client, key, message, groups, n }: RecordView): readonly (string | null | undefined)[] {
  const operation = client === null || n === null ? null : `${client}#${n}`;
  return [replica, peer, client, key, operation, message?.from, message?.to, ...(message?.keys ?? []), ...(groups?.flat() ?? [])];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export interface Found {
  /** So many of them were looked at, of which the last was this: what is added at the end need not be searched again. */
  readonly looked: number;
  readonly last: RecordView | undefined;
  readonly query: string;
  readonly kinds: ReadonlySet<EventKind>;
  readonly found: readonly RecordView[];
}

/** The records of these kinds that the query finds; `before` is what was found last time, and spares the work where records only grew. */
export function find(records: readonly RecordView[], query: string, kinds: ReadonlySet<EventKind>, before: Found | null): Found {
  const test = queryTest(query);
  const goesOn =
    before !== null && before.query === query && before.kinds === kinds && before.looked <= records.length && records[before.looked - 1] === before.last;
  const from = goesOn ? before.looked : 0;
  const fresh: RecordView[] = [];
  for (let i = from; i < records.length; i++) {
    const record = records[i];
    if (record !== undefined && isOfKind(record, kinds) && (test === null || test(record))) fresh.push(record);
  }
  const found = !goesOn ? fresh : fresh.length === 0 ? before.found : [...before.found, ...fresh];
  return { looked: records.length, last: records.at(-1), query, kinds, found };
}

/** The first of the records after this event: where what is ahead begins; the length where nothing is. */
export function firstAfter(records: readonly RecordView[], event: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.event ?? 0) <= event) low = middle + 1;
    else high = middle;
  }
  return low;
}
