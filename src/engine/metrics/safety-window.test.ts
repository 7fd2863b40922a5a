import { describe, expect, it } from 'vitest';
import { anyFold } from '../folds/fold.ts';
import { completed, FoldFixture, invoked, stamped } from '../folds/fold-fixture.ts';
import { safetyText } from '../picture/safety-text.ts';
import { ran } from '../presets/test-run.ts';
import { type SafetyReport, safetyReport, safetyWindow } from './safety-window.ts';

const nothing = { hashesCompared: 0, roundTrips: 0, keysSent: 0, keysDiffering: 0, payloadBytes: 0, bytes: 0 };
const DAY_MS = 86_400_000;

/** Three replicas and a delete at 0; times in milliseconds. */
function story(more: object = {}): {
  readonly run: FoldFixture;
  session(atMs: number, replica: number, peer: number, tookMs?: number): void;
  at(nowMs: number): SafetyReport;
} {
  const run = new FoldFixture([anyFold(safetyWindow)], { store: { gcGraceMs: 10_000 }, ...more });
  const gone = stamped(1, undefined, 0);
  run
    .at(0, invoked(1, 'delete'))
    .at(0, run.store(0, gone))
    .at(1, completed(1, 'delete', gone));
  return {
    run,
    session: (atMs, replica, peer, tookMs = 0) => {
      const session = `${atMs}/${replica}>${peer}`;
      run.at(atMs, { type: 'session-started', replica, peer, session, mechanism: 'merkle' });
      run.at(atMs + tookMs, { type: 'session-ended', replica, peer, session, ...nothing });
    },
    at: (nowMs) => safetyReport(run.folds.state(safetyWindow), run.folds.facts, nowMs * 1000),
  };
}

describe('how long tombstones are needed', () => {
  it('is an absence and the wait until all are repaired, the absence not counted twice', () => {
    const { run, session, at } = story();
    run.at(1000, { type: 'replica-crashed', replica: 2, lose: 'nothing' }).at(4000, { type: 'replica-restarted', replica: 2 });
    session(4500, 0, 1);
    expect(at(5000)).toMatchObject({ longestDownMs: 3000, longestAbsenceMs: 3000, repairLagMs: 2000, repairs: 0, neededMs: 5000, marginMs: 5000 });
    session(5500, 2, 0);
    // 5.5 s after the delete, of which 3 s away.
    expect(at(5500)).toMatchObject({ repairLagMs: 2500, repairs: 1, neededMs: 5500, marginMs: 4500 });
    // And the next repair is waited for.
    expect(at(9000)).toMatchObject({ repairLagMs: 3500, repairs: 1 });
  });

  it('is not over before every range is repaired, where ranges have owners of their own', () => {
    const repairs = (...pairs: readonly string[]) => {
      const script = [
        { atMs: 0, command: { type: 'delete', client: 'phone', via: 'A', key: 'x' } },
        { atMs: 0, command: { type: 'write', client: 'phone', via: 'A', key: 'y', value: 1 } },
        ...pairs.map((pair, i) => ({ atMs: 1000 + 100 * i, command: { type: 'repair', from: pair[0], to: pair[1] } })),
      ];
      const placement = { replicationFactor: 2, pin: { x: ['A', 'B'], y: ['B', 'C'] } };
      return ran('delete-within-grace', { placement, script, stop: { atMs: 3000 } }).result.deletes.safety.repairs;
    };
    expect([repairs('AB'), repairs('BC'), repairs('AB', 'BC')]).toEqual([0, 0, 1]);
  });

  it('counts no session that began before the delete, and none that failed', () => {
    const { run, session, at } = story();
    run.at(500, { type: 'session-started', replica: 0, peer: 1, session: 's', mechanism: 'merkle' });
    run.at(600, { type: 'session-failed', replica: 0, peer: 1, session: 's', ...nothing });
    run.at(700, { type: 'session-ended', replica: 0, peer: 1, session: 'begun before', ...nothing });
    session(800, 1, 2);
    expect(at(1000).repairs).toBe(0);
    session(1000, 0, 2, 200);
    expect(at(1200)).toMatchObject({ repairs: 1, repairLagMs: 1200 });
  });

  it('takes overlapping absences for one, a one-way cut for an absence too, and goes on while it lasts', () => {
    const { run, at } = story();
    run.at(1000, { type: 'partition-changed', groups: [[0, 1], [2]] }).at(2000, { type: 'replica-crashed', replica: 0, lose: 'nothing' });
    run.at(3000, { type: 'partition-changed', groups: [] }).at(5000, { type: 'replica-restarted', replica: 0 });
    expect(at(6000)).toMatchObject({ longestPartitionMs: 2000, longestDownMs: 3000, longestAbsenceMs: 4000 });
    run.at(6000, { type: 'link-changed', from: 0, to: 1, what: 'cut', amount: 0 });
    expect(at(16_000)).toMatchObject({ longestPartitionMs: 10_000, longestAbsenceMs: 10_000 });
    run.at(16_000, { type: 'link-changed', from: 0, to: 1, what: 'mended-both-ways', amount: 0 });
    expect(at(30_000).longestAbsenceMs).toBe(10_000);
  });

  it('adds what the clocks were apart at most, steps and drift included', () => {
    const { run, at } = story({ replicas: [{ id: 'A', clockSkewMs: 300 }, 'B', { id: 'C', clockDriftPpm: -100 }] });
    expect(at(0).clockOffsetMs).toBe(300);
    expect(at(1_000_000).clockOffsetMs).toBe(400);
    run.at(1_000_000, { type: 'clock-changed', replica: 1, byMs: 2000 }).at(1_001_000, { type: 'clock-changed', replica: 1, byMs: -2000 });
    expect(at(1_002_000).clockOffsetMs).toBe(2100.1);
  });

  it('counts what one that left was away and how wrong its clock was until then, no longer', () => {
    const { run, session, at } = story({ replicas: ['A', 'B', 'C', { id: 'D', clockDriftPpm: 1000 }] });
    run.at(1000, { type: 'link-changed', from: 3, to: 0, what: 'cut-both-ways', amount: 0 }).at(2000, { type: 'replica-left', replica: 3, owned: true });
    expect(at(9000)).toMatchObject({ longestAbsenceMs: 1000, clockOffsetMs: 2 });
    run.at(9000, { type: 'session-started', replica: 0, peer: 1, session: 's', mechanism: 'merkle' });
    run.at(9001, { type: 'replica-left', replica: 2, owned: true }).at(9002, { type: 'session-ended', replica: 0, peer: 1, session: 's', ...nothing });
    // What was compared were the ranges as they were: only now are all repaired.
    session(9003, 0, 1);
    session(9004, 2, 3);
    expect(at(9004)).toMatchObject({ repairs: 1, repairLagMs: 8004 });
  });

  it('is no less than a hint lives, where hints are kept', () => {
    expect(story({ hintedHandoff: { enabled: true, ttlMs: 60_000 } }).at(10)).toMatchObject({ hintTtlMs: 60_000, neededMs: 60_000, marginMs: -50_000 });
  });

  it('is nothing before any delete', () => {
    const run = new FoldFixture([anyFold(safetyWindow)], { store: { gcGraceMs: 100 } });
    run.at(0, invoked(1, 'write', 'a')).at(5, run.store(0, stamped(1, 'a', 5)));
    const report = safetyReport(run.folds.state(safetyWindow), run.folds.facts, 9_000_000);
    expect([report.neededMs, report.marginMs, safetyText(report)]).toEqual([null, null, null]);
  });
});

