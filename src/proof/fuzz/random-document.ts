/**
 * A scenario document from a seed: a small cluster with random knobs of every mechanism, random workloads, and a script of clients and
 * faults up to `CALM_MS`. Then the calm: every fault is taken back, hints are replayed without bounds, and from `REPAIR_MS` on
 * anti-entropy compares all pairs; tombstones are kept from the calm on. Everything is data: the document alone reproduces the run, in `npm run
 * simulate` as well.
 */
import { antiEntropyVariant, finalMechanism, rotOf } from './anti-entropy-knobs.ts';
import { Dice } from './dice.ts';
import { randomCommand, type Stage } from './random-command.ts';
import { asRumours, randomKnobs } from './random-knobs.ts';
import { withLiteral } from './random-literal.ts';
import { withMore } from './random-more.ts';
import { withRegions } from './random-regions.ts';
import { CALM_MS, type FuzzDocument, NEVER_MS, REPAIR_MS } from './random-times.ts';
import { withVersions } from './random-versions.ts';
import { withRingChanges } from './ring-changes.ts';

export { CALM_MS, type FuzzDocument, REPAIR_MS };

/** The document of a seed; whole numbers from 0. */
export function randomDocument(seed: number): FuzzDocument {
  const dice = new Dice(seed);
  const names = ['A', 'B', 'C', 'D', 'E', 'F'].slice(0, dice.whole(2, 6));
  const conflict = dice.pick(['lww', 'lww', 'version-vector', 'dotted-version-vector', 'dotted-version-vector']);
  const keys = dice.chance(0.5) ? 0 : dice.whole(1, 24);
  const rounds = dice.chance(0.12);
  const stage: Stage = { names, keys: Array.from({ length: dice.whole(1, 5) }, (_, i) => `k${i}`), aimed: 0, cuts: [], slowed: [], links: [] };
  const script: object[] = [];
  const count = dice.whole(12, 60);
  for (let i = 0; i < count; i++) {
    // A coarse grid, so that some things happen at one instant and some timestamps tie.
    const atMs = dice.whole(0, 280) * 10;
    for (const { command, laterMs } of randomCommand(dice, stage))
      script.push({ atMs: atMs + laterMs, ...(dice.chance(0.1) ? { after: dice.whole(1, 3) } : {}), command });
  }
  const knobs = randomKnobs(dice, names.length);
  const versioned = withVersions({
    version: 1,
    title: `fuzz ${seed}`,
    seed,
    mode: rounds ? 'rounds' : 'async',
    replicas: names.map((id) => replica(dice, id)),
    placement: {
      replicationFactor: dice.whole(Math.min(2, names.length), names.length) - (dice.chance(0.08) ? 1 : 0) || 1,
      virtualNodes: dice.pick([1, 2, 8, 16, 32]),
      pin: dice.chance(0.3) ? { k0: dice.shuffled(names).slice(0, dice.whole(1, 2)) } : {},
    },
    store: { conflict, tieBreak: dice.pick(['value', 'replica']), gcGraceMs: NEVER_MS },
    data: { keys, valueBytes: dice.pick([0, 10, 1000]), divergent: divergent(dice, names, keys, conflict) },
    ...withVariant(knobs, seed, keys),
    gossip: asRumours(dice, knobs.gossip ?? {}, script),
    workload: Array.from({ length: dice.pick([0, 1, 1, 2]) }, (_, i) => workloadLine(dice, names, i)),
    script: [...script, ...calm(stage), ...repair(dice, seed), ...rotOf(seed, names, stage.keys, CALM_MS, CALM_MS + 1)],
    stop: { atMs: REPAIR_MS + (rounds ? 9000 : 3000) },
  });
  return withLiteral(withRingChanges(withRegions(withMore(versioned), CALM_MS)));
}

