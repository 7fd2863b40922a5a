/** What is drawn on Canvas, from the same places and faces as the SVG: messages at every size, cells beyond 300 replicas. No DOM but the context it is given. */
import type { CellFace } from './encode.ts';
import type { MarkKind } from './frame.ts';
import { directionOn, type Way } from './geometry.ts';
import type { ClusterLayout } from './places.ts';
import type { PlacedMessage } from './traffic.ts';

/** The tokens' colours of the moment. */
export type Ink = Readonly<Record<(typeof INKS)[number], string>>;
export const INKS = [
  'n1',
  'n2',
  'n4',
  'n5',
  'n8',
  'n9',
  'n10',
  'n11',
  'n12',
  'raised',
  'on-ink',
  'blue',
  'blue-fill',
  'blue-text',
  'plum',
  'plum-fill',
  'plum-text',
  'green',
  'verm',
  'verm-fill',
] as const;

/** The shapes of ui/Glyph.tsx, about a point, added to the path. */
function shapeAt(context: CanvasRenderingContext2D, kind: MarkKind, size: number, x: number, y: number): void {
  const u = size / 16;
  switch (kind) {
    case 'write':
      context.rect(x - 4.5 * u, y - 4.5 * u, 9 * u, 9 * u);
      break;
    case 'read':
      context.moveTo(x + 5 * u, y);
      context.arc(x, y, 5 * u, 0, 2 * Math.PI);
      break;
    case 'answer':
      context.moveTo(x + 4.4 * u, y);
      context.arc(x, y, 4.4 * u, 0, 2 * Math.PI);
      break;
    case 'ack':
      context.moveTo(x - 4.8 * u, y + 0.4 * u);
      context.lineTo(x - 1.4 * u, y + 3.8 * u);
      context.lineTo(x + 5 * u, y - 3.4 * u);
      break;
    case 'hash':
      polygon(context, u, x, y, [0, -5.8, 5.8, 0, 0, 5.8, -5.8, 0]);
      break;
    case 'hint':
      polygon(context, u, x, y, [0, -5.4, 6, 5, -6, 5]);
      break;
    default:
      polygon(context, u, x, y, [0, -6, 6, -1.6, 3.7, 5.4, -3.7, 5.4, -6, -1.6]);
  }
}

/** Draws the path of shapes of one kind: rings and ticks are lines, the rest is filled. */
function finish(context: CanvasRenderingContext2D, kind: MarkKind, size: number): void {
  if (kind !== 'answer' && kind !== 'ack') {
    context.fill();
    return;
  }
  context.lineWidth = (2.2 * size) / 16;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke();
}

function shape(context: CanvasRenderingContext2D, kind: MarkKind, size: number): void {
  context.beginPath();
  shapeAt(context, kind, size, 0, 0);
  finish(context, kind, size);
}

