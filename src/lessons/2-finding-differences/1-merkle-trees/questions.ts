/** The questions of this lesson: two predictions, whose answers are read off the run, and the checks. Ids as in the bank; a letter marks a form of our own. */
import type { Snapshot } from '../../../engine/picture/snapshot.ts';
import type { ClickNode, Numeric, Ordering, Question, ScenarioDocument, Scene, SingleChoice } from '../../../quiz/question.ts';
import { aMillionLeaves, newestOnB, OPEN_MS, OVER_MS, oneOldKey, rightHalf, twoOldKeys } from './scenes.ts';

const see = (scenario: ScenarioDocument, upper: Scene['upper'] = 'merkle'): Scene => ({
  scenario,
  startMs: OPEN_MS,
  upper,
  lower: 'space-time',
  key: 'jam',
});

/** How many hashes the latest comparison looked at. */
const hashesCompared = ({ comparisons }: Snapshot): number => comparisons.at(-1)?.hashesCompared ?? 0;
const exactly = (number: number) => ({ from: number, to: number });

const oneKey: SingleChoice = {
  kind: 'single',
  id: 'Q000-17a',
  ask: 'How many of the 31 hashes will they compare?',
  why:
    'A box that differs hides its difference in one of two children, so both are asked about. The root, then two boxes on each of the four ' +
    'levels below: nine. Under an equal box nothing is looked at.',
  options: [
    {
      id: '5',
      text: '5: one on each level, straight down',
      explanation: 'They cannot go straight down: a box that differs does not say which child differs, so both children are compared.',
      misconception: 'a differing hash tells which child differs',
    },
    {
      id: '9',
      text: '9: the root, then two on each level',
      explanation: 'Both children of a box that differs are compared; one of them is equal and ends there.',
      misconception: null,
    },
    {
      id: '16',
      text: '16: every leaf once, since any may differ',
      explanation: 'That is a flat list of hashes. An equal box above speaks for all leaves under it, so most leaves are never looked at.',
      misconception: 'a Merkle comparison looks at every leaf',
    },
    {
      id: '31',
      text: '31: the whole tree has to be sent across',
      explanation: 'Some systems do ship whole trees. Here only children of boxes that differ are asked about, level by level.',
      misconception: 'replicas always exchange the whole tree',
    },
  ],
  key: { run: { scenario: oneOldKey }, atMs: OVER_MS, read: (snapshot) => String(hashesCompared(snapshot)) },
  see: see(oneOldKey),
};

const twoKeys: Numeric = {
  kind: 'numeric',
  id: 'Q000-17b',
  ask: 'How many of the 31 hashes will they compare now?',
  why:
    'The two paths share the root and the two boxes below it. From there each goes its own way, two boxes a level. So the count is more than one ' +
    'path, less than two.',
  unit: 'hashes',
  min: 1,
  max: 31,
  key: { run: { scenario: twoOldKeys }, atMs: OVER_MS, read: (snapshot) => exactly(hashesCompared(snapshot)) },
  near: [
    {
      ...exactly(9),
      explanation: 'Nine is enough for one old key. These two lie in different halves, so both halves have to be opened.',
      misconception: 'one walk finds all differences',
    },
    {
      ...exactly(18),
      explanation: 'Two whole paths of nine would count the root and the two boxes under it twice. They are compared once for both keys.',
      misconception: 'each difference is searched for on its own',
    },
    {
      ...exactly(17),
      explanation: 'The root is shared, but so are the two boxes under it: they are one question, asked once.',
      misconception: 'paths share only the root',
    },
    {
      ...exactly(31),
      explanation: 'Two old keys open two leaves and the boxes beside their paths. All else is still under an equal box.',
      misconception: 'with more than one difference nothing can be skipped',
    },
  ],
  otherwise: 'Count by levels: the root, its two children, then two boxes for each of the two paths on every level below.',
  see: see(twoOldKeys),
};

const leftEqual: SingleChoice = {
  kind: 'single',
  id: 'Q000-04',
  ask: 'The root hashes of A and B differ; the hashes of their left halves are equal. What do you know?',
  why:
    'The root hashes its two children. One child is equal, so the other differs, and every difference lies under it. A hash counts no keys and ' +
    'carries no time: how many keys differ, and whose are newer, it cannot say.',
  options: [
    {
      id: 'one-key',
      text: 'Exactly one key differs, somewhere in the right half',
      explanation: 'One differing key would do, but so would a thousand. A hash says that something differs, never how much.',
      misconception: 'a differing hash stands for one differing key',
    },
    {
      id: 'right',
      text: 'At least one key differs, all of them on the right',
      explanation: 'The left half is equal, up to a collision of hashes, and is skipped. What differs is on the right.',
      misconception: null,
    },
    {
      id: 'stale',
      text: 'The right half is out of date on B, which was asked',
      explanation: 'Either replica may hold the newer version, or each some of them. Only versions tell, and they come with the keys.',
      misconception: 'a tree shows which replica is stale',
    },
    {
      id: 'nothing',
      text: 'Nothing yet: the left half must be compared leaf by leaf first',
      explanation: 'An equal hash is the answer for everything under it. Going down there would find only equal boxes.',
      misconception: 'an equal inner hash may hide a differing leaf',
    },
  ],
  key: 'right',
  see: { ...see(rightHalf), key: 'tea' },
};

