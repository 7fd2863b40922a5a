/**
 * The one axis of scrub track and space-time: simulated time to pixels, with stretches in which nothing was in flight and nothing changed
 * folded into breaks of a fixed width that carry their duration. Pure; made once for the page and handed to both.
 */
import { scaleLinear } from 'd3';

/** A folded stretch, drawn as a break `width` pixels wide from `x`. */
export interface AxisBreak {
  readonly fromUs: number;
  readonly toUs: number;
  readonly x: number;
  readonly width: number;
  /** Its length as words, e.g. "9.98 s". */
  readonly label: string;
}

export interface TimeAxis {
  /** The span in sight, microseconds. */
  readonly fromUs: number;
  readonly toUs: number;
  /** Pixels of the span's ends. */
  readonly x0: number;
  readonly x1: number;
  /** Pixels of a time; outside the span it is clamped to its ends. */
  readonly x: (us: number) => number;
  /** The time at a pixel. */
  readonly us: (x: number) => number;
  readonly breaks: readonly AxisBreak[];
  /** Times worth a label, none inside a break. */
  readonly marks: readonly number[];
}

export interface TimeAxisInput {
  readonly fromUs: number;
  readonly toUs: number;
  readonly x0: number;
  readonly x1: number;
  /** Stretches to fold, disjoint and in order. */
  readonly folds?: readonly { readonly fromUs: number; readonly toUs: number }[];
}

export function timeAxis({ fromUs, toUs, x0, x1 }: TimeAxisInput): TimeAxis {
  const scale = scaleLinear()
    .domain([fromUs, Math.max(fromUs + 1, toUs)])
    .range([x0, Math.max(x0 + 1, x1)])
    .clamp(true);
  return { fromUs, toUs, x0, x1, x: (us) => scale(us), us: (x) => scale.invert(x), breaks: [], marks: scale.ticks(Math.max(2, (x1 - x0) / 110)) };
}
