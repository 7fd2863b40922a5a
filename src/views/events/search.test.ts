/** A reader finds in the trace what they ask for in plain words, and only what was seen is searched. */
import { describe, expect, it } from 'vitest';
import type { RecordView } from '../../engine/picture/snapshot.ts';
import { presetSteps } from '../run-fixture.ts';
import { type EventKind, eventKinds, isOfKind, kindOf } from './kinds.ts';
import { find, firstAfter } from './search.ts';

const steps = [...presetSteps('partition-healed-by-gossip', 150)];
const trace: readonly RecordView[] = steps.at(-1)!.records;
const all: ReadonlySet<EventKind> = new Set();
const search = (query: string, kinds = all) => find(trace, query, kinds, null).found;

describe('search in the events', () => {
  it('lists the whole trace where nothing is asked, without what is no record', () => {
    expect(search('')).toEqual(trace.filter((record) => record.type !== 'copy-changed'));
  });

  it('finds by words of the sentence, each of which must be there', () => {
    const dropped = search('dropped partition');
    expect(dropped.length).toBeGreaterThan(0);
    expect(dropped.every((record) => record.type === 'message-dropped' && record.reason === 'partition')).toBe(true);
    expect(search('dropped flying')).toEqual([]);
  });

  it('takes one letter for a name, not for a letter', () => {
    const found = search('c');
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ replica, peer, message, groups }) => [replica, peer, message?.from, message?.to, ...(groups?.flat() ?? [])].includes('C'))).toBe(
      true,
    );
  });

  it('knows from, to, key, before and after', () => {
    expect(search('from A to C').length).toBeGreaterThan(0);
    expect(search('from A to C').every(({ message }) => message === null || (message.from === 'A' && message.to === 'C'))).toBe(true);
    expect(search('key cart').every((record) => record.key === 'cart' || record.message!.keys.includes('cart'))).toBe(true);
    expect(search('after 500 before 700').every((record) => record.atUs >= 500_000 && record.atUs < 700_000)).toBe(true);
    expect(search('after 500').length + search('before 500').length).toBe(search('').length);
  });

  it('finds by address, by operation and by type of record', () => {
    const { message } = trace.find((record) => record.type === 'message-dropped')!;
    expect(search(message!.address).every((record) => record.message?.address === message!.address)).toBe(true);
    expect(search('phone#1').length).toBeGreaterThan(1);
    expect(search('version-stored')).toEqual(trace.filter((record) => record.type === 'version-stored'));
  });

  it('holds quoted words together', () => {
    expect(search('"reply from"').length).toBeGreaterThan(0);
    expect(search('"from reply"')).toEqual([]);
  });

  it('gives the same whether it searches at once or as the run goes on', () => {
    for (const query of ['', 'gossip', 'from A']) {
      let before = null;
      for (const { records } of steps) before = find(records, query, all, before);
      expect(before!.found).toEqual(search(query));
    }
  });

  it('begins anew where the records are others', () => {
    const before = find(trace, '', all, null);
    const other = trace.slice(50);
    expect(find(other, '', all, before).found).toEqual(find(other, '', all, null).found);
  });
});

describe('the kinds of events', () => {
  it('share the trace out among them, a drop to messages and faults', () => {
    for (const record of trace) {
      const kinds = eventKinds.filter(({ kind }) => isOfKind(record, new Set([kind])));
      expect(kinds).toHaveLength(record.type === 'copy-changed' ? 0 : record.type === 'message-dropped' ? 2 : 1);
      expect(kindOf(record) === null).toBe(record.type === 'copy-changed');
    }
  });
});

describe('the playhead in the table', () => {
  it('stands after the last record that has happened', () => {
    const found = search('');
    for (const { snapshot } of steps) {
      const split = firstAfter(found, snapshot.event);
      expect(found.slice(0, split).every((record) => record.event <= snapshot.event)).toBe(true);
      expect(found.slice(split).every((record) => record.event > snapshot.event)).toBe(true);
    }
  });
});
