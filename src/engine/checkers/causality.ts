/**
 * Causal consistency, searched over what clients saw: whoever has read or written something must not later read a value of any key that
 * it knows, through any chain of reads and writes, to have been overwritten (the bad pattern WriteCORead of Bouajjani et al., "On
 * verifying causal consistency", POPL 2017; and its case WriteCOInitRead, where nothing is read). Versions name their writes, so who
 * read from whom is known and one pass in event order suffices; its memory grows with the square of the writes, so it has a bound.
 */
import type { FoldFacts } from '../folds/fold.ts';
import { boundaries, described, type ObservedOperation, type SearchReport } from './client-history.ts';

/** Writes whose causes are remembered. */
export const WRITES_LIMIT = 8192;

type Writes = Uint32Array;

interface Write {
  readonly at: number;
  readonly operation: ObservedOperation;
  /** All writes that its client knew when it wrote, and itself. */
  readonly past: Writes;
}

export function causality(history: readonly ObservedOperation[], facts: FoldFacts, limit = WRITES_LIMIT): SearchReport {
  const search = new CausalSearch(facts, Math.min(limit, history.filter(({ reads }) => !reads).length), limit);
  let judged = 0;
  for (const { ends, operation } of boundaries(history)) {
    if (!ends && !search.begin(operation)) break;
    if (!ends) judged++;
    else search.end(operation);
  }
  const bound = judged === history.length ? null : `looked at the first ${judged} of ${history.length} operations: it remembers the causes of ${limit} writes`;
  return { violations: search.violations, keys: new Set(history.map(({ key }) => key)).size, operations: history.length, bound };
}

class CausalSearch {
  readonly violations: { atUs: number; event: number; detail: string }[] = [];
  private readonly facts: FoldFacts;
  private readonly words: number;
  private readonly limit: number;
  private readonly writes = new Map<number, Write>();
  private readonly byKey = new Map<number, Write[]>();
  /** By client: the writes it knows of. */
  private readonly known = new Map<number, Writes>();
  /** By open read: what its client knew when it began. */
  private readonly knownAt = new Map<number, Writes>();
  /** Clients with keys that were reported. */
  private readonly told = new Set<string>();

  constructor(facts: FoldFacts, writes: number, limit: number) {
    this.facts = facts;
    this.limit = limit;
    this.words = Math.ceil(writes / 32);
  }

  /** False where there is no room for one write more. */
  begin(operation: ObservedOperation): boolean {
    const known = this.knownBy(operation.client);
    if (operation.reads) {
      this.knownAt.set(operation.operation, known.slice());
      return true;
    }
    const at = this.writes.size;
    if (at >= this.limit) return false;
    const past = known.slice();
    add(past, at);
    const write = { at, operation, past };
    this.writes.set(operation.operation, write);
    const list = this.byKey.get(operation.key) ?? [];
    list.push(write);
    this.byKey.set(operation.key, list);
    return true;
  }

  end(operation: ObservedOperation): void {
    const known = this.knownBy(operation.client);
    if (!operation.reads) {
      const write = this.writes.get(operation.operation);
      if (write !== undefined) join(known, write.past);
      return;
    }
    const before = this.knownAt.get(operation.operation);
    this.knownAt.delete(operation.operation);
    const sources = this.sourcesOf(operation);
    if (before !== undefined) this.judge(operation, before, sources);
    if (operation.cell !== undefined) for (const source of sources) join(known, source.past);
  }

  /** The writes that a read returned, tombstones too. One that found nothing may have read any delete; what was loaded is nobody's write. */
  private sourcesOf({ key, cell }: ObservedOperation): readonly Write[] {
    if (cell === undefined) return (this.byKey.get(key) ?? []).filter(({ operation }) => operation.wrote === null);
    return cell.versions.flatMap(({ operation }) => this.writes.get(operation) ?? []);
  }

  private judge(read: ObservedOperation, known: Writes, sources: readonly Write[]): void {
    const id = `${read.client}/${read.key}`;
    if (this.told.has(id)) return;
    const missed = (this.byKey.get(read.key) ?? []).find(
      (write) => has(known, write.at) && sources.every((source) => source.at !== write.at && has(write.past, source.at)),
    );
    if (missed === undefined) return;
    this.told.add(id);
    const { facts } = this;
    const how = missed.operation.client === read.client ? 'which it had itself made before' : 'of which it knew by what it had read';
    const older = sources.length === 0 || read.cell === undefined ? '' : ', and which was made knowing what this read returned';
    const detail = `${described(read, facts)} lacks ${described(missed.operation, facts)}, ${how}${older}`;
    this.violations.push({ atUs: read.completedUs, event: read.completedEvent, detail });
  }

  private knownBy(client: number): Writes {
    let known = this.known.get(client);
    if (known === undefined) {
      known = new Uint32Array(this.words);
      this.known.set(client, known);
    }
    return known;
  }
}

function add(writes: Writes, at: number): void {
  writes[at >> 5] |= 1 << (at & 31);
}

function has(writes: Writes, at: number): boolean {
  return (writes[at >> 5] & (1 << (at & 31))) !== 0;
}

function join(into: Writes, more: Writes): void {
  for (let i = 0; i < into.length; i++) into[i] |= more[i];
}
