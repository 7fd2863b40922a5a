/** Everything in the figure that can be chosen, in the order in which arrow keys go through it, and what of it a point hits: the nearest within 22 px. */
import { quadtree } from 'd3';
import type { Selection } from '../../engine/picture/selection.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { bodyBox, cardBox, clientBox } from './boxes.ts';
import type { Moving } from './frame.ts';
import { type Box, type Point, pointOn, toBox, toWay } from './geometry.ts';
import type { Link } from './LinkMarks.tsx';
import type { ClusterLayout, ReplicaPlace } from './places.ts';
import type { PlacedMessage, Ways } from './traffic.ts';

/** How far from a mark a press still hits it. */
export const HIT = 22;
/** So many replicas and messages on Canvas are mirrored in the list. */
export const LISTED = 200;

export interface Item {
  readonly key: string;
  readonly selection: Selection;
}

export function keyOfSelection(selection: Selection | null): string | null {
  switch (selection?.type) {
    case 'replica':
      return `r:${selection.id}`;
    case 'copy':
      return `r:${selection.replica}`;
    case 'client':
      return `c:${selection.id}`;
    case 'operation':
      return `c:${selection.client}`;
    case 'link':
      return `l:${selection.a} ${selection.b}`;
    case 'message':
      return `m:${selection.address}`;
    default:
      return null;
  }
}

export function itemOf(key: string): Item | null {
  const name = key.slice(2);
  switch (key[0]) {
    case 'r':
      return { key, selection: { type: 'replica', id: name } };
    case 'c':
      return { key, selection: { type: 'client', id: name } };
    case 'm':
      return { key, selection: { type: 'message', address: name } };
    case 'l': {
      const [a = '', b = ''] = name.split(' ');
      return { key, selection: { type: 'link', a, b } };
    }
    default:
      return null;
  }
}

/** Replicas, clients, links, messages: what arrow keys go through. */
export function orderOf(snapshot: Snapshot, layout: ClusterLayout, links: readonly Link[], messages: readonly Moving[], onCanvas: boolean): readonly string[] {
  const replicas = snapshot.replicas.slice(0, onCanvas ? LISTED : undefined).map((one) => `r:${one.id}`);
  return [
    ...replicas,
    ...[...layout.clients.keys()].map((id) => `c:${id}`),
    ...links.map((link) => link.key),
    ...[...new Set(messages.slice(0, LISTED).map((one) => `m:${one.address}`))],
  ];
}

export interface Scene {
  readonly layout: ClusterLayout;
  readonly ways: Ways;
  readonly links: readonly Link[];
  readonly placed: readonly PlacedMessage[];
}

/** The replica nearest to a point within 22 px of its square. */
export function replicaFinder(layout: ClusterLayout): (point: Point) => ReplicaPlace | null {
  const tree = quadtree<ReplicaPlace>()
    .x((place) => place.x)
    .y((place) => place.y)
    .addAll([...layout.replicas.values()]);
  return (point) => tree.find(point.x, point.y, HIT + layout.half * 1.5) ?? null;
}

/** What a press at a point means; null on empty ground. A link is only hit where nothing else is within reach. */
export function hit(scene: Scene, point: Point, nearestReplica: (point: Point) => ReplicaPlace | null): string | null {
  let best: string | null = null;
  let reach = HIT;
  const offer = (key: string, distance: number) => {
    if (distance < reach || (distance === 0 && reach === 0 && best === null)) {
      best = key;
      reach = distance;
    }
  };
  const { layout } = scene;
  if (layout.style === 'full') {
    for (const place of layout.replicas.values()) {
      offer(`r:${place.id}`, toBox(point, bodyBox(place, layout)));
      const card = cardBox(place, layout);
      if (card !== null) offer(`r:${place.id}`, toBox(point, card));
    }
  } else {
    const place = nearestReplica(point);
    if (place !== null) offer(`r:${place.id}`, toBox(point, bodyBox(place, layout)));
  }
  for (const place of layout.clients.values()) offer(`c:${place.id}`, toBox(point, clientBox(place)));
  const tree = quadtree<PlacedMessage>()
    .x((one) => one.at.x)
    .y((one) => one.at.y)
    .addAll([...scene.placed]);
  const message = tree.find(point.x, point.y, HIT);
  if (message !== undefined)
    offer(
      message.count > 1 ? linkKey(scene, message) : `m:${message.message.address}`,
      Math.max(0, Math.hypot(message.at.x - point.x, message.at.y - point.y) - 6),
    );
  if (best !== null) return best;
  for (const link of scene.links) {
    const way = scene.ways(link.a, link.b);
    if (way !== null) offer(link.key, toWay(way, point));
  }
  return best;
}

/** A bundle is chosen as the link that it is on. */
function linkKey(scene: Scene, { message }: PlacedMessage): string {
  const ids = [...scene.layout.replicas.keys()];
  const [a, b] = ids.indexOf(message.from) < ids.indexOf(message.to) ? [message.from, message.to] : [message.to, message.from];
  return `l:${a} ${b}`;
}

/** The rectangle beside which a bar of commands opens. */
export function boxOf(scene: Scene, key: string): Box | null {
  const name = key.slice(2);
  const { layout } = scene;
  const place = key.startsWith('r:') ? layout.replicas.get(name) : undefined;
  if (place !== undefined) return bodyBox(place, layout);
  const client = key.startsWith('c:') ? layout.clients.get(name) : undefined;
  if (client !== undefined) return clientBox(client);
  if (key.startsWith('m:')) {
    const found = scene.placed.find((one) => one.message.address === name);
    return found === undefined ? null : { x: found.at.x - 9, y: found.at.y - 9, width: 18, height: 18 };
  }
  const [a = '', b = ''] = name.split(' ');
  const way = key.startsWith('l:') ? scene.ways(a, b) : null;
  if (way === null) return null;
  const middle = pointOn(way, 0.5);
  return { x: middle.x - 9, y: middle.y - 9, width: 18, height: 18 };
}
