/** What every question of the bank must hold, as functions that answer with sentences: how many options, explanations and misconceptions, a right one that its length does not betray, a key within its bounds. */
import { optionWords } from './grading.ts';
import { isFromRun } from './key.ts';
import { kindOf } from './kinds/index.ts';
import type { ClickNode, Numeric, Option, Ordering, PredictState, Question, SingleChoice } from './question.ts';

const MOST_WORDS = 60;

/** What is wrong with a question as it is written; empty where nothing is. A key that the engine computes is checked by `lintKey` once it is there. */
export function lintQuestion(question: Question): readonly string[] {
  return [...lintText(question), ...lintKind(question), ...(isFromRun<unknown>(question.key) ? [] : lintKey(question, question.key))];
}

/** What is wrong with a key, typed or computed: it must fit the question, and the options' misconceptions must fit it. */
export function lintKey(question: Question, key: unknown): readonly string[] {
  const problem = kindOf(question).keyProblem(question, key);
  if (problem !== null) return [`${question.id}: the key ${problem}.`];
  if (question.kind === 'single') return [...lintRight(question.id, question.options, [key]), ...lintLength(question, key)];
  if (question.kind === 'multiple') return lintRight(question.id, question.options, key as readonly string[]);
  if (question.kind === 'click-node') return lintRight(question.id, question.targets, [key]);
  if (question.kind === 'numeric') return lintNear(question, key as NumericKey);
  if (question.kind === 'ordering') return lintOrder(question, key as readonly string[]);
  return lintCells(question, key as Readonly<Record<string, string | number>>);
}

type NumericKey = { readonly from: number; readonly to: number };
const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const blank = (text: string | null): boolean => text === null || text.trim() === '';
const repeated = (items: readonly { readonly id: string }[]): readonly string[] => [
  ...new Set(items.map((item) => item.id).filter((id, index, ids) => ids.indexOf(id) !== index)),
];

function lintText({ id, ask, why }: Question): readonly string[] {
  const problems: string[] = [];
  if (blank(id)) problems.push(`A question has no id: ${ask}`);
  if (!/[?:]$/.test(ask)) problems.push(`${id}: the question ends in neither a question mark nor a colon.`);
  if (blank(why)) problems.push(`${id}: nothing says why the right answer is right.`);
  if (words(why) > MOST_WORDS) problems.push(`${id}: why has ${words(why)} words, more than ${MOST_WORDS}.`);
  return problems;
}

function lintKind(question: Question): readonly string[] {
  switch (question.kind) {
    case 'single':
      return lintOptions(question.id, question.options, 3, 4);
    case 'multiple':
      return lintOptions(question.id, question.options, 2, 6);
    case 'click-node':
      return [...lintOptions(question.id, question.targets, 2, Number.POSITIVE_INFINITY), ...lintTargets(question)];
    case 'numeric':
      return lintNumeric(question);
    case 'ordering':
      return lintItems(question);
    case 'predict-state':
      return lintPredict(question);
  }
}

/** `where`: the question, or a cell of it. */
function lintOptions(where: string, options: readonly Option[], least: number, most: number): readonly string[] {
  const problems: string[] = [];
  const range = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  if (options.length < least || options.length > most) problems.push(`${where}: it has ${options.length} options; ${range} are wanted.`);
  for (const id of repeated(options)) problems.push(`${where}: the id ${id} stands twice.`);
  for (const option of options) {
    if (blank(optionWords(option))) problems.push(`${where}: option ${option.id} says nothing.`);
    if (blank(option.explanation)) problems.push(`${where}: option ${option.id} has no explanation.`);
    if (option.misconception !== null && blank(option.misconception)) problems.push(`${where}: the misconception of option ${option.id} is empty.`);
  }
  return problems;
}

function lintRight(where: string, options: readonly Option[], right: readonly unknown[]): readonly string[] {
  return options.flatMap((option) => {
    const isRight = right.includes(option.id);
    if (!isRight && blank(option.misconception)) return [`${where}: option ${option.id} is wrong and names no misconception.`];
    return isRight && option.misconception !== null ? [`${where}: option ${option.id} is right and names a misconception.`] : [];
  });
}

function lintLength({ id, options }: SingleChoice, key: unknown): readonly string[] {
  const length = (option: Option) => optionWords(option).length;
  const right = options.find((option) => option.id === key);
  const others = options.filter((option) => option !== right);
  const longest = right !== undefined && others.every((option) => length(option) < length(right));
  return longest ? [`${id}: the right option is the longest, which betrays it.`] : [];
}

