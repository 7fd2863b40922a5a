import { describe, expect, it } from 'vitest';
import { at, read, resultOf, write } from './test-run.ts';

/** Five replicas of which x is on A, B and C; D coordinates and asks R of them. */
const base = (coordination: object, more: object = {}): object => ({
  replicas: ['A', 'B', 'C', 'D', 'E'],
  placement: { pin: { x: ['A', 'B', 'C'] } },
  coordination: { read: 'one', readFanout: 'quorum', ...coordination },
  ...more,
});

/** Whom `read` messages went to, in order. */
function asked(document: object): string[] {
  const names: string[] = [];
  resultOf(document, (record) => {
    if (record.type === 'message-sent' && record.message.type === 'read') names.push('ABCDE'[record.message.to] ?? '?');
  });
  return names;
}

const far = (to: string, latencyMs: number) => [
  { from: 'D', to, latencyMs },
  { from: to, to: 'D', latencyMs },
];
const links = [...far('A', 50), ...far('B', 20), ...far('C', 30)];

describe('whom a read at ONE asks', () => {
  it('is the first in preference order, and the next once that is believed dead', () => {
    expect(asked(base({}, { script: at(0, read('D')) }))).toEqual(['A']);
    expect(asked(base({ readTimeoutMs: 100 }, { script: at(0, { type: 'crash', replica: 'A' }, 10, read('D'), 500, read('D')) }))).toEqual(['A', 'B']);
  });

  it('is the nearest by the delays of the links, or itself where it holds a copy', () => {
    expect(asked(base({ readFrom: 'nearest' }, { network: { links }, script: at(0, read('D')) }))).toEqual(['B']);
    expect(asked(base({ readFrom: 'nearest' }, { network: { links }, script: at(0, read('C')) }))).toEqual([]);
  });

  it('is, by speed, each once and then the fastest, also when that changes', () => {
    const slower = at(1000, { type: 'link', from: 'B', to: 'D', latencyMs: 400 });
    const reads = Array.from({ length: 20 }, (_, i) => ({ atMs: 100 + i * 500, command: read('D') }));
    const order = asked(base({ readFrom: 'fastest' }, { network: { links }, script: [...reads, ...slower] }));
    expect(order.slice(0, 6)).toEqual(['A', 'B', 'C', 'B', 'C', 'C']);
    expect(asked(base({ readFrom: 'fastest' }, { network: { links }, script: reads })).slice(3)).toEqual(new Array(17).fill('B'));
  });

  it('is, for a client that coordinates, the same as in preference order where all are equally near', () => {
    expect(asked(base({ readFrom: 'nearest' }, { script: at(0, read(undefined)) }))).toEqual(['A']);
  });
});

describe('speculative retry', () => {
  const slow = { network: { links: far('A', 300) }, script: at(0, write('B', 1), 1000, read('D')) };

  it('asks one more owner once the first keeps it waiting, and takes whoever answers first', () => {
    const result = resultOf(base({ speculativeRetryMs: 40 }, slow));
    const entry = result.history.find(({ type }) => type === 'read');
    expect(entry).toMatchObject({ ok: true, values: [1], completedAtMs: 1050 });
    expect(asked(base({ speculativeRetryMs: 40 }, slow))).toEqual(['A', 'B']);
  });

  it('asks nobody where the answer is there in time, or nobody is left', () => {
    expect(asked(base({ speculativeRetryMs: 700 }, slow))).toEqual(['A']);
    expect(asked(base({ speculativeRetryMs: 40, read: 'all' }, slow))).toEqual(['A', 'B', 'C']);
  });
});

describe('digest reads', () => {
  const three = (coordination: object, more: object = {}): object => ({
    data: { valueBytes: 1000 },
    coordination: { read: 'all', digestReads: true, ...coordination },
    script: at(0, write('A', 1), 1000, read('A')),
    ...more,
  });
  const missed = at(
    0,
    write('A', 'old'),
    100,
    { type: 'crash', replica: 'C' },
    200,
    write('A', 'new'),
    4000,
    { type: 'restart', replica: 'C' },
    5000,
    read('A'),
  );

  it('carry one value and otherwise hashes where all copies are the same', () => {
    const result = resultOf(three({}));
    const whole = resultOf(three({ digestReads: false }));
    expect(result.history[1]).toMatchObject({ ok: true, values: [1], completedAtMs: 1010 });
    expect(whole.messages.byType['read-reply'].bytes - result.messages.byType['read-reply'].bytes).toBe(2 * (1000 + 9 - 16));
  });

  it('ask for the values once a hash differs, and read repair works as ever', () => {
    const result = resultOf(three({}, { script: missed, readRepair: { mode: 'blocking' } }));
    const entry = result.history.find(({ type }) => type === 'read');
    // Hashes, then the value of C, then its repair: three round trips of 10 ms.
    expect(entry).toMatchObject({ ok: true, values: ['new'], completedAtMs: 5030 });
    expect(result.messages.byType.read.count).toBe(3);
    expect(result.repairs['read-repair']).toBe(1);
  });

  it('at QUORUM find a late copy that differs too', () => {
    const result = resultOf(three({ read: 'quorum' }, { script: missed, readRepair: { mode: 'async' } }));
    expect(result.history.find(({ type }) => type === 'read')).toMatchObject({ completedAtMs: 5010 });
    expect(result.repairs['read-repair']).toBe(1);
  });

  it('ask one that sent a hash where whoever was to send the value does not', () => {
    const script = at(0, write('B', 1), 100, { type: 'cut', from: 'D', to: 'A' }, 1000, read('D'));
    const result = resultOf(three({ read: 'quorum' }, { replicas: ['A', 'B', 'C', 'D'], placement: { pin: { x: ['A', 'B', 'C'] } }, script }));
    expect(result.history[1]).toMatchObject({ ok: true, values: [1], completedAtMs: 1020 });
  });
});
