/**
 * Other ways to name and merge versions for some of the fuzz's documents: hybrid clocks, unions, CRDTs by states or deltas, keys with a
 * policy of their own, pruned vectors. By dice of its own, so that every other document stays as its seed always made it.
 */
import { Dice } from './dice.ts';
import type { FuzzDocument } from './random-times.ts';

const REGISTERS = ['lww', 'hlc', 'version-vector', 'dotted-version-vector', 'union', 'lww-register', 'mv-register'];
const SETS = ['g-set', 'two-phase-set', 'or-set', 'or-set'];
const COUNTERS = ['g-counter', 'pn-counter'];
const ALL = [...REGISTERS, ...SETS, ...COUNTERS];
/** What a key of the type is asked instead of a write, a delete or a resolve. */
const ASKED: { readonly [conflict: string]: readonly string[] } = {
  'g-set': ['add'],
  'two-phase-set': ['add', 'add', 'remove'],
  'or-set': ['add', 'add', 'remove'],
  'g-counter': ['increment'],
  'pn-counter': ['increment'],
};
/** Named seeds that once failed are among the others. */
const CHOSEN = [0, 1, 4];

interface Command {
  readonly type: string;
  readonly key?: string;
}

/** The same document, or, three times in seven, one with another `store` and the commands that fit it. */
export function withVersions(document: FuzzDocument): FuzzDocument {
  if (!CHOSEN.includes(document.seed % 7)) return document;
  const dice = new Dice(document.seed ^ 0x7e55e1);
  const conflict = dice.pick(ALL);
  const perKey = dice.chance(0.4) ? Object.fromEntries(['k0', 'k2', 'k3'].map((key) => [key, dice.pick(ALL)])) : {};
  const store = {
    ...(document.store as object),
    conflict,
    perKey,
    crdtSync: dice.pick(['state', 'delta']),
    hlcMaxOffsetMs: dice.pick([0, 100, 500]),
    vectorPruning: dice.pick([null, null, { entries: 1 }, { entries: 2 }, { small: 1, big: 2, youngMs: 100, oldMs: 1000 }]),
  };
  const policyOf = (key: string): string => perKey[key] ?? conflict;
  const script = (document.script as readonly { readonly command: Command }[]).map((line) => ({ ...line, command: fitting(dice, line.command, policyOf) }));
  const data = document.data as { readonly divergent: readonly { readonly kind: string }[] };
  const divergent = data.divergent.map((line) => (line.kind === 'concurrent' ? { ...line, kind: 'older' } : line));
  return { ...document, store, script, data: { ...data, divergent } };
}

function fitting(dice: Dice, command: Command, policyOf: (key: string) => string): object {
  if (command.key === undefined || !['write', 'delete', 'resolve'].includes(command.type)) return command;
  const asked = ASKED[policyOf(command.key)];
  if (asked === undefined) return command;
  const { client, via, key, consistency } = command as {
    readonly client?: string;
    readonly via?: string;
    readonly key?: string;
    readonly consistency?: unknown;
  };
  const type = dice.pick(asked);
  const what = type === 'increment' ? { by: dice.pick([1, 2, 0, 5, -1]) } : { value: dice.pick(['x', 'y', 1, [1], null]) };
  return { type, client, ...(via === undefined ? {} : { via }), key, ...(consistency === undefined ? {} : { consistency }), ...what };
}
