/** The steps of "Merkle trees": what runs in each, what the learner may do and what lights Next. The prose is `lesson.mdx`; the clusters are in `scenes.ts`. */
import type { Logged, Step } from '../../../course/lesson.ts';
import type { Command, Condition } from '../../../engine/scenario/scenario.ts';
import type { Scene } from '../../../quiz/question.ts';
import { aDelete, newestOnB, nothingToSkip, OPEN_MS, OVER_MS, oneInAThousand, oneOldKey, STOCKED, twoOldKeys, twoOrders, withoutATree } from './scenes.ts';

const trees = { upper: 'merkle', lower: 'space-time', key: 'jam' } as const;
const open = { ...trees, startMs: OPEN_MS } as const;

/** A comparison came to its end that found so many keys to differ; the one before the cut found none. */
const foundKeys = (keysDiffering: number): Condition => ({ event: 'session-ended', where: { keysDiffering } });

const WRITES = 4;
const challengeScene: Scene = { ...trees, scenario: nothingToSkip, startMs: 500 };
const at = (atMs: number, command: Command): Logged => ({ atMs, after: 0, command });
const newVersion = (key: string): Command => ({ type: 'write', client: 'phone', via: 'A', key, value: `new ${key}` });

/** Held still, or only watched. */
const watched = { allow: [], walk: [] } as const;

export const steps: readonly Step[] = [
  {
    ...watched,
    id: 'ship-everything',
    kind: 'hook',
    title: 'One key is old. Which one?',
    scene: { ...open, scenario: withoutATree, upper: 'cluster', lower: 'none' },
    watchFor: 'how much travels for one old key.',
    next: foundKeys(1),
  },
  {
    ...watched,
    id: 'predict-one',
    kind: 'predict',
    title: 'Find it without sending the rest',
    question: 'Q000-17a',
    scene: { ...open, scenario: oneOldKey },
    watchFor: 'the boxes that are never looked at.',
    next: foundKeys(1),
  },
  {
    ...watched,
    id: 'compare-one',
    kind: 'compare',
    of: 'predict-one',
    title: 'Both children of what differs',
    scene: { ...open, scenario: oneOldKey, startMs: OVER_MS },
    watchFor: '',
    next: null,
  },
  {
    ...watched,
    id: 'name-the-tree',
    kind: 'name',
    title: 'A Merkle tree, and what it covers',
    scene: { ...open, scenario: aDelete, key: 'eggs' },
    watchFor: 'the leaf of eggs, which A has deleted.',
    next: foundKeys(1),
  },
  {
    ...watched,
    id: 'predict-two',
    kind: 'predict',
    title: 'A second old key, far away',
    question: 'Q000-17b',
    scene: { ...open, scenario: twoOldKeys },
    watchFor: 'the level where the two paths part.',
    next: foundKeys(2),
  },
  {
    ...watched,
    id: 'compare-two',
    kind: 'compare',
    of: 'predict-two',
    title: 'Shared at the top, apart below',
    scene: { ...open, scenario: twoOldKeys, startMs: OVER_MS },
    watchFor: '',
    next: null,
  },
  {
    ...watched,
    id: 'leaf-size',
    kind: 'contrast',
    title: 'Few big leaves, or many small ones',
    scene: { ...trees, scenario: oneInAThousand(4), key: 'melon', contrast: { path: 'antiEntropy.depth', value: 10 } },
    watchFor: 'the last exchange, in which the keys of the leaf travel.',
    next: null,
  },
  {
    ...watched,
    id: 'finds-not-decides',
    kind: 'commonly',
    title: 'The tree finds; something else decides',
    scene: { ...open, scenario: twoOrders },
    watchFor: 'what both replicas hold once the leaf is exchanged.',
    next: foundKeys(1),
  },
  {
    id: 'nothing-to-skip',
    kind: 'challenge',
    title: 'Leave nothing to skip',
    scene: challengeScene,
    allow: ['write', 'heal', 'repair'],
    watchFor: 'which boxes have two keys beside them, and which box they share.',
    goal: 'With at most four writes, make a single comparison of A and B look at all fifteen hashes.',
    next: {
      all: [
        { event: 'session-ended', where: { hashesCompared: 15 } },
        { metric: 'operations.writes', atMost: STOCKED + WRITES },
      ],
    },
    par: WRITES + 2,
    hint: 'A box that differs makes both its children be asked about. Where must differences lie so that every leaf is asked about? Write, heal, then compare.',
    solutionSays: 'One write under each box of the second level is enough: half of the leaves differ, and no leaf is skipped.',
    walk: [
      at(1000, newVersion('jam')),
      at(1100, newVersion('rice')),
      at(1200, newVersion('mint')),
      at(1300, newVersion('flour')),
      at(1400, { type: 'heal' }),
      at(1500, { type: 'repair', from: 'A', to: 'B' }),
    ],
  },
  {
    ...watched,
    id: 'checks',
    kind: 'checks',
    title: 'What do you know now?',
    questions: ['Q000-04', 'Q000-16', 'Q000-17', 'Q004-08a'],
    scene: { ...open, scenario: newestOnB, upper: 'cluster' },
    watchFor: 'whose copy of jam changes.',
    next: null,
  },
  {
    ...watched,
    id: 'say',
    kind: 'say',
    title: 'Say it in a minute',
    ask: 'Explain to a colleague how two replicas with the same million keys, but one, find that one, and what they still do not know when they have found it.',
    scene: { ...open, scenario: twoOldKeys, startMs: OVER_MS },
    watchFor: '',
    next: null,
  },
  {
    ...watched,
    id: 'lab',
    kind: 'lab',
    title: 'Try it in the Lab',
    scene: { ...open, scenario: twoOldKeys },
    watchFor: 'how the count of hashes changes when you write other keys before they compare.',
    next: null,
  },
];
