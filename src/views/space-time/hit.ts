/** What a press on the diagram means: the mark nearest to it within reach, of what has been seen. Pure, so that it is tested without a page. */
import type { Selection } from '../../engine/picture/selection.ts';
import type { TimeAxis } from '../time-axis.ts';
import { type Arrow, reachedBy, type SpaceTime } from './layout.ts';
import type { Box, Point } from './points.ts';

export const REACH = 22;
/** A press this much nearer to a lane than to a message is on the lane. */
const LANE_BIAS = 3;
const BAND_BIAS = 6;

export interface Hit {
  readonly selection: Selection;
  readonly x: number;
  readonly y: number;
  readonly distance: number;
}

export function hitAt(drawn: SpaceTime, x: number, y: number, seenUs: number, axis: Pick<TimeAxis, 'x'>): Hit | null {
  const lane = nearestLane(drawn, y);
  if (x < drawn.x0 - 6) return lane;
  let best: Hit | null = lane === null ? null : { ...lane, x, distance: lane.distance + LANE_BIAS };
  const offer = (distance: number, selection: Selection, at: { readonly x: number; readonly y: number }) => {
    if (distance <= REACH && (best === null || distance < best.distance)) best = { selection, distance, ...at };
  };
  for (const band of drawn.bands) {
    if (band.fromUs > seenUs) continue;
    const box = { left: band.x1, top: band.y, width: band.x2 - band.x1, height: band.height };
    offer(toBox(box, x, y) + BAND_BIAS, { type: 'event', event: band.event }, { x, y: band.y + band.height / 2 });
  }
  for (const arrow of drawn.arrows) {
    if (arrow.fromUs > seenUs) continue;
    const near = onArrow(arrow, x, y, seenUs, axis);
    offer(near.distance + (arrow.faint ? 1 : 0), { type: 'message', address: arrow.message.address }, near);
  }
  for (const point of drawn.points) if (point.atUs <= seenUs) offer(toPoint(point, x, y) - 1, selectionOf(point), point);
  return best;
}

export function selectionOf(point: Point): Selection {
  switch (point.type) {
    case 'copy':
      return { type: 'copy', replica: point.copy.replica, key: point.copy.key };
    case 'result':
      return { type: 'operation', client: point.outcome.client, n: point.outcome.n };
    case 'drop':
      return { type: 'message', address: point.addresses[0] ?? '' };
    case 'incident':
      return { type: 'event', event: point.event };
  }
}

function nearestLane(drawn: SpaceTime, y: number): Hit | null {
  let best: Hit | null = null;
  for (const lane of drawn.lanes) {
    const distance = Math.abs(lane.y - y);
    if (distance <= REACH && (best === null || distance < best.distance))
      best = { selection: { type: lane.type, id: lane.id }, x: drawn.x0, y: lane.y, distance };
  }
  return best;
}

function onArrow(arrow: Arrow, x: number, y: number, seenUs: number, axis: Pick<TimeAxis, 'x'>) {
  const end = reachedBy(arrow, seenUs, axis);
  const dx = end.x - arrow.x1;
  const dy = end.y - arrow.y1;
  const share = Math.max(0, Math.min(1, ((x - arrow.x1) * dx + (y - arrow.y1) * dy) / (dx * dx + dy * dy || 1)));
  const at = { x: arrow.x1 + share * dx, y: arrow.y1 + share * dy };
  return { ...at, distance: Math.hypot(x - at.x, y - at.y) };
}

function toPoint(point: Point, x: number, y: number): number {
  const own = Math.max(0, Math.hypot(point.x - x, point.y - y) - (point.type === 'copy' ? 3 : 6));
  return point.type === 'copy' || point.type === 'result' ? Math.min(own, point.chip === null ? own : toBox(point.chip, x, y)) : own;
}

function toBox({ left, top, width, height }: Box, x: number, y: number): number {
  return Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height));
}
