/**
 * The lint of a lesson's prose: only tags of the vocabulary, one block a step, few enough words, no number about a run outside a tag, and tags that
 * name what there is. Problems are sentences that name the line.
 */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { parseScenario } from '../../engine/scenario/index.ts';
import { GlyphSprite } from '../../ui/Glyph.tsx';
import type { Step } from '../lesson.ts';
import { termOf } from '../terms.ts';
import { tags } from '../vocabulary.tsx';
import { cited } from './cited.ts';
import { attribute, below, isTag, isTagOf, type Node, parseProse, textOf } from './mdx.ts';
import { numbersIn, saysField, saysFigure, wordsIn } from './numbers.ts';

export const MOST_WORDS = 90;
export const MOST_MODEL_WORDS = 80;

/** What Markdown itself may add to the tags. */
const MARKDOWN = ['root', 'paragraph', 'text', 'strong', 'emphasis', 'list', 'listItem', 'break'];
/** Counted by themselves: what is not read on the way through the step. */
const ASIDE = ['Model', 'Simplifies', 'Reading'];

interface Block {
  readonly id: string;
  readonly node: Node;
}

/** All that is wrong with the prose of these steps. */
export function lintProse(source: string, steps: readonly Pick<Step, 'id' | 'scene'>[]): readonly string[] {
  let root: Node;
  try {
    root = parseProse(source);
  } catch (error) {
    return [`The prose does not parse: ${error instanceof Error ? error.message : String(error)}`];
  }
  const blocks: Block[] = (root.children ?? []).filter((node) => isTagOf(node, 'Step')).map((node) => ({ id: attribute(node, 'id') ?? '', node }));
  const written = blocks.map(({ id }) => id).join(', ');
  const wanted = steps.map(({ id }) => id).join(', ');
  return [
    ...below(root).flatMap(vocabularyProblems),
    ...(root.children ?? [])
      .filter((node) => !isTagOf(node, 'Step') && MARKDOWN.includes(node.type))
      .map((node) => `${line(node)} stands outside every <Step>`),
    ...(written === wanted ? [] : [`The prose has the steps ${written}; the scenario has ${wanted}`]),
    ...blocks.flatMap(({ id, node }) => {
      const step = steps.find((one) => one.id === id);
      return [
        ...lengthProblems(id, node),
        ...numberProblems(node),
        ...termProblems(node),
        ...citedProblems(node),
        ...givenProblems(node, step),
        ...markProblems(node, step),
      ];
    }),
  ];
}

const line = (node: Node): string => `line ${node.position?.start.line ?? '?'}`;

function vocabularyProblems(node: Node): readonly string[] {
  if (node.type === 'mdxjsEsm') return [`${line(node)}: a lesson imports and exports nothing`];
  if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression')
    return [`${line(node)}: {${node.value ?? ''}} is an expression; only attributes may be`];
  if (!isTag(node)) return MARKDOWN.includes(node.type) ? [] : [`${line(node)}: ${node.type} is not of the vocabulary`];
  const name = node.name ?? '';
  const known = tags[name];
  if (known === undefined) return [`${line(node)}: <${name}> is not of the vocabulary; it has ${Object.keys(tags).join(', ')}`];
  const given = (node.attributes ?? []).map((one) => one.name ?? '…');
  const problems = given.filter((one) => !known.includes(one)).map((one) => `${line(node)}: <${name}> takes no ${one}`);
  const needed = name === 'Claim' ? [] : known;
  problems.push(...needed.filter((one) => attribute(node, one) === null).map((one) => `${line(node)}: <${name}> needs ${one} as plain text`));
  if (name === 'Claim' && !given.includes('when') && !given.includes('mean')) problems.push(`${line(node)}: <Claim> claims nothing; it needs when or mean`);
  if (name === 'Claim' && textOf(node).trim() === '') problems.push(`${line(node)}: <Claim> says nothing`);
  return problems;
}

