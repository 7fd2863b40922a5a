/** The checks of lessons, tried on a small lesson that is right and on the same lesson with one thing wrong. A check that sleeps is noticed here. */
import { evaluate } from '@mdx-js/mdx';
import * as runtime from 'react/jsx-runtime';
import { describe, expect, it } from 'vitest';
import { playAtRandom } from '../../proof/lessons/random-player.ts';
import * as replays from '../../proof/lessons/replay.ts';
import type { ChallengeStep, LessonText, Step } from '../lesson.ts';
import { claimsOf } from './claims.tsx';
import Text from './fixture/lesson.mdx';
import source from './fixture/lesson.mdx?raw';
import { fixture } from './fixture/lesson.ts';
import { judgeClaims, judgeKey, judgeMeans, judgeWay, luckOf } from './judge.ts';
import { lintProse } from './prose.ts';
import { lintShape } from './shape.ts';

const engine = { ...replays, playAtRandom };
const SEEDS = [null, 1, 2, 3, 4, 5];

const stepOf = (id: string): Step => fixture.steps.find((step) => step.id === id) as Step;
const challenge = stepOf('challenge') as ChallengeStep;
const withStep = (id: string, change: object): typeof fixture => ({
  ...fixture,
  steps: fixture.steps.map((step) => (step.id === id ? ({ ...step, ...change } as Step) : step)),
});
/** The prose with a part of it replaced. */
const prose = (from: string, to: string): string => {
  expect(source).toContain(from);
  return source.replace(from, to);
};
const lint = (text: string) => lintProse(text, fixture.steps).join('\n');
const textOf = async (text: string): Promise<LessonText> => (await evaluate(text, { ...runtime })).default as LessonText;
const judge = (Lesson: LessonText, seeds: readonly (number | null)[]) =>
  fixture.steps.flatMap((step) => {
    const claims = claimsOf(Lesson).filter((claim) => claim.step === step.id);
    return seeds.flatMap((seed) => judgeClaims(step, claims, seed, engine));
  });

describe('a lesson that is right', () => {
  it('is whole', () => expect(lintShape(fixture)).toEqual([]));
  it('keeps to the vocabulary', () => expect(lintProse(source, fixture.steps)).toEqual([]));
  it.each(SEEDS)('lights every Next under seed %s', (seed) => expect(fixture.steps.flatMap((step) => judgeWay(step, seed, engine))).toEqual([]));
  it('claims what holds', () => expect(judge(Text, SEEDS)).toEqual([]));
  it('claims means that hold', () => expect(judgeMeans(fixture.steps, claimsOf(Text), engine)).toEqual([]));
  it('has a key that the engine computes', () => expect(Object.values(fixture.questions).flatMap((one) => judgeKey(one, engine))).toEqual([]));
  it('is not solved by luck', () => expect(luckOf(challenge, [1, 2], 100, engine)).toBeLessThan(10));
  it('names what it claims in the words of the page', () => {
    const claims = claimsOf(Text);
    expect(claims.map(({ step }) => step)).toEqual(['hook', 'compare-c', 'compare-c', ...Array.from({ length: 4 }, () => 'two-lanes')]);
    expect(claims[0]?.text).toBe('C still holds the first value.');
    expect(claims[2]?.props.at).toBe(1400);
  });
});

