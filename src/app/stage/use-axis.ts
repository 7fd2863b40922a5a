/** The page's one time axis: what was busy so far, which quiet stretches are folded, what is in sight. Busy stretches grow with what is seen. */
import { useMemo, useRef } from 'react';
import type { RecordView } from '../../engine/picture/snapshot.ts';
import type { Span, StageState } from '../../state/stage-store.ts';
import { type Busy, busyOf, extendBusy, foldedSpan, foldsOf, spanOf, type TimeAxis, timeAxis } from '../../views/time-axis.ts';
import type { LaneState } from './use-lanes.ts';

const NOTHING: readonly RecordView[] = [];

export interface AxisInput {
  readonly records: readonly RecordView[];
  /** Those of the other lane: what is busy in either is not folded. */
  readonly others: readonly RecordView[];
  readonly seenUs: number;
  readonly stopUs: number | null;
  readonly zoom: Span | null;
  readonly folded: boolean;
  readonly flightUs: number;
  /** From when on records are held; of a long run the oldest go. */
  readonly knownFromUs: number;
  /** In rounds mode, how long a round is. */
  readonly roundUs: number | null;
  readonly x0: number;
  readonly x1: number;
}

export function useAxis({ records, others, seenUs, stopUs, zoom, folded, flightUs, knownFromUs, roundUs, x0, x1 }: AxisInput): TimeAxis {
  const known = useRef<{ readonly records: readonly RecordView[]; readonly busy: Busy }>({ records: [], busy: [] });
  const own = useMemo(() => {
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
  const busy = useMemo(() => (others.length === 0 ? own : extendBusy(own, others)), [own, others]);
  return useMemo(() => {
    const input = { busy, seenUs, flightUs, knownFromUs, pixels: x1 - x0 };
    const whole = folded ? foldedSpan(input, stopUs) : { toUs: spanOf(seenUs, stopUs), folds: [] };
    const span = zoom ?? { fromUs: 0, toUs: whole.toUs };
    const folds = zoom === null ? whole.folds : folded ? foldsOf({ ...input, ...span }) : [];
    return timeAxis({ ...span, x0, x1, folds, roundUs, wholeUs: whole.toUs });
  }, [busy, folded, zoom, seenUs, stopUs, flightUs, knownFromUs, roundUs, x0, x1]);
}

const LABELS = 120;
const EDGE = 24;
const PHONE_EDGE = 36;

/** The axis of a page: shared by every slot and the track, from the labels to the edge of the stage. The furthest lane decides the span. */
export function usePageAxis(lanes: readonly LaneState[], stage: StageState, width: number, phone: boolean): TimeAxis {
  const lane = lanes[stage.lane] ?? lanes[0];
  const seenUs = Math.max(0, ...lanes.map((one) => one.seen.atUs));
  return useAxis({
    records: lane?.chronicle.records ?? NOTHING,
    others: lanes.find((one) => one !== lane)?.chronicle.records ?? NOTHING,
    seenUs,
    stopUs: lane?.stopUs ?? null,
    zoom: stage.zoom,
    folded: stage.folded,
    flightUs: lane?.flightUs ?? 5000,
    knownFromUs: lane === undefined || lane.chronicle.from === 0 ? 0 : (lane.chronicle.records[0]?.atUs ?? 0),
    roundUs: lane?.scenario?.mode === 'rounds' ? lane.scenario.gossip.intervalMs * 1000 : null,
    x0: phone ? PHONE_EDGE : LABELS,
    x1: width - EDGE,
  });
}
