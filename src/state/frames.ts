/**
 * The stretch of a run that the page holds: one frame per event, without gaps, around the cursor. Frames are what the worker sent; a
 * window never holds frames of two branches.
 */
import type { Frame } from '../worker/messages.ts';

export interface FrameWindow {
  /** The event of the first frame. */
  readonly base: number;
  readonly frames: readonly Frame[];
}

export const emptyWindow: FrameWindow = { base: 0, frames: [] };
/** At most so many replica pictures are held (frames × replicas), and never fewer than 64 frames. */
const HELD_REPLICAS = 40_000;

export function heldFrames(replicas: number): number {
  return Math.max(64, Math.floor(HELD_REPLICAS / Math.max(1, replicas)));
}

export function frameAt(window: FrameWindow, event: number): Frame | undefined {
  return window.frames[event - window.base];
}

export function lastEvent(window: FrameWindow): number {
  return window.base + window.frames.length - 1;
}

/** Joins frames that follow or overlap the window; frames that touch it nowhere replace it. */
export function extended(window: FrameWindow, frames: readonly Frame[]): FrameWindow {
  const first = frames[0];
  if (first === undefined) return window;
  const from = first.snapshot.event;
  const to = from + frames.length - 1;
  if (window.frames.length === 0 || from > lastEvent(window) + 1 || to < window.base - 1) return { base: from, frames };
  const before = from > window.base ? window.frames.slice(0, from - window.base) : [];
  const after = to < lastEvent(window) ? window.frames.slice(to + 1 - window.base) : [];
  return { base: Math.min(from, window.base), frames: [...before, ...frames, ...after] };
}

/** Nothing after this event. */
export function cutAfter(window: FrameWindow, event: number): FrameWindow {
  return { base: window.base, frames: window.frames.slice(0, Math.max(0, event - window.base + 1)) };
}

/** Bounded around the cursor: the far ends go first. */
export function trimmed(window: FrameWindow, event: number): FrameWindow {
  const replicas = window.frames[0]?.snapshot.replicas.length ?? 1;
  const most = heldFrames(replicas);
  if (window.frames.length <= most) return window;
  const from = Math.max(window.base, Math.min(event - Math.floor(most / 3), lastEvent(window) - most + 1));
  return { base: from, frames: window.frames.slice(from - window.base, from - window.base + most) };
}

/** The latest frame at or before a time, if the window holds it and what follows, so that no earlier-computed gap is taken for it. */
export function frameAtTime(window: FrameWindow, us: number): Frame | undefined {
  const { frames } = window;
  let low = 0;
  let high = frames.length - 1;
  if (high < 0 || (frames[0]?.snapshot.atUs ?? 0) > us) return undefined;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((frames[middle]?.snapshot.atUs ?? 0) <= us) low = middle;
    else high = middle - 1;
  }
  return frames[low];
}
