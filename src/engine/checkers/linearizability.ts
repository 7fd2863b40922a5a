/**
 * Linearizability (Herlihy and Wing 1990) of each key as one register, searched over what clients saw: is there an order of the operations, each
 * at some moment between its beginning and its end, in which every read returns what was written last? The search goes through the
 * history in event order and keeps every way in which it can be explained so far (just-in-time linearization, Lowe 2017). Its worst
 * case is exponential in the operations that are open together, so it has a bound and says where it gave up. Stores of this family
 * promise no such thing: a violation is no bug of theirs, but what a client of a single copy would not have seen.
 */
import type { FoldFacts } from '../folds/fold.ts';
import { isDeleted } from '../versions/version.ts';
import { boundaries, described, type ObservedOperation, type SearchReport } from './client-history.ts';

/** Ways to explain a key's history that are looked at before the search gives up on the key. */
export const EXPLANATIONS_LIMIT = 200_000;

/** One way in which the history so far can be explained. */
interface Explanation {
  /** The register's value; null: nothing, or deleted. */
  readonly value: string | null;
  /** Operations that have taken effect and have not ended yet, by rising number. */
  readonly done: readonly number[];
}

export function linearizability(history: readonly ObservedOperation[], facts: FoldFacts, limit = EXPLANATIONS_LIMIT): SearchReport {
  const byKey = new Map<number, ObservedOperation[]>();
  for (const operation of history) {
    const list = byKey.get(operation.key);
    if (list === undefined) byKey.set(operation.key, [operation]);
    else list.push(operation);
  }
  const violations: { atUs: number; event: number; detail: string }[] = [];
  const abandoned: string[] = [];
  for (const [key, operations] of byKey) {
    const found = new KeySearch(operations, initialOf(key, facts), limit).run();
    if (found === 'bound') abandoned.push(facts.keys.name(key));
    else if (found !== null)
      violations.push({ atUs: found.completedUs, event: found.completedEvent, detail: reasonOf(found, operations, initialOf(key, facts), facts) });
  }
  violations.sort((a, b) => a.event - b.event);
  const shown = abandoned.slice(0, 5).join(', ') + (abandoned.length > 5 ? `, … (${abandoned.length} keys)` : '');
  const bound = abandoned.length === 0 ? null : `gave up on ${shown} after ${limit} explanations; nothing is said of them`;
  return { violations, keys: byKey.size, operations: history.length, bound };
}

function initialOf(key: number, facts: FoldFacts): string | null {
  if (key >= facts.keys.baseCount) return null;
  const cell = facts.keys.baseCell(key);
  return isDeleted(cell) ? null : cell.versions[0].text;
}

/** What a read returned as a register's value; undefined: siblings, which no register holds. */
function valueRead({ cell }: ObservedOperation): string | null | undefined {
  const values = new Set(cell?.versions.filter(({ tombstone }) => !tombstone).map(({ text }) => text));
  return values.size > 1 ? undefined : ([...values][0] ?? null);
}

class KeySearch {
  private readonly operations: readonly ObservedOperation[];
  private readonly limit: number;
  private readonly pending = new Map<number, ObservedOperation>();
  private ways: Explanation[];
  private seen = 0;

  constructor(operations: readonly ObservedOperation[], initial: string | null, limit: number) {
    this.operations = operations;
    this.limit = limit;
    this.ways = [{ value: initial, done: [] }];
  }

  /** The first read that nothing explains; null where there is none, `bound` where the search gave up. */
  run(): ObservedOperation | 'bound' | null {
    for (const { ends, operation } of boundaries(this.operations)) {
      if (!ends) {
        this.pending.set(operation.operation, operation);
        if (operation.reads) this.ways = this.ways.map((way) => this.withReads(way));
        continue;
      }
      if (!this.end(operation)) return 'bound';
      if (this.ways.length === 0) return operation;
      this.pending.delete(operation.operation);
    }
    return null;
  }

  /** A read whose value is there may as well take effect now: nothing is lost by it. */
  private withReads(way: Explanation): Explanation {
    let done: number[] | null = null;
    for (const [number, operation] of this.pending) {
      if (!operation.reads || way.done.includes(number) || valueRead(operation) !== way.value) continue;
      done ??= way.done.slice();
      done.push(number);
    }
    return done === null ? way : { value: way.value, done: done.sort((a, b) => a - b) };
  }

  /** Keeps the ways in which the operation has taken effect by its end. False past the limit. */
  private end({ operation: number }: ObservedOperation): boolean {
    const next = new Ways(this.pending);
    const visited = new Set<string>();
    const stack = this.ways.slice();
    while (stack.length > 0) {
      const way = stack.pop();
      if (way === undefined) break;
      if (way.done.includes(number)) {
        next.add({ value: way.value, done: way.done.filter((one) => one !== number) });
        continue;
      }
      if (++this.seen > this.limit) return false;
      for (const [candidate, operation] of this.pending) {
        if (operation.reads || way.done.includes(candidate)) continue;
        const after = this.withReads({ value: operation.wrote, done: [...way.done, candidate].sort((a, b) => a - b) });
        const id = idOf(after.value, after.done);
        if (visited.has(id)) continue;
        visited.add(id);
        stack.push(after);
      }
    }
    this.ways = next.all;
    return true;
  }
}

function idOf(value: string | null, done: readonly number[]): string {
  return `${done.join(',')}|${value === null ? '' : `=${value}`}`;
}

/**
 * Ways, without those that another makes needless: a write that never ended need not have happened, so a way that is otherwise the same
 * and has used fewer of these can go on in every way in which the other can.
 */
class Ways {
  private readonly byRest = new Map<string, { way: Explanation; spent: readonly number[] }[]>();
  private readonly pending: ReadonlyMap<number, ObservedOperation>;

  constructor(pending: ReadonlyMap<number, ObservedOperation>) {
    this.pending = pending;
  }

  add(way: Explanation): void {
    const spent = way.done.filter((number) => this.pending.get(number)?.completedEvent === Number.POSITIVE_INFINITY);
    const rest = way.done.filter((number) => !spent.includes(number));
    const id = idOf(way.value, rest);
    const known = this.byRest.get(id) ?? [];
    if (known.some((other) => other.spent.every((number) => spent.includes(number)))) return;
    this.byRest.set(id, [...known.filter((other) => !spent.every((number) => other.spent.includes(number))), { way, spent }]);
  }

  get all(): Explanation[] {
    return [...this.byRest.values()].flatMap((list) => list.map(({ way }) => way));
  }
}

/** The shortest reason why a read cannot be explained. */
function reasonOf(read: ObservedOperation, operations: readonly ObservedOperation[], initial: string | null, facts: FoldFacts): string {
  const value = valueRead(read);
  const said = described(read, facts);
  if (value === undefined) return `${said}: siblings, which no single copy holds`;
  const writes = operations.filter(({ reads, invokedEvent }) => !reads && invokedEvent < read.completedEvent);
  if (value !== initial && !writes.some(({ wrote }) => wrote === value)) return `${said}, which nobody had written by then`;
  const before = writes.filter(({ completedEvent, wrote }) => completedEvent < read.invokedEvent && wrote !== value);
  const last = before.sort((a, b) => b.completedEvent - a.completedEvent)[0];
  const source = writes.filter(({ wrote }) => wrote === value).sort((a, b) => b.invokedEvent - a.invokedEvent)[0];
  if (last !== undefined && (source === undefined || source.completedEvent < last.invokedEvent))
    return `${said}, though ${described(last, facts)} came after that and was acknowledged before the read began`;
  return `${said}, which fits no order of the writes together with what was read before`;
}