describe('prose that breaks a rule is named with its line', () => {
  it.each([
    ['a number outside a tag', 'Nothing repairs here.', 'After 12 rounds nothing.', /line 9: 12 stands in no <Claim>/],
    ['a number in words', 'Nothing repairs here.', 'The three of them differ.', /three stands in no <Claim>/],
    ['a version outside a tag', 'Nothing repairs here.', 'It holds v2.', /v2. stands in no <Claim>/],
    ['too many words', 'Two questions.', 'word '.repeat(91), /checks: the step has 91 words; at most 90/],
    ['a long model answer', 'A replica that missed', 'word '.repeat(81), /say: the model answer has 8\d words; at most 80/],
    ['a tag of its own', 'Two questions.', '<Chart>Two</Chart>', /<Chart> is not of the vocabulary/],
    ['a tag of HTML', 'Two questions.', '<div>Two</div>', /<div> is not of the vocabulary/],
    ['a heading', 'Two questions.', '## Two questions', /heading is not of the vocabulary/],
    ['a link', 'Two questions.', '[Two](https://example.org)', /link is not of the vocabulary/],
    ['an attribute of its own', '<Replica id="A"/>', '<Replica id="A" big="yes"/>', /<Replica> takes no big/],
    ['an expression', 'Two questions.', 'Two {1 + 1} questions', /\{1 \+ 1\} is an expression/],
    ['an import', '<Step id="hook">', 'import x from \'./x.ts\'\n\n<Step id="hook">', /imports and exports nothing/],
    ['an export', '<Step id="hook">', 'export const x = 1\n\n<Step id="hook">', /imports and exports nothing/],
    ['words outside a step', '<Step id="hook">', 'Hello.\n\n<Step id="hook">', /stands outside every <Step>/],
    ['a step that is not there', '<Step id="say">', '<Step id="speak">', /The prose has the steps .*speak/],
    ['a claim of nothing', 'when={{ converged: true }}>Lane', '>Lane', /<Claim> claims nothing/],
    ['a term that is not there', '<Term id="stale">', '<Term id="stalest">', /there is no term stalest/],
    ['a wrong number of the scenario', '>Three</Given>', '>Four</Given>', /the scenario’s replicas is .* not “Four”/],
    ['a wrong time of the scenario', '>5 ms</Given>', '>5 s</Given>', /network\.latencyMs is .*5.*, not “5 s”/],
    ['a field that is not there', 'path="replicas"', 'path="nodes"', /the scenario has no nodes/],
    ['a sign that is not there', '<Sign name="gossip"/>', '<Sign name="gosip"/>', /there is no sign gosip/],
    ['a replica that is not there', '<Replica id="B"/>', '<Replica id="D"/>', /the scenario has no replica D/],
    ['a row that is not there', 'row="A1.2"', 'row="A0.1"', /A0\.1 is no row of cited\.ts/],
    ['a figure that the row does not give', '>15.1</Cited>', '>15.4</Cited>', /A1\.2 does not say “15\.4”/],
    ['no MDX at all', '<Step id="hook">', '<Step id=>', /The prose does not parse/],
  ])('%s', (_what, from, to, says) => expect(lint(prose(from, to))).toMatch(says));
});

describe('a claim that does not hold is quoted', () => {
  it.each([
    [
      'of the end',
      "replica: 'C', key: 'x' }, equals: [1]",
      "replica: 'C', key: 'x' }, equals: [2]",
      /hook, seed 1: “C still holds the first value.” does not hold/,
    ],
    ['of a moment', 'at={115} when={{ not: { converged: true } }}', 'at={90} when={{ not: { converged: true } }}', /compare-c, seed 1: “At first they differ”/],
    [
      'of the second lane',
      'lane={2} when={{ not: { converged: true } }}',
      'lane={2} when={{ converged: true }}',
      /two-lanes, seed 1, lane 2: “lane two does not”/,
    ],
    ['that is no condition', 'lane={1} when={{ converged: true }}', 'lane={1} when={{ agreed: true }}', /claims what is no condition/],
  ])('%s', async (_what, from, to, says) => expect(judge(await textOf(prose(from, to)), [1]).join('\n')).toMatch(says));

  it('of this seed alone, and only under it', async () => {
    const text = await textOf(prose("metric: 'events', atLeast: 1", "metric: 'events', atMost: 1"));
    expect(judge(text, [null]).join('\n')).toMatch(/“Under this seed something happens.” does not hold/);
    expect(judge(text, [1, 2, 3])).toEqual([]);
  });

  it('of a mean', async () => {
    const high = await textOf(prose('atLeast: 1, atMost: 1', 'atLeast: 2, atMost: 3'));
    expect(judgeMeans(fixture.steps, claimsOf(high), engine).join()).toMatch(/the mean of repairs\.gossip over 20 seeds is 1, not 2 to 3/);
    const unknown = await textOf(prose('repairs.gossip', 'repairs.magic'));
    expect(judgeMeans(fixture.steps, claimsOf(unknown), engine).join()).toMatch(/20 of 20 runs have no repairs\.magic/);
  });
});

describe('a lesson that is not whole is told what it lacks', () => {
  const without = (...ids: readonly string[]) => ({ ...fixture, steps: fixture.steps.filter(({ id }) => !ids.includes(id)) });
  it.each([
    ['a prediction', without('predict-again'), /it has 1 predictions; at least 2/],
    ['a contrast', without('two-lanes'), /no contrast of two lanes/],
    ['a challenge', without('challenge'), /no challenge/],
    ['its checks', without('checks'), /it checks 0 questions/],
    ['its end', without('say'), /does not end with say and lab/],
    ['time', { ...fixture, minutes: 11 }, /it takes 11 minutes/],
    ['a name', withStep('say', { id: 'lab' }), /the step lab stands twice/],
    ['its question', withStep('predict-c', { question: 'Q9' }), /predict-c: it asks Q9, which is no question/],
    ['what it compares with', withStep('compare-c', { of: 'predict-again' }), /compare-c: it compares with predict-again, which is no prediction before it/],
    ['a good document', withStep('hook', { scene: { scenario: { version: 1, replica: 3 } } }), /hook: its scenario is refused: .*replica/],
    ['an end', withStep('hook', { scene: { scenario: { version: 1, stop: { atMs: null } } } }), /hook: its scenario has no end/],
    [
      'a second lane',
      withStep('two-lanes', { scene: { ...stepOf('two-lanes').scene, contrast: { path: 'gossip.protocol', value: 'loud' } } }),
      /of lane 2 is refused/,
    ],
    ['a good permission', withStep('hook', { allow: ['shout'] }), /it allows shout, which is no command/],
    ['a live knob', withStep('hook', { allow: ['set:placement.virtualNodes'] }), /which is no knob that turns while running/],
    ['leave for its own solution', withStep('challenge', { allow: ['write', 'crash'] }), /uses partition, which it does not allow/],
    ['par', withStep('challenge', { par: 2 }), /takes 3 commands; par is 2/],
  ])('%s', (_what, lesson, says) => expect(lintShape(lesson).join('\n')).toMatch(says));
});

