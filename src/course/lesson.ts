/**
 * What a lesson is, as data: the steps of the machine, each with a starting state of its own, what the learner may do in it and the condition that lights Next.
 * The prose is `lesson.mdx`, one `<Step id>` a step. After learning.md (predict, run, compare: Crouch & Mazur 2004; contrasting pairs; a challenge that the engine judges).
 */
import type { ComponentType } from 'react';
import { type Split, split } from '../engine/folds/comparison.ts';
import type { Command, Condition } from '../engine/scenario/scenario.ts';
import type { Logged, Question, Scene } from '../quiz/question.ts';

export type { Logged, Question, ScenarioDocument, Scene } from '../quiz/question.ts';

/** The parts of the course, in order. */
export const parts = {
  'spreading-news': 'Spreading news',
  'finding-differences': 'Finding differences cheaply',
  'deciding-who-wins': 'Deciding who wins',
} as const;
export type PartId = keyof typeof parts;

export interface LessonMeta {
  /** As in its address: "push-gossip". */
  readonly id: string;
  readonly part: PartId;
  /** Its place in the part, from 1. */
  readonly place: number;
  readonly title: string;
  /** One sentence: what the learner will be able to say or do. */
  readonly summary: string;
  /** At most 10. */
  readonly minutes: number;
  /** Lessons or terms that it builds on, in words; may be empty. */
  readonly buildsOn: readonly string[];
}

/** What may be done in a step: a command's type, or `set:` and a knob's path. */
export type Permission = Command['type'] | `set:${string}`;

interface StepCommon {
  /** As in its address and in the prose: "predict-rounds". */
  readonly id: string;
  /** The heading, a sentence or a question of at most nine words. */
  readonly title: string;
  readonly scene: Scene;
  /** None: the learner only moves in time. */
  readonly allow: readonly Permission[];
  /** Ends the line "Watch for …", which stands before every start; "" where nothing runs. */
  readonly watchFor: string;
  /**
   * What lights Next, and where the step's run stops (it becomes the scenario's `stop.when`); null: Next is lit at once, or, in a step of two lanes, when both
   * have run to their stop. What compares the two lanes (`compare`) is no lane's stop: it is judged where both have ended. Once lit, it stays.
   */
  readonly next: Condition | null;
  /** The recorded way to it: what a learner does in this step, as its test does. Empty where pressing Play is enough. */
  readonly walk: readonly Logged[];
}

export interface PlainStep extends StepCommon {
  /** `hook`: shows something at once. `run`: watch or act. `name`: names the idea. `contrast`: two lanes (`scene.contrast`). `commonly`: what is commonly said beside what the engine shows. */
  readonly kind: 'hook' | 'run' | 'name' | 'contrast' | 'commonly';
}
/** Commit or skip first: until then no forward time, no command, no way to the Lab. Then the run plays under the learner's hand. */
export interface PredictStep extends StepCommon {
  readonly kind: 'predict';
  readonly question: string;
}
/** The prediction beside what happened; the first difference marked. `of`: the id of the predict step. */
export interface CompareStep extends StepCommon {
  readonly kind: 'compare';
  readonly of: string;
}
export interface ChallengeStep extends StepCommon {
  readonly kind: 'challenge';
  /** The goal in one sentence; `next` is the same as a condition, and never null here. */
  readonly goal: string;
  /** So many commands are enough. */
  readonly par: number;
  readonly hint: string;
  /** `walk` is the recorded solution. What it shows, in a sentence. */
  readonly solutionSays: string;
}
/** Two to four questions, one after another. */
export interface ChecksStep extends StepCommon {
  readonly kind: 'checks';
  readonly questions: readonly string[];
}
/** One's own attempt, then the model answer (a `<Model>` in the prose, at most 80 words), then missed questions again. */
export interface SayStep extends StepCommon {
  readonly kind: 'say';
  /** What is to be said: "Explain to a colleague why …". */
  readonly ask: string;
}
/** The last step: the same state in the Lab, what the model simplifies, further reading. */
export interface LabStep extends StepCommon {
  readonly kind: 'lab';
}
export type Step = PlainStep | PredictStep | CompareStep | ChallengeStep | ChecksStep | SayStep | LabStep;

/** What the prose may say; see `vocabulary.ts`. MDX hands its components in. */
export type LessonText = ComponentType<{ readonly components?: Readonly<Record<string, unknown>> }>;

export interface Lesson extends LessonMeta {
  readonly steps: readonly Step[];
  readonly questions: Readonly<Record<string, Question>>;
  readonly Text: LessonText;
}

/** What the tags of the prose carry. `Claim`: a statement about the step's run, asserted by the lessons' test. */
export interface ClaimProps {
  /** Holds where the step's run ends (scene, log and walk, up to `next` or the scenario's stop), or at `at`. */
  readonly when?: Condition;
  /** Simulated milliseconds; the end of the run if left out. */
  readonly at?: number;
  /** Of a step of two lanes; 1 if left out. */
  readonly lane?: 1 | 2;
  /** A statement about many seeds: the mean of a number of the result (scenario.md, section 7) over `seeds` of them lies in these bounds. */
  readonly mean?: { readonly metric: string; readonly seeds: number; readonly atLeast: number; readonly atMost: number };
  /** A statement about this one seed, not about the five that a test tries. Say so in the prose. */
  readonly thisSeed?: boolean;
}

/** What a step of two lanes must come to: each lane by itself, and one beside the other. With one lane a comparison stays in the document and is refused. */
export function goalOf({ scene, next }: Pick<Step, 'scene' | 'next'>): Split {
  return scene.contrast === undefined ? { own: next, comparisons: [] } : split(next);
}

/** The step's document: its scene's, with the step's condition as the stop. What page and test both run. */
export function documentOf(step: Pick<Step, 'scene' | 'next' | 'kind'>): { readonly [name: string]: unknown } {
  const { scenario } = step.scene;
  const { own } = goalOf(step);
  if (own === null) return scenario;
  const stop = (scenario.stop ?? {}) as { readonly [name: string]: unknown };
  return { ...scenario, stop: { ...stop, when: own } };
}

/** The recorded run's commands: what the scene begins with, then the walk. */
export function recordedLog(step: Pick<Step, 'scene' | 'walk'>): readonly Logged[] {
  return [...(step.scene.log ?? []), ...step.walk];
}
