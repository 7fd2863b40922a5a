/** Many replicas as a grid of squares, 44 to 6 as wide as the gaps between them: one block, or one for each side of a cut. */
import type { Box } from './geometry.ts';
import { type Frame, NAMELESS_FROM, type ReplicaPlace, SMALL_FROM } from './places.ts';

const SHARE = 0.44;

export interface Cells {
  readonly half: number;
  readonly places: readonly ReplicaPlace[];
}

export function placeCells(count: number, sides: readonly (readonly string[])[], boxes: readonly Box[], frame: Frame): Cells {
  const most = count < NAMELESS_FROM ? 92 : count < SMALL_FROM ? 60 : 50;
  const fields = boxes.map((box, i) => fieldOf(box, i === 0 ? frame.left : 0, i === boxes.length - 1 ? frame.right : 0));
  const pitch = Math.max(1.2, Math.min(most, ...sides.map((ids, i) => pitchFor(ids.length, fields[i] ?? { x: 0, y: 0, width: 1, height: 1 }))));
  const places = sides.flatMap((ids, side) => {
    const field = fields[side];
    return field === undefined ? [] : grid(ids, side, field, pitch);
  });
  return { half: pitch * SHARE, places };
}

function fieldOf(box: Box, left: number, right: number): Box {
  const pad = box.width < 300 ? 4 : 10;
  return { x: box.x + left + pad, y: box.y + pad, width: Math.max(8, box.width - left - right - 2 * pad), height: Math.max(8, box.height - 2 * pad) };
}

/** The largest pitch at which so many squares fit. */
function pitchFor(count: number, field: Box): number {
  let pitch = Math.sqrt((field.width * field.height) / Math.max(1, count));
  while (Math.floor(field.width / pitch) * Math.floor(field.height / pitch) < count && pitch > 1.2) pitch *= 0.985;
  return pitch;
}

function grid(ids: readonly string[], side: number, field: Box, pitch: number): readonly ReplicaPlace[] {
  const most = Math.max(1, Math.floor(field.width / pitch));
  // As wide as the field's shape, not wider than needed: 100 replicas are 20 × 5 or 10 × 10, never 18 × 5 and a rest, where that is possible.
  const lines = Math.ceil(ids.length / most);
  const columns = Math.min(most, Math.ceil(ids.length / lines));
  const x0 = field.x + (field.width - columns * pitch) / 2;
  const y0 = field.y + (field.height - lines * pitch) / 2;
  return ids.map((id, i) => ({
    id,
    side,
    x: x0 + ((i % columns) + 0.5) * pitch,
    y: y0 + (Math.floor(i / columns) + 0.5) * pitch,
    cards: 'above',
    room: pitch,
    left: 0,
  }));
}
