/**
 * How the stage is set up: what stands in its two slots, how far one has zoomed in, which bar is open, the draft of a partition. None of
 * it is part of a run; all of it survives a new run but the bar and the draft.
 */
import { createStore } from 'zustand/vanilla';
import type { Selection } from '../engine/picture/selection.ts';

export const upperViews = ['cluster', 'keys', 'merkle', 'siblings', 'spread', 'membership'] as const;
export const lowerViews = ['space-time', 'operations', 'events'] as const;
export type UpperView = (typeof upperViews)[number];
export type LowerView = (typeof lowerViews)[number];
export type SheetSize = 'peek' | 'half' | 'full';

/** A rectangle on the page, client pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** The bar of commands at a mark; `resume`: it paused the run, which goes on when it is closed. */
export interface OpenBar {
  readonly lane: number;
  readonly selection: Selection;
  readonly spot: Spot;
  readonly how: 'press' | 'menu';
  readonly resume: boolean;
}
export interface Span {
  readonly fromUs: number;
  readonly toUs: number;
}

export interface StageState {
  readonly upper: UpperView;
  readonly lower: LowerView;
  /** Whether the lower slot is open beside the upper one. */
  readonly lowerOpen: boolean;
  /** Which slot stands where there is room for one only. */
  readonly single: 'upper' | 'lower';
  /** Which lane the lower slot and the panel are about, where there are two. */
  readonly lane: number;
  readonly sheet: SheetSize;
  readonly bar: OpenBar | null;
  readonly partition: { readonly groups: readonly (readonly string[])[] } | null;
  /** The stretch of time in sight; null: all of it. */
  readonly zoom: Span | null;
  /** Whether quiet stretches of the axis are folded. */
  readonly folded: boolean;
  readonly help: boolean;
  /** The reader has opened or changed a slot: the calm beginning of the first page is over. */
  readonly touched: boolean;
  set(part: Partial<Omit<StageState, 'set'>>): void;
}

export function createStageStore() {
  return createStore<StageState>()((set) => ({
    upper: 'cluster',
    lower: 'space-time',
    lowerOpen: true,
    single: 'upper',
    lane: 0,
    sheet: 'peek',
    bar: null,
    partition: null,
    zoom: null,
    folded: true,
    help: false,
    touched: false,
    set: (part) => set('lower' in part || 'lowerOpen' in part ? { ...part, touched: true } : part),
  }));
}
export type StageStore = ReturnType<typeof createStageStore>;
