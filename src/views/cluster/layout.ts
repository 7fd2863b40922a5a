/**
 * Where everything of the cluster view stands: pure geometry from the names, the sides and the size of the stage. Places depend on the
 * home sides, not on whether a cut holds now, so that nothing jumps when one comes or goes. Wide stages put the sides left and right of
 * an upright barrier, narrow ones above and below a level one; more than 12 replicas become a grid of cells.
 *
 *      phone  ( A )  ║  ( C )            cards on the outer side, so that
 *                    ║         ( D )     links and messages own the inside
 *             ( B )  ║  ( E )  laptop
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}
export type CardSide = 'above' | 'below';
export interface ReplicaPlace extends Point {
  readonly id: string;
  readonly side: number;
  readonly cards: CardSide;
  /** Width that its card and the words about it may use. */
  readonly room: number;
}
export interface ClientPlace extends Point {
  readonly id: string;
  readonly text: 'below' | 'right';
  readonly room: number;
}
export interface ClusterLayout {
  readonly width: number;
  readonly height: number;
  readonly style: 'full' | 'cells';
  /** Half a replica's square, and how far its timer ring stands off. */
  readonly half: number;
  readonly ring: number;
  readonly card: { readonly width: number; readonly height: number };
  readonly labels: boolean;
  readonly replicas: ReadonlyMap<string, ReplicaPlace>;
  readonly clients: ReadonlyMap<string, ClientPlace>;
  readonly sides: readonly { readonly box: Box; readonly ids: readonly string[] }[];
  /** Between the first two sides; a cut into more is told by the tints. */
  readonly barriers: readonly Box[];
  readonly upright: boolean;
}

export interface LayoutInput {
  readonly ids: readonly string[];
  /** The sides of the last or coming cut; names in none belong to the first. */
  readonly groups: readonly (readonly string[])[];
  readonly clients: readonly { readonly id: string; readonly home: string | null }[];
  readonly width: number;
  readonly height: number;
}

export const BARRIER = 20;
const GAP = 12;
const NARROW = 640;
/** Up to so many replicas are drawn in full; beyond they are cells. */
export const FULL_LIMIT = 12;
/** A card narrower than this shows its value over its version. */
export const TWO_LINES_BELOW = 156;

/** Which names stand together: the given groups if they make at least two sides, else the cluster in two halves. */
export function homeSides(ids: readonly string[], groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const named = groups.map((group) => ids.filter((id) => group.includes(id)));
  const rest = ids.filter((id) => !groups.some((group) => group.includes(id)));
  const first = named[0];
  if (first !== undefined && named.length > 1)
    return [[...first, ...rest].sort((a, b) => ids.indexOf(a) - ids.indexOf(b)), ...named.slice(1)].filter((side) => side.length > 0);
  if (ids.length < 3) return [ids];
  const half = Math.floor(ids.length / 2);
  return [ids.slice(0, half), ids.slice(half)];
}

/** The whole layout; the same input always gives the same places. */
export function layoutCluster(input: LayoutInput): ClusterLayout {
  const sides = homeSides(input.ids, input.groups);
  const upright = input.width >= NARROW;
  const full = input.ids.length <= FULL_LIMIT && sides.length <= 3;
  const frames = upright ? columns(input, sides, full) : rows(input, sides, full);
  const boxes = frames.boxes;
  const barriers = boxes.slice(1).map((box, i) => between(boxes[i] ?? box, box, upright));
  const replicas = new Map<string, ReplicaPlace>();
  const narrowest = Math.min(...sides.map((ids, i) => (boxes[i]?.width ?? input.width) / columnsOf(ids.length, upright)));
  const half = full ? Math.max(20, Math.min(34, Math.round(narrowest / 4.4), Math.round(input.height / (upright ? 11 : 13)))) : cellHalf(sides, boxes);
  const ring = full ? (half > 28 ? 7.5 : 6) : 3;
  const cardWidth = Math.round(Math.max(74, Math.min(upright ? 168 : 132, narrowest - 8)));
  const card = { width: cardWidth, height: cardWidth < TWO_LINES_BELOW ? 44 : 34 };
  sides.forEach((ids, side) => {
    const box = boxes[side];
    if (box === undefined) return;
    const places = full ? placeFull(ids, box, upright, side, { half, ring, card: card.height }, sides.length) : placeCells(ids, box, half);
    ids.forEach((id, i) => {
      const place = places[i];
      if (place !== undefined) replicas.set(id, { id, side, ...place });
    });
  });
  return {
    width: input.width,
    height: input.height,
    style: full ? 'full' : 'cells',
    half,
    ring,
    card,
    labels: full || (input.ids.length < 30 && half >= 13),
    replicas,
    clients: frames.clients,
    sides: sides.map((ids, i) => ({ ids, box: boxes[i] ?? { x: 0, y: 0, width: 0, height: 0 } })),
    barriers,
    upright,
  };
}

