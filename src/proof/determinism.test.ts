/** The same scenario, seed and commands give the same run: twice, from a checkpoint, live or from a log, and as a script. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cluster, type PendingCommand } from '../engine/cluster.ts';
import { presets } from '../engine/presets/index.ts';
import type { Command, Scenario } from '../engine/scenario/scenario.ts';
import { stateHash } from '../engine/state-hash.ts';
import { randomDocument } from './fuzz/random-document.ts';
import { scenarioOf } from './scenario-of.ts';

const END_US = 3_300_000;
const runs = { numRuns: 50 };

const hashesOf = ({ world }: Cluster): string => `${world.event} ${world.hash.hex()} ${stateHash(world)}`;

function runOn(cluster: Cluster, endUs = END_US): string {
  while (cluster.nextUs() <= endUs) cluster.step();
  return hashesOf(cluster);
}

const scenario = fc.integer({ min: 0, max: 1_000_000 }).map((seed) => scenarioOf(randomDocument(seed)));
/** Where in a run, as a share of its events. */
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Commands that any scenario of the fuzz can be given. */
const liveCommand: fc.Arbitrary<Command> = fc.constantFrom<Command>(
  { type: 'write', client: 'learner', via: 'A', key: 'k1', value: 'mine' },
  { type: 'write', client: 'learner', key: 'new-key', value: 7 },
  { type: 'delete', client: 'learner', via: 'B', key: 'k0' },
  { type: 'read', client: 'learner', via: 'B', key: 'k1' },
  { type: 'crash', replica: 'A', lose: 'disk' },
  { type: 'restart', replica: 'A' },
  { type: 'partition', groups: [['A'], ['B']] },
  { type: 'heal' },
  { type: 'skew-clock', replica: 'B', byMs: 40 },
  { type: 'set', path: 'gossip.intervalMs', value: 130 },
  { type: 'set', path: 'network.loss', value: 0.5 },
);

/** Runs with commands given live, each once so many events have happened; returns the log. */
function runLive(cluster: Cluster, given: readonly { readonly afterEvent: number; readonly command: Command; readonly wait: number }[]): PendingCommand[] {
  const log: PendingCommand[] = [];
  for (const { afterEvent, command, wait } of given.slice().sort((a, b) => a.afterEvent - b.afterEvent)) {
    while (cluster.event < afterEvent && cluster.nextUs() <= END_US) cluster.step();
    // Right after the event, or some way to the next one.
    const next = Math.min(cluster.nextUs(), END_US);
    const atUs = cluster.nowUs + Math.floor(wait * Math.max(0, next - cluster.nowUs));
    log.push(cluster.apply(command, atUs).logged);
  }
  return log;
}

const given = fc.array(fc.record({ where: share, command: liveCommand, wait: fc.oneof(fc.constant(0), share) }), { minLength: 1, maxLength: 6 });

function afterEvents(total: number, commands: readonly { readonly where: number; readonly command: Command; readonly wait: number }[]) {
  return commands.map(({ where, command, wait }) => ({ afterEvent: Math.floor(where * total), command, wait }));
}

describe('determinism', { timeout: 120_000 }, () => {
  it('gives the same hashes for the same scenario and seed', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        expect(runOn(new Cluster(given))).toBe(runOn(new Cluster(given)));
      }),
      runs,
    );
  });

  it.each(['partition-healed-by-gossip', 'siblings-in-a-cart', 'healed-by-merkle', 'resurrected-delete'])('gives the same hashes for %s', (id) => {
    const preset = scenarioOf(presets[id]?.scenario);
    expect(runOn(new Cluster(preset), 8_000_000)).toBe(runOn(new Cluster(preset), 8_000_000));
  });

  it('gives other hashes for another seed', () => {
    const base = scenarioOf(presets['partition-healed-by-gossip']?.scenario);
    expect(runOn(new Cluster({ ...base, seed: 1 }))).not.toBe(runOn(new Cluster({ ...base, seed: 2 })));
  });

  it('goes on from a checkpoint as the straight run does, whichever is restored, earlier or later', () => {
    fc.assert(
      fc.property(scenario, fc.array(share, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), (given, at, order) => {
        const straight = runOn(new Cluster(given));
        const events = Number(straight.split(' ')[0]);
        const wanted = new Set(at.map((part) => Math.floor(part * events)));
        const cluster = new Cluster(given);
        const saved: { readonly checkpoint: ReturnType<Cluster['checkpoint']>; readonly hashes: string }[] = [];
        do if (wanted.has(cluster.event)) saved.push({ checkpoint: cluster.checkpoint(), hashes: hashesOf(cluster) });
        while (cluster.nextUs() <= END_US && cluster.step());
        expect(hashesOf(cluster)).toBe(straight);
        for (const nth of order) {
          const save = saved[nth % saved.length];
          if (save === undefined) continue;
          cluster.restore(save.checkpoint);
          expect(hashesOf(cluster)).toBe(save.hashes);
          expect(runOn(cluster)).toBe(straight);
        }
      }),
      runs,
    );
  });

  it('does not change by being looked at', () => {
    fc.assert(
      fc.property(scenario, share, (given, where) => {
        const events = Number(runOn(new Cluster(given)).split(' ')[0]);
        const [looked, blind] = [new Cluster(given), new Cluster(given)];
        for (let i = 0; i < Math.floor(where * events); i++) {
          looked.step();
          blind.step();
        }
        looked.nextUs();
        looked.checkpoint();
        expect(hashesOf(looked)).toBe(hashesOf(blind));
      }),
      runs,
    );
  });

  it('gives a run with commands given live again from its log, and from a script of that log', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), given, (seed, commands) => {
        const document = randomDocument(seed);
        const scenarioOfSeed: Scenario = scenarioOf(document);
        const total = Number(runOn(new Cluster(scenarioOfSeed)).split(' ')[0]);
        const live = new Cluster(scenarioOfSeed);
        const log = runLive(live, afterEvents(total, commands));
        const hashes = runOn(live);
        expect(runOn(new Cluster(scenarioOfSeed, log))).toBe(hashes);
        const script = [...log.map(({ atUs, after, command }) => ({ atMs: atUs / 1000, after, command })), ...(document.script as object[])];
        const pasted = new Cluster(scenarioOf({ ...document, script }));
        runOn(pasted);
        expect(pasted.world.hash.hex()).toBe(live.world.hash.hex());
      }),
      runs,
    );
  });
});
