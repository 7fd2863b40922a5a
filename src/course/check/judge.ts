/**
 * A lesson put to the test by running it: its recorded way must light Next, every claim must hold, its challenge must be solved by the recorded solution
 * and not by luck, and the keys of its questions must fit them. Who calls hands the engine in, which course code does not run itself.
 */
import { compares, comparisonText, split } from '../../engine/folds/comparison.ts';
import { parseCondition, parseScenario } from '../../engine/scenario/index.ts';
import type { Comparison, Condition } from '../../engine/scenario/scenario.ts';
import { isFromRun } from '../../quiz/key.ts';
import { lintKey } from '../../quiz/lint.ts';
import type { FromRun, Question } from '../../quiz/question.ts';
import { type ChallengeStep, documentOf, goalOf, type Logged, recordedLog, type ScenarioDocument, type Step } from '../lesson.ts';
import type { Claimed } from './claims.tsx';
import { type Lane, laneDocument, lanesOf } from './lanes.ts';

interface Recorded {
  readonly document: ScenarioDocument;
  readonly log: readonly Logged[];
  readonly seed: number | null;
}
type Seen = Parameters<FromRun<unknown>['read']>[0];

/** What the lessons' test has of the engine (`proof/lessons`). */
export interface Engine {
  readonly replay: (
    recorded: Recorded,
    statements?: readonly Condition[],
    atMs?: number | null,
    metrics?: readonly string[],
  ) => {
    readonly reason: string;
    readonly endedAtMs: number;
    readonly refused: readonly string[];
    readonly held: readonly boolean[];
    readonly numbers: readonly (number | null)[];
  };
  readonly numbersOver: (recorded: Recorded, metrics: readonly string[], seeds: number) => readonly (readonly (number | null)[])[];
  readonly snapshotAt: (recorded: Recorded, atMs: number) => Seen;
  readonly playAtRandom: (
    game: {
      readonly start: Omit<Recorded, 'seed'>;
      readonly fromMs: number;
      readonly allow: readonly string[];
      readonly par: number;
      readonly walk: readonly Logged[];
    },
    seed: number,
    number: number,
  ) => boolean;
}

const recordedOf = (step: Step, lane: Lane, seed: number | null): Recorded => ({
  document: laneDocument(documentOf(step), step.scene, lane),
  log: recordedLog(step),
  seed,
});

/** Whether a step's recorded way leads where it is to lead, under one seed (null: the scene's own). */
export function judgeWay(step: Step, seed: number | null, engine: Engine): readonly string[] {
  const under = `${step.id}, seed ${seed ?? 'of the scene'}`;
  const problems: string[] = [];
  const { own, comparisons } = goalOf(step);
  const metrics = comparisons.map(({ compare }) => compare);
  const endings = lanesOf(step.scene).map((lane) => engine.replay(recordedOf(step, lane, seed), [], null, metrics));
  for (const { refused } of endings) problems.push(...refused.map((one) => `${under}: ${one}`));
  const [first] = endings;
  const { startMs = 0 } = step.scene;
  if (comparisons.length > 0) problems.push(...comparisonProblems(comparisons, endings).map((one) => `${under}: ${one}`));
  if (own !== null) {
    // Where lanes are compared, each must have come to its end; else one that shows it is enough.
    const lit = ({ reason }: { readonly reason: string }) => reason === 'condition';
    if (!(comparisons.length > 0 ? endings.every(lit) : endings.some(lit)))
      problems.push(`${under}: the recorded way does not light Next; it ends by ${first?.reason} at ${first?.endedAtMs} ms`);
    else if (first !== undefined && startMs > 0 && first.endedAtMs <= startMs)
      problems.push(`${under}: Next is lit at ${first.endedAtMs} ms, before the scene opens at ${startMs} ms`);
  } else if (first !== undefined && first.endedAtMs < startMs)
    problems.push(`${under}: the run ends at ${first.endedAtMs} ms, before the scene opens at ${startMs} ms`);
  if (step.kind === 'challenge' && engine.replay({ ...recordedOf(step, 1, seed), log: step.scene.log ?? [] }).reason === 'condition')
    problems.push(`${under}: the goal is reached with no command`);
  return problems;
}

/** What is compared of two lanes and does not hold, each in a sentence; `endings` hold the numbers asked of each lane. */
function comparisonProblems(comparisons: readonly Comparison[], endings: readonly { readonly numbers: readonly (number | null)[] }[]): readonly string[] {
  return comparisons.flatMap((comparison, place) => {
    const lanes = [endings[0]?.numbers[place] ?? null, endings[1]?.numbers[place] ?? null] as const;
    return compares(comparison, lanes[comparison.lane - 1] ?? null, lanes[0]) ? [] : [`the comparison does not hold. ${comparisonText(comparison, lanes)}`];
  });
}

/** A claim that compares the lanes of its step: both run as far as it says; what it states beside that holds in its lane. */
function judgePair(step: Step, claim: Claimed, seed: number | null, engine: Engine): readonly string[] {
  const under = `${step.id}, seed ${seed ?? 'of the scene'}: “${claim.text}”`;
  if (step.scene.contrast === undefined) return [`${under} compares two lanes, and the step has one`];
  const { lane = 1, at = null } = claim.props;
  const condition = conditionOf(claim, recordedOf(step, lane, seed), 2);
  if (typeof condition === 'string') return [`${step.id}: ${condition}`];
  const { own, comparisons } = split(condition);
  const metrics = comparisons.map(({ compare }) => compare);
  const endings = lanesOf(step.scene).map((one) => engine.replay(recordedOf(step, one, seed), own === null ? [] : [own], at, metrics));
  const problems = comparisonProblems(comparisons, endings).map((one) => `${under}: ${one}`);
  return own === null || endings[lane - 1]?.held[0] === true ? problems : [...problems, `${under} does not hold`];
}

