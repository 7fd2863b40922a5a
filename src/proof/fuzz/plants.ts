/**
 * Planted violations: for each checker scenarios in which what it looks for must happen, by what is commanded and how the cluster is set,
 * amid random surroundings (other clients, other keys, sizes, delays, policies). A checker that says nothing of one is asleep. Each
 * plant is a function of dice; one more is an entry in `plants`.
 */
import { searchNames } from '../../engine/checkers/index.ts';
import { buildResult, type Result } from '../../engine/result.ts';
import { scenarioOf } from '../scenario-of.ts';
import { runToStop } from '../simulate-document.ts';
import { Dice } from './dice.ts';
import { FuzzFailure } from './failure.ts';
import type { FuzzDocument } from './random-document.ts';

/** What a plant has around it: the three owners of the key x, and when things may begin. */
interface Ground {
  readonly dice: Dice;
  readonly owners: readonly [string, string, string];
  readonly beginMs: number;
  /** How long a message takes. */
  readonly delayMs: number;
  /** `lww` or one with dots. */
  readonly conflict: string;
}

interface Plant {
  readonly sections?: { readonly [section: string]: object };
  readonly skewed?: { readonly [replica: string]: number };
  readonly script: readonly (readonly [atMs: number, command: object])[];
  readonly endMs: number;
}

const DOTTED = ['version-vector', 'dotted-version-vector', 'mv-register'];
const SLOW_MS = 300;
const alone = (mechanism: string): object => ({ mechanism, intervalMs: 10_000_000 });

function writeOf(client: string, via: string, value: unknown, more: object = {}): object {
  return { type: 'write', client, via, key: 'x', value, ...more };
}

const readOf = (client: string, via: string, more: object = {}): object => ({ type: 'read', client, via, key: 'x', ...more });

/** One owner's copy alone, gone with its disk; or with what it had not synced. */
function lostWithItsDisk({ dice, owners: [first], beginMs }: Ground): Plant {
  const lose = dice.pick(['disk', 'unsynced']);
  const script = [
    [beginMs, writeOf('a', first, dice.whole(1, 9), { local: true })] as const,
    [beginMs + dice.whole(1, 200), { type: 'crash', replica: first, lose }] as const,
  ];
  return { sections: { node: { syncIntervalMs: lose === 'disk' ? 0 : 20_000 } }, script, endMs: beginMs + 500 };
}

/** Two writes in turn, the first by a clock that is ahead; `reader` reads it in between. */
function overtaken({ dice, owners: [first, second], beginMs, delayMs }: Ground, writers: readonly [string, string], reader: string | null): Plant {
  const laterMs = beginMs + 2 * delayMs + dice.whole(5, 50);
  const script = [
    [beginMs, writeOf(writers[0], first, 'early')] as const,
    ...(reader === null ? [] : [[laterMs, readOf(reader, first)] as const]),
    [laterMs + 2 * delayMs + 5, writeOf(writers[1], second, 'late')] as const,
  ];
  return { sections: { store: { conflict: 'lww' } }, skewed: { [first]: dice.whole(2000, 9000) }, script, endMs: laterMs + 1000 };
}

/** A delete that one owner misses, whose tombstones the others drop. */
function compactedEarly({ dice, owners, beginMs, delayMs, conflict }: Ground, comesBack: boolean): Plant {
  const [first, second, third] = owners;
  const stepMs = 4 * delayMs + 10;
  const graceMs = dice.whole(0, 500);
  const compactMs = beginMs + 4 * stepMs + graceMs + 10;
  const script: (readonly [number, object])[] = [
    [beginMs, writeOf('a', first, 'old')],
    [beginMs + stepMs, readOf('a', first)],
    [beginMs + 2 * stepMs, dice.chance(0.5) ? { type: 'crash', replica: third } : { type: 'partition', groups: [[first, second], [third]] }],
    [beginMs + 3 * stepMs, { type: 'delete', client: 'a', via: first, key: 'x' }],
    [compactMs, { type: 'compact', replica: first }],
    [compactMs, { type: 'compact', replica: second }],
  ];
  if (comesBack)
    script.push(
      [compactMs + 20, { type: 'restart', replica: third }],
      [compactMs + 20, { type: 'heal' }],
      [compactMs + 40, { type: 'repair', from: third, to: first }],
    );
  return {
    sections: { store: { conflict, gcGraceMs: graceMs }, antiEntropy: alone(dice.pick(['full', 'merkle', 'version-vector'])) },
    script,
    endMs: compactMs + 2000,
  };
}

