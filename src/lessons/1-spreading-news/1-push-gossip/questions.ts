/**
 * The questions of *Push gossip*, recast from the bank: -14 and -10 are its predictions, the others its checks. Holders after each round are read off the
 * engine's run; rounds asked of the mean over many seeds are figures of the literature (facts A1), which the engine is tested against.
 */
import type { Snapshot } from '../../../engine/picture/snapshot.ts';
import type { Numeric, PredictCell, PredictState, Question, SingleChoice } from '../../../quiz/question.ts';
import { ALL_KNOW_MS, endOf, hundred, hundredPulling, KEY, MANY, SEVEN_MS, sevenRounds, thousand } from './scenes.ts';

const ROUNDS = [1, 2, 3, 5, 7] as const;

/** What happens in a round, and how far off still counts: by the last of them chance alone moves a run by so much. */
const said: Readonly<Record<(typeof ROUNDS)[number], readonly [tolerance: number, explanation: string]>> = {
  1: [0, 'The only holder pushes to one other, and no other knows: the first push cannot be wasted.'],
  2: [0, 'Two push, and there is plenty of room: both nearly always find somebody who does not know.'],
  3: [1, 'Still close to doubling: while few hold the news, a push seldom meets one of them.'],
  5: [4, 'Doubling would give 32. By now some pushes meet a replica that knows, or two of them meet at the same one.'],
  7: [8, 'Doubling would have passed 100. Most pushes of this round went to replicas that knew already.'],
};

const cell = (round: (typeof ROUNDS)[number]): PredictCell => {
  const [tolerance, explanation] = said[round];
  return { id: `round-${round}`, label: `round ${round}`, input: { type: 'number', unit: 'replicas', min: 1, max: 100, tolerance }, explanation };
};

function holdersByRound({ spread }: Snapshot): Readonly<Record<string, number>> {
  return Object.fromEntries(ROUNDS.map((round) => [`round-${round}`, spread?.points.find(({ at }) => at === round)?.holders ?? 0]));
}

const holders: PredictState = {
  kind: 'predict-state',
  id: 'Q000-14',
  ask: 'How many of the 100 replicas hold the news after these rounds?',
  about: 'replicas that hold it after',
  cells: ROUNDS.map(cell),
  key: { run: { scenario: sevenRounds }, atMs: SEVEN_MS, read: holdersByRound },
  why:
    'As long as nearly every push finds a replica that does not know, the number doubles. The more replicas know, the more ' +
    'pushes meet one of them, and the growth falls behind.',
  see: { scenario: sevenRounds, startMs: SEVEN_MS, upper: 'cluster', lower: 'none', key: KEY },
};

const rounds: Numeric = {
  kind: 'numeric',
  id: 'Q000-10',
  ask: 'On average over many seeds, after how many rounds do 99 of the 100 replicas hold the news?',
  unit: 'rounds',
  min: 1,
  max: 100,
  key: { from: 11, to: 12 },
  near: [
    {
      from: 1,
      to: 6,
      explanation: 'Too few even if no push were ever wasted: doubling six times gives 64.',
      misconception: 'news reaches everyone at once',
    },
    {
      from: 7,
      to: 7,
      explanation: 'Seven doublings pass 100, but they are an upper bound: they assume that no push ever meets a replica that knows.',
      misconception: 'every push finds somebody new',
    },
    {
      from: 8,
      to: 10,
      explanation: 'You allowed for wasted pushes, but not enough: only about one run in six is there after ten rounds.',
      misconception: 'the tail costs a round or two',
    },
    {
      from: 13,
      to: 20,
      explanation: 'Slower than most runs: nine in ten are there after twelve rounds.',
      misconception: 'the unlucky run is the mean',
    },
    {
      from: 50,
      to: 100,
      explanation: 'That would be one or two new replicas a round. Everyone who holds the news pushes, so rounds grow with the logarithm of the size.',
      misconception: 'one replica after another is told',
    },
  ],
  otherwise: 'That is too many: growth is over after about nine rounds, and the last replicas need two or three more.',
  why:
    'The mean is 11.3 rounds. About seven go by until half of the replicas know; then most pushes are wasted, and the last ' +
    'ones wait until somebody happens to pick them.',
  see: { scenario: hundred, startMs: ALL_KNOW_MS, upper: 'spread', lower: 'none', key: KEY, seeds: MANY },
};

