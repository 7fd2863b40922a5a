/**
 * The questions of this lesson: three predictions and four checks. What a store holds is read off the run; what is a matter of choice is typed. Ids as in the bank;
 * a letter marks a form of our own.
 */
import type { Snapshot } from '../../../engine/picture/snapshot.ts';
import type { ClickNode, MultipleChoice, Numeric, PredictCell, PredictState, Question, Scene, SingleChoice } from '../../../quiz/question.ts';
import { cutOff, oneWay, oneWriter, readTooLittle, removedAndAdded, threeWriters } from './scenes.ts';

const key = 'cart';

/** The values that a replica holds side by side. */
function heldBy({ replicas }: Snapshot, replica: string): readonly string[] {
  const cell = replicas.find(({ id }) => id === replica)?.cells.find((one) => one.key === key);
  return cell === undefined ? [] : cell.versions.map(({ value }) => String(value));
}

type Held = 'milk' | 'eggs' | 'bread' | 'both' | 'merged';
function heldAs(values: readonly string[]): Held {
  if (values.length > 1) return 'both';
  const [only = ''] = values;
  if (only.includes('eggs') && only.includes('bread')) return 'merged';
  return only.includes('eggs') ? 'eggs' : only.includes('bread') ? 'bread' : 'milk';
}

const held = (eggs: string | null, bread: string | null, both: string | null): PredictCell['input'] => ({
  type: 'choice',
  options: [
    {
      id: 'eggs',
      text: 'milk, eggs',
      explanation:
        eggs === null ? 'The phone’s write was named here, and nothing else came.' : 'The laptop’s cart came here too, and does not give way to the phone’s.',
      misconception: eggs,
    },
    {
      id: 'bread',
      text: 'milk, bread',
      explanation: bread === null ? 'The laptop’s write was named here, and nothing else came.' : 'Later is not newer: the laptop had not seen the eggs.',
      misconception: bread,
    },
    {
      id: 'both',
      text: 'both, side by side',
      explanation:
        both === null ? 'Both writes came, and neither had seen the other.' : 'The other device’s write was lost at the cut, so only one cart is here.',
      misconception: both,
    },
    {
      id: 'merged',
      text: 'milk, eggs, bread, as one cart',
      explanation: 'To the store a cart is one opaque value. It can keep two of them; only a client knows how to put them together.',
      misconception: 'the store merges values by itself',
    },
  ],
});

const whatIsHeld: PredictState = {
  kind: 'predict-state',
  id: 'Q000-12a',
  ask: 'What does each replica hold once all messages have arrived or are lost?',
  about: 'the cart that replica … holds',
  why: 'A and C each hear one write, for the link between them is cut. B hears both. Each writer had seen milk and not the other’s write, so neither cart replaces the other, and B keeps both as siblings.',
  cells: [
    {
      id: 'A',
      label: 'A',
      input: held(null, 'the later write wins everywhere', 'a cut link still delivers'),
      explanation: 'The phone wrote here; what C sent was lost at the cut.',
    },
    {
      id: 'B',
      label: 'B',
      input: held('the first write wins', 'the later write wins', null),
      explanation: 'Both writes arrive, in either order, and both stay.',
    },
    {
      id: 'C',
      label: 'C',
      input: held('the first write wins everywhere', null, 'a cut link still delivers'),
      explanation: 'The laptop wrote here; what A sent was lost at the cut.',
    },
  ],
  key: {
    run: { scenario: cutOff },
    atMs: 900,
    read: (snapshot) => ({ A: heldAs(heldBy(snapshot, 'A')), B: heldAs(heldBy(snapshot, 'B')), C: heldAs(heldBy(snapshot, 'C')) }),
  },
  see: { scenario: cutOff, startMs: 725, upper: 'cluster', lower: 'space-time', key },
};

