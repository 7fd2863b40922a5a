/** What a coordinator remembers of the operations it drives; gone with a crash. */
import type { OpenRead } from './read-state.ts';
import type { OpenForward, OpenWrite } from './write.ts';

export interface CoordinatorState {
  readonly open: Map<number, OpenRead | OpenWrite | OpenForward>;
  /** The latest operations that this node named for others: a duplicated forward must not name a second version. */
  readonly forwarded: Set<number>;
  /** By peer: how fast it answered of late, microseconds; kept while reads go to the fastest. */
  readonly answeredUs: Map<number, number>;
}
