/** What a coordinator remembers of the operations it drives, which is gone with a crash, and a replica of those that it has applied. */
import type { Cell } from '../versions/version.ts';
import type { OpenRead } from './read-state.ts';
import type { OpenForward, OpenWrite } from './write-state.ts';

/** What a replica remembers on its disk, and so as long as what it stores. */
export interface AppliedOperations {
  /** The latest writes it took in that may be tried again, by operation. */
  readonly applied: Set<number>;
  /** The latest tries of operations that it named for others: a duplicated forward must not name a second version. */
  readonly forwarded: Set<number>;
}

export interface CoordinatorState {
  readonly open: Map<number, OpenRead | OpenWrite | OpenForward>;
  /** What this node made of the latest writes that may be tried again, by operation. */
  readonly named: Map<number, Cell>;
  /** By peer: how fast it answered of late, microseconds; kept while reads go to the fastest. */
  readonly answeredUs: Map<number, number>;
}
