import { describe, expect, it } from 'vitest';
import { FoldFixture, message, stamped } from '../folds/fold-fixture.ts';
import { hints, metricAt, metrics, sections } from './index.ts';

describe('counters', () => {
  it('count messages when sent, duplicates too, but not the legs of clients', () => {
    const run = new FoldFixture(metrics);
    const write = message('write', 0, 1);
    run.at(1, { type: 'message-sent', message: write }, { type: 'message-duplicated', message: { ...write, copy: 1 } });
    run.at(2, { type: 'message-sent', message: { ...message('client-request', -1, 0), clientLeg: true } }, { type: 'message-delivered', message: write });
    expect(sections.messages(run.folds)).toEqual({ count: 2, bytes: 200, byType: { write: { count: 2, bytes: 200 } } });
    expect(metricAt('messages.byType.write.count', run.folds)).toBe(2);
  });

  it('sum sessions, those that failed included', () => {
    const run = new FoldFixture(metrics);
    const statistics = { hashesCompared: 3, roundTrips: 2, keysSent: 1, keysDiffering: 1, payloadBytes: 10, bytes: 20 };
    run.at(
      1,
      { type: 'session-ended', replica: 0, peer: 1, session: 's', ...statistics },
      { type: 'session-failed', replica: 0, peer: 1, session: 't', ...statistics },
    );
    expect(sections.antiEntropy(run.folds)).toEqual({
      sessions: 2,
      hashesCompared: 6,
      roundTrips: 4,
      keysSent: 2,
      keysDiffering: 2,
      payloadBytes: 20,
      bytes: 40,
    });
  });

  it('follow hints to their end', () => {
    const run = new FoldFixture(metrics);
    const hint = { replica: 0, target: 1, key: 0, cell: stamped(1, 'a', 1) } as const;
    run.at(
      1,
      { type: 'hint-stored', ...hint },
      { type: 'hint-stored', ...hint },
      { type: 'hint-stored', ...hint },
      { type: 'hint-refused', replica: 0, target: 1, key: 0, write: 1, reason: 'window' },
    );
    run.at(2, { type: 'hint-delivered', ...hint }, { type: 'hint-expired', ...hint });
    expect(sections.hints(run.folds)).toEqual({ stored: 3, delivered: 1, expired: 1, refused: 1 });
    expect([...run.folds.state(hints).live]).toEqual([1, 0, 0]);
  });

  it('count a key with siblings once', () => {
    const run = new FoldFixture(metrics);
    for (const replica of [0, 1]) run.at(1, { type: 'siblings-created', replica, key: 0, after: stamped(1, 'a', 1) });
    expect(sections.conflicts(run.folds)).toEqual({ siblings: 1, discarded: 0 });
  });
});
