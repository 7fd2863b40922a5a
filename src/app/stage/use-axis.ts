/** The page's one time axis: what was busy so far, which quiet stretches are folded, what is in sight. Busy stretches grow with what is seen. */
import { useMemo, useRef } from 'react';
import type { RecordView } from '../../engine/picture/snapshot.ts';
import type { Span, StageState } from '../../state/stage-store.ts';
import { type Busy, busyOf, extendBusy, foldsOf, type TimeAxis, timeAxis } from '../../views/time-axis.ts';
import { spanOf } from '../../views/time-bar/layout.ts';

import type { LaneState } from './use-lanes.ts';

const NOTHING: readonly RecordView[] = [];

export interface AxisInput {
  readonly records: readonly RecordView[];
  readonly seenUs: number;
  /** The right end where nothing is zoomed, microseconds. */
  readonly spanUs: number;
  readonly zoom: Span | null;
  readonly folded: boolean;
  readonly flightUs: number;
  readonly x0: number;
  readonly x1: number;
}

export function useAxis({ records, seenUs, spanUs, zoom, folded, flightUs, x0, x1 }: AxisInput): TimeAxis {
  const known = useRef<{ readonly records: readonly RecordView[]; readonly busy: Busy }>({ records: [], busy: [] });
  const busy = useMemo(() => {
    const before = known.current;
    const grown =
      before.records.length > 0 &&
      records.length >= before.records.length &&
      records[0] === before.records[0] &&
      records[before.records.length - 1] === before.records.at(-1);
    const next = grown ? extendBusy(before.busy, records.slice(before.records.length)) : busyOf(records);
    known.current = { records, busy: next };
    return next;
  }, [records]);
  const fromUs = zoom?.fromUs ?? 0;
  const toUs = zoom?.toUs ?? spanUs;
  return useMemo(() => {
    const folds = folded ? foldsOf({ busy, fromUs, toUs, seenUs, flightUs, pixels: x1 - x0 }) : [];
    return timeAxis({ fromUs, toUs, x0, x1, folds });
  }, [busy, folded, fromUs, toUs, seenUs, flightUs, x0, x1]);
}

const LABELS = 120;
const EDGE = 24;
const PHONE_EDGE = 24;

/** The axis of a page: shared by every slot and the track, from the labels to the edge of the stage. The furthest lane decides the span. */
export function usePageAxis(lanes: readonly LaneState[], stage: StageState, width: number, phone: boolean): TimeAxis {
  const lane = lanes[stage.lane] ?? lanes[0];
  const seenUs = Math.max(0, ...lanes.map((one) => one.seen.atUs));
  const stopUs = lane?.stopUs ?? null;
  return useAxis({
    records: lane?.chronicle.records ?? NOTHING,
    seenUs,
    spanUs: spanOf(seenUs, stopUs),
    zoom: stage.zoom,
    folded: stage.folded,
    flightUs: lane?.flightUs ?? 5000,
    x0: phone ? PHONE_EDGE : LABELS,
    x1: width - EDGE,
  });
}