const seeTooLittle: Scene = { scenario: readTooLittle, startMs: 1010, upper: 'cluster', lower: 'space-time', key };
const resolvedUnread: SingleChoice = {
  kind: 'single',
  id: 'Q002-10a',
  ask: 'After the phone’s write, the heal and some gossip, which versions does every replica hold?',
  why: 'The phone’s write carries the context of its read, which covers the eggs and the bread. It replaces those two. The tea was not in that context, so the two carts are concurrent and both stay.',
  options: [
    {
      id: 'one',
      text: 'Only the phone’s cart: resolving ends the conflict',
      explanation: 'That would throw away the tea, which nobody who resolved had seen. A write replaces what its context covers, no more.',
      misconception: 'a resolve wipes out all siblings',
    },
    {
      id: 'two',
      text: 'The phone’s cart, and the tablet’s tea',
      explanation: 'The phone had read the eggs and the bread, so those give way. It had not read the tea, so that stays.',
      misconception: null,
    },
    {
      id: 'three',
      text: 'Eggs, bread and tea: a resolve must see all siblings to count',
      explanation: 'It counts for what it has seen: the eggs and the bread are replaced wherever the phone’s cart arrives.',
      misconception: 'a resolve is all or nothing',
    },
    {
      id: 'four',
      text: 'The phone’s cart beside eggs, bread and tea',
      explanation: 'So it would be had the phone written without reading first. It sent the context of its read along.',
      misconception: 'a new write never replaces siblings',
    },
  ],
  key: { run: { scenario: readTooLittle }, atMs: 3000, read: (snapshot) => ['none', 'one', 'two', 'three', 'four'][heldBy(snapshot, 'C').length] ?? 'more' },
  see: seeTooLittle,
};

const seeUnion: Scene = { scenario: removedAndAdded, startMs: 625, upper: 'cluster', lower: 'space-time', key };
const unionOfRemoval: SingleChoice = {
  kind: 'single',
  id: 'Q000-12b',
  ask: 'Which cart do all replicas end with?',
  why: 'The siblings are “eggs” and “milk, eggs, bread”. Their union takes milk from the second. That the first lacks milk because somebody removed it stands nowhere.',
  options: [
    {
      id: 'removed',
      text: 'eggs, bread: milk was removed and stays removed',
      explanation: 'Nothing records the removal. One cart lacks milk, the other has it, and a union takes what either has.',
      misconception: 'a missing item is a remembered removal',
    },
    {
      id: 'back',
      text: 'eggs, milk, bread',
      explanation: 'A union keeps whatever stands in either cart, and milk stands in the laptop’s.',
      misconception: null,
    },
    {
      id: 'laptop',
      text: 'milk, eggs, bread as the laptop wrote it',
      explanation: 'The items are the same, but it is not the laptop’s write that lasts: the tablet’s replaces both siblings it has read.',
      misconception: 'the later of two concurrent writes wins',
    },
    {
      id: 'siblings',
      text: 'eggs, and milk, eggs, bread, still side by side',
      explanation: 'The tablet has read both, so its write covers both and replaces them.',
      misconception: 'siblings stay for ever',
    },
  ],
  key: {
    run: { scenario: removedAndAdded },
    atMs: 1500,
    read: (snapshot) => {
      const values = heldBy(snapshot, 'A');
      const [only = ''] = values;
      return values.length > 1 ? 'siblings' : !only.includes('milk') ? 'removed' : only === 'milk, eggs, bread' ? 'laptop' : 'back';
    },
  },
  see: seeUnion,
};

const oneVersionOnly: ClickNode = {
  kind: 'click-node',
  id: 'Q002-10b',
  ask: 'C’s messages to A are lost; A’s to C arrive. Which replica will hold one version only?',
  why: 'Siblings stand wherever both writes arrive. The phone’s write, named by A, reaches B and C; the laptop’s, named by C, reaches B alone. So only A never hears of the other one.',
  targets: [
    {
      id: 'A',
      text: 'Replica A',
      selection: { type: 'replica', id: 'A' },
      explanation: 'The laptop’s write is lost on its way to A, so A knows the phone’s cart alone.',
      misconception: null,
    },
    {
      id: 'B',
      text: 'Replica B',
      selection: { type: 'replica', id: 'B' },
      explanation: 'No client writes through B, but both writes are sent to it, and neither replaces the other.',
      misconception: 'only coordinators come to hold siblings',
    },
    {
      id: 'C',
      text: 'Replica C',
      selection: { type: 'replica', id: 'C' },
      explanation: 'C cannot send to A, yet it hears from A, and keeps the phone’s cart beside the one it named.',
      misconception: 'a link cut one way is cut both ways',
    },
  ],
  key: { run: { scenario: oneWay }, atMs: 900, read: (snapshot) => snapshot.replicas.find(({ id }) => heldBy(snapshot, id).length === 1)?.id ?? 'none' },
  see: { scenario: oneWay, startMs: 725, upper: 'cluster', lower: 'space-time', key },
};