const order: Ordering = {
  kind: 'ordering',
  id: 'Q000-16',
  ask: 'Two replicas compare themselves by Merkle trees and something differs. Put the steps in order:',
  why: 'From the root down, only below boxes that differ. Keys travel once, after the last level, and only then can a rule look at versions.',
  items: [
    { id: 'ship', text: 'Ship the keys of the leaves that differ', explanation: 'Only once the leaves are known is it known which keys to ship.' },
    { id: 'root', text: 'Compare the two roots', explanation: 'One hash speaks for all keys; were the roots equal, the comparison would end here.' },
    { id: 'merge', text: 'Let the conflict rule merge the versions of each key', explanation: 'The tree has done its part; versions are compared key by key.' },
    { id: 'children', text: 'Compare the children of every box that differs', explanation: 'Level by level; boxes under an equal one are skipped.' },
    { id: 'leaves', text: 'Reach the leaves that differ', explanation: 'The last level: below it there are keys, not hashes.' },
  ],
  key: ['root', 'children', 'leaves', 'ship', 'merge'],
  swaps: [
    { before: 'ship', after: 'root', misconception: 'replicas ship keys and compare afterwards' },
    { before: 'leaves', after: 'children', misconception: 'the comparison climbs from the leaves to the root' },
    { before: 'leaves', after: 'root', misconception: 'the comparison climbs from the leaves to the root' },
    { before: 'merge', after: 'ship', misconception: 'hashes alone decide which version wins' },
    { before: 'ship', after: 'children', misconception: 'keys travel before the differing leaves are known' },
  ],
  see: see(oneOldKey),
};

const millionLeaves: Numeric = {
  kind: 'numeric',
  id: 'Q000-17',
  ask: 'A tree has 2²⁰ leaves, over a million, and two children to a box. One leaf differs. How many hashes do two replicas compare?',
  why:
    'The root, then two boxes on each of 20 levels: 41. With 16 differing leaves at random places it would be about 516, not 16 times as many, ' +
    'because their paths share the top. If all leaves differ, it is all 2,097,151.',
  unit: 'hashes',
  min: 1,
  max: 2_097_151,
  key: { run: { scenario: aMillionLeaves }, atMs: 3000, read: (snapshot) => exactly(hashesCompared(snapshot)) },
  near: [
    {
      from: 20,
      to: 21,
      explanation: 'That is one box a level. Both children of a box that differs are compared, since it does not say which of them differs.',
      misconception: 'a differing hash tells which child differs',
    },
    { ...exactly(40), explanation: 'Two boxes on each level below the root, yes; the root itself is compared too.', misconception: 'the root is not compared' },
    {
      from: 1_000_000,
      to: 2_097_151,
      explanation: 'Only if every leaf differed would every hash be compared. One differing leaf leaves nearly all of the tree under equal boxes.',
      misconception: 'a Merkle comparison looks at every leaf',
    },
  ],
  otherwise: 'Count the levels below the root, 20 of them, then two boxes on each, then the root.',
  see: { ...see(aMillionLeaves), startMs: 0, key: 'k0' },
};

const whoChanges: ClickNode = {
  kind: 'click-node',
  id: 'Q004-08a',
  ask: 'The newest version of jam is on B alone. A begins a comparison, with B. Tap the replica whose copy will change:',
  why:
    'The tree only leads to the leaf. A ships its versions of the leaf, B sees that its own is newer and returns it. Who asks has no say in ' +
    'which version stays.',
  targets: [
    {
      id: 'A',
      text: 'Replica A',
      selection: { type: 'replica', id: 'A' },
      explanation: 'A ships its old copy, and gets the newer one back.',
      misconception: null,
    },
    {
      id: 'B',
      text: 'Replica B',
      selection: { type: 'replica', id: 'B' },
      explanation: 'B does receive A’s old copy, but a merge never puts an older version over a newer one.',
      misconception: 'the replica that asks overwrites the one that answers',
    },
    {
      id: 'C',
      text: 'Replica C',
      selection: { type: 'replica', id: 'C' },
      explanation: 'C is old too, but takes no part: a comparison is between two replicas. C waits for one of its own.',
      misconception: 'one comparison repairs every replica',
    },
  ],
  key: {
    run: { scenario: newestOnB },
    atMs: OVER_MS,
    read: ({ replicas }) => replicas.find(({ cells }) => cells.some(({ key, by }) => key === 'jam' && by === 'anti-entropy'))?.id ?? '',
  },
  see: see(newestOnB, 'cluster'),
};

export const questions: Readonly<Record<string, Question>> = Object.fromEntries(
  [oneKey, twoKeys, leftEqual, order, millionLeaves, whoChanges].map((question) => [question.id, question]),
);
