/** The checkers that are searches over the clients' history: too dear to run along, so they run where a run ends and only if asked (`--check`), or where a condition asks for them. */
import type { FoldFacts } from '../folds/fold.ts';
import { causality } from './causality.ts';
import { clientHistory, type EndedOperation, type SearchReport } from './client-history.ts';
import { linearizability } from './linearizability.ts';

const searches = { causality, linearizability };
export type SearchName = keyof typeof searches;
export const searchNames = Object.keys(searches) as readonly SearchName[];

/** Under these a key is a register: what a read returns is what somebody wrote. */
const REGISTERS: readonly string[] = ['lww', 'hlc', 'version-vector', 'dotted-version-vector', 'lww-register', 'mv-register'];

/** Searches the history; `open`: the numbers of the operations that have not ended; `limit`: how far it goes, the search's own bound where left out. */
export function search(name: SearchName, ended: readonly EndedOperation[], open: Iterable<number>, facts: FoldFacts, limit?: number): SearchReport {
  const { conflict } = facts.scenario.store;
  if (!REGISTERS.includes(conflict))
    return { violations: [], keys: 0, operations: 0, bound: `keys under "${conflict}" are no registers; nothing is said of them` };
  return searches[name](clientHistory(ended, open, facts), facts, limit);
}
