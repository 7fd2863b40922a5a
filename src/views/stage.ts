/**
 * What every view of the stage is given: the moment, what was seen so far, one selection and one time axis. A view draws from these and
 * calls back; it knows no store and no worker, and no other view.
 */
import type { Selection } from '../engine/picture/selection.ts';
import type { RecordView, Snapshot } from '../engine/picture/snapshot.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import type { TimeAxis } from './time-axis.ts';

/** Where on the page a mark stands, client pixels: the bar of commands opens beside it. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `press`: click, tap or Enter, opens the small bar; `menu`: right click or the menu key, opens the same list as a menu; `mark`: only selects. */
export type PickHow = 'press' | 'menu' | 'mark';

export interface StageProps {
  readonly scenario: Scenario;
  readonly snapshot: Snapshot;
  /** Simulated time, microseconds: at or after the snapshot's, before the next event's. */
  readonly tUs: number;
  /** The furthest time and event seen on this branch: nothing after it may be shown, nor change what is shown. */
  readonly seenUs: number;
  readonly seenEvent: number;
  /** Records of the branch in order, none after `seenEvent`; of a long run only those from `recordsFrom` on. */
  readonly records: readonly RecordView[];
  readonly recordsFrom: number;
  readonly shownKey: string | null;
  readonly selection: Selection | null;
  /** True where the reader wants no motion: no travel, short fades, the same information. */
  readonly still: boolean;
  readonly axis: TimeAxis;
  /** `null` clears the selection. */
  readonly onPick: (selection: Selection | null, how: PickHow, anchor: Anchor | null) => void;
  /** Goes to a time that was seen. */
  readonly onTime: (us: number) => void;
  readonly onShowKey: (key: string) => void;
}

/** The anchor of an element, for `onPick`. */
export function anchorOf(element: Element): Anchor {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}
