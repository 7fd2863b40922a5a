import { describe, expect, it } from 'vitest';
import { metrics } from '../metrics/index.ts';
import type { Condition } from '../scenario/scenario.ts';
import type { TraceRecord } from '../trace.ts';
import { createConditionWatch } from './conditions.ts';
import { completed, dotted, FoldFixture, invoked, message, stamped } from './fold-fixture.ts';

const first = stamped(1, 'a', 10);
const HEAL: TraceRecord = { type: 'partition-changed', groups: [] };

function dropped(type: 'hint' | 'write'): TraceRecord {
  return { type: 'message-dropped', message: message(type, 0, 1), reason: 'cut' };
}

/** Whether the condition holds right after each step. */
function follow(condition: Condition, document: { readonly [name: string]: unknown }, ...steps: readonly ((run: FoldFixture) => FoldFixture)[]): boolean[] {
  const run = new FoldFixture(metrics, document);
  const watch = createConditionWatch(condition, run.folds);
  return steps.map((step) => {
    step(run);
    return watch.holds();
  });
}

const diverge = (run: FoldFixture): FoldFixture => run.at(10, run.store(0, first));
const converge = (run: FoldFixture): FoldFixture => run.at(20, run.store(1, first, 'gossip'), run.store(2, first, 'gossip'));

describe('conditions', () => {
  it('read the state of now, remember what ever was, and take things one after the other', () => {
    const now: Condition = { converged: true };
    expect(follow(now, {}, diverge, converge)).toEqual([false, true]);
    expect(follow({ not: now }, {}, diverge, converge)).toEqual([true, false]);
    expect(follow({ ever: { not: now } }, {}, diverge, converge)).toEqual([true, true]);
    // biome-ignore lint/suspicious/noThenProperty: the format's own word.
    expect(follow({ then: [{ not: now }, now] }, {}, (run) => run.at(1, HEAL), diverge, converge)).toEqual([false, false, true]);
    expect(
      follow({ all: [now, { commanded: 'heal' }] }, {}, diverge, (run) => run.at(15, { type: 'command-applied', command: { type: 'heal' } }), converge),
    ).toEqual([false, false, true]);
    expect(follow({ any: [now, { afterMs: 10 }] }, {}, diverge)).toEqual([true]);
  });

  it('judge "never" at the end only', () => {
    const run = new FoldFixture(metrics);
    const kept = createConditionWatch({ never: { violation: 'resurrection' } }, run.folds);
    const broken = createConditionWatch({ never: { not: { converged: true } } }, run.folds);
    diverge(run);
    expect([kept.holds(), broken.holds()]).toEqual([false, false]);
    expect([kept.holdsAtEnd(), broken.holdsAtEnd()]).toEqual([true, false]);
  });

  it('compare what a replica stores, whatever the order of siblings', () => {
    const siblings = { store: { conflict: 'dotted-version-vector' } };
    const both = (run: FoldFixture): FoldFixture => run.at(1, run.store(2, dotted(1, 'a', 0, 1))).at(2, run.store(2, dotted(2, 'b', 1, 1)));
    expect(follow({ value: { replica: 'C', key: 'x' }, equals: ['b', 'a'] }, siblings, both)).toEqual([true]);
    expect(follow({ value: { replica: 'A', key: 'x' }, equals: [] }, siblings, both)).toEqual([true]);
    expect(follow({ siblings: { key: 'x' }, atLeast: 2 }, siblings, both)).toEqual([true]);
  });

  it('count holders of the first write, and metrics by their path', () => {
    const write = (run: FoldFixture): FoldFixture => run.at(1, invoked(1, 'write', 'a'));
    expect(follow({ holders: { key: 'x' }, atLeast: 2 }, {}, write, diverge, converge)).toEqual([false, false, true]);
    expect(follow({ metric: 'repairs.gossip', atLeast: 1 }, {}, diverge, converge)).toEqual([false, true]);
    expect(follow({ metric: 'operations.writeLatencyMs.p50', atLeast: 7 }, {}, write, (run) => run.at(8, completed(1, 'write', first, 1)))).toEqual([
      false,
      true,
    ]);
    expect(follow({ metric: 'no.such', atLeast: 0 }, {}, diverge)).toEqual([false]);
  });

  it('count events with the fields asked for', () => {
    const condition: Condition = { event: 'message-dropped', where: { type: 'hint', to: 'B' }, count: 2 };
    expect(
      follow(
        condition,
        {},
        (run) => run.at(1, dropped('hint'), dropped('write')),
        (run) => run.at(2, dropped('hint')),
      ),
    ).toEqual([false, true]);
  });

  it('wait for the next of a kind from where they are asked', () => {
    const run = new FoldFixture(metrics);
    diverge(run);
    const holds = (what: 'divergence' | 'fault' | 'repair' | 'reply' | 'event' | 'moment'): (() => boolean) => {
      const watch = createConditionWatch({ next: what }, run.folds);
      return () => watch.holds();
    };
    const waiting = {
      divergence: holds('divergence'),
      fault: holds('fault'),
      repair: holds('repair'),
      reply: holds('reply'),
      event: holds('event'),
      moment: holds('moment'),
    };
    const met = (): string[] => Object.entries(waiting).flatMap(([name, is]) => (is() ? [name] : []));
    expect(met()).toEqual([]);
    run.at(11, { type: 'timer-fired', actor: 0, timer: 'gossip', n: 1 });
    expect(met()).toEqual(['event']);
    run.at(12, dropped('write'));
    expect(met()).toEqual(['event', 'moment']);
    converge(run)
      .at(30, HEAL)
      .at(31, run.store(0, stamped(2, 'b', 30)))
      .at(32, completed(2, 'write', first));
    expect(met()).toEqual(['divergence', 'fault', 'repair', 'reply', 'event', 'moment']);
  });

  it('in rounds, take the end of a round for a moment', () => {
    const rounds = { mode: 'rounds' };
    expect(follow({ next: 'moment' }, rounds, diverge, (run) => run.at(1500, { type: 'round-ended', round: 1 }))).toEqual([false, true]);
    expect(
      follow(
        { round: 2 },
        rounds,
        (run) => run.at(1500, { type: 'round-ended', round: 1 }),
        (run) => run.at(2500, { type: 'round-ended', round: 2 }),
      ),
    ).toEqual([false, true]);
  });

  it('say when time alone may fulfil them, and go on by themselves in a fork', () => {
    const run = new FoldFixture(metrics);
    const watch = createConditionWatch({ all: [{ afterMs: 50 }, { event: 'message-dropped' }] }, run.folds);
    expect(watch.wakeUs(0)).toBe(50_000);
    const fork = watch.fork(run.fork());
    run.at(1, dropped('write'));
    expect([watch.holds(49_999), watch.holds(50_000), fork.holds(50_000)]).toEqual([false, true, false]);
  });
});
