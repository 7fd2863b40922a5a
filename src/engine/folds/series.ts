/**
 * A number over time for later charts, kept to at most 2,000 points however long the run: when full, every second point goes and
 * from then on points come half as densely. What is left always ends with the latest value.
 */
import { AppendLog } from '../../base/cow-pages.ts';

const MOST_POINTS = 2000;

export interface SeriesPoint {
  /** Microseconds, or a round. */
  readonly at: number;
  readonly value: number;
}

export class Series {
  private kept = new AppendLog<SeriesPoint>();
  /** The latest point is kept apart: a later one close by replaces it. */
  private last: SeriesPoint | null = null;
  private spacing = 0;

  /** Adds a value; `at` never falls. */
  add(at: number, value: number): void {
    const { last } = this;
    if (last !== null && last.value === value) return;
    if (last !== null && at > last.at && (this.kept.length === 0 || last.at - this.kept.at(this.kept.length - 1).at >= this.spacing)) this.keep(last);
    this.last = { at, value };
  }

  private keep(point: SeriesPoint): void {
    this.kept.push(point);
    if (this.kept.length < MOST_POINTS - 1) return;
    const thinned = new AppendLog<SeriesPoint>();
    for (let i = 0; i < this.kept.length; i += 2) thinned.push(this.kept.at(i));
    this.spacing = (2 * (point.at - this.kept.at(0).at)) / MOST_POINTS;
    this.kept = thinned;
  }

  /** Rising in time; each value holds until the next. */
  points(): SeriesPoint[] {
    const points = this.kept.toArray();
    if (this.last !== null) points.push(this.last);
    return points;
  }

  fork(): Series {
    const copy = new Series();
    copy.kept = this.kept.fork();
    copy.last = this.last;
    copy.spacing = this.spacing;
    return copy;
  }
}
