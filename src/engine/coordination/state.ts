/** What a coordinator remembers of the operations it drives; gone with a crash. */
import type { Cell } from '../versions/version.ts';
import type { OpenRead } from './read-state.ts';
import type { OpenForward, OpenWrite } from './write.ts';

/** What a replica remembers on its disk: the latest writes it took in that may be tried again, by operation. */
export interface AppliedOperations {
  readonly applied: Set<number>;
}

export interface CoordinatorState {
  readonly open: Map<number, OpenRead | OpenWrite | OpenForward>;
  /** The latest operations that this node named for others: a duplicated forward must not name a second version. */
  readonly forwarded: Set<number>;
  /** What this node made of the latest writes that may be tried again, by operation. */
  readonly named: Map<number, Cell>;
  /** By peer: how fast it answered of late, microseconds; kept while reads go to the fastest. */
  readonly answeredUs: Map<number, number>;
}
