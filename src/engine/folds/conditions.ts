/**
 * Conditions at work (scenario.md, section 6): goals of challenges, steps of lessons, "run until", `stop.when` and `--until`. A watch
 * reads the trace along with the folds and is asked after every event. `ever` and `then` remember; `never` is judged at the end, so
 * it does not hold while the run goes on. Whatever counts or waits (`event`, `next`) does so from where it is asked: from the start
 * of the watch, or inside `then` from where its turn came.
 */

import { assert } from '../../base/assert.ts';
import { searchNames } from '../checkers/index.ts';
import { convergence, metricAt } from '../metrics/index.ts';
import { isFault, isMoment, isReply } from '../picture/moments.ts';
import type { Condition } from '../scenario/scenario.ts';
import type { Moment, TraceRecord } from '../trace.ts';
import { holdersOf, matches, siblingsOf, storesExactly, within } from './condition-facts.ts';
import type { FoldSet } from './fold.ts';
import { SearchedViolation } from './searched-violation.ts';

interface Now {
  readonly folds: FoldSet;
  readonly atUs: number;
  readonly atEnd: boolean;
}

/** One condition of a tree, with what it remembers. */
interface Node {
  /** Reads a record along. */
  see(record: TraceRecord, folds: FoldSet): void;
  /** Whether it holds, asked once after every event. */
  judge(now: Now): boolean;
  /** The next time that may change it with no event; Infinity where there is none. */
  wakeUs(atUs: number): number;
  fork(): Node;
}

export class ConditionWatch {
  private readonly root: Node;
  private readonly folds: FoldSet;
  private readonly reader: (record: TraceRecord, moment: Moment) => void;

  constructor(root: Node, folds: FoldSet) {
    this.root = root;
    this.folds = folds;
    this.reader = (record) => root.see(record, folds);
    folds.attach(this.reader);
  }

  /** Whether the condition holds now; ask after every event, since what it remembers is noted here. `atUs`: now, where time has passed since the latest event. */
  holds(atUs: number = this.folds.latest.atUs): boolean {
    return this.root.judge({ folds: this.folds, atUs, atEnd: false });
  }

  /** Whether it holds where the run ends here: `never` is judged now. */
  holdsAtEnd(atUs: number = this.folds.latest.atUs): boolean {
    return this.root.judge({ folds: this.folds, atUs, atEnd: true });
  }

  /** The next time at which it may come to hold though nothing happens, microseconds; Infinity where there is none. */
  wakeUs(atUs: number): number {
    return this.root.wakeUs(atUs);
  }

  /** The same watch over a fork of its folds. */
  fork(folds: FoldSet): ConditionWatch {
    return new ConditionWatch(this.root.fork(), folds);
  }

  /** Stops reading along. */
  close(): void {
    this.folds.detach(this.reader);
  }
}

/** Watches for a condition from now on. */
export function createConditionWatch(condition: Condition, folds: FoldSet): ConditionWatch {
  return new ConditionWatch(build(condition, folds), folds);
}

function build(condition: Condition, folds: FoldSet): Node {
  assert(!('compare' in condition), 'a comparison of two lanes was asked of one; `comparison.ts` takes it out');
  if ('all' in condition)
    return new Several(
      condition.all.map((part) => build(part, folds)),
      'all',
    );
  if ('any' in condition)
    return new Several(
      condition.any.map((part) => build(part, folds)),
      'any',
    );
  if ('then' in condition) return new Sequence(condition.then, 0, build(condition.then[0], folds));
  // That something never happened is known only at the end; that it did, at once.
  if ('not' in condition) return 'never' in condition.not ? new Latch(build(condition.not.never, folds), 'ever') : new Not(build(condition.not, folds));
  if ('ever' in condition) return new Latch(build(condition.ever, folds), 'ever');
  if ('never' in condition) return new Latch(build(condition.never, folds), 'never');
  if ('event' in condition) return new Counter((record) => matches(record, condition, folds), condition.count ?? 1);
  if ('commanded' in condition) return new Counter((record) => record.type === 'command-applied' && record.command.type === condition.commanded, 1);
  const asked = 'violation' in condition ? searchNames.find((name) => name === condition.violation) : undefined;
  if (asked !== undefined) return new SearchedViolation(asked);
  if ('violation' in condition)
    return new Counter((record) => record.type === 'violation-found' && record.checker === condition.violation, 1 - violations(condition.violation, folds));
  if ('next' in condition) return nextOf(condition.next, folds);
  if ('afterMs' in condition) return new After(Math.round(condition.afterMs * 1000));
  if ('round' in condition) return new Round(condition.round, 0);
  return new State(condition);
}

type StateCondition = Extract<Condition, { converged: true } | { value: unknown } | { metric: string } | { siblings: unknown } | { holders: unknown }>;

class Several implements Node {
  private readonly parts: readonly Node[];
  private readonly how: 'all' | 'any';

  constructor(parts: readonly Node[], how: 'all' | 'any') {
    this.parts = parts;
    this.how = how;
  }

  see(record: TraceRecord, folds: FoldSet): void {
    for (const part of this.parts) part.see(record, folds);
  }

  judge(now: Now): boolean {
    // Every part is asked, for what it remembers.
    let held = 0;
    for (const part of this.parts) if (part.judge(now)) held++;
    return this.how === 'all' ? held === this.parts.length : held > 0;
  }

  wakeUs(atUs: number): number {
    return Math.min(...this.parts.map((part) => part.wakeUs(atUs)));
  }

  fork(): Node {
    return new Several(
      this.parts.map((part) => part.fork()),
      this.how,
    );
  }
}

class Not implements Node {
  private readonly part: Node;

  constructor(part: Node) {
    this.part = part;
  }

