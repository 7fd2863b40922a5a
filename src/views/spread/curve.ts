/** What of the spread was seen: up to the moment shown, and beyond it as far as one has been. Nothing that was not seen is in here. */
import type { RecordView, SpreadPoint } from '../../engine/picture/snapshot.ts';

export interface SeenCurve {
  /** Up to the moment shown; the last one is its state. */
  readonly past: readonly SpreadPoint[];
  /** Ahead of the moment, seen before. */
  readonly ahead: readonly SpreadPoint[];
  /** True where records between the two are no longer held: the line is then broken, not guessed. */
  readonly gap: boolean;
}

/** The records that carry a point; few of many, so worth keeping. */
export function pointsOfRecords(records: readonly RecordView[]): readonly RecordView[] {
  return records.filter((record) => record.spread !== undefined);
}

/** `past` and `event`: the curve and the event of the moment shown; `marked`: records that carry a point. */
export function seenCurve(past: readonly SpreadPoint[], event: number, marked: readonly RecordView[], seenEvent: number, recordsFrom: number): SeenCurve {
  const ahead: SpreadPoint[] = [];
  let edge = past.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  for (const { event: of, spread: point } of marked) {
    if (point === undefined || of <= event || of > seenEvent || point.at < edge) continue;
    // The same place again: what was counted there later stands.
    if (point.at === edge && ahead.length > 0) ahead.pop();
    ahead.push(point);
    edge = point.at;
  }
  return { past, ahead, gap: recordsFrom > event + 1 && ahead.length > 0 };
}

/** Where all owners first held it, of what was seen; null: not yet. */
export function allAt({ past, ahead }: SeenCurve, owners: number): SpreadPoint | null {
  return [...past, ...ahead].find(({ holders }) => holders >= owners) ?? null;
}

/** The last point at which the number of holders changed, of what was seen. */
export function lastChange({ past, ahead }: SeenCurve): number {
  const all = [...past, ...ahead];
  let at = all[0]?.at ?? 0;
  for (let i = 1; i < all.length; i++) if (all[i].holders !== all[i - 1].holders) at = all[i].at;
  return at;
}
