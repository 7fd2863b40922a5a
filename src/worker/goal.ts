/**
 * The scenario's `stop.when` while a page goes to and fro in its run. A condition remembers, so it must be asked after every event, in
 * order and once; what was found of a stretch stands while nobody changes the stretch. Copies of the watch are kept at intervals, so
 * that after a jump only the way from the nearest one is read again.
 */
import { type ConditionWatch, createConditionWatch } from '../engine/folds/conditions.ts';
import type { FoldSet } from '../engine/folds/fold.ts';
import type { Playback } from '../engine/picture/playback.ts';
import type { Condition } from '../engine/scenario/scenario.ts';

/** A watch that was asked after this event, to go on from; −1: at the beginning, not asked yet. */
interface Kept {
  readonly event: number;
  readonly watch: ConditionWatch;
}

const FIRST_SPACING = 2000;
const KEPT_LIMIT = 160;

export class Goal {
  private readonly playback: Playback;
  private readonly stopUs: number;
  private kept: readonly Kept[];
  private spacing = FIRST_SPACING;
  /** The last event after which it was asked. */
  private asked = -1;
  /** The first event after which it holds, and when it does; null while none is known. */
  private heldAt: { readonly event: number; readonly atUs: number } | null = null;
  private watch: ConditionWatch;
  private folds: FoldSet;

  private constructor(playback: Playback, stopUs: number, kept: readonly Kept[]) {
    const { folds } = playback.history.cluster.world;
    this.playback = playback;
    this.stopUs = stopUs;
    this.kept = kept;
    this.folds = folds;
    this.watch = kept[0].watch.fork(folds);
    this.readAgain(playback.event);
  }

  /** The goal of a run that is at its beginning; `stopUs`: when the run stops in any case. */
  static ofRun(playback: Playback, condition: Condition, stopUs: number | null): Goal {
    const watch = createConditionWatch(condition, playback.history.cluster.world.folds);
    watch.close();
    return new Goal(playback, stopUs ?? Number.POSITIVE_INFINITY, [{ event: -1, watch }]);
  }

  /** The goal of a branch that left this one right after an event; the run is on that branch. */
  forked(event: number): Goal {
    return new Goal(this.playback, this.stopUs, before(this.kept, event));
  }

  /** Whether the run has ended by now. To be asked before every step; else the way here is gone again. */
  held(): boolean {
    const { event } = this.playback;
    if (this.heldAt !== null) return event >= this.heldAt.event;
    if (event < this.asked) return false;
    const { folds } = this.playback.history.cluster.world;
    if (event === this.asked) {
      if (this.folds === folds) return false;
      // Come back to where the watch was left, it reads on from here, along with the folds of now; unless more went by since it was asked.
      if (this.folds.latest.event > event) this.readAgain(event);
      else this.attach(this.watch, folds);
      return false;
    }
    if (this.folds === folds && event === this.asked + 1) this.ask();
    else this.readAgain(event);
    return this.heldAt !== null;
  }

  /** When the run has ended by it; null while that is not known. */
  get heldUs(): number | null {
    return this.heldAt?.atUs ?? null;
  }

  /** The run goes on differently after this event. */
  cut(event: number): void {
    if (event > this.asked) return;
    this.kept = before(this.kept, event);
    if (this.heldAt !== null && this.heldAt.event >= event) this.heldAt = null;
    this.readAgain(this.playback.event);
  }

  /** Asks after the event at hand, and of the time until the next. */
  private ask(): void {
    const { cluster } = this.playback.history;
    const { event, nowUs } = cluster;
    this.asked = event;
    const atUs = firstHeld(this.watch, nowUs, Math.min(cluster.nextUs() - 1, this.stopUs));
    if (atUs !== null) this.heldAt = { event, atUs };
    const last = this.kept[this.kept.length - 1];
    if (event < last.event + this.spacing) return;
    this.kept = [...this.kept, { event, watch: this.asleep() }];
    if (this.kept.length <= KEPT_LIMIT) return;
    this.kept = this.kept.filter((_, nth) => nth % 2 === 0);
    this.spacing *= 2;
  }

  /** Goes back to the nearest watch that is kept and comes here again, event by event. */
  private readAgain(event: number): void {
    const { playback } = this;
    let nth = this.kept.length - 1;
    while (nth > 0 && this.kept[nth].event > event) nth--;
    const { event: from, watch } = this.kept[nth];
    playback.travel(Math.max(0, from));
    this.attach(watch, playback.history.cluster.world.folds);
    this.asked = from;
    if (from < 0) this.ask();
    while (this.heldAt === null && playback.event < event && playback.skip(1)) this.ask();
    playback.travel(event);
  }

  private attach(watch: ConditionWatch, folds: FoldSet): void {
    this.watch.close();
    this.watch = watch.fork(folds);
    this.folds = folds;
  }

  /** A copy of the watch as it is, that reads nothing. */
  private asleep(): ConditionWatch {
    const copy = this.watch.fork(this.folds);
    copy.close();
    return copy;
  }
}

/** The first time from now to `lastUs`, in which nothing happens, at which the watch holds; null where there is none. */
export function firstHeld(watch: ConditionWatch, nowUs: number, lastUs: number): number | null {
  for (let atUs = nowUs; ; ) {
    if (watch.holds(atUs)) return atUs;
    const wakeUs = watch.wakeUs(atUs);
    if (wakeUs <= atUs || wakeUs > lastUs) return null;
    atUs = wakeUs;
  }
}

/** Those that know nothing of what follows the event: time that passed after it counted too, and may be other time now. */
function before(kept: readonly Kept[], event: number): readonly Kept[] {
  return kept.filter((one) => one.event < event);
}