function lengthProblems(id: string, node: Node): readonly string[] {
  const count = (what: string, words: number, most: number) => (words <= most ? [] : [`${id}: ${what} has ${words} words; at most ${most} are read`]);
  const asides = below(node).filter((one) => isTagOf(one, ...ASIDE));
  return [
    ...count('the step', wordsIn(textOf(node, (one) => isTagOf(one, ...ASIDE))), MOST_WORDS),
    ...asides.filter((one) => isTagOf(one, 'Model')).flatMap((one) => count('the model answer', wordsIn(textOf(one)), MOST_MODEL_WORDS)),
    ...asides.filter((one) => isTagOf(one, 'Simplifies')).flatMap((one) => count('what is simplified', wordsIn(textOf(one)), MOST_WORDS)),
  ];
}

/** Years and chapters of what is recommended to read are no statements about a run. */
function numberProblems(node: Node): readonly string[] {
  return below(node, (one) => isTagOf(one, 'Claim', 'Given', 'Cited', 'Reading'))
    .filter((one) => one.type === 'text')
    .flatMap((one) => numbersIn(one.value ?? '').map((number) => `${line(one)}: ${number} stands in no <Claim>, <Given> or <Cited>`));
}

function termProblems(node: Node): readonly string[] {
  return below(node)
    .filter((one) => isTagOf(one, 'Term'))
    .flatMap((one) => {
      const id = attribute(one, 'id');
      return id === null || termOf(id) !== null ? [] : [`${line(one)}: there is no term ${id} in terms.ts`];
    });
}

function citedProblems(node: Node): readonly string[] {
  const within = (tag: Node) => below(tag).filter((one) => isTagOf(one, 'Cited'));
  const inReading = new Set(
    below(node)
      .filter((one) => isTagOf(one, 'Reading'))
      .flatMap(within),
  );
  return within(node).flatMap((one) => {
    const row = attribute(one, 'row') ?? '';
    const figures = cited[row];
    if (figures === undefined) return [`${line(one)}: ${row} is no row of cited.ts`];
    const text = textOf(one);
    return inReading.has(one) || saysFigure(text, figures) ? [] : [`${line(one)}: ${row} does not say “${text}”; its figures are ${figures.join(', ')}`];
  });
}

function givenProblems(node: Node, step: Pick<Step, 'scene'> | undefined): readonly string[] {
  const given = below(node).filter((one) => isTagOf(one, 'Given'));
  if (step === undefined || given.length === 0) return [];
  const parsed = parseScenario(step.scene.scenario);
  if (!parsed.ok) return [];
  return given.flatMap((one) => {
    const path = attribute(one, 'path') ?? '';
    const field = fieldAt(parsed.scenario, path);
    const text = textOf(one);
    if (field === undefined) return [`${line(one)}: the scenario has no ${path}`];
    return saysField(text, field, path) ? [] : [`${line(one)}: the scenario’s ${path} is ${JSON.stringify(field)}, not “${text}”`];
  });
}

/** Marks stand for what is on the figure: a sign of the legend, a replica of the scene. */
function markProblems(node: Node, step: Pick<Step, 'scene'> | undefined): readonly string[] {
  const parsed = step === undefined ? null : parseScenario(step.scene.scenario);
  const replicas = parsed?.ok === true ? parsed.scenario.replicas.map(({ id }) => id) : null;
  return below(node).flatMap((one) => {
    const sign = isTagOf(one, 'Sign') ? attribute(one, 'name') : null;
    if (sign !== null && !signs().includes(sign)) return [`${line(one)}: there is no sign ${sign} in Glyph.tsx`];
    const replica = isTagOf(one, 'Replica') ? attribute(one, 'id') : null;
    return replica === null || replicas === null || replicas.includes(replica) ? [] : [`${line(one)}: the scenario has no replica ${replica}`];
  });
}

const signs = (): readonly string[] => [...renderToStaticMarkup(createElement(GlyphSprite)).matchAll(/id="glyph-([^"]+)"/g)].map(([, name = '']) => name);

function fieldAt(scenario: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as { readonly [name: string]: unknown })[name] : undefined), scenario);
}
