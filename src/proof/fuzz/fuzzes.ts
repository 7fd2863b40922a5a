/** The fuzzes by name, each a document from a seed and a judge of documents, so that every failing one can be shortened and run again from a file. */
import { checkConvergence, type Tally } from './convergence.ts';
import { mutatedDocument } from './mutate.ts';
import { checkMutated } from './mutations.ts';
import { checkPlanted, plantedDocument } from './plants.ts';
import { checkPromise, promisingDocument } from './promises.ts';
import { randomDocument } from './random-document.ts';

/** Everything that CI samples, at full length. */
const MUTATION_BOUNDS = { replicas: 10_000, keys: 1_000_000, events: 10_000 };

export interface Fuzz {
  readonly what: string;
  document(seed: number): unknown;
  /** Throws where something does not hold; returns what the run did. */
  check(document: unknown): Tally;
}

const convergence: Fuzz = {
  what: 'random clusters under faults converge, and to what they must',
  document: randomDocument,
  check: (document) => checkConvergence(document as object),
};

const mutations: Fuzz = {
  what: 'broken scenarios are refused with a sentence, or run',
  document: mutatedDocument,
  check: (document) => new Map([[checkMutated(document, MUTATION_BOUNDS), 1]]),
};

const planted: Fuzz = {
  what: 'no checker is silent about what was planted for it',
  document: plantedDocument,
  check: (document) => new Map(checkPlanted(document as object)),
};

const promised: Fuzz = {
  what: 'no checker finds anything where the settings promise that there is nothing',
  document: promisingDocument,
  check: (document) => new Map(checkPromise(document as object)),
};

/** Six seeds of eight are of the convergence fuzz, one is a plant, one a promise; a document's title says which. */
const everything: Fuzz = {
  what: 'random clusters under faults converge to what they must, keep what they promise, and no checker sleeps',
  document: (seed) => [planted, convergence, convergence, convergence, promised][seed % 8]?.document(seed) ?? convergence.document(seed),
  check: (document) => {
    const { title = '' } = document as { readonly title?: unknown };
    const of = [planted, promised].find((_, i) => `${title}`.startsWith(['planted: ', 'promised: '][i] ?? ''));
    return (of ?? convergence).check(document);
  },
};

export const fuzzes: { readonly [name: string]: Fuzz } = { everything, convergence, planted, promised, mutations };
export const DEFAULT_FUZZ = 'everything';

/** Throws where there is none of that name. */
export function fuzzNamed(name: string): Fuzz {
  const fuzz = fuzzes[name];
  if (fuzz === undefined) throw new Error(`there is no fuzz named ${name}; there are ${Object.keys(fuzzes).join(', ')}`);
  return fuzz;
}
