/**
 * The small clusters of this lesson, for its steps and its questions. A key's leaf follows from its name alone, so the groceries below lie one to a leaf, in
 * the order of the leaves, under every seed: what is drawn and counted does not hang on chance. Only the flights of messages do.
 */
import type { ScenarioDocument } from '../../../quiz/question.ts';

/** One to a leaf of sixteen, two neighbours to a leaf of eight. */
const groceries: readonly string[] = [
  ...['corn', 'jam', 'pasta', 'bread', 'rice', 'soap', 'oats', 'plums'],
  ...['mint', 'cake', 'milk', 'water', 'flour', 'eggs', 'tea', 'leeks'],
];

interface Line {
  readonly atMs: number;
  readonly command: { readonly [field: string]: unknown };
}

/** Where scenes open: loaded, compared once, differing, and in touch again. */
export const OPEN_MS = 650;
/** When A begins the comparison that a scene is about. */
const COMPARE_MS = 700;
/** By then it is over, whatever the latencies. */
export const OVER_MS = 1500;
const CUT_MS = 450;
const MEND_MS = 600;

const long = 3_600_000;
const common = {
  version: 1,
  seed: 7,
  replicas: ['A', 'B'],
  network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
  coordination: { read: 'one', write: 'one', writeTimeoutMs: 10_000 },
  stop: { atMs: OVER_MS },
} as const;

/** Comparisons begin by command alone: the timer's first tick is an hour away. */
function antiEntropy(depth: number, mechanism: 'merkle' | 'full' = 'merkle') {
  return { mechanism, intervalMs: long, branching: 2, depth };
}

const write = (atMs: number, key: string, value: string, via = 'A', client = 'phone'): Line => ({
  atMs,
  command: { type: 'write', client, via, key, value },
});
const compare = (atMs: number): Line => ({ atMs, command: { type: 'repair', from: 'A', to: 'B' } });

/** Every key but those left out is written on all replicas, then compared once, when nothing differs. */
function stocked(without: readonly string[] = []): readonly Line[] {
  const load = groceries.filter((key) => !without.includes(key)).map((key, index) => write(10 + 10 * index, key, `some ${key}`));
  return [...load, compare(250)];
}

/** While no message passes between A and B, these commands are given; then A compares itself with B. */
function apart(
  title: string,
  commands: readonly Line[],
  changes: { readonly [field: string]: unknown } = {},
  without: readonly string[] = [],
): ScenarioDocument {
  return {
    ...common,
    title,
    antiEntropy: antiEntropy(4),
    ...changes,
    script: [
      ...stocked(without),
      { atMs: CUT_MS, command: { type: 'partition', groups: [['A'], ['B']] } },
      ...commands,
      { atMs: MEND_MS, command: { type: 'heal' } },
      compare(COMPARE_MS),
    ],
  };
}

/** `jam` is one version old on B. */
export const oneOldKey = apart('One key is old on B', [write(480, 'jam', 'two jars')]);
/** The same, and whoever compares ships everything: there is no tree. */
export const withoutATree = { ...oneOldKey, title: 'One key is old, and there is no tree', antiEntropy: antiEntropy(4, 'full') };
/** `jam` and `tea`, in different halves of the tree. */
export const twoOldKeys = apart('Two keys are old on B', [write(480, 'jam', 'two jars'), write(500, 'tea', 'green tea')]);
/** Only `tea`, in the right half. */
export const rightHalf = apart('A difference in one half', [write(480, 'tea', 'green tea')]);
/** A deleted `eggs`; B did not hear of it. */
export const aDelete = apart('A deleted key', [{ atMs: 480, command: { type: 'delete', client: 'phone', via: 'A', key: 'eggs' } }]);
/** Two clients order `jam` for the first time, each through another replica. */
export const twoOrders = apart(
  'Two orders that knew nothing of each other',
  [write(480, 'jam', 'plum jam'), write(490, 'jam', 'fig jam', 'B', 'laptop')],
  { store: { conflict: 'dotted-version-vector' } },
  ['jam'],
);

/** Three replicas; the newest `jam` is on B alone, and A compares itself with B. */
export const newestOnB: ScenarioDocument = {
  ...apart('The newest jam is on B', []),
  replicas: ['A', 'B', 'C'],
  script: [
    ...stocked(),
    { atMs: CUT_MS, command: { type: 'partition', groups: [['A', 'C'], ['B']] } },
    write(480, 'jam', 'two jars', 'B'),
    { atMs: MEND_MS, command: { type: 'heal' } },
    compare(COMPARE_MS),
  ],
};

/** A thousand keys on both, and one more that reached A alone. It shares its leaf with many in a low tree, with none in a high one. */
export function oneInAThousand(depth: number): ScenarioDocument {
  return {
    ...common,
    title: 'One key missing among a thousand',
    data: { keys: 1000 },
    antiEntropy: antiEntropy(depth),
    script: [{ atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'melon', value: 'ripe', local: true } }, compare(100)],
    stop: { atMs: 1600 },
  };
}

/** A tree of 2^20 leaves over few keys, one of which is old on B. */
export const aMillionLeaves: ScenarioDocument = {
  ...common,
  title: 'One old key under a million leaves',
  data: { keys: 1000, divergent: [{ replica: 'B', keys: 1 }] },
  antiEntropy: antiEntropy(20),
  script: [compare(100)],
  stop: { atMs: 3000 },
};

/** Two keys to a leaf. A and B are apart until the learner heals them, and nothing differs yet. */
export const nothingToSkip: ScenarioDocument = {
  ...common,
  title: 'Leave nothing to skip',
  antiEntropy: antiEntropy(3),
  script: [...stocked(), { atMs: CUT_MS, command: { type: 'partition', groups: [['A'], ['B']] } }],
  stop: { atMs: 60_000 },
};
/** How many keys the load writes: what a budget of writes counts on top of. */
export const STOCKED = groceries.length;