  see(record: TraceRecord, folds: FoldSet): void {
    this.part.see(record, folds);
  }

  judge(now: Now): boolean {
    return !this.part.judge(now);
  }

  wakeUs(atUs: number): number {
    return this.part.wakeUs(atUs);
  }

  fork(): Node {
    return new Not(this.part.fork());
  }
}

class Latch implements Node {
  private readonly part: Node;
  private readonly how: 'ever' | 'never';
  private held: boolean;

  constructor(part: Node, how: 'ever' | 'never', held = false) {
    this.part = part;
    this.how = how;
    this.held = held;
  }

  see(record: TraceRecord, folds: FoldSet): void {
    if (!this.held) this.part.see(record, folds);
  }

  judge(now: Now): boolean {
    if (!this.held && this.part.judge(now)) this.held = true;
    return this.how === 'ever' ? this.held : now.atEnd && !this.held;
  }

  wakeUs(atUs: number): number {
    return this.held ? Number.POSITIVE_INFINITY : this.part.wakeUs(atUs);
  }

  fork(): Node {
    return new Latch(this.part.fork(), this.how, this.held);
  }
}

/** One after the other; the next one's turn comes at the very moment at which the one before holds. */
class Sequence implements Node {
  private readonly parts: readonly Condition[];
  private done: number;
  private turn: Node;

  constructor(parts: readonly Condition[], done: number, turn: Node) {
    this.parts = parts;
    this.done = done;
    this.turn = turn;
  }

  see(record: TraceRecord, folds: FoldSet): void {
    if (this.done < this.parts.length) this.turn.see(record, folds);
  }

  judge(now: Now): boolean {
    while (this.done < this.parts.length && this.turn.judge(now)) {
      this.done++;
      if (this.done < this.parts.length) this.turn = build(this.parts[this.done], now.folds);
    }
    return this.done === this.parts.length;
  }

  wakeUs(atUs: number): number {
    return this.done < this.parts.length ? this.turn.wakeUs(atUs) : Number.POSITIVE_INFINITY;
  }

  fork(): Node {
    return new Sequence(this.parts, this.done, this.turn.fork());
  }
}

/** So many matching records have been seen. */
class Counter implements Node {
  private readonly isOne: (record: TraceRecord) => boolean;
  private left: number;

  constructor(isOne: (record: TraceRecord) => boolean, left: number) {
    this.isOne = isOne;
    this.left = left;
  }

  see(record: TraceRecord): void {
    if (this.left > 0 && this.isOne(record)) this.left--;
  }

  judge(): boolean {
    return this.left <= 0;
  }

  wakeUs(): number {
    return Number.POSITIVE_INFINITY;
  }

  fork(): Node {
    return new Counter(this.isOne, this.left);
  }
}

/** More keys diverge than before. */
class NextDivergence implements Node {
  private keys: number;
  private held: boolean;

  constructor(keys: number, held = false) {
    this.keys = keys;
    this.held = held;
  }

  see(_record: TraceRecord, folds: FoldSet): void {
    const { divergentKeys } = folds.state(convergence);
    if (divergentKeys > this.keys) this.held = true;
    this.keys = divergentKeys;
  }

  judge(): boolean {
    return this.held;
  }

  wakeUs(): number {
    return Number.POSITIVE_INFINITY;
  }

  fork(): Node {
    return new NextDivergence(this.keys, this.held);
  }
}

function nextOf(what: Extract<Condition, { next: string }>['next'], folds: FoldSet): Node {
  const { mode } = folds.facts.scenario;
  switch (what) {
    case 'divergence':
      return new NextDivergence(folds.state(convergence).divergentKeys);
    case 'fault':
      return new Counter(isFault, 1);
    case 'repair':
      return new Counter((record) => record.type === 'repaired', 1);
    case 'reply':
      return new Counter(isReply, 1);
    case 'event':
      return new Counter(() => true, 1);
    default:
      return new Counter((record) => isMoment(record, mode), 1);
  }
}

class After implements Node {
  private readonly dueUs: number;

  constructor(dueUs: number) {
    this.dueUs = dueUs;
  }

  see(): void {}

  judge(now: Now): boolean {
    return now.atUs >= this.dueUs;
  }

  wakeUs(atUs: number): number {
    return atUs < this.dueUs ? this.dueUs : Number.POSITIVE_INFINITY;
  }

  fork(): Node {
    return this;
  }
}

class Round implements Node {
  private readonly round: number;
  private ended: number;

  constructor(round: number, ended: number) {
    this.round = round;
    this.ended = ended;
  }

  see(record: TraceRecord): void {
    if (record.type === 'round-ended') this.ended = record.round;
  }

  judge(): boolean {
    return this.ended >= this.round;
  }

  wakeUs(): number {
    return Number.POSITIVE_INFINITY;
  }

  fork(): Node {
    return new Round(this.round, this.ended);
  }
}

/** A fact of the present, read off the folds. */
class State implements Node {
  private readonly condition: StateCondition;

  constructor(condition: StateCondition) {
    this.condition = condition;
  }

  see(): void {}

  judge({ folds }: Now): boolean {
    const { condition } = this;
    if ('converged' in condition) return folds.isConverged();
    if ('value' in condition) return storesExactly(condition.value, condition.equals, folds);
    if ('metric' in condition) return within(metricAt(condition.metric, folds), condition);
    if ('siblings' in condition) return within(siblingsOf(condition.siblings.key, folds), condition);
    return within(holdersOf(condition.holders.key, folds), condition);
  }

  wakeUs(): number {
    return Number.POSITIVE_INFINITY;
  }

  fork(): Node {
    return this;
  }
}

function violations(checker: string, folds: FoldSet): number {
  return metricAt(`violations.${checker}`, folds) ?? 0;
}
