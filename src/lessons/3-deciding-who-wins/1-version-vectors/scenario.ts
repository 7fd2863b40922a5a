/**
 * The steps of the lesson: what a store keeps of two writes that had not seen each other, what a resolve replaces, and what a union brings back. The numbers are
 * bounds of latencies, so that the same happens under every seed.
 */
import type { Scene, Step } from '../../../course/lesson.ts';
import type { Condition } from '../../../engine/scenario/scenario.ts';
import { cutOff, cutOffWithGossip, oneWay, readTooLittle, removedAndAdded, twoClients } from './scenes.ts';

const key = 'cart';
/** The two adds are confirmed and on their way to B. */
const inFlight: Scene = { scenario: cutOff, startMs: 725, upper: 'cluster', lower: 'space-time', key };
const resolvedEverywhere: Condition = { all: [{ event: 'operation-completed', where: { kind: 'resolve', key } }, { converged: true }] };
const grownAndGone: Condition = { all: [{ ever: { siblings: { key }, atLeast: 4 } }, { siblings: { key }, atMost: 1 }, { converged: true }] };

export const steps: readonly Step[] = [
  {
    id: 'hook',
    kind: 'hook',
    title: 'Two devices, one cart',
    scene: { scenario: cutOff, upper: 'cluster', lower: 'none', key },
    allow: [],
    watchFor: 'what each replica holds when both devices have their confirmation.',
    next: { metric: 'operations.writes', atLeast: 3 },
    walk: [],
  },
  {
    id: 'predict-held',
    kind: 'predict',
    title: 'What will each replica hold?',
    question: 'Q000-12a',
    scene: inFlight,
    allow: [],
    watchFor: 'B, the only replica that hears from both sides.',
    next: { siblings: { key }, atLeast: 2 },
    walk: [],
  },
  {
    id: 'compare-held',
    kind: 'compare',
    of: 'predict-held',
    title: 'Concurrent: neither had seen the other',
    scene: { ...inFlight, startMs: 900, upper: 'siblings' },
    allow: [],
    watchFor: '',
    next: null,
    walk: [],
  },
  {
    id: 'contrast',
    kind: 'contrast',
    title: 'Vectors against timestamps',
    scene: { scenario: cutOffWithGossip, startMs: 725, contrast: { path: 'store.conflict', value: 'lww' }, upper: 'cluster', lower: 'space-time', key },
    allow: [],
    watchFor: 'the phone’s eggs, when gossip has told everybody everything.',
    next: null,
    walk: [],
  },
  {
    id: 'predict-context',
    kind: 'predict',
    title: 'Resolving what you have not read',
    question: 'Q002-10a',
    scene: { scenario: readTooLittle, startMs: 1010, upper: 'cluster', lower: 'space-time', key },
    allow: [],
    watchFor: 'the tablet’s tea, once C can talk again.',
    next: resolvedEverywhere,
    walk: [],
  },
  {
    id: 'compare-context',
    kind: 'compare',
    of: 'predict-context',
    title: 'A write replaces what its client read',
    scene: { scenario: readTooLittle, startMs: 3000, upper: 'siblings', lower: 'space-time', key },
    allow: [],
    watchFor: '',
    next: null,
    walk: [],
  },
  {
    id: 'predict-union',
    kind: 'predict',
    title: 'One removes, the other adds',
    question: 'Q000-12b',
    scene: { scenario: removedAndAdded, startMs: 625, upper: 'cluster', lower: 'space-time', key },
    allow: [],
    watchFor: 'what the tablet reads at C, and what it writes.',
    next: resolvedEverywhere,
    walk: [],
  },
  {
    id: 'compare-union',
    kind: 'compare',
    of: 'predict-union',
    title: 'Is a union safe?',
    scene: { scenario: removedAndAdded, startMs: 1500, upper: 'cluster', lower: 'space-time', key },
    allow: [],
    watchFor: '',
    next: null,
    walk: [],
  },
  {
    id: 'challenge',
    kind: 'challenge',
    title: 'Four siblings, two clients, then one',
    goal: 'Make some replica hold four siblings of cart, then bring every replica back to a single version.',
    par: 6,
    hint: 'A confirmation tells a client that its write is stored; it does not tell it what the store holds. Only a read does. No cut is needed.',
    solutionSays:
      'Neither client reads between its writes, so each write is concurrent even with the client’s own one before: two through A, two through B, four siblings. ' +
      'One read sees all four, and one write over what was read replaces them.',
    scene: { scenario: twoClients, startMs: 300, upper: 'cluster', lower: 'space-time', key },
    allow: ['read', 'write', 'resolve', 'partition', 'heal'],
    watchFor: 'what a client had read when it writes.',
    next: grownAndGone,
    walk: [
      { atMs: 500, after: 0, command: { type: 'write', client: 'phone', via: 'A', key, value: 'milk, eggs' } },
      { atMs: 510, after: 0, command: { type: 'write', client: 'laptop', via: 'B', key, value: 'milk, bread' } },
      { atMs: 520, after: 0, command: { type: 'write', client: 'phone', via: 'A', key, value: 'milk, tea' } },
      { atMs: 530, after: 0, command: { type: 'write', client: 'laptop', via: 'B', key, value: 'milk, jam' } },
      { atMs: 700, after: 0, command: { type: 'read', client: 'phone', via: 'A', key } },
      { atMs: 720, after: 0, command: { type: 'resolve', client: 'phone', via: 'A', key, value: 'milk, eggs, bread, tea, jam' } },
    ],
  },
  {
    id: 'checks',
    kind: 'checks',
    title: 'Check yourself',
    questions: ['Q002-10b', 'Q002-10', 'Q000-12', 'Q000-13'],
    // Held at the moment of the first question, both writes in flight: what comes of them is asked, and “See it run” shows it.
    scene: { scenario: { ...oneWay, stop: { atMs: 725 } }, startMs: 725, upper: 'cluster', lower: 'space-time', key },
    allow: [],
    watchFor: '',
    next: null,
    walk: [],
  },
  {
    id: 'say',
    kind: 'say',
    title: 'Say it in a minute',
    ask: 'Explain to a colleague why a shopping cart may keep siblings, who puts them together, and what a union gets wrong.',
    scene: { scenario: removedAndAdded, startMs: 900, upper: 'siblings', lower: 'none', key },
    allow: [],
    watchFor: '',
    next: null,
    walk: [],
  },
  {
    id: 'lab',
    kind: 'lab',
    title: 'Try it in the Lab',
    scene: { scenario: cutOffWithGossip, startMs: 725, upper: 'cluster', lower: 'space-time', key },
    allow: [],
    watchFor: '',
    next: null,
    walk: [],
  },
];