function missedForGood({ owners: [first, second, third], beginMs, delayMs }: Ground): Plant {
  const script: (readonly [number, object])[] = [
    [beginMs, { type: 'partition', groups: [[first, second], [third]] }],
    [beginMs + 1, writeOf('a', first, 'new')],
    [beginMs + 1 + 2 * delayMs + 100, { type: 'heal' }],
  ];
  return { sections: { coordination: { writeTimeoutMs: 2000 } }, script, endMs: beginMs + 6000 };
}

function badCopySpreads({ dice, owners: [first, second], beginMs, delayMs, conflict }: Ground): Plant {
  const badMs = beginMs + 4 * delayMs + 10;
  const bad = dice.pick([
    { type: 'lie', replica: first, key: 'x', value: 'lie' },
    { type: 'corrupt', replica: first, key: 'x', part: 'version' },
    ...(conflict === 'lww' ? [{ type: 'corrupt', replica: first, key: 'x', part: 'value' }] : []),
  ]);
  const isRegister = conflict !== 'mv-register';
  const spread = dice.chance(0.5) ? { type: 'repair', from: first, to: second } : readOf('b', first, { consistency: 'all' });
  const sections = {
    store: { conflict: isRegister ? conflict : 'lww', checksums: false },
    antiEntropy: alone('full'),
    readRepair: { mode: dice.pick(['async', 'blocking']) },
  };
  return {
    sections,
    script: [
      [beginMs, writeOf('a', first, 'good')],
      [badMs, bad],
      [badMs + 10, spread],
    ],
    endMs: badMs + 1500,
  };
}

function tooManyHints({ dice, owners: [first, second, third], beginMs }: Ground): Plant {
  const maxHints = dice.whole(0, 3);
  const keys = Array.from({ length: maxHints + 1 + dice.whole(0, 2) }, (_, i) => `x${i}`);
  const script = [
    [beginMs, { type: 'partition', groups: [[first, second], [third]] }] as const,
    ...keys.map((key, i) => [beginMs + 1 + i * dice.whole(1, 20), { type: 'write', client: 'a', via: first, key, value: i }] as const),
  ];
  const pin = Object.fromEntries(keys.map((key) => [key, [first, second, third]]));
  const sections = {
    placement: { pin },
    coordination: { writeTimeoutMs: dice.whole(30, 200) },
    hintedHandoff: { enabled: true, maxHints, replayIntervalMs: 100_000 },
  };
  return { sections, script, endMs: beginMs + 2000 };
}

const AT_ONE = { coordination: { read: 'one', write: 'one' }, network: { latencyMs: SLOW_MS } };

/** What is written at one owner is asked of another before it gets there. */
function askedTooEarly({ dice, owners: [first, , third], beginMs }: Ground, reader: string, readsTwice: boolean): Plant {
  const script = [
    [beginMs, writeOf('a', first, 1)] as const,
    ...(readsTwice ? [[beginMs + 5, readOf(reader, first)] as const] : []),
    [beginMs + 10 + dice.whole(0, SLOW_MS - 50), readOf(reader, third)] as const,
  ];
  return { sections: AT_ONE, script, endMs: beginMs + 2000 };
}

/** The comment has arrived, the picture that it is about has not. */
function commentBeforePicture({ dice, owners: [first, , third], beginMs }: Ground): Plant {
  const script: (readonly [number, object])[] = [
    [beginMs, writeOf('a', first, 'picture')],
    [beginMs + dice.whole(5, 20), { type: 'write', client: 'a', via: first, key: 'x1', value: 'comment' }],
    [beginMs + 30, { type: 'read', client: 'b', via: first, key: 'x1' }],
    [beginMs + 40 + dice.whole(0, 100), readOf('b', third)],
  ];
  return { sections: { ...AT_ONE, placement: { pin: { x1: [first] } } }, script, endMs: beginMs + 2000 };
}

