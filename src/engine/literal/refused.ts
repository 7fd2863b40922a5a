/** Errata that `literal` refuses, and why: rows of code that cannot run here, and the rows that are about words. */
import { type LiteralBug, type LiteralId, literalBugs } from './bugs.ts';

const notRunnable: { readonly [id: string]: string } = {
  'E001-15': 'is a table without tombstones or siblings; what it does to timestamps is "E001-18"',
  'E001-16': 'is code with a part missing, which no interpreter reads',
  'E002-06': 'rests on a lock service, which this store has not; that only the first majority is written is "E001-20"',
  'E002-10': 'is one clock object for all clients of a process; clients here have no process in common',
  'E002-23': 'is the memory of one application server, which this store has not; sessions are in "session"',
  'E002-24': 'is a random number up to three in place of the number of replicas, and a reference to nothing; sessions are in "session"',
  'E002-27': 'is a type error: the program stops',
  'E002-29': 'is a function that is defined nowhere: the program stops',
  'E002-30': 'is one hash over all keys; the format has that as "antiEntropy.mechanism": "full" behind a root, and its leaves are "E002-31"',
};

/** How many errata each document has (`errata.md`). */
const COUNTS: { readonly [document: string]: number } = { E000: 27, E001: 25, E002: 40, E003: 18, E004: 26 };

/** Why an id is refused, as a sentence about it; null where it can run. */
export function literalRefusal(id: string): string | null {
  if (Object.hasOwn(literalBugs, id)) return null;
  const allowed = `it must be one of ${Object.keys(literalBugs).join(', ')}`;
  const why = Object.hasOwn(notRunnable, id) ? notRunnable[id] : undefined;
  if (why !== undefined) return `${why}; ${allowed}`;
  const [, document, number] = /^(E00\d)-(\d\d)$/.exec(id) ?? [];
  const isErratum = document !== undefined && Number(number) >= 1 && Number(number) <= (COUNTS[document] ?? 0);
  return isErratum ? `is an erratum of the text, which has no code to run; ${allowed}` : `is no erratum of the documents; ${allowed}`;
}

/** Why the bug means nothing in a store of these policies; null where it does. */
export function literalMismatch(id: LiteralId, policies: readonly string[]): string | null {
  const bug: LiteralBug = literalBugs[id];
  if (bug.under === undefined || policies.some((policy) => bug.under?.includes(policy))) return null;
  const words = bug.under.map((word) => JSON.stringify(word)).join(' or ');
  return `means nothing under ${policies.map((word) => JSON.stringify(word)).join(', ')}; some key must be under ${words}`;
}
