import { describe, expect, it } from 'vitest';
import { anyFold } from '../folds/fold.ts';
import { completed, FoldFixture, invoked, stamped } from '../folds/fold-fixture.ts';
import { deletes, deletesReport } from './deletes.ts';
import { nearestRank, spreadOfUs } from './percentiles.ts';
import { replication, replicationReport } from './replication.ts';
import { sessions, sessionsReport } from './sessions.ts';

const nothing = { hashesCompared: 0, roundTrips: 0, keysSent: 0, keysDiffering: 0, payloadBytes: 0, bytes: 0 };

describe('percentiles', () => {
  it('are by nearest rank: p99 of 1 to 100 is 99', () => {
    const sorted = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    expect([50, 99, 100].map((percent) => nearestRank(sorted, percent))).toEqual([50, 99, 100]);
    expect(spreadOfUs([])).toEqual({ mean: 0, p50: 0, p99: 0, max: 0 });
    expect(spreadOfUs([4000, 1000, 2000])).toEqual({ mean: 2.333, p50: 2, p99: 4, max: 4 });
  });
});

describe('replication lag', () => {
  it('is apply time minus write time of every copy, not the distance of two versions', () => {
    const run = new FoldFixture([anyFold(replication)]);
    const first = stamped(1, 'a', 5);
    const second = stamped(2, 'b', 1005);
    run
      .at(0, invoked(1, 'write', 'a'))
      .at(5, run.store(0, first))
      .at(8, run.store(1, first));
    run
      .at(1000, invoked(2, 'write', 'b'))
      .at(1005, run.store(0, second))
      .at(1900, run.store(2, second, 'gossip', 0));
    expect(replicationReport(run.folds.state(replication))).toEqual({ copies: 4, lagMs: { mean: 229.5, p50: 5, p99: 900, max: 900 } });
  });

  it('does not count a copy that discards what came, or one that is loaded', () => {
    const run = new FoldFixture([anyFold(replication)]);
    run.at(0, invoked(1, 'write', 'a')).at(5, run.store(0, stamped(1, 'a', 5)));
    run.at(9, run.store(0, stamped(1, 'a', 5))).at(10, run.store(0, stamped(0, 'z', 99)));
    expect(replicationReport(run.folds.state(replication)).copies).toBe(1);
  });
});

describe('deletes', () => {
  it('count the tombstones there are, and how late they were compacted', () => {
    const run = new FoldFixture([anyFold(deletes)], { store: { gcGraceMs: 100 } });
    const gone = stamped(1, undefined, 5);
    run
      .at(0, invoked(1, 'delete'))
      .at(5, run.store(0, gone))
      .at(6, run.store(1, gone))
      .at(10, completed(1, 'delete', gone));
    expect(run.folds.state(deletes).tombstones).toBe(2);
    run.at(130, { type: 'tombstone-compacted', replica: 0, key: 0, cell: gone });
    expect(deletesReport(run.folds.state(deletes))).toEqual({ tombstones: 1, compacted: 1, gcLagMs: { mean: 30, p50: 30, p99: 30, max: 30 } });
  });
});

describe('sessions', () => {
  it('tell how long the replica that waits the longest has not been compared, and what is left of the grace', () => {
    const run = new FoldFixture([anyFold(sessions)], { store: { gcGraceMs: 1000 } });
    const report = () => sessionsReport(run.folds.state(sessions), run.folds.facts, 900_000);
    expect(report()).toEqual({ succeeded: 0, failed: 0, differingShare: null, repairLagMs: null, gcMarginMs: null });
    run.at(100, { type: 'session-ended', replica: 0, peer: 1, session: 's', ...nothing, keysDiffering: 2 });
    run.at(300, { type: 'session-ended', replica: 1, peer: 2, session: 't', ...nothing });
    run.at(500, { type: 'session-failed', replica: 0, peer: 2, session: 'u', ...nothing });
    expect(report()).toEqual({ succeeded: 2, failed: 1, differingShare: 0.5, repairLagMs: 800, gcMarginMs: 200 });
  });

  it('tell nothing of one that owns no copies: one that joins, one that left, a region without', () => {
    const lag = (run: FoldFixture) => sessionsReport(run.folds.state(sessions), run.folds.facts, 900_000).repairLagMs;
    const run = new FoldFixture([anyFold(sessions)]);
    run.at(50, { type: 'range-move-started', replica: 2, of: 2, move: 'join' });
    run.at(800, { type: 'session-ended', replica: 0, peer: 1, session: 's', ...nothing });
    expect(lag(run)).toBe(100);
    run.at(700, { type: 'replica-joined', replica: 2, of: 2 });
    expect(lag(run)).toBe(200);
    run.at(810, { type: 'replica-left', replica: 2, owned: true });
    run.at(820, { type: 'session-ended', replica: 0, peer: 2, session: 't', ...nothing });
    expect(lag(run)).toBe(100);
    const region = (id: string, name: string) => ({ id, region: name });
    const far = new FoldFixture([anyFold(sessions)], {
      replicas: [region('A', 'eu'), region('B', 'eu'), region('C', 'us')],
      placement: { replicationFactor: { eu: 2 } },
    });
    far.at(800, { type: 'session-ended', replica: 0, peer: 1, session: 's', ...nothing });
    expect(lag(far)).toBe(100);
  });
});
