/**
 * Where each message stands: on the way between its ends, in a lane of its own beside others, stopped before a barrier; past 20 on one
 * way as one bundle with a count. Pure; what Canvas draws, what is hit and what the list mirrors all come from here.
 */
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { Dropped, Moving } from './frame.ts';
import { bendPast, firstPart, meets, type Point, pointOn, reversed, sideways, type Way, wayBetween } from './geometry.ts';
import type { ClusterLayout } from './places.ts';

export const BUNDLE_FROM = 21;
const LANES = 3;

/** The ways of a layout, found once each. */
export type Ways = (from: string, to: string) => Way | null;

export function waysOf(layout: ClusterLayout): Ways {
  const known = new Map<string, Way | null>();
  return (from, to) => {
    const id = `${from} ${to}`;
    const found = known.get(id);
    if (found !== undefined) return found;
    const back = known.get(`${to} ${from}`);
    const way = back === undefined ? wayIn(layout, from, to) : back === null ? null : reversed(back);
    known.set(id, way);
    return way;
  };
}

function wayIn(layout: ClusterLayout, from: string, to: string): Way | null {
  const a = layout.replicas.get(from) ?? layout.clients.get(from);
  const b = layout.replicas.get(to) ?? layout.clients.get(to);
  if (a === undefined || b === undefined) return null;
  const full = layout.style === 'full';
  const off = layout.half + (full ? layout.ring + (layout.narrow ? 4 : 8) : Math.min(3, layout.half * 0.2));
  const offOf = (id: string) => (layout.replicas.has(id) ? off : (layout.clients.get(id)?.radius ?? 20) + 4);
  const between =
    full && !(layout.narrow && !(layout.replicas.has(from) && layout.replicas.has(to)))
      ? [...layout.replicas.values()].filter((one) => one !== a && one !== b)
      : [];
  const rows = [...layout.replicas.values()].map((one) => one.y);
  const inward: Point = { x: layout.width / 2, y: (Math.min(...rows) + Math.max(...rows)) / 2 };
  const bend = between.length === 0 ? 0 : bendPast(a, b, between, layout.half + layout.ring + 12, inward);
  return wayBetween(a, b, offOf(from), offOf(to), bend);
}

export interface PlacedMessage {
  readonly message: Moving;
  readonly way: Way;
  /** Where on the way its mark stands, and how many pixels it has gone. */
  readonly share: number;
  readonly at: Point;
  /** More than 1: it stands for so many. */
  readonly count: number;
}

function apartIn(snapshot: Snapshot): (from: string, to: string) => boolean {
  if (snapshot.groups.length < 2) return () => false;
  const sides = new Map(snapshot.replicas.map((replica) => [replica.id, replica.side]));
  return (from, to) => sides.has(from) && sides.has(to) && sides.get(from) !== sides.get(to);
}

/** The share at which a barrier stops what goes this way; null where none stands in it. */
export function wallOn(layout: ClusterLayout, way: Way): number | null {
  let first: number | null = null;
  for (const bar of layout.barriers) {
    const share = meets(way, bar);
    if (share !== null && (first === null || share < first)) first = share;
  }
  return first;
}

/** `still`: each in the middle of its way, whole way shown as an arrow. */
export function placeMessages(layout: ClusterLayout, ways: Ways, moving: readonly Moving[], snapshot: Snapshot, still: boolean): readonly PlacedMessage[] {
  const onWay = new Map<string, Moving[]>();
  for (const message of moving) {
    const id = `${message.from} ${message.to}`;
    const list = onWay.get(id);
    if (list === undefined) onWay.set(id, [message]);
    else list.push(message);
  }
  const apart = apartIn(snapshot);
  const out: PlacedMessage[] = [];
  const full = layout.style === 'full';
  const step = layout.narrow ? 7 : 9;
  for (const list of onWay.values()) {
    const first = list[0];
    const straight = first === undefined ? null : ways(first.from, first.to);
    if (first === undefined || straight === null) continue;
    const wall = apart(first.from, first.to) ? wallOn(layout, straight) : null;
    const most = wall === null ? 1 : Math.max(0, wall - 10 / (straight.length || 1));
    if (list.length >= BUNDLE_FROM) {
      const shares = list.map((one) => one.share).sort((a, b) => a - b);
      const share = still ? 0.5 : Math.min(most, shares[shares.length >> 1] ?? 0);
      // Beside the bundle that comes the other way.
      const way = sideways(straight, 15);
      out.push({ message: first, way, share, at: pointOn(way, share), count: list.length });
      continue;
    }
    list.forEach((message, i) => {
      const way = full ? sideways(straight, (layout.replicas.has(message.from) && layout.replicas.has(message.to) ? 5 : 0) + (i % LANES) * step) : straight;
      if (still) {
        const shown = most < 1 ? firstPart(way, most) : way;
        out.push({ message, way: shown, share: 0.5, at: pointOn(shown, 0.5), count: 1 });
        return;
      }
      const share = Math.min(message.share, most);
      out.push({ message, way, share, at: pointOn(way, share), count: 1 });
    });
  }
  return out;
}

export interface PlacedDrop {
  readonly drop: Dropped;
  readonly at: Point;
  readonly way: Way;
  readonly share: number;
}

const DRAWN_DROPS = 40;

/** A drop stands at what stopped it: on the sender's face of the barrier, at a cut link's bar, before its receiver, or on the way. */
export function placeDrops(layout: ClusterLayout, ways: Ways, dropped: readonly Dropped[], cut: boolean): readonly PlacedDrop[] {
  return dropped.slice(-DRAWN_DROPS).flatMap((drop) => {
    const way = ways(drop.from, drop.to);
    if (way === null) return [];
    const wall = drop.reason === 'partition' && cut ? wallOn(layout, way) : null;
    const length = way.length || 1;
    const arrived = drop.reason === 'receiver-down' || drop.reason === 'crash' || drop.reason === 'queue-full';
    const share =
      wall !== null
        ? Math.max(0.06, wall - 12 / length)
        : arrived
          ? 1 - Math.min(0.2, 6 / length)
          : drop.reason === 'cut'
            ? Math.max(0.1, 0.5 - 20 / length)
            : 0.55;
    return [{ drop, at: pointOn(way, share), way, share }];
  });
}