function between(a: Box, b: Box, upright: boolean): Box {
  if (upright) return { x: (a.x + a.width + b.x - BARRIER) / 2, y: a.y - 8, width: BARRIER, height: a.height + 16 };
  return { x: a.x, y: (a.y + a.height + b.y - BARRIER) / 2, width: a.width, height: BARRIER };
}

function columnsOf(count: number, upright: boolean): number {
  return upright ? Math.max(1, Math.ceil(count / 2)) : Math.max(1, count <= 4 ? count : Math.ceil(count / 2));
}

interface Frames {
  readonly boxes: readonly Box[];
  readonly clients: ReadonlyMap<string, ClientPlace>;
}

function clientsBySide(input: LayoutInput, sides: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const last = sides.length - 1;
  const lists: string[][] = [[], []];
  input.clients.slice(0, 6).forEach((client, i) => {
    const side = client.home === null ? i % 2 : sides.findIndex((ids) => client.home !== null && ids.includes(client.home));
    const list = lists[side === last && last > 0 ? 1 : 0];
    list?.push(client.id);
  });
  return lists;
}

/** Sides from left to right, each as wide as it has columns; clients stand outside, left and right. */
function columns(input: LayoutInput, sides: readonly (readonly string[])[], full: boolean): Frames {
  const [left = [], right = []] = clientsBySide(input, sides);
  const margin = Math.min(150, Math.max(114, input.width * 0.13));
  const from = left.length > 0 ? margin : GAP;
  const to = input.width - (right.length > 0 ? margin : GAP);
  const gap = BARRIER + 2 * GAP;
  const top = 20;
  const height = input.height - 2 * top;
  const weights = sides.map((ids) => (full ? columnsOf(ids.length, true) + 0.35 : ids.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const space = to - from - gap * (sides.length - 1);
  let x = from;
  const boxes = weights.map((weight) => {
    const box = { x, y: top, width: (space * weight) / total, height };
    x += box.width + gap;
    return box;
  });
  const clients = new Map<string, ClientPlace>();
  const stand = (ids: readonly string[], at: number) =>
    ids.forEach((id, i) => {
      clients.set(id, { id, x: at, y: top + (height * (i + 1)) / (ids.length + 1) - 24, text: 'below', room: margin - 10 });
    });
  stand(left, from / 2);
  stand(right, (to + input.width) / 2);
  return { boxes, clients };
}

/** Sides from top to bottom; clients in a strip above the first and below the last. */
function rows(input: LayoutInput, sides: readonly (readonly string[])[], full: boolean): Frames {
  const [upper = [], lower = []] = clientsBySide(input, sides);
  const strip = 56;
  const from = upper.length > 0 ? strip : 8;
  const to = input.height - (lower.length > 0 ? strip : 8);
  const gap = BARRIER + 16;
  const space = to - from - gap * (sides.length - 1);
  const weights = sides.map((ids) => (full ? Math.ceil(ids.length / columnsOf(ids.length, false)) : ids.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let y = from;
  const boxes = weights.map((weight) => {
    const box = { x: 8, y, width: input.width - 16, height: (space * weight) / total };
    y += box.height + gap;
    return box;
  });
  const clients = new Map<string, ClientPlace>();
  const stand = (ids: readonly string[], at: number) =>
    ids.forEach((id, i) => {
      const room = (input.width - 16) / ids.length;
      clients.set(id, { id, x: 8 + room * i + 24, y: at, text: 'right', room: room - 52 });
    });
  stand(upper, strip / 2 - 1);
  stand(lower, input.height - strip / 2 + 1);
  return { boxes, clients };
}

type Spot = Omit<ReplicaPlace, 'id' | 'side'>;

/** Up to 12: upright sides in two rows with an odd one out in the middle of the last column; level sides in rows. */
function placeFull(
  ids: readonly string[],
  box: Box,
  upright: boolean,
  side: number,
  size: { readonly half: number; readonly ring: number; readonly card: number },
  sideCount: number,
): readonly Spot[] {
  const count = ids.length;
  const cols = columnsOf(count, upright);
  const room = box.width / cols;
  const outer = size.half + size.ring + 14 + size.card;
  if (upright) {
    const top = box.y + outer + 32;
    const bottom = box.y + box.height - outer - 24;
    const middle = box.y + box.height / 2 + 10;
    return ids.map((_, i) => {
      const alone = i === count - 1 && count % 2 === 1;
      const column = Math.floor(i / 2);
      const x = box.x + room * (column + 0.5);
      if (alone) return { x, y: middle, cards: 'above', room };
      return { x, y: i % 2 === 0 ? top : bottom, cards: i % 2 === 0 ? 'above' : 'below', room };
    });
  }
  const lines = Math.ceil(count / cols);
  const below = side > 0 && side === sideCount - 1;
  const pitch = box.height / lines;
  return ids.map((_, i) => {
    const line = Math.floor(i / cols);
    const inLine = Math.min(cols, count - line * cols);
    const width = box.width / Math.max(inLine, 2);
    const x = box.x + box.width / 2 + (i - line * cols - (inLine - 1) / 2) * width;
    const reach = 8 + outer + 12;
    const slack = Math.max(0, pitch - reach - size.half - size.ring - 8) / 2;
    const y = below ? box.y + pitch * (line + 1) - slack - reach : box.y + pitch * line + slack + reach;
    return { x, y: Math.round(y), cards: below ? 'below' : 'above', room: width };
  });
}

function cellHalf(sides: readonly (readonly string[])[], boxes: readonly Box[]): number {
  let half = 24;
  sides.forEach((ids, i) => {
    const box = boxes[i];
    if (box !== undefined) half = Math.min(half, gridPitch(ids.length, box) * 0.42);
  });
  return Math.max(1.5, half);
}

/** The largest pitch at which so many cells fit a box. */
function gridPitch(count: number, box: Box): number {
  const width = Math.max(1, box.width - 16);
  const height = Math.max(1, box.height - 44);
  let pitch = Math.sqrt((width * height) / Math.max(1, count));
  while (Math.floor(width / pitch) * Math.floor(height / pitch) < count && pitch > 1) pitch *= 0.98;
  return Math.min(pitch, 60);
}

function placeCells(ids: readonly string[], box: Box, half: number): readonly Spot[] {
  const pitch = Math.max(half / 0.42, 2);
  const cols = Math.max(1, Math.floor((box.width - 16) / pitch));
  const used = Math.min(cols, ids.length);
  const lines = Math.ceil(ids.length / cols);
  const x0 = box.x + box.width / 2 - (used * pitch) / 2;
  const y0 = box.y + 22 + box.height / 2 - 11 - (lines * pitch) / 2;
  return ids.map((_, i) => ({ x: x0 + ((i % cols) + 0.5) * pitch, y: y0 + (Math.floor(i / cols) + 0.5) * pitch, cards: 'above', room: pitch }));
}

/** Clips the way between two points to the rings around them, so that a mark travels from edge to edge. */
export function edgeToEdge(from: Point, to: Point, fromOff: number, toOff: number): readonly [Point, Point] {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const ux = dx / length;
  const uy = dy / length;
  const reach = (off: number) => off / Math.max(Math.abs(ux), Math.abs(uy), 0.75);
  const a = Math.min(reach(fromOff), length / 2);
  const b = Math.min(reach(toOff), length / 2);
  return [
    { x: from.x + ux * a, y: from.y + uy * a },
    { x: to.x - ux * b, y: to.y - uy * b },
  ];
}

/** The share of the way at which a line first meets a box, or null where it misses it. */
export function meets(from: Point, to: Point, box: Box, upright: boolean): number | null {
  const a = upright ? from.x : from.y;
  const b = upright ? to.x : to.y;
  const low = upright ? box.x : box.y;
  const high = low + (upright ? box.width : box.height);
  if (a === b || (a < low && b < low) || (a > high && b > high)) return null;
  const edge = a < b ? low : high;
  return Math.max(0, Math.min(1, (edge - a) / (b - a)));
}

/** A point on a rounded square's outline, clockwise from 12 o'clock; `share` 0 to 1. */
export function pointOnRing(share: number, half: number, radius: number): Point {
  const straight = 2 * (half - radius);
  const arc = (Math.PI * radius) / 2;
  const perimeter = 4 * (straight + arc);
  let left = (((share % 1) + 1) % 1) * perimeter;
  const corner = half - radius;
  const steps: readonly (readonly [number, (d: number) => Point])[] = [
    [straight / 2, (d) => ({ x: d, y: -half })],
    [arc, (d) => ({ x: corner + radius * Math.sin(d / radius), y: -corner - radius * Math.cos(d / radius) })],
    [straight, (d) => ({ x: half, y: -corner + d })],
    [arc, (d) => ({ x: corner + radius * Math.cos(d / radius), y: corner + radius * Math.sin(d / radius) })],
    [straight, (d) => ({ x: corner - d, y: half })],
    [arc, (d) => ({ x: -corner - radius * Math.sin(d / radius), y: corner + radius * Math.cos(d / radius) })],
    [straight, (d) => ({ x: -half, y: corner - d })],
    [arc, (d) => ({ x: -corner - radius * Math.cos(d / radius), y: -corner - radius * Math.sin(d / radius) })],
    [straight / 2, (d) => ({ x: -corner + d, y: -half })],
  ];
  for (const [length, at] of steps) {
    if (left <= length) return at(left);
    left -= length;
  }
  return { x: 0, y: -half };
}

/** The outline itself, from 12 o'clock clockwise, as path data. */
export function ringPath(half: number, radius: number): string {
  const c = half - radius;
  return `M0 ${-half}H${c}A${radius} ${radius} 0 0 1 ${half} ${-c}V${c}A${radius} ${radius} 0 0 1 ${c} ${half}H${-c}A${radius} ${radius} 0 0 1 ${-half} ${c}V${-c}A${radius} ${radius} 0 0 1 ${-c} ${-half}Z`;
}
