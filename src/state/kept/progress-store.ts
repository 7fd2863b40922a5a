/**
 * The learner's progress in this browser. Every change is merged with what is stored, so that two tabs lose nothing of each other; damaged progress is set
 * aside and named; a file brings back what it holds and takes nothing away.
 */
import { createStore } from 'zustand/vanilla';
import { tooLarge } from './file.ts';
import { BLOCKED, createKeeper, type Keeper } from './keeper.ts';
import {
  answered,
  freshLesson,
  type LessonProgress,
  lessonOf,
  mergedProgress,
  newIn,
  noProgress,
  type Progress,
  passed,
  skipped,
  visited,
  withLesson,
} from './progress.ts';
import { fileOfProgress, MAX_PROGRESS_BYTES, type ProgressReading, plainAnswer, progressOfText, textOfProgress } from './progress-file.ts';
import { counted, sentence } from './sentences.ts';
import type { Shelf } from './shelf.ts';

export const PROGRESS = 'eventually/progress';
const DAMAGED = 'eventually/damaged/';
const FULL =
  'This browser’s storage for this page is full: your latest progress is kept only until you close it, so download it as a file or remove saved runs.';

export interface ProgressState {
  readonly progress: Progress;
  /** What went wrong, as sentences, until they are dismissed or no longer true. */
  readonly problems: readonly string[];
  passStep(lesson: string, step: string): void;
  visit(lesson: string, step: string): void;
  /** `right`: null where that is not judged. */
  answer(lesson: string, question: string, answer: unknown, right: boolean | null): void;
  skip(lesson: string, question: string): void;
  say(lesson: string, text: string): void;
  finish(lesson: string): void;
  /** Begins a lesson anew: what was kept of it is dropped, in other tabs as well. */
  reset(lesson: string): void;
  exportFile(): { readonly name: string; readonly text: string };
  /** Merges a file; says in a sentence what came of it. `ok` is false where it was damaged; what could be read is merged all the same. */
  importFile(text: string, sizeBytes: number): { readonly ok: boolean; readonly message: string };
  /** Another tab has stored something. */
  refresh(): void;
  dismiss(problem: string): void;
}
export type ProgressStore = ReturnType<typeof createProgressStore>;

export function createProgressStore(shelf: Shelf, now: () => number = Date.now) {
  const keeper = createKeeper(shelf);
  const told = new Set<string>();
  /** What is still so and need not be said with every step. */
  let dismissed: string | null = null;

  const store = createStore<ProgressState>()((set, get) => {
    const show = (progress: Progress): void => {
      const trouble = troubleOf(keeper);
      if (trouble !== dismissed) dismissed = null;
      set({ progress, problems: trouble === null || trouble === dismissed ? [...told] : [trouble, ...told] });
    };
    const current = (): Progress => withStored(keeper, get().progress, (problem) => told.add(problem));
    const put = (progress: Progress): void => {
      keeper.write(PROGRESS, textOfProgress(progress));
      show(progress);
    };
    const change = (lesson: string, work: (before: LessonProgress) => LessonProgress): void => {
      const before = current();
      const own = lessonOf(before, lesson);
      const next = work(own);
      if (next === own) show(before);
      else put(withLesson(before, lesson, next));
    };

    return {
      progress: noProgress,
      problems: [],
      passStep: (lesson, step) => change(lesson, (one) => passed(one, step)),
      visit: (lesson, step) => change(lesson, (one) => visited(one, step, now())),
      answer: (lesson, question, answer, right) => change(lesson, (one) => answered(one, question, plainAnswer(answer), right, now())),
      skip: (lesson, question) => change(lesson, (one) => skipped(one, question)),
      say: (lesson, said) => change(lesson, (one) => ({ ...one, said, saidAt: now() })),
      finish: (lesson) => change(lesson, (one) => (one.finished ? one : { ...one, finished: true })),
      reset: (lesson) => change(lesson, (one) => ({ ...freshLesson, since: Math.max(now(), one.since + 1) })),
      exportFile: () => fileOfProgress(current()),
      importFile(text, sizeBytes) {
        const large = tooLarge(Math.max(sizeBytes, text.length), MAX_PROGRESS_BYTES);
        if (large !== null) return { ok: false, message: large };
        const reading = progressOfText(text, 'The file');
        const theirs = reading.ok ? reading.progress : reading.salvaged;
        const mine = current();
        if (theirs !== null) put(mergedProgress(mine, theirs, reading.ok ? 'file' : 'damaged'));
        return { ok: reading.ok, message: reportOf(reading, theirs, mine) };
      },
      refresh: () => show(current()),
      dismiss(problem) {
        told.delete(problem);
        if (problem === troubleOf(keeper)) dismissed = problem;
        set({ problems: get().problems.filter((one) => one !== problem) });
      },
    };
  });
  store.getState().refresh();
  return store;
}

/** What is stored, merged with what is known here; damaged, it is set aside first. */
function withStored(keeper: Keeper, known: Progress, tell: (problem: string) => void): Progress {
  const text = keeper.read(PROGRESS);
  if (text === null) return known;
  const reading = progressOfText(text, 'The progress stored in this browser');
  if (reading.ok) return mergedProgress(known, reading.progress, 'tab');
  const name = freeNumber(keeper);
  keeper.setAside(PROGRESS, DAMAGED + name);
  tell(sentence(`${reading.message.slice(0, -1)}, and the damaged record was set aside as ${name}`));
  const saved = mergedProgress(known, reading.salvaged ?? noProgress, 'damaged');
  keeper.write(PROGRESS, textOfProgress(saved));
  return saved;
}

/** What came of a file, for somebody who had `mine`. */
function reportOf(reading: ProgressReading, theirs: Progress | null, mine: Progress): string {
  const { lessons, steps, answers } = newIn(theirs ?? noProgress, mine);
  const news = lessons + steps + answers === 0 ? null : `${counted(lessons, 'lesson')}, ${counted(steps, 'passed step')} and ${counted(answers, 'answer')}`;
  if (reading.ok) return news === null ? 'Your progress already held all steps and answers of the file.' : `The file added ${news}.`;
  if (theirs === null) return reading.message;
  return sentence(`${reading.message.slice(0, -1)}, and ${news === null ? 'nothing of it was new' : `${news} were added`}`);
}

function troubleOf(keeper: Keeper): string | null {
  if (keeper.trouble === 'blocked') return BLOCKED;
  return keeper.trouble === 'full' ? FULL : null;
}

/** "progress-1", or the next number that is free. */
function freeNumber(keeper: Keeper): string {
  for (let nth = 1; ; nth++) if (keeper.read(`${DAMAGED}progress-${nth}`) === null) return `progress-${nth}`;
}
