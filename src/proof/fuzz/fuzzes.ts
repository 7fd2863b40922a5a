/** The fuzzes by name, each a document from a seed and a judge of documents, so that every failing one can be shortened and run again from a file. */
import { checkConvergence, type Tally } from './convergence.ts';
import { mutatedDocument } from './mutate.ts';
import { checkMutated } from './mutations.ts';
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

export const fuzzes: { readonly [name: string]: Fuzz } = { convergence, mutations };
export const DEFAULT_FUZZ = 'convergence';

/** Throws where there is none of that name. */
export function fuzzNamed(name: string): Fuzz {
  const fuzz = fuzzes[name];
  if (fuzz === undefined) throw new Error(`there is no fuzz named ${name}; there are ${Object.keys(fuzzes).join(', ')}`);
  return fuzz;
}