const tenTimes: Numeric = {
  kind: 'numeric',
  id: 'Q000-02',
  ask: 'Now 1,000 replicas push, each to one other a round. On average, after how many rounds do 99 % of them hold the news?',
  unit: 'rounds',
  min: 1,
  max: 200,
  key: { from: 14, to: 16 },
  near: [
    {
      from: 10,
      to: 10,
      explanation: 'Ten doublings pass 1,000, but by then only about half of the replicas know.',
      misconception: 'every push finds somebody new',
    },
    {
      from: 11,
      to: 13,
      explanation: 'That is what a hundred replicas need, or little more. Ten times as many take between three and four doublings more.',
      misconception: 'the size of the cluster does not matter',
    },
    {
      from: 17,
      to: 20,
      explanation: 'That is how long all 1,000 take: 18 rounds on average. For 99 % the last ten need not know yet.',
      misconception: 'nearly all and all take equally long',
    },
    {
      from: 90,
      to: 200,
      explanation: 'Ten times as many replicas do not take ten times as long: rounds grow with the logarithm of the size.',
      misconception: 'rounds grow in proportion to the size',
    },
  ],
  otherwise: 'Take the 11 rounds of a hundred replicas, and add the doublings from 100 to 1,000.',
  why:
    'The mean is 15.1. A cluster ten times as large needs between three and four rounds more, for it doubles that much ' +
    'longer; from half of them to 99 % takes four to five rounds in either.',
  see: { scenario: thousand, startMs: endOf(10), upper: 'spread', lower: 'none', key: KEY },
};

const theLast: SingleChoice = {
  kind: 'single',
  id: 'Q000-11',
  ask: 'Why does push gossip take so long to reach the last one per cent?',
  options: [
    {
      id: 'stop',
      text: 'Replicas stop pushing once most of those they meet know.',
      explanation: 'Here nobody ever stops. Where replicas do lose interest, some may never hear at all.',
      misconception: 'replicas notice that the news is old',
    },
    {
      id: 'meet',
      text: 'Nearly every push goes to a replica that knows.',
      explanation: 'Even when all others push, a given replica is missed by a whole round with a chance of more than a third.',
      misconception: null,
    },
    {
      id: 'turn',
      text: 'Each replica goes through a list, and some stand at its end.',
      explanation: 'There is no list: every target is drawn anew, and the same one can be drawn again and again.',
      misconception: 'gossip works through its peers in turn',
    },
    {
      id: 'far',
      text: 'The last replicas are far away, so their messages fly longer.',
      explanation: 'In a round every push flies equally long. Who is last is chance, and another with every seed.',
      misconception: 'being late is being far',
    },
  ],
  key: 'meet',
  why:
    'The senders cannot know who is left out, so they draw from all. A replica that is left out waits until it is drawn; of ' +
    'those left, more than a third are still left after another round.',
  see: { scenario: hundred, startMs: endOf(10), upper: 'spread', lower: 'none', key: KEY },
};

const pulling: SingleChoice = {
  kind: 'single',
  id: 'Q000-15',
  ask: 'In pull gossip every replica asks one other a round. One of 100 holds the news. What is true?',
  options: [
    {
      id: 'always',
      text: 'Whoever asks always learns something new.',
      explanation: 'At first nearly everyone asks a replica that has no news either, and at the end nearly everyone knows already.',
      misconception: 'a question is never wasted',
    },
    {
      id: 'nobody',
      text: 'The first round may teach nobody.',
      explanation: 'Nobody may happen to ask the one holder: so it goes in more than one run in three.',
      misconception: null,
    },
    {
      id: 'silent',
      text: 'It falls silent as soon as all replicas know.',
      explanation: 'Nobody can tell that nothing is new without asking, so the questions go on.',
      misconception: 'replicas see that all know',
    },
    {
      id: 'slow',
      text: 'Its last replicas wait as long as under push.',
      explanation: 'They ask for themselves, and nearly anyone can answer: what is left squares with each round.',
      misconception: 'every gossip has the tail of push',
    },
  ],
  key: 'nobody',
  why: 'Pull begins at the mercy of chance: the one holder must be asked. It ends fast, because then nearly everyone can answer. Push is the other way round.',
  see: { scenario: hundredPulling, startMs: endOf(2), upper: 'spread', lower: 'none', key: KEY, seeds: MANY },
};

const all: readonly Question[] = [holders, rounds, tenTimes, theLast, pulling];
export const questions: Readonly<Record<string, Question>> = Object.fromEntries(all.map((one) => [one.id, one]));
