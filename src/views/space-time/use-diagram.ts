/** The diagram's drawing for a moment, computed again only when the records, the axis, the room or the selection are other ones: not while time passes. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { StageProps } from '../stage.ts';
import type { TimeAxis } from '../time-axis.ts';
import { layoutSpaceTime, type SpaceTime } from './layout.ts';
import { type Before, beforeOf, NOTHING_BEFORE, storyOf } from './story.ts';

/** An acknowledgement lists at most so many of the copies that it made stale; of others the snapshot tells. */
const STALE_COPIES_LISTED = 200;

export function useHeight(first: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(first);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const read = () => setHeight(element.clientHeight);
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, height };
}

/** The page makes an axis anew with every frame at the edge of what was seen: one that says the same is the same. */
function useSameAxis(axis: TimeAxis): TimeAxis {
  const known = useRef(axis);
  const { fromUs, toUs, x0, x1, breaks } = known.current;
  const same =
    fromUs === axis.fromUs &&
    toUs === axis.toUs &&
    x0 === axis.x0 &&
    x1 === axis.x1 &&
    breaks.length === axis.breaks.length &&
    breaks.every((one, i) => one.fromUs === axis.breaks[i]?.fromUs && one.toUs === axis.breaks[i]?.toUs);
  if (!same) known.current = axis;
  return known.current;
}

export function useDiagram(props: StageProps, height: number, answers: boolean): { readonly drawn: SpaceTime; readonly hasAnswers: boolean } {
  const { recordsFrom, shownKey, selection } = props;
  const { records, snapshot } = useUnhurried(props);
  const axis = useSameAxis(props.axis);
  const whole = recordsFrom === 0 && snapshot.replicas.length <= STALE_COPIES_LISTED;
  const beforeText = useMemo(
    () => (whole ? '' : JSON.stringify(beforeOf(records, snapshot, shownKey, recordsFrom === 0))),
    [whole, records, snapshot, shownKey, recordsFrom],
  );
  const story = useMemo(
    () => storyOf(records, shownKey, beforeText === '' ? NOTHING_BEFORE : (JSON.parse(beforeText) as Before)),
    [records, shownKey, beforeText],
  );
  const replicas = useMemo(() => snapshot.replicas.map((one) => one.id).join(' '), [snapshot.replicas]);
  const clients = snapshot.clients.map((one) => one.id).join(' ');
  const drawn = useMemo(
    () => layoutSpaceTime({ story, axis, replicas: names(replicas), clients: names(clients), selection, height, answers }),
    [story, axis, replicas, clients, selection, height, answers],
  );
  const hasAnswers = useMemo(() => story.flights.some((flight) => flight.answer), [story]);
  return { drawn, hasAnswers };
}

/** More records than this are digested a few times a second while a run plays, not with every frame. */
const RECORDS_AT_ONCE = 1500;
const UNHURRIED_MS = 150;

/** The records and the snapshot that belong together, as they are, or for a moment as they were. */
function useUnhurried({ records, snapshot }: StageProps): Pick<StageProps, 'records' | 'snapshot'> {
  const [, catchUp] = useState(0);
  const kept = useRef({ records, snapshot, atMs: 0 });
  const now = performance.now();
  const small = records.length <= RECORDS_AT_ONCE && snapshot.replicas.length <= STALE_COPIES_LISTED;
  if (small || now - kept.current.atMs >= UNHURRIED_MS) kept.current = { records, snapshot, atMs: now };
  const behind = kept.current.records !== records;
  useEffect(() => {
    if (!behind) return;
    const timer = setTimeout(() => catchUp((count) => count + 1), UNHURRIED_MS);
    return () => clearTimeout(timer);
  });
  return kept.current;
}

function names(joined: string): readonly string[] {
  return joined === '' ? [] : joined.split(' ');
}