describe('the two stories of one delete (facts A10.4)', () => {
  const margin = (id: string) => ran(id).result.deletes.safety;

  it('have no margin where the value comes back, and one where it does not', () => {
    const back = margin('resurrected-delete');
    expect(back).toMatchObject({ graceMs: 5000, longestDownMs: 8000, repairs: 1 });
    expect(back.marginMs).toBeLessThan(-5000);
    expect(safetyText(back)).toMatch(/^Tombstones are kept for 5 s\. .* a replica was away for 8 s, .* a deleted value may come back\.$/);
    const gone = margin('delete-within-grace');
    expect(gone).toMatchObject({ longestDownMs: 2000, repairs: 1 });
    expect(gone.marginMs).toBeGreaterThan(500);
    expect(safetyText(gone)).toMatch(/and all clocks agree\. That leaves \d+ ms\.$/);
  });

  it('say what is still open: no repair yet, hints that live as long as the grace', () => {
    const never = ran('delete-within-grace', { script: [{ atMs: 0, command: { type: 'delete', client: 'phone', via: 'A', key: 'cart' } }] }).result.deletes
      .safety;
    expect(safetyText(never)).toBe(
      'Tombstones are kept for 5 s. By what this run has seen they are needed for 6 s: no replica was away, all have waited for a repair for 6 s, and all clocks agree. That is 1 s longer: a deleted value may come back. No repair has reached every range since the first delete, so it still grows.',
    );
    const hints = { ...never, hintTtlMs: 10 * DAY_MS, graceMs: 10 * DAY_MS, neededMs: 10 * DAY_MS, marginMs: 0 };
    expect(safetyText(hints)).toBe(
      'Tombstones are kept for 10 days. By what this run has seen they are needed for 10 days: hints live that long. That leaves no margin.',
    );
  });
});