function lintTargets({ id, targets }: ClickNode): readonly string[] {
  const selections = targets.map((target) => JSON.stringify(target.selection));
  return targets
    .filter((_, index) => selections.indexOf(selections[index] ?? '') !== index)
    .map((target) => `${id}: target ${target.id} is the same thing as another.`);
}

function lintNumeric({ id, min, max, step = 1, near, otherwise }: Numeric): readonly string[] {
  const problems: string[] = [];
  if (!(min < max)) problems.push(`${id}: the range ${min} to ${max} is empty.`);
  if (!(step > 0)) problems.push(`${id}: the step is not above zero.`);
  if (blank(otherwise)) problems.push(`${id}: nothing is said of any other wrong answer.`);
  for (const one of near) {
    const where = `${id}: the near range ${one.from} to ${one.to}`;
    if (one.from > one.to) problems.push(`${where} runs backwards.`);
    if (one.from < min || one.to > max) problems.push(`${where} reaches outside ${min} to ${max}.`);
    if (blank(one.explanation)) problems.push(`${where} has no explanation.`);
    if (blank(one.misconception)) problems.push(`${where} names no misconception.`);
  }
  return problems;
}

function lintNear({ id, near }: Numeric, key: NumericKey): readonly string[] {
  return near
    .filter((one) => one.from <= key.to && one.to >= key.from)
    .map((one) => `${id}: the near range ${one.from} to ${one.to} overlaps the key, ${key.from} to ${key.to}.`);
}

function lintItems({ id, items, swaps }: Ordering): readonly string[] {
  const problems: string[] = [];
  if (items.length < 3) problems.push(`${id}: it has ${items.length} items; at least 3 are wanted.`);
  for (const one of repeated(items)) problems.push(`${id}: the id ${one} stands twice.`);
  for (const item of items) {
    if (blank(item.text)) problems.push(`${id}: item ${item.id} says nothing.`);
    if (blank(item.explanation)) problems.push(`${id}: item ${item.id} has no explanation.`);
  }
  if (swaps.length === 0) problems.push(`${id}: no swap names a misconception.`);
  for (const { before, after, misconception } of swaps) {
    const unknown = [before, after].filter((one) => !items.some((item) => item.id === one));
    if (unknown.length > 0) problems.push(`${id}: a swap names ${unknown.join(' and ')}, which is no item.`);
    if (blank(misconception)) problems.push(`${id}: the swap of ${before} and ${after} names no misconception.`);
  }
  return problems;
}

function lintOrder({ id, items, swaps }: Ordering, key: readonly string[]): readonly string[] {
  const shown = items.every((item, place) => item.id === key[place]) ? [`${id}: the items are shown in the right order from the beginning.`] : [];
  const wrong = swaps.filter(({ before, after }) => key.indexOf(before) < key.indexOf(after));
  return [...shown, ...wrong.map(({ before, after }) => `${id}: the swap of ${before} before ${after} is what the key says.`)];
}

function lintPredict({ id, about, cells }: PredictState): readonly string[] {
  const problems: string[] = [];
  if (cells.length < 2) problems.push(`${id}: it has ${cells.length} cells; at least 2 are wanted.`);
  if (blank(about)) problems.push(`${id}: nothing says what the cells are about.`);
  for (const one of repeated(cells)) problems.push(`${id}: the id ${one} stands twice.`);
  for (const { id: cell, label, input, explanation } of cells) {
    const where = `${id}, cell ${cell}`;
    if (blank(label)) problems.push(`${where}: it has no label.`);
    if (blank(explanation)) problems.push(`${where}: it has no explanation.`);
    if (input.type === 'choice') problems.push(...lintOptions(where, input.options, 2, 6));
    else {
      if (!(input.min < input.max)) problems.push(`${where}: the range ${input.min} to ${input.max} is empty.`);
      if (!(input.tolerance >= 0)) problems.push(`${where}: the tolerance is below zero.`);
    }
  }
  return problems;
}

/** Cells may share one list of options, so a right one may name a misconception here: it is another cell's. */
function lintCells({ id, cells }: PredictState, key: Readonly<Record<string, string | number>>): readonly string[] {
  return cells.flatMap(({ id: cell, input }) => {
    const is = key[cell];
    if (input.type === 'number') {
      const outside = typeof is === 'number' && (is < input.min || is > input.max);
      return outside ? [`${id}, cell ${cell}: the key is ${is}, outside ${input.min} to ${input.max}.`] : [];
    }
    return input.options
      .filter((option) => option.id !== is && blank(option.misconception))
      .map((option) => `${id}, cell ${cell}: option ${option.id} is wrong and names no misconception.`);
  });
}
