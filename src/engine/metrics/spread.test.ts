import { describe, expect, it } from 'vitest';
import { anyFold } from '../folds/fold.ts';
import { FoldFixture, invoked, message, stamped } from '../folds/fold-fixture.ts';
import { holdersOverTime, spread, spreadReport } from './spread.ts';

const update = stamped(1, 'news', 0);

function gossiping(document: object): FoldFixture {
  return new FoldFixture([anyFold(spread)], { replicas: 4, placement: { replicationFactor: 4 }, gossip: { protocol: 'push', intervalMs: 1000 }, ...document });
}

describe('the spread of the first write', () => {
  it('counts rounds from the first that starts after the write', () => {
    const run = gossiping({ mode: 'rounds' });
    run.at(1500, { type: 'round-ended', round: 1 });
    run.at(1600, invoked(1, 'write', 'news'), run.store(0, update));
    run.at(2000, { type: 'message-sent', message: message('gossip-push', 0, 1, update) });
    run.at(2500, run.store(1, update, 'gossip'), { type: 'round-ended', round: 2 });
    run.at(
      3000,
      { type: 'message-sent', message: message('gossip-push', 0, 2, update) },
      { type: 'message-sent', message: message('gossip-push', 1, 0, update) },
    );
    run.at(3500, run.store(2, update, 'gossip'), { type: 'round-ended', round: 3 });
    run.at(4500, { type: 'round-ended', round: 4 });
    expect(spreadReport(run.folds.state(spread), run.folds.facts)).toEqual({
      rounds50: 1,
      rounds90: null,
      rounds99: null,
      rounds100: null,
      residue: 0.25,
      updatesPerReplica: 0.75,
      lastRound: 2,
    });
    expect(holdersOverTime(run.folds.state(spread))).toEqual([
      { at: 0, value: 1 },
      { at: 1, value: 2 },
      { at: 2, value: 3 },
    ]);
  });

  it('counts the round that starts at the very moment of the write', () => {
    const run = gossiping({ mode: 'rounds' });
    run.at(1000, invoked(1, 'write', 'news'), run.store(0, update));
    run.at(1500, run.store(1, update, 'gossip'), { type: 'round-ended', round: 1 });
    expect(spreadReport(run.folds.state(spread), run.folds.facts)).toMatchObject({ rounds50: 1, lastRound: 1 });
  });

  it('counts intervals since the write, with a fraction, where there are no rounds', () => {
    const run = gossiping({});
    run.at(500, invoked(1, 'write', 'news'), run.store(0, update));
    run.at(1750, run.store(1, update, 'gossip'));
    run.at(3000, run.store(2, update, 'gossip'), run.store(3, update, 'gossip'));
    expect(spreadReport(run.folds.state(spread), run.folds.facts)).toMatchObject({ rounds50: 1.25, rounds90: 2.5, rounds100: 2.5, residue: 0, lastRound: 2.5 });
  });

  it('says null where nothing was written', () => {
    const run = gossiping({});
    expect(spreadReport(run.folds.state(spread), run.folds.facts)).toEqual({
      rounds50: null,
      rounds90: null,
      rounds99: null,
      rounds100: null,
      residue: null,
      updatesPerReplica: null,
      lastRound: null,
    });
  });
});
