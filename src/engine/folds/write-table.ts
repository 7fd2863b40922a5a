/**
 * Every write of a run as outside observers need it: which of its key's writes it was, when it was invoked and what became of it, in
 * event order (not by anybody's clock). Deletes and resolves are writes too. Part of the set of folds, so forked with it.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Moment, OperationType, TraceRecord } from '../trace.ts';
import type { Json, VersionVector } from '../versions/version.ts';

export interface WriteFacts {
  readonly operation: number;
  readonly client: number;
  /** The client's nth operation. */
  readonly n: number;
  readonly kind: Exclude<OperationType, 'read'>;
  readonly key: number;
  /** The key's nth write in event order, from 1. */
  readonly number: number;
  readonly value: Json;
  /** What its client had seen of the key when it wrote. */
  readonly context: VersionVector;
  readonly invokedUs: number;
  readonly invokedEvent: number;
  readonly outcome: 'open' | 'acknowledged' | 'failed';
  /** When its client got the answer; 0 while open. */
  readonly completedUs: number;
  readonly completedEvent: number;
}

export class WriteTable {
  private entries = new CowPages<WriteFacts>();
  private perKey = new CowPages<number>();

  /** Takes in a record of the trace; all but those of operations are none of its business. */
  add(record: TraceRecord, moment: Moment): void {
    switch (record.type) {
      case 'operation-invoked': {
        if (record.kind === 'read') return;
        const { operation, client, n, kind, key, value, context } = record;
        const number = (this.perKey.get(key) ?? 0) + 1;
        this.perKey.set(key, number);
        this.entries.set(operation, {
          operation,
          client,
          n,
          kind,
          key,
          number,
          value,
          context,
          invokedUs: moment.atUs,
          invokedEvent: moment.event,
          outcome: 'open',
          completedUs: 0,
          completedEvent: 0,
        });
        return;
      }
      case 'operation-completed':
      case 'operation-failed': {
        const entry = this.entries.get(record.operation);
        if (entry === undefined) return;
        const outcome = record.type === 'operation-completed' ? 'acknowledged' : 'failed';
        this.entries.set(record.operation, { ...entry, outcome, completedUs: moment.atUs, completedEvent: moment.event });
        return;
      }
      default:
    }
  }

  get(operation: number): WriteFacts | undefined {
    return operation > 0 ? this.entries.get(operation) : undefined;
  }

  /** The key's nth write in event order; 0 for what was loaded before time began. */
  numberOf(operation: number): number {
    return this.get(operation)?.number ?? 0;
  }

  /** True where `earlier` was acknowledged before `later` was invoked, in event order; what was loaded was acknowledged before anything. */
  completedBefore(earlier: number, later: number): boolean {
    if (earlier <= 0) return later > 0;
    const first = this.get(earlier);
    const second = this.get(later);
    return first !== undefined && second !== undefined && first.outcome === 'acknowledged' && first.completedEvent < second.invokedEvent;
  }

  fork(): WriteTable {
    const copy = new WriteTable();
    copy.entries = this.entries.fork();
    copy.perKey = this.perKey.fork();
    return copy;
  }
}