const comparesLanes = ({ props: { when } }: Claimed): boolean => when !== undefined && split(when).comparisons.length > 0;

/** Whether the claims of a step hold under one seed; null is the scene's own, under which even what is said of this seed has to hold. */
export function judgeClaims(step: Step, claims: readonly Claimed[], seed: number | null, engine: Engine): readonly string[] {
  const problems: string[] = [];
  const asked = claims.filter(({ props }) => props.when !== undefined && (seed === null || props.thisSeed !== true));
  const runs = new Map<string, Claimed[]>();
  for (const claim of asked) {
    if (comparesLanes(claim)) {
      problems.push(...judgePair(step, claim, seed, engine));
      continue;
    }
    const name = JSON.stringify([claim.props.lane ?? 1, claim.props.at ?? null]);
    runs.set(name, [...(runs.get(name) ?? []), claim]);
  }
  for (const [name, together] of runs) {
    const [lane, atMs] = JSON.parse(name) as [Lane, number | null];
    const recorded = recordedOf(step, lane, seed);
    const conditions = together.map((claim) => conditionOf(claim, recorded));
    const bad = conditions.flatMap((one) => (typeof one === 'string' ? [one] : []));
    problems.push(...bad.map((one) => `${step.id}: ${one}`));
    if (bad.length > 0) continue;
    const { held } = engine.replay(recorded, conditions as readonly Condition[], atMs);
    for (const [place, claim] of together.entries())
      if (held[place] !== true) problems.push(`${step.id}, seed ${seed ?? 'of the scene'}${lane === 2 ? ', lane 2' : ''}: “${claim.text}” does not hold`);
  }
  return problems;
}

function conditionOf({ props, text }: Claimed, { document }: Recorded, lanes: 1 | 2 = 1): Condition | string {
  const scenario = parseScenario(document);
  if (!scenario.ok) return scenario.message;
  const parsed = parseCondition(props.when, scenario.scenario, lanes);
  return parsed.ok ? parsed.condition : `“${text}” claims what is no condition: ${parsed.message}`;
}

/** Whether the means that are claimed of many seeds lie in their bounds. Claims of the same run share its runs, which take the longest of all. */
export function judgeMeans(steps: readonly Step[], claims: readonly Claimed[], engine: Engine): readonly string[] {
  const runs = new Map<string, { readonly recorded: Recorded; readonly claims: Claimed[] }>();
  for (const claim of claims) {
    const step = steps.find(({ id }) => id === claim.step);
    if (claim.props.mean === undefined || step === undefined) continue;
    const recorded = recordedOf(step, claim.props.lane ?? 1, null);
    const name = JSON.stringify([recorded, claim.props.mean.seeds]);
    const known = runs.get(name);
    if (known === undefined) runs.set(name, { recorded, claims: [claim] });
    else known.claims.push(claim);
  }
  return [...runs.values()].flatMap(({ recorded, claims: together }) => {
    const means = together.flatMap(({ props: { mean } }) => mean ?? []);
    const numbers = engine.numbersOver(
      recorded,
      means.map(({ metric }) => metric),
      means[0]?.seeds ?? 0,
    );
    return together.flatMap((claim, place) =>
      meanProblem(
        claim,
        numbers.map((ofSeed) => ofSeed[place] ?? null),
      ),
    );
  });
}

function meanProblem({ step, props: { mean }, text }: Claimed, numbers: readonly (number | null)[]): readonly string[] {
  if (mean === undefined) return [];
  const { metric, seeds, atLeast, atMost } = mean;
  const missing = numbers.filter((number) => number === null).length;
  if (missing > 0) return [`${step}: “${text}”: ${missing} of ${seeds} runs have no ${metric}`];
  const is = numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0) / numbers.length;
  return is >= atLeast && is <= atMost ? [] : [`${step}: “${text}”: the mean of ${metric} over ${seeds} seeds is ${is}, not ${atLeast} to ${atMost}`];
}

/** How many of so many random games reach the challenge's goal, the seeds taken in turn. */
export function luckOf(step: ChallengeStep, seeds: readonly number[], games: number, engine: Engine): number {
  const { scene, allow, par, walk } = step;
  const game = { start: { document: documentOf(step), log: scene.log ?? [] }, fromMs: scene.startMs ?? 0, allow, par, walk };
  let won = 0;
  for (let number = 0; number < games; number++) if (engine.playAtRandom(game, seeds[number % seeds.length] ?? 1, number)) won++;
  return won;
}

/** Whether the key that the engine computes is an answer to the question. */
export function judgeKey(question: Question, engine: Engine): readonly string[] {
  const { key } = question;
  if (!isFromRun<unknown>(key)) return [];
  const { scenario, log = [] } = key.run;
  return lintKey(question, key.read(engine.snapshotAt({ document: scenario, log, seed: null }, key.atMs)));
}
