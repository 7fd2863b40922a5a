/**
 * What a question is, as plain data with, at most, a function that reads its key off a run. Every kind (a file in `kinds/`) grades and draws one of these. After
 * learning.md: every option has an explanation of its own and names the misconception behind it; keys about state are computed by the engine, never typed.
 */
import type { ComponentType } from 'react';
import type { Selection } from '../engine/picture/selection.ts';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import type { Command } from '../engine/scenario/scenario.ts';

/** A scenario document (version 1), not yet parsed. */
export type ScenarioDocument = { readonly [name: string]: unknown };
/** A command beside the script, as a run's command log holds it. */
export interface Logged {
  readonly atMs: number;
  readonly after: number;
  readonly command: Command;
}

/** A run and a moment of it, by what the stage should show of it. */
export interface Scene {
  readonly scenario: ScenarioDocument;
  readonly log?: readonly Logged[];
  /** Where it opens, all before it seen; the beginning if left out. */
  readonly startMs?: number;
  /** A second lane: the same run with one knob changed. */
  readonly contrast?: { readonly path: string; readonly value: string | number | boolean };
  readonly upper?: 'cluster' | 'keys' | 'merkle' | 'siblings' | 'spread';
  /** `none`: the lower slot is folded away, for a calm beginning. */
  readonly lower?: 'space-time' | 'operations' | 'events' | 'none';
  readonly key?: string;
  /** So many other seeds are drawn behind the run, on Spread. */
  readonly seeds?: number;
}

/** A key read off a run of the engine: the picture at a moment, and what it says. */
export interface FromRun<T> {
  readonly run: Pick<Scene, 'scenario' | 'log'>;
  readonly atMs: number;
  readonly read: (snapshot: Snapshot) => T;
}
/** Typed only where it is no fact of a run. */
export type Key<T> = T | FromRun<T>;

export interface Option {
  readonly id: string;
  /** Drawn before the text, in mono and in line with the others': a number, a version. The text then says how one comes to it. */
  readonly value?: string;
  readonly text: string;
  /** Why it is right, or what it overlooks: one or two sentences. */
  readonly explanation: string;
  /** The belief behind a wrong option, named in a few words ("a gossip never meets an informed replica"); null for right ones. */
  readonly misconception: string | null;
}

interface Common {
  /** As in the bank: "Q000-10". Unique in its lesson: "Q000-10a" where one is asked in two forms. */
  readonly id: string;
  /** The question itself, ending in a question mark or a colon. */
  readonly ask: string;
  /** After any answer: why the right one is right. At most 60 words. */
  readonly why: string;
  /** "See it run": the scene that shows it; null only where nothing can be shown. */
  readonly see: Scene | null;
}