const howMany: Numeric = {
  kind: 'numeric',
  id: 'Q002-10',
  ask: 'Phone, laptop and tablet each write a new cart, through A, B and C. None has read another’s write. How many siblings does a read return once all have met?',
  why: 'The writes are named A1, B1 and C1, and no writer had seen another’s. Each is ahead in its own entry, so each stays.',
  unit: 'siblings',
  min: 0,
  max: 10,
  key: {
    run: { scenario: threeWriters },
    atMs: 300,
    read: (snapshot) => ({ from: heldBy(snapshot, 'B').length, to: heldBy(snapshot, 'B').length }),
  },
  near: [
    { from: 1, to: 1, explanation: 'One would mean that two confirmed carts gave way to one that had not seen them.', misconception: 'the latest write wins' },
    { from: 2, to: 2, explanation: 'Being concurrent is not a matter of pairs only: no cart covers any other.', misconception: 'a conflict has two sides' },
    {
      from: 9,
      to: 9,
      explanation: 'Each replica holds all of them, but they are the same versions: a dot names a version once, wherever it is kept.',
      misconception: 'each replica’s copy is a sibling of its own',
    },
  ],
  otherwise: 'Count the writes that no other write had seen.',
  see: { scenario: threeWriters, upper: 'cluster', lower: 'space-time', key },
};

const whichPlan: SingleChoice = {
  kind: 'single',
  id: 'Q000-12',
  ask: 'A cart must never lose an added item, and what was removed should stay removed. Which plan does both?',
  why: 'Keeping siblings saves every add. For removals the data must say what was removed, as an OR-Set does: it strikes just the adds that the remover had seen. The union of two lists cannot know.',
  options: [
    {
      id: 'lww',
      text: 'One value for the whole cart; the latest timestamp wins',
      explanation: 'Of two concurrent carts one is thrown away, with an item that was confirmed.',
      misconception: 'confirmed writes are safe under last write wins',
    },
    {
      id: 'union',
      text: 'Siblings, which a client puts together by the union of their items',
      explanation: 'No add is lost, but removed items come back, as the run showed.',
      misconception: 'merging by union loses nothing',
    },
    {
      id: 'or-set',
      text: 'An OR-Set, where a removal strikes the adds it has seen',
      explanation: 'Adds and removals are both recorded, so a merge can keep the one and honour the other.',
      misconception: null,
    },
    {
      id: 'longest',
      text: 'Siblings, of which a client always keeps the cart with the most items',
      explanation: 'The shorter cart may hold an item that the longer one lacks; it would be lost.',
      misconception: 'the larger value contains the smaller',
    },
  ],
  key: 'or-set',
  see: seeUnion,
};

const whenTimestamps: MultipleChoice = {
  kind: 'multiple',
  id: 'Q000-13',
  ask: 'Where is last write wins the better choice than siblings?',
  why: 'It is simple and keeps one small version. That is enough where concurrent writes do not occur, or where losing one of them does not matter.',
  options: [
    {
      id: 'status',
      text: 'A status line, of which only the newest counts',
      explanation: 'Nobody misses the line that gave way; merging two of them would help no one.',
      misconception: null,
    },
    {
      id: 'sensor',
      text: 'A reading that one sensor alone writes',
      explanation: 'With a single writer, and a clock that goes forward, nothing is concurrent.',
      misconception: null,
    },
    {
      id: 'notes',
      text: 'Notes that are edited on two laptops, both often offline for hours',
      explanation: 'The longer they are apart, the more edits are concurrent, and one side’s would vanish.',
      misconception: 'timestamps order what offline devices did',
    },
    {
      id: 'likes',
      text: 'A count of likes that many clients read, raise and write back',
      explanation: 'Two clients that raise the same number write the same result; one like is lost.',
      misconception: 'counting is a plain overwrite',
    },
  ],
  key: ['status', 'sensor'],
  see: { scenario: oneWriter, upper: 'cluster', lower: 'space-time', key: 'reading' },
};

const all: readonly Question[] = [whatIsHeld, resolvedUnread, unionOfRemoval, oneVersionOnly, howMany, whichPlan, whenTimestamps];
export const questions: Readonly<Record<string, Question>> = Object.fromEntries(all.map((question) => [question.id, question]));
