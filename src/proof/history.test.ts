/** Time travel: wherever one seeks, forks, undoes and returns to, the run is the one that a straight run of the same commands gives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cluster, type PendingCommand } from '../engine/cluster.ts';
import { History } from '../engine/history.ts';
import type { Command, Scenario } from '../engine/scenario/scenario.ts';
import { stateHash } from '../engine/state-hash.ts';
import { randomDocument } from './fuzz/random-document.ts';
import { scenarioOf } from './scenario-of.ts';

const runs = { numRuns: 40 };
const EVENTS = 400;

const hashesOf = ({ world }: Cluster): string => `${world.event} ${world.nowUs} ${world.hash.hex()} ${stateHash(world)}`;

/** The hashes of a straight run right after an event, or of where it ends. */
function straightTo(event: number, scenario: Scenario, log: readonly PendingCommand[] = []): string {
  const cluster = new Cluster(scenario, log);
  while (cluster.event < event && cluster.step());
  return hashesOf(cluster);
}

const scenario = fc.integer({ min: 0, max: 1_000_000 }).map((seed) => scenarioOf(randomDocument(seed)));
const event = fc.integer({ min: 0, max: EVENTS });
const command: fc.Arbitrary<Command> = fc.constantFrom<Command>(
  { type: 'write', client: 'learner', via: 'A', key: 'mine', value: 1 },
  { type: 'write', client: 'learner', key: 'other', value: 2 },
  { type: 'write', client: 'learner', via: 'B', key: 'k1', value: 3 },
  { type: 'delete', client: 'learner', via: 'B', key: 'k0' },
  { type: 'read', client: 'learner', via: 'A', key: 'mine' },
  { type: 'crash', replica: 'A', lose: 'disk' },
  { type: 'restart', replica: 'A' },
  { type: 'partition', groups: [['A'], ['B']] },
  { type: 'set', path: 'gossip.intervalMs', value: 130 },
);
const given = fc.array(fc.record({ after: event, command, wait: fc.constantFrom(0, 0, 0.5, 1) }), { minLength: 1, maxLength: 6 });

/** Gives a command right after an event, or some way to the next one. */
function give(history: History, { after, command, wait }: { readonly after: number; readonly command: Command; readonly wait: number }): void {
  const reached = history.toEvent(after);
  const { nowUs } = history.cluster;
  const next = history.cluster.nextUs();
  history.command(command, reached, nowUs + (Number.isFinite(next) ? Math.floor(wait * (next - nowUs)) : 0));
}

describe('history', { timeout: 120_000 }, () => {
  it('is at any event as a straight run is there, however it got there', () => {
    fc.assert(
      fc.property(scenario, fc.array(event, { minLength: 1, maxLength: 8 }), (given, seeks) => {
        const history = new History(given);
        history.current.spacing = 40;
        for (const seek of seeks) {
          history.toEvent(seek);
          expect(hashesOf(history.cluster)).toBe(straightTo(seek, given));
        }
      }),
      runs,
    );
  });

  it('is at any time as a straight run is after the last event up to then', () => {
    fc.assert(
      fc.property(scenario, fc.array(fc.integer({ min: 0, max: 2_500_000 }), { minLength: 1, maxLength: 6 }), (given, seeks) => {
        const history = new History(given);
        history.current.spacing = 40;
        for (const atUs of seeks) {
          history.toTime(atUs);
          const straight = new Cluster(given);
          while (straight.nextUs() <= atUs && straight.step());
          expect(hashesOf(history.cluster)).toBe(hashesOf(straight));
        }
      }),
      runs,
    );
  });

  it('gives after commands in the past what a straight run of its log gives', () => {
    fc.assert(
      fc.property(scenario, given, event, (scenarioGiven, commands, back) => {
        const history = new History(scenarioGiven);
        history.current.spacing = 40;
        for (const one of commands) {
          give(history, one);
          history.toEvent(Math.min(EVENTS, history.cluster.event + 60));
          history.see(history.cluster.event, history.cluster.nowUs);
        }
        const log = history.current.log.map(({ atUs, after, command }) => ({ atUs, after, command }));
        for (const seek of [EVENTS, back, EVENTS]) {
          history.toEvent(seek);
          expect(hashesOf(history.cluster)).toBe(straightTo(seek, scenarioGiven, log));
        }
        // A new sitting with that log, commands to come and all.
        const again = new History(scenarioGiven, log);
        again.toEvent(back);
        expect(hashesOf(again.cluster)).toBe(straightTo(back, scenarioGiven, log));
      }),
      runs,
    );
  });

  it('returns to a branch that was left exactly where it was left', () => {
    fc.assert(
      fc.property(scenario, given, event, command, (scenarioGiven, commands, forkAt, elsewhere) => {
        const history = new History(scenarioGiven);
        history.current.spacing = 40;
        for (const one of commands) give(history, one);
        history.toEvent(EVENTS + 10);
        history.see(history.cluster.event, history.cluster.nowUs);
        const left = history.current;
        const there = hashesOf(history.cluster);
        give(history, { after: forkAt, command: elsewhere, wait: 0 });
        history.toEvent(EVENTS + 10);
        const fork = history.current;
        fc.pre(fork !== left);
        history.see(history.cluster.event, history.cluster.nowUs);
        const onFork = hashesOf(history.cluster);
        expect(history.returnTo(left.id)).toBe(true);
        expect(hashesOf(history.cluster)).toBe(there);
        expect(history.returnTo(fork.id)).toBe(true);
        expect(hashesOf(history.cluster)).toBe(onFork);
      }),
      runs,
    );
  });

  it('regains by undo exactly the future that there was', () => {
    fc.assert(
      fc.property(scenario, given, event, command, fc.constantFrom(0, 0.5, 1), (scenarioGiven, commands, at, undone, wait) => {
        const history = new History(scenarioGiven);
        history.current.spacing = 40;
        for (const one of commands) give(history, one);
        // A command after all others, so that it undoes none of them.
        const last = history.current.log[history.current.log.length - 1];
        const after = Math.max(at, (last?.afterEvent ?? 0) + 1);
        history.toEvent(EVENTS + 50);
        const before = hashesOf(history.cluster);
        give(history, { after, command: undone, wait });
        history.toEvent(EVENTS + 20);
        expect(history.undo()).toBe(true);
        history.toEvent(EVENTS + 50);
        expect(hashesOf(history.cluster)).toBe(before);
      }),
      runs,
    );
  });
});
