/**
 * What stands at one moment on a lane: dots and chips of versions, results of clients, crosses of drops, crashes, restarts, stepped clocks.
 * Chips are placed so that none lies on another: writes first, then siblings and deletes, then arrivals where there is room.
 */
import type { CopyView } from '../../engine/picture/snapshot.ts';
import type { DropReason } from '../../engine/trace.ts';
import type { TimeAxis } from '../time-axis.ts';
import { CLOSE_ROW, type Lane, type Lanes } from './lanes.ts';
import type { Arrow } from './layout.ts';
import type { Change, Incident, Outcome, Story } from './story.ts';

interface Base {
  readonly id: string;
  readonly event: number;
  readonly atUs: number;
  readonly lane: string;
  /** Where it belongs: on its lane at its time, of drops where it was dropped. */
  readonly x: number;
  readonly y: number;
}
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export interface CopyPoint extends Base {
  readonly type: 'copy';
  readonly copy: CopyView;
  readonly text: string;
  readonly written: boolean;
  readonly repaired: boolean;
  /** Null where there is no room: the dot alone stands. */
  readonly chip: Box | null;
}
export interface ResultPoint extends Base {
  readonly type: 'result';
  readonly outcome: Outcome;
  /** Null where it is only a glyph: an acknowledged write, or no room. */
  readonly chip: Box | null;
}
export interface DropPoint extends Base {
  readonly type: 'drop';
  readonly addresses: readonly string[];
  readonly reason: DropReason | null;
}
export interface IncidentPoint extends Base {
  readonly type: 'incident';
  readonly incident: Incident;
}
export type Point = CopyPoint | ResultPoint | DropPoint | IncidentPoint;

export function pointsOf(story: Story, axis: TimeAxis, lanes: Lanes, laneOf: ReadonlyMap<string, Lane>, arrows: readonly Arrow[]): readonly Point[] {
  const inSight = (atUs: number) => atUs >= axis.fromUs && atUs <= axis.toUs;
  const out: Point[] = [];
  const room = new Room(axis);
  for (const incident of story.incidents) {
    const lane = laneOf.get(incident.replica);
    if (lane === undefined || !inSight(incident.atUs)) continue;
    const { event, atUs, kind, replica } = incident;
    const x = axis.x(atUs);
    room.take({ left: x - 8, top: lane.y - 8, width: 16, height: 16 });
    out.push({ type: 'incident', id: `${kind}/${event}/${replica}`, event, atUs, lane: replica, x, y: lane.y, incident });
  }
  const drops = dropsOf(arrows);
  for (const { x, y } of drops) room.take({ left: x - 7, top: y - 7, width: 14, height: 14 });
  out.push(...drops);
  for (const outcome of story.outcomes) {
    const lane = laneOf.get(outcome.client);
    if (lane !== undefined && inSight(outcome.atUs)) out.push(resultPoint(outcome, lane, axis, room));
  }
  const last = lanes.lanes.at(-1)?.id ?? null;
  const due = story.changes.filter((one) => one.fresh && inSight(one.atUs) && laneOf.has(one.copy.replica));
  for (const change of [...due].sort((a, b) => urgency(b) - urgency(a) || a.event - b.event)) {
    const lane = laneOf.get(change.copy.replica);
    if (lane !== undefined) out.push(copyPoint(change, lane, axis, room, lanes.row, lane.id === last));
  }
  return out.sort((a, b) => a.event - b.event);
}

function urgency({ copy, written }: Change): number {
  return written ? 3 : copy.labels.length > 1 ? 2 : copy.tombstone ? 1 : 0;
}

/** Rectangles that are taken, so that no two overlap. */
class Room {
  private readonly taken: Box[] = [];
  private readonly left: number;
  private readonly right: number;

  constructor({ x0, x1 }: TimeAxis) {
    this.left = x0;
    this.right = x1;
  }

  take(box: Box): Box {
    this.taken.push(box);
    return box;
  }

  /** The first of the boxes that is free, taken; null where none is. */
  first(boxes: readonly Box[]): Box | null {
    const found = boxes.find(
      (box) =>
        box.left >= this.left &&
        box.left + box.width <= this.right &&
        this.taken.every(
          (one) =>
            box.left >= one.left + one.width + 2 ||
            one.left >= box.left + box.width + 2 ||
            box.top >= one.top + one.height + 1 ||
            one.top >= box.top + box.height + 1,
        ),
    );
    return found === undefined ? null : this.take(found);
  }
}

const LETTER = 6.7;
const SIDE = 6;
const OFF = 7;
const CHIP_HEIGHT = 16;

export function chipText(copy: CopyView): string {
  const labels = copy.labels.map((label) => (label === '' ? 'loaded' : label));
  if (labels.length > 2) return `${labels.length} siblings`;
  return labels.length === 0 ? 'nothing' : labels.join(' + ');
}

function copyPoint(change: Change, lane: Lane, axis: TimeAxis, room: Room, row: number, isLast: boolean): CopyPoint {
  const { copy, event, atUs, written } = change;
  const x = axis.x(atUs);
  const text = chipText(copy);
  const width = Math.ceil(text.length * LETTER) + 2 * SIDE + (copy.labels.length > 1 || copy.tombstone ? 14 : 0);
  const box = (left: number, middle: number): Box => ({ left, top: middle - CHIP_HEIGHT / 2, width, height: CHIP_HEIGHT });
  // In close rows there is no room between lanes: chips then stand on their own.
  const off = row >= CLOSE_ROW ? 13 : 0;
  const heights = off === 0 ? [lane.y] : isLast ? [lane.y + off, lane.y - off] : [lane.y - off];
  const chip = room.first(heights.flatMap((middle) => [box(x + OFF, middle), box(x - OFF - width, middle)]));
  const repaired = copy.by !== 'write' && copy.by !== 'data';
  return { type: 'copy', id: `${copy.replica}@${event}`, event, atUs, lane: lane.id, x, y: lane.y, copy, text, written, repaired, chip };
}

function resultPoint(outcome: Outcome, lane: Lane, axis: TimeAxis, room: Room): ResultPoint {
  const { client, n, event, atUs, ok, stale, text } = outcome;
  const x = axis.x(atUs);
  const width = ok ? Math.ceil(text.length * 6.1) + 2 * SIDE + (stale ? 15 : 0) : 54;
  const at = (left: number): Box => ({ left, top: lane.y - CHIP_HEIGHT / 2, width, height: CHIP_HEIGHT });
  const small = (left: number): Box => ({ left, top: lane.y - 7, width: 14, height: 14 });
  const chip = text === '' && ok ? null : room.first([at(x + OFF), at(x - OFF - width)]);
  if (chip === null) room.first([small(x + 4), small(x - 18)]);
  return { type: 'result', id: `${client}#${n}`, event, atUs, lane: client, x, y: lane.y, outcome, chip };
}

/** Crosses; those of one sender that would lie on one another stand as one. */
function dropsOf(arrows: readonly Arrow[]): readonly DropPoint[] {
  const out = new Map<string, DropPoint>();
  for (const { fate, message, reason, x2, y2, toUs, endEvent } of arrows) {
    if (fate !== 'dropped' || endEvent === null) continue;
    const id = `${message.from}/${Math.round(x2 / 6)}/${Math.round(y2)}/${endEvent}`;
    const known = out.get(id);
    const addresses = [...(known?.addresses ?? []), message.address];
    out.set(
      id,
      known === undefined ? { type: 'drop', id, event: endEvent, atUs: toUs, lane: message.from, x: x2, y: y2, addresses, reason } : { ...known, addresses },
    );
  }
  return [...out.values()];
}
