/**
 * How one write came to be known, point by point: how many hold it after each round (or at each moment at which that changed), what
 * gossip spent on it, and when and from whom each replica first heard of it. Lists that were handed out are never changed afterwards,
 * so that pictures of one run share them until something new is heard.
 */

const MOST_POINTS = 2000;

export interface SpreadPoint {
  /** Rounds since the write, 0: before the first; where there are no rounds, microseconds of true time. */
  readonly at: number;
  /** True time of it, microseconds. */
  readonly atUs: number;
  /** Owners of the key that hold the write, or something that supersedes it. */
  readonly holders: number;
  /** Since the point before: gossip messages sent that carried the write, those of them that were lost, and replicas that first heard of it by gossip. */
  readonly carried: number;
  readonly lost: number;
  readonly fresh: number;
}

export class SpreadCurve {
  private rows: SpreadPoint[] = [];
  private when: (number | null)[];
  private whom: number[];
  private carried = 0;
  private lost = 0;
  private fresh = 0;
  /** Once there are too many points only every so-manieth is kept. */
  private stride = 1;
  private sinceKept = 0;
  private rowsShared = false;
  private heardShared = false;

  constructor(replicas: number) {
    this.when = new Array<number | null>(replicas).fill(null);
    this.whom = new Array<number>(replicas).fill(-1);
  }

  /** A replica holds the write for the first time; `from` is below 0 where it came from a client. */
  hear(replica: number, at: number, from: number, byGossip: boolean): void {
    if (this.when[replica] !== null) return;
    if (this.heardShared) {
      this.when = this.when.slice();
      this.whom = this.whom.slice();
      this.heardShared = false;
    }
    this.when[replica] = at;
    this.whom[replica] = from < 0 || from === replica ? -1 : from;
    if (byGossip) this.fresh++;
  }

  carry(): void {
    this.carried++;
  }

  lose(): void {
    this.lost++;
  }

  /** Adds a point; one at the same place as the latest takes its place and what was spent for it. */
  add(at: number, atUs: number, holders: number): void {
    if (this.rowsShared) {
      this.rows = this.rows.slice();
      this.rowsShared = false;
    }
    const last = this.rows.at(-1);
    // Between two kept points the latest always stands, so that the end of the curve is the present.
    const replaced = last !== undefined && (last.at === at || this.sinceKept > 0);
    const base = replaced ? last : undefined;
    const point: SpreadPoint = {
      at,
      atUs,
      holders,
      carried: this.carried + (base?.carried ?? 0),
      lost: this.lost + (base?.lost ?? 0),
      fresh: this.fresh + (base?.fresh ?? 0),
    };
    this.carried = 0;
    this.lost = 0;
    this.fresh = 0;
    if (replaced) this.rows[this.rows.length - 1] = point;
    else this.rows.push(point);
    if (last?.at !== at) this.sinceKept = (this.sinceKept + 1) % this.stride;
    if (this.rows.length >= MOST_POINTS) this.thin();
  }

  /** Every second point goes, what was spent for it counts to the next. */
  private thin(): void {
    const kept: SpreadPoint[] = [];
    for (let i = 0; i < this.rows.length; i += 2) {
      const gone = i > 0 ? this.rows[i - 1] : undefined;
      const row = this.rows[i];
      kept.push(gone === undefined ? row : { ...row, carried: row.carried + gone.carried, lost: row.lost + gone.lost, fresh: row.fresh + gone.fresh });
    }
    if (this.rows.length % 2 === 0) kept.push(this.rows[this.rows.length - 1]);
    this.rows = kept;
    this.stride *= 2;
    this.sinceKept = 0;
  }

  get last(): SpreadPoint | null {
    return this.rows.at(-1) ?? null;
  }

  points(): readonly SpreadPoint[] {
    this.rowsShared = true;
    return this.rows;
  }

  /** By replica: at which point it first held the write (the round, or microseconds); null: not yet. */
  heardAt(): readonly (number | null)[] {
    this.heardShared = true;
    return this.when;
  }

  /** By replica: whom it heard it from; −1: not yet, or from a client. */
  heardFrom(): readonly number[] {
    this.heardShared = true;
    return this.whom;
  }

  fork(): SpreadCurve {
    const copy = new SpreadCurve(0);
    this.rowsShared = true;
    this.heardShared = true;
    copy.rows = this.rows;
    copy.when = this.when;
    copy.whom = this.whom;
    copy.carried = this.carried;
    copy.lost = this.lost;
    copy.fresh = this.fresh;
    copy.stride = this.stride;
    copy.sinceKept = this.sinceKept;
    copy.rowsShared = true;
    copy.heardShared = true;
    return copy;
  }
}