export const plants: { readonly [checker: string]: (ground: Ground) => Plant } = {
  'lost-acknowledged-write': (ground) => (ground.dice.chance(0.5) ? lostWithItsDisk(ground) : overtaken(ground, ['a', 'b'], null)),
  resurrection: (ground) => compactedEarly(ground, true),
  'unsafe-gc': (ground) => compactedEarly(ground, false),
  'not-converged': missedForGood,
  'corruption-spread': badCopySpreads,
  'hint-overflow': tooManyHints,
  'read-your-writes': (ground) => askedTooEarly(ground, 'a', false),
  'monotonic-reads': (ground) => askedTooEarly(ground, 'b', true),
  'monotonic-writes': (ground) => overtaken(ground, ['a', 'a'], null),
  'writes-follow-reads': (ground) => overtaken(ground, ['a', 'b'], 'b'),
  causality: (ground) => (ground.dice.chance(0.5) ? commentBeforePicture(ground) : askedTooEarly(ground, 'a', false)),
  linearizability: (ground) => askedTooEarly(ground, ground.dice.pick(['a', 'b']), false),
};

const CHECKERS = Object.keys(plants);
const PLANTED = 'planted: ';

/** The seed's document; each checker has its turn. Its title says what must be found. */
export function plantedDocument(seed: number, checker = CHECKERS[seed % CHECKERS.length] ?? ''): FuzzDocument {
  const dice = new Dice(seed ^ 0x91a27);
  const names = ['A', 'B', 'C', 'D', 'E'].slice(0, dice.whole(3, 5));
  const [first = '', second = '', third = ''] = dice.shuffled(names);
  const conflict = dice.chance(0.5) ? 'lww' : dice.pick(DOTTED);
  const delayMs = dice.whole(1, 20);
  const ground: Ground = { dice, owners: [first, second, third], beginMs: dice.whole(20, 400), delayMs, conflict };
  const { sections = {}, skewed = {}, script, endMs } = plants[checker]?.(ground) ?? { script: [], endMs: 0 };
  const { placement = {}, ...others } = sections as { readonly placement?: { readonly pin?: object } };
  const noise = Array.from({ length: dice.whole(0, 8) }, () => noiseOf(dice, names, endMs));
  return {
    version: 1,
    title: `${PLANTED}${checker}`,
    seed,
    replicas: names.map((id) => ({ id, clockSkewMs: skewed[id] ?? 0 })),
    network: { latencyMs: delayMs },
    store: { conflict },
    ...others,
    placement: { replicationFactor: 3, virtualNodes: dice.pick([4, 16]), pin: { x: [first, second, third], ...placement.pin } },
    script: [...script, ...noise].map(([atMs, command]) => ({ atMs, command })),
    stop: { atMs: endMs },
  };
}

/** Other clients at other keys, while it happens. */
function noiseOf(dice: Dice, names: readonly string[], endMs: number): readonly [number, object] {
  const key = `noise${dice.whole(0, 2)}`;
  const what = dice.pick([{ type: 'read' }, { type: 'write', value: dice.whole(0, 9) }]);
  return [dice.whole(0, Math.max(0, endMs - 1000)), { ...what, client: `n${dice.whole(0, 2)}`, via: dice.pick(names), key }];
}

/** Throws where the checker that the document's title names finds nothing. */
export function checkPlanted(document: object): ReadonlyMap<string, number> {
  const { title = '' } = document as { readonly title?: string };
  const checker = title.startsWith(PLANTED) ? title.slice(PLANTED.length) : '';
  if (plants[checker] === undefined) throw new Error('the title names no checker');
  const found = violationsOf(document);
  // Not what the other clients may have run into at other keys.
  const isOfIt = (detail: string): boolean => checker === 'not-converged' || /\bx[0-9]?\b/.test(detail);
  if (!found.some((one) => one.checker === checker && isOfIt(one.detail)))
    throw new FuzzFailure(`silent: ${checker}`, `${checker} says nothing of what was planted for it`);
  return new Map([[checker, 1]]);
}

/** What all checkers find in a run to its stop, the searches too. */
export function violationsOf(document: object): Result['violations'] {
  return buildResult(runToStop(scenarioOf(document)).world, [], searchNames).violations;
}