function polygon(context: CanvasRenderingContext2D, u: number, x: number, y: number, points: readonly number[]): void {
  for (let i = 0; i < points.length; i += 2) {
    const px = x + (points[i] ?? 0) * u;
    const py = y + (points[i + 1] ?? 0) * u;
    if (i === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
}

export function clear(context: CanvasRenderingContext2D, layout: ClusterLayout, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
}

export interface MessageStyle {
  readonly still: boolean;
  readonly selected: string | null;
  readonly current: string | null;
}

/** With more, the ways would hide what goes on them: tails alone tell the direction. */
const WAYS_DRAWN = 120;
const TAIL = 28;

function trace(context: CanvasRenderingContext2D, way: Way): void {
  context.moveTo(way.a.x, way.a.y);
  context.quadraticCurveTo(way.c.x, way.c.y, way.b.x, way.b.y);
}

export function paintMessages(context: CanvasRenderingContext2D, layout: ClusterLayout, placed: readonly PlacedMessage[], ink: Ink, style: MessageStyle): void {
  const full = layout.style === 'full';
  if (!full && !style.still && placed.length <= WAYS_DRAWN) {
    context.beginPath();
    for (const { way } of placed) trace(context, way);
    context.lineWidth = 1;
    context.strokeStyle = ink.n8;
    context.stroke();
  }
  const size = full ? (layout.narrow ? 13 : 16) : Math.max(5, Math.min(12, layout.half * 0.9));
  const apart: PlacedMessage[] = [];
  const together = new Map<string, PlacedMessage[]>();
  for (const one of placed) {
    const { message, count } = one;
    if (full || style.still || count > 1 || message.address === style.selected || message.address === style.current) apart.push(one);
    else {
      const look = `${message.kind} ${message.late} ${message.repairing}`;
      const list = together.get(look);
      if (list === undefined) together.set(look, [one]);
      else list.push(one);
    }
  }
  for (const list of together.values()) paintAlike(context, list, ink, size);
  for (const one of apart) paintMessage(context, one, ink, style, size, full);
}

function colourOf({ message }: PlacedMessage, ink: Ink): string {
  return message.kind === 'hint' || message.repairing ? ink.green : message.late ? ink.n10 : ink.n12;
}

/** Small messages of one look in two paths, tails and marks: a thousand cost as much as a few. */
function paintAlike(context: CanvasRenderingContext2D, list: readonly PlacedMessage[], ink: Ink, size: number): void {
  const first = list[0];
  if (first === undefined) return;
  const colour = colourOf(first, ink);
  const wide = size * 0.28;
  const most = TAIL * (size / 16);
  context.beginPath();
  for (const { at, way, share } of list) {
    const length = Math.min(most, share * way.length);
    const angle = Math.atan2(way.b.y - way.a.y, way.b.x - way.a.x);
    const x = Math.cos(angle);
    const y = Math.sin(angle);
    context.moveTo(at.x - y * wide, at.y + x * wide);
    context.lineTo(at.x - x * length, at.y - y * length);
    context.lineTo(at.x + y * wide, at.y - x * wide);
  }
  context.globalAlpha = 0.32;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.beginPath();
  for (const { message, at } of list) shapeAt(context, message.kind, size, at.x, at.y);
  finish(context, first.message.kind, size);
}

function paintMessage(context: CanvasRenderingContext2D, one: PlacedMessage, ink: Ink, style: MessageStyle, size: number, full: boolean): void {
  const { message, way, share, at, count } = one;
  const chosen = style.selected === message.address;
  const colour = colourOf(one, ink);
  const angle = directionOn(way, share);
  if (style.still) arrow(context, way, colour, full);
  else if (count === 1) tail(context, at, angle, Math.min(TAIL * (size / 16), share * way.length), size, colour);
  if (chosen) {
    context.beginPath();
    trace(context, way);
    context.lineWidth = 2;
    context.strokeStyle = ink.n12;
    context.stroke();
  }
  if (count > 1) {
    bundle(context, one, ink, chosen);
    return;
  }
  context.save();
  context.translate(at.x, at.y);
  if (full) {
    context.beginPath();
    context.arc(0, 0, size * (chosen ? 0.82 : 0.6), 0, 2 * Math.PI);
    context.fillStyle = chosen ? ink.n12 : ink.n2;
    context.fill();
  }
  if (full && !style.still) chevron(context, angle, size, colour);
  context.fillStyle = chosen ? ink['on-ink'] : colour;
  context.strokeStyle = context.fillStyle;
  shape(context, message.kind, size);
  if (style.current === message.address) {
    context.beginPath();
    context.arc(0, 0, Math.max(12, size), 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = ink.n12;
    context.setLineDash([5, 3]);
    context.stroke();
  }
  context.restore();
}

function tail(
  context: CanvasRenderingContext2D,
  at: { readonly x: number; readonly y: number },
  angle: number,
  length: number,
  size: number,
  colour: string,
): void {
  if (length < 4) return;
  context.save();
  context.translate(at.x, at.y);
  context.rotate(angle);
  context.globalAlpha = 0.32;
  context.fillStyle = colour;
  context.beginPath();
  const wide = size * 0.28;
  context.moveTo(0, -wide);
  context.lineTo(-length, 0);
  context.lineTo(0, wide);
  context.fill();
  context.restore();
}

function chevron(context: CanvasRenderingContext2D, angle: number, size: number, colour: string): void {
  context.save();
  context.rotate(angle);
  context.beginPath();
  context.moveTo(size * 0.72, -size * 0.25);
  context.lineTo(size * 0.97, 0);
  context.lineTo(size * 0.72, size * 0.25);
  context.lineWidth = 1.6;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = colour;
  context.stroke();
  context.restore();
}

function arrow(context: CanvasRenderingContext2D, way: Way, colour: string, full: boolean): void {
  context.beginPath();
  trace(context, way);
  context.lineWidth = full ? 1.4 : 1;
  context.strokeStyle = colour;
  context.stroke();
  context.save();
  context.translate(way.b.x, way.b.y);
  context.rotate(directionOn(way, 1));
  context.beginPath();
  const length = full ? 9 : 5;
  context.moveTo(-length, -length / 2);
  context.lineTo(0, 0);
  context.lineTo(-length, length / 2);
  context.fillStyle = colour;
  context.fill();
  context.restore();
}

/** Many on one way: the shape of the first, with how many. */
function bundle(context: CanvasRenderingContext2D, { message, at, way, share, count }: PlacedMessage, ink: Ink, chosen: boolean): void {
  const text = `\u00d7 ${count}`;
  const width = 30 + text.length * 7;
  context.save();
  context.translate(at.x, at.y);
  context.beginPath();
  context.roundRect(-width / 2, -11, width, 22, 11);
  context.fillStyle = chosen ? ink.n12 : ink.raised;
  context.strokeStyle = ink.n12;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
  context.fillStyle = chosen ? ink['on-ink'] : ink.n12;
  context.strokeStyle = context.fillStyle;
  context.font = '600 12px Inter, system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.fillText(text, -width / 2 + 24, 0.5);
  context.translate(-width / 2 + 14, 0);
  shape(context, message.kind, 13);
  context.restore();
  context.save();
  context.translate(at.x, at.y);
  const angle = directionOn(way, share);
  const out = Math.abs(Math.cos(angle)) > 0.7 ? width / 2 - 4 : 2;
  context.translate(Math.cos(angle) * out, Math.sin(angle) * out);
  chevron(context, angle, 14, ink.n12);
  context.restore();
}

const cellInks: Readonly<Record<CellFace['colour'], readonly [keyof Ink, keyof Ink]>> = {
  empty: ['n1', 'n9'],
  blue: ['blue-fill', 'blue'],
  plum: ['plum-fill', 'plum'],
  plain: ['n4', 'n11'],
  stale: ['n5', 'n9'],
};

export interface CellStyle {
  readonly selected: string | null;
  readonly current: string | null;
}

/** All cells at once: the fills of one class in one path, so that ten thousand cost a few calls. */
export function paintCells(context: CanvasRenderingContext2D, layout: ClusterLayout, faces: readonly CellFace[], ink: Ink, style: CellStyle): void {
  const { half } = layout;
  const byLook = new Map<string, CellFace[]>();
  for (const face of faces) {
    const look = `${face.colour} ${face.fresh}`;
    const list = byLook.get(look);
    if (list === undefined) byLook.set(look, [face]);
    else list.push(face);
  }
  const line = half >= 3 ? Math.min(1.2, half / 4) : 0;
  const corner = Math.min(6, half / 3);
  for (const list of byLook.values()) {
    const face = list[0];
    if (face === undefined) continue;
    const [fill, edge] = cellInks[face.colour];
    context.beginPath();
    for (const one of list) {
      const place = layout.replicas.get(one.id);
      if (place === undefined) continue;
      if (half >= 4) context.roundRect(place.x - half, place.y - half, 2 * half, 2 * half, corner);
      else context.rect(place.x - half, place.y - half, 2 * half, 2 * half);
    }
    // Without an edge the fill alone must tell the classes apart.
    context.fillStyle = face.fresh || (line === 0 && face.colour !== 'empty') ? ink[edge] : ink[fill];
    context.fill();
    if (line > 0) {
      context.lineWidth = line;
      context.strokeStyle = ink[edge];
      context.stroke();
    }
  }
  if (half >= 9) paintHeard(context, layout, faces, ink);
  for (const face of faces) if (face.down) paintDown(context, layout, face.id, ink);
  outline(context, layout, style.selected, 3, [], ink);
  outline(context, layout, style.current, 2, [5, 3], ink);
}

function paintHeard(context: CanvasRenderingContext2D, layout: ClusterLayout, faces: readonly CellFace[], ink: Ink): void {
  context.font = '11px "JetBrains Mono", ui-monospace, monospace';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const face of faces) {
    const place = layout.replicas.get(face.id);
    if (place === undefined || face.heard === '' || face.heard.length * 6.6 > 2 * layout.half - 2) continue;
    context.fillStyle = face.fresh ? ink['on-ink'] : ink.n12;
    context.fillText(face.heard, place.x, place.y + 0.5);
  }
}

function paintDown(context: CanvasRenderingContext2D, layout: ClusterLayout, id: string, ink: Ink): void {
  const place = layout.replicas.get(id);
  if (place === undefined) return;
  const r = Math.max(1.2, layout.half * 0.7);
  context.beginPath();
  context.moveTo(place.x - r, place.y - r);
  context.lineTo(place.x + r, place.y + r);
  context.moveTo(place.x + r, place.y - r);
  context.lineTo(place.x - r, place.y + r);
  context.lineWidth = Math.max(1, layout.half / 5);
  context.strokeStyle = ink.verm;
  context.stroke();
}

function outline(context: CanvasRenderingContext2D, layout: ClusterLayout, id: string | null, width: number, dash: readonly number[], ink: Ink): void {
  const place = id === null ? undefined : layout.replicas.get(id);
  if (place === undefined) return;
  const reach = Math.max(5, layout.half + 3);
  context.beginPath();
  context.roundRect(place.x - reach, place.y - reach, 2 * reach, 2 * reach, 4);
  context.lineWidth = width;
  context.strokeStyle = ink.n12;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}
