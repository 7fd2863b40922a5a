/**
 * `violation: "linearizability"` and `"causality"` as conditions: unlike the other checkers these search the clients' history, so they are
 * asked anew whenever a read has ended, of linearizability on its key, of causality on all. What a history shows it shows in every longer one: such
 * a condition holds from the end of the first read that nothing explains, the very event that `--check` names. Bounded: of a key (of all,
 * for causality) the first 1,000 operations are looked at, and no key of which the search has given up.
 */
import { type EndedOperation, type SearchName, search } from '../checkers/index.ts';
import { operations } from '../metrics/index.ts';
import type { TraceRecord } from '../trace.ts';
import type { FoldSet } from './fold.ts';

const OPERATIONS_LIMIT = 1000;
/** Explanations of a key's history, far fewer than `--check` looks at, which asks once. */
const EXPLANATIONS_LIMIT = 20_000;
/** The list of causality, which is about all keys. */
const ALL = -1;

interface Ended {
  /** At most one more than is looked at. */
  readonly list: readonly EndedOperation[];
  /** A read has ended since it was last searched. */
  readonly isNew: boolean;
  readonly isGivenUp: boolean;
}

const NONE: Ended = { list: [], isNew: false, isGivenUp: false };

export class SearchedViolation {
  private readonly name: SearchName;
  /** How much of the history the lists have. */
  private taken = 0;
  private lists: Map<number, Ended> = new Map();
  private held = false;
  private isNew = true;

  constructor(name: SearchName) {
    this.name = name;
  }

  see(record: TraceRecord): void {
    if (record.type === 'operation-completed' && record.kind === 'read') this.isNew = true;
  }

  judge({ folds }: { readonly folds: FoldSet }): boolean {
    if (this.held || !this.isNew) return this.held;
    this.isNew = false;
    this.take(folds);
    const { open } = folds.state(operations);
    for (const [key, ended] of this.lists) {
      if (!ended.isNew || ended.isGivenUp) continue;
      const report = search(this.name, ended.list, open.keys(), folds.facts, this.name === 'linearizability' ? EXPLANATIONS_LIMIT : undefined);
      if (report.violations.length > 0) this.held = true;
      this.lists.set(key, { ...ended, isNew: false, isGivenUp: report.bound !== null });
    }
    return this.held;
  }

  /** Takes in what has ended since it was last asked. */
  private take(folds: FoldSet): void {
    const { history } = folds.state(operations);
    for (; this.taken < history.length; this.taken++) {
      const one = history.at(this.taken);
      const key = this.name === 'linearizability' ? one.key : ALL;
      const { list, isNew, isGivenUp } = this.lists.get(key) ?? NONE;
      if (isGivenUp) continue;
      const isFull = list.length >= OPERATIONS_LIMIT;
      this.lists.set(key, isFull ? { list: [], isNew: false, isGivenUp: true } : { list: [...list, one], isNew: isNew || one.kind === 'read', isGivenUp });
    }
  }

  wakeUs(): number {
    return Number.POSITIVE_INFINITY;
  }

  fork(): SearchedViolation {
    const copy = new SearchedViolation(this.name);
    copy.taken = this.taken;
    copy.lists = new Map(this.lists);
    copy.held = this.held;
    copy.isNew = this.isNew;
    return copy;
  }
}
