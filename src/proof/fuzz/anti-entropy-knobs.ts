/**
 * Random variants of anti-entropy for the fuzz, drawn apart from everything else, so that what a seed meant before they came it still
 * means. Only variants that find every difference: a tree that hashes less, or a weaker hash, is allowed to miss some.
 */
import { Dice } from './dice.ts';

const VARIANTS = 0x3e7a1e5;

/** What to lay over a document's `antiEntropy`. */
export function antiEntropyVariant(seed: number, branching: readonly number[], keys: number): object {
  const dice = new Dice(seed ^ VARIANTS);
  const leaves = branching.reduce((product, children) => product * children, 1);
  const leaf = dice.pick(['hash-range', 'hash-range', 'token-range', 'key']);
  return {
    exchange: dice.pick(['zoom-in', 'zoom-in', 'whole-tree']),
    leaf: leaf === 'key' && keys > leaves ? 'token-range' : leaf,
    combine: dice.pick(['concatenate', 'xor']),
    // Of whatever the document chose, some become these; a log that forgets soon falls back often.
    ...(dice.chance(0.25) ? { mechanism: dice.pick(['version-vector', 'log']) } : {}),
    ...(dice.chance(0.3) ? { order: dice.pick(['most-divergent', 'unstable-first', 'hot-first']) } : {}),
    ...(dice.chance(0.2) ? { bytesPerSec: dice.pick([20_000, 200_000]) } : {}),
    maintenance: dice.pick(['incremental', 'incremental', 'rebuild']),
    rebuildIntervalMs: null,
    ...(dice.chance(0.2) ? { repair: 'incremental' } : {}),
    backPressure: dice.chance(0.2),
    logRetentionMs: dice.pick([150, 1000, 3_600_000]),
  };
}

/** Copies that rot while the faults last, and the scrubs that find them once they are over; a log knows of no scrub. */
export function rotOf(seed: number, names: readonly string[], keys: readonly string[], untilMs: number, scrubMs: number): object[] {
  const dice = new Dice(seed ^ VARIANTS ^ 0x707);
  if (finalMechanism(seed) === 'log' || dice.chance(0.8)) return [];
  const rot = Array.from({ length: dice.whole(1, 3) }, () => ({
    atMs: dice.whole(100, untilMs - 1),
    command: { type: 'corrupt', replica: dice.pick(names), key: dice.pick(keys), part: dice.pick(['value', 'version']) },
  }));
  return [...rot, ...names.map((replica) => ({ atMs: scrubMs, command: { type: 'scrub', replica } }))];
}

/** The mechanism that mends everything at the end, if it is to be another than the document's. */
export function finalMechanism(seed: number): string | null {
  const dice = new Dice(seed ^ VARIANTS ^ 0x77);
  return dice.chance(0.4) ? dice.pick(['version-vector', 'log', 'log']) : null;
}