function withVariant(knobs: { readonly [section: string]: object }, seed: number, keys: number): { readonly [section: string]: object } {
  const { antiEntropy = {} } = knobs;
  const { branching = [] } = antiEntropy as { readonly branching?: readonly number[] };
  return { ...knobs, antiEntropy: { ...antiEntropy, ...antiEntropyVariant(seed, branching, keys) } };
}

function replica(dice: Dice, id: string): object {
  return {
    id,
    clockSkewMs: dice.chance(0.4) ? dice.whole(-500, 500) : 0,
    clockDriftPpm: dice.chance(0.2) ? dice.whole(-5000, 5000) : 0,
    ...(dice.chance(0.3) ? { node: { syncIntervalMs: dice.pick([50, 400]), serviceMs: dice.pick([0, 0.5, 2]), queueLimit: dice.pick([40, 10_000]) } } : {}),
  };
}

function divergent(dice: Dice, names: readonly string[], keys: number, conflict: string): object[] {
  if (keys === 0 || dice.chance(0.5)) return [];
  const kinds = conflict === 'lww' ? ['older', 'missing'] : ['older', 'missing', 'concurrent'];
  return dice
    .shuffled(names)
    .slice(0, dice.whole(1, 2))
    .map((name) => ({ replica: name, keys: dice.whole(1, keys), kind: dice.pick(kinds) }));
}

function workloadLine(dice: Dice, names: readonly string[], nth: number): object {
  return {
    client: `w${nth}`,
    operation: dice.pick(['read', 'write', 'write', 'delete', 'read-modify-write', 'write-then-read']),
    via: dice.pick(['random', 'none', ...names]),
    ...(dice.chance(0.3) ? { thinkMs: dice.pick([30, 120]) } : { perSec: dice.pick([3, 8, 20]), arrival: dice.pick(['even', 'poisson']) }),
    ...(dice.chance(0.3) ? { gapMs: dice.pick([0, 25]) } : {}),
    ...(dice.chance(0.4) ? { distribution: dice.pick(['zipf', 'hot']) } : {}),
    startMs: dice.whole(0, 500),
    endMs: dice.whole(1000, CALM_MS - 100),
    keys: dice.whole(1, 6),
  };
}

/** Takes every fault back at once. */
function calm(stage: Stage): object[] {
  const commands: object[] = [
    { type: 'heal' },
    ...stage.names.map((replica) => ({ type: 'restart', replica })),
    ...stage.cuts.map(([from, to]) => ({ type: 'mend', from, to })),
    ...stage.slowed.map((what) => ({ type: 'slow', ...what, factor: 1 })),
    ...stage.links.map(([from, to]) => ({ type: 'link', from, to, loss: 0, latencyMs: 5 })),
    ...settings({
      'network.loss': 0,
      'network.duplicate': 0,
      'network.latencyMs': 5,
      'hintedHandoff.enabled': true,
      'hintedHandoff.ttlMs': NEVER_MS,
      'hintedHandoff.windowMs': NEVER_MS,
      'hintedHandoff.maxHints': 100_000,
      'hintedHandoff.replayIntervalMs': 200,
      'hintedHandoff.bytesPerSec': null,
    }),
  ];
  return commands.map((command) => ({ atMs: CALM_MS, command }));
}

function repair(dice: Dice, seed: number): object[] {
  const mechanism = dice.pick(['merkle', 'merkle', 'full']);
  const commands = settings({
    'antiEntropy.mechanism': finalMechanism(seed) ?? mechanism,
    'antiEntropy.order': 'round-robin',
    'antiEntropy.intervalMs': 100,
    'antiEntropy.jitter': dice.pick([0, 0.5]),
    'antiEntropy.sessionTimeoutMs': 5000,
    'antiEntropy.bytesPerSec': null,
    // Marks cannot see what a crash took after they were set: the end compares everything.
    'antiEntropy.repair': 'full',
  });
  return commands.map((command) => ({ atMs: REPAIR_MS, command }));
}

function settings(values: { readonly [path: string]: unknown }): object[] {
  return Object.entries(values).map(([path, value]) => ({ type: 'set', path, value }));
}
