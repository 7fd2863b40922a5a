/** The path of one rumour: from whom a replica heard of the run's first write, and from whom that one had, back to where it was written. */
import type { SpreadView } from './snapshot.ts';

/** Places in `replicas`, the origin first, the replica last; empty where it has not heard yet. */
export function rumourPath({ heardAt, heardFrom }: Pick<SpreadView, 'heardAt' | 'heardFrom'>, replica: number): readonly number[] {
  if (replica < 0 || (heardAt[replica] ?? null) === null) return [];
  const path = [replica];
  for (let from = heardFrom[replica]; from >= 0 && !path.includes(from); from = heardFrom[from]) path.unshift(from);
  return path;
}