describe('a way that leads nowhere is told', () => {
  it('where the recorded solution does not solve', () => {
    const step = { ...challenge, walk: challenge.walk.slice(0, 2) };
    expect(judgeWay(step, 3, engine).join()).toMatch(/challenge, seed 3: the recorded way does not light Next; it ends by time at 1000 ms/);
  });
  it('where a command of it cannot apply', () => {
    const crash = challenge.walk[2]!;
    const step = { ...challenge, walk: [{ ...crash, atMs: 380 }, { ...crash, atMs: 390 }, ...challenge.walk.slice(0, 2)] };
    expect(judgeWay(step, 3, engine).join()).toMatch(/challenge, seed 3: crash at 390 ms was refused: /);
  });
  it('where the goal is reached with no command', () => {
    expect(judgeWay({ ...challenge, next: { afterMs: 900 } }, 1, engine).join()).toMatch(/the goal is reached with no command/);
  });
  it('where Next is lit before the scene opens', () => {
    expect(judgeWay({ ...stepOf('predict-c'), next: { afterMs: 40 } }, 1, engine).join()).toMatch(/Next is lit at 40 ms, before the scene opens at 50 ms/);
  });
  it('where luck is enough', () => {
    const easy: ChallengeStep = { ...challenge, next: { event: 'replica-crashed' } };
    expect(luckOf(easy, [1, 2], 100, engine)).toBeGreaterThan(50);
  });
  it('where the key is no answer to its question', () => {
    const question = fixture.questions.Q1!;
    if (question.kind !== 'single' || typeof question.key === 'string') throw new Error('the fixture has changed');
    expect(judgeKey({ ...question, key: { ...question.key, read: () => 'never' } }, engine).join()).toMatch(/Q1: the key /);
  });
});

describe('two lanes compared', () => {
  const lanes = stepOf('two-lanes');
  const comparing = (compare: object, own: readonly object[] = []): Step => ({ ...lanes, next: { all: [...own, compare] } }) as Step;
  const dearer = { compare: 'messages.bytes', lane: 2, atMostTimesLane1: 0.5 };
  it('light Next where both have run and it holds', () => expect(SEEDS.flatMap((seed) => judgeWay(comparing(dearer), seed, engine))).toEqual([]));
  it('do not where it does not hold, and say the numbers', () => {
    const says = judgeWay(comparing({ ...dearer, atMostTimesLane1: 0.001 }), 1, engine).join();
    expect(says).toMatch(/the comparison does not hold\. messages\.bytes: [\d,]+ in lane 2, [\d,]+ in lane 1/);
  });
  it('do not where one lane never comes to what each must', () => {
    expect(judgeWay(comparing(dearer, [{ event: 'repaired' }]), 1, engine).join()).toMatch(/does not light Next/);
  });
  it('need two lanes', () => {
    expect(lintShape(withStep('hook', { next: dearer })).join()).toMatch(/hook: its scenario is refused: \$\.stop\.when\.compare .*needs two lanes/);
    expect(lintShape(withStep('challenge', { scene: lanes.scene, next: { all: [{ afterMs: 5 }, dearer] } })).join()).toMatch(/its goal compares two lanes/);
  });
  it('are claimed of both lanes of a step', () => {
    const claim = { step: 'two-lanes', text: 'half the bytes', props: { when: { all: [dearer, { metric: 'repairs.gossip', atLeast: 1 }] } } } as const;
    expect(judgeClaims(lanes, [claim], 2, engine)).toEqual([]);
    expect(judgeClaims(lanes, [{ ...claim, props: { ...claim.props, lane: 2 } }], 2, engine).join()).toMatch(/“half the bytes” does not hold/);
    expect(judgeClaims(lanes, [{ ...claim, props: { when: { ...dearer, atMostTimesLane1: 0 } } }], 2, engine).join()).toMatch(/the comparison does not hold/);
    expect(judgeClaims(stepOf('hook'), [claim], 2, engine).join()).toMatch(/compares two lanes, and the step has one/);
  });
});