export interface SingleChoice extends Common {
  readonly kind: 'single';
  /** Three or four; the right one is not the longest. */
  readonly options: readonly Option[];
  /** The id of the right option. */
  readonly key: Key<string>;
}
export interface MultipleChoice extends Common {
  readonly kind: 'multiple';
  readonly options: readonly Option[];
  /** The ids of all right options. */
  readonly key: Key<readonly string[]>;
}
export interface Numeric extends Common {
  readonly kind: 'numeric';
  /** Written after the field: "rounds", "hashes". */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only unless this says otherwise. */
  readonly step?: number;
  /** The accepted range, both ends included. */
  readonly key: Key<{ readonly from: number; readonly to: number }>;
  /** Wrong answers that tell something, each with what it overlooks; the first that holds the answer speaks. */
  readonly near: readonly { readonly from: number; readonly to: number; readonly explanation: string; readonly misconception: string }[];
  /** Said of any other wrong answer. */
  readonly otherwise: string;
}
export interface Ordering extends Common {
  readonly kind: 'ordering';
  /** In the order in which they are first shown. */
  readonly items: readonly { readonly id: string; readonly text: string /** Why it stands where it stands. */; readonly explanation: string }[];
  readonly key: Key<readonly string[]>;
  /** The misconception behind putting `before` ahead of `after`. */
  readonly swaps: readonly { readonly before: string; readonly after: string; readonly misconception: string }[];
}
/** Cells stand in the order of time or of a list, so that the first difference means something. */
export interface PredictState extends Common {
  readonly kind: 'predict-state';
  /** What the cells are about: "replicas that hold it after round", "what replica … holds". */
  readonly about: string;
  readonly cells: readonly PredictCell[];
  /** By cell: the option's id, or the number. */
  readonly key: Key<Readonly<Record<string, string | number>>>;
}
export interface PredictCell {
  readonly id: string;
  readonly label: string;
  /** Choose one of these, or give a number. */
  readonly input:
    | { readonly type: 'choice'; readonly options: readonly Option[] }
    | {
        readonly type: 'number';
        readonly unit: string;
        readonly min: number;
        readonly max: number /** How far off still counts. */;
        readonly tolerance: number;
      };
  /** What happens here, said after the answer. */
  readonly explanation: string;
}
export interface ClickNode extends Common {
  readonly kind: 'click-node';
  /** What can be tapped on the figure; the list beside it offers the same to the keyboard. */
  readonly targets: readonly (Option & { readonly selection: Selection })[];
  readonly key: Key<string>;
}

export type Question = SingleChoice | MultipleChoice | Numeric | Ordering | PredictState | ClickNode;
export type QuestionKind = Question['kind'];

/** An answer as it is kept: plain data. */
export type Answer = string | number | readonly string[] | Readonly<Record<string, string | number>>;

export interface Grade {
  readonly right: boolean;
  /** What is said of this very answer: one to three sentences. */
  readonly explanation: string;
  /** The misconceptions behind it, by name; empty where it is right. */
  readonly misconceptions: readonly string[];
  /** The right answer in words: "11 to 12 rounds". */
  readonly rightAnswer: string;
  /** The right ids where the field marks options or places: the right options, or the items in their right order. */
  readonly rightIds?: readonly string[];
  /** Part by part, in order, where the answer has parts: what was said, what is, whether they agree. The first that differs is the first difference. */
  readonly parts: readonly { readonly id: string; readonly label: string; readonly said: string; readonly is: string; readonly agrees: boolean }[];
}

export interface FieldProps<Q extends Question = Question, A extends Answer = Answer> {
  readonly question: Q;
  readonly answer: A | null;
  /** Once it is committed: shown, not to be changed. */
  readonly grade: Grade | null;
  /** What is chosen on the figure now; click-the-node takes it as the answer. */
  readonly selection: Selection | null;
  readonly onAnswer: (answer: A) => void;
  /** Marks a thing on the figure, as tapping it would. */
  readonly onSelect: (selection: Selection | null) => void;
}

/** A kind of question. A file in `kinds/` exports one; `kinds/index.ts` lists them. */
export interface Kind<Q extends Question = Question, A extends Answer = Answer> {
  readonly kind: Q['kind'];
  /** The graded field itself shows what is said of the answer, at the answer; the card then only reads it out. */
  readonly explainsInPlace?: boolean;
  /** Why this cannot be the key, as the end of a sentence on the key ("names no option"); null where it can. */
  readonly keyProblem: (question: Q, key: unknown) => string | null;
  /** Null where the answer can be committed; else what is missing, as a sentence ("Choose an answer first."). */
  readonly missing: (question: Q, answer: A | null) => string | null;
  /** `key`: computed by now; throws where it cannot be the key. */
  readonly grade: (question: Q, answer: A, key: unknown) => Grade;
  /** The answer in words. */
  readonly say: (question: Q, answer: A) => string;
  /** An answer as it was stored, if it still is one; null where it is not. */
  readonly read: (question: Q, stored: unknown) => A | null;
  readonly Field: ComponentType<FieldProps<Q, A>>;
}
