/**
 * The steps of *Push gossip*. The two predictions are made on the cells of the cluster: the infection curve draws what theory expects to its end, which would
 * give the answer away, so it comes with the second comparison.
 */

import type { Step } from '../../../course/lesson.ts';
import type { Condition } from '../../../engine/scenario/scenario.ts';
import { ALL_KNOW_MS, heldUp, hundred, IN_FLIGHT_MS, KEY, MANY, SEVEN_MS, sevenRounds, twelve, WRITTEN_MS } from './scenes.ts';

const holdersAtLeast = (atLeast: number): Condition => ({ holders: { key: KEY }, atLeast });
const holdersAtMost = (atMost: number): Condition => ({ holders: { key: KEY }, atMost });

const still = { allow: [], watchFor: '', next: null, walk: [] } as const;

const first: readonly Step[] = [
  {
    ...still,
    id: 'hook',
    kind: 'hook',
    title: 'One replica has news',
    scene: { scenario: twelve, upper: 'cluster', lower: 'none', key: KEY },
    watchFor: 'how many more replicas hold the news after each round.',
    next: holdersAtLeast(12),
  },
  {
    ...still,
    id: 'predict-holders',
    kind: 'predict',
    title: 'How many hold it after each round?',
    scene: { scenario: sevenRounds, upper: 'cluster', lower: 'none', key: KEY },
    question: 'Q000-14',
    watchFor: 'the round in which the number stops doubling.',
    next: { round: 7 },
  },
  {
    ...still,
    id: 'compare-holders',
    kind: 'compare',
    of: 'predict-holders',
    title: 'It doubles, until it does not',
    scene: { scenario: sevenRounds, startMs: SEVEN_MS, upper: 'cluster', lower: 'none', key: KEY },
  },
  {
    ...still,
    id: 'wasted',
    kind: 'name',
    title: 'A push can be wasted',
    scene: { scenario: twelve, startMs: IN_FLIGHT_MS, upper: 'cluster', lower: 'none', key: KEY },
    watchFor: 'pushes that go to a replica which knows already.',
  },
];

const second: readonly Step[] = [
  {
    ...still,
    id: 'predict-rounds',
    kind: 'predict',
    title: 'How long until nearly all know?',
    scene: { scenario: hundred, startMs: SEVEN_MS, upper: 'cluster', lower: 'none', key: KEY },
    question: 'Q000-10',
    watchFor: 'how few cells fill in each of the last rounds.',
    next: holdersAtLeast(100),
  },
  {
    ...still,
    id: 'compare-rounds',
    kind: 'compare',
    of: 'predict-rounds',
    title: 'The last few take the longest',
    scene: { scenario: hundred, startMs: ALL_KNOW_MS, upper: 'spread', lower: 'none', key: KEY, seeds: MANY },
  },
  {
    ...still,
    id: 'commonly',
    kind: 'commonly',
    title: 'A hundred replicas, seven rounds?',
    scene: { scenario: hundred, startMs: SEVEN_MS, upper: 'spread', lower: 'none', key: KEY, seeds: MANY },
    watchFor: 'the gap between the dashed line and the curves.',
  },
  {
    ...still,
    id: 'ask-instead',
    kind: 'contrast',
    title: 'Let those who lack it ask',
    scene: { scenario: hundred, contrast: { path: 'gossip.protocol', value: 'pull' }, upper: 'spread', lower: 'none', key: KEY },
    watchFor: 'the first rounds of each lane, and the last.',
  },
];

const last: readonly Step[] = [
  {
    id: 'hold-it-up',
    kind: 'challenge',
    title: 'Hold the news up',
    scene: { scenario: heldUp, startMs: WRITTEN_MS, upper: 'cluster', lower: 'none', key: KEY },
    allow: ['crash', 'restart', 'partition', 'heal'],
    watchFor: 'who holds the news when you act.',
    goal: 'When round 8 has ended, at most 4 of the 12 replicas hold the news; later all 12 do.',
    next: { all: [{ ever: { all: [{ round: 8 }, holdersAtMost(4)] } }, holdersAtLeast(12)] },
    par: 2,
    hint: 'Before the first push, count who holds the news. What may stop for a while, and must not be lost?',
    solutionSays:
      'Before its first push A is the whole epidemic, so one crash holds it up; a round later it takes two, then up to four. ' +
      'The disk keeps the write, and after the restart all hear.',
    walk: [
      { atMs: 800, after: 0, command: { type: 'crash', replica: 'A' } },
      { atMs: 8800, after: 0, command: { type: 'restart', replica: 'A' } },
    ],
  },
  {
    ...still,
    id: 'checks',
    kind: 'checks',
    title: 'Check what you take with you',
    scene: { scenario: hundred, startMs: ALL_KNOW_MS, upper: 'spread', lower: 'none', key: KEY },
    questions: ['Q000-02', 'Q000-11', 'Q000-15'],
  },
  {
    ...still,
    id: 'say',
    kind: 'say',
    title: 'Say it in a minute',
    scene: { scenario: hundred, startMs: ALL_KNOW_MS, upper: 'spread', lower: 'none', key: KEY },
    ask: 'Explain to a colleague why push gossip needs about twelve rounds, not seven, to reach a hundred replicas.',
  },
  {
    ...still,
    id: 'lab',
    kind: 'lab',
    title: 'Try it in the Lab',
    scene: { scenario: hundred, startMs: SEVEN_MS, upper: 'spread', lower: 'none', key: KEY },
  },
];

export const steps: readonly Step[] = [...first, ...second, ...last];
