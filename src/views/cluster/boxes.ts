/** The rectangles that things take up: for hits, for keeping words off them, and for the test that nothing lies on anything. */
import type { Box, Point } from './geometry.ts';
import { overlap } from './geometry.ts';
import { BADGE_OVER } from './layout-full.ts';
import type { ClientPlace, ClusterLayout, ReplicaPlace } from './places.ts';

export function bodyBox(place: ReplicaPlace, layout: ClusterLayout): Box {
  const reach = layout.half + (layout.style === 'full' ? layout.ring : 0);
  return { x: place.x - reach, y: place.y - reach, width: 2 * reach, height: 2 * reach };
}

/** The card with what stands over its edge; null for cells. Siblings take what room there is. */
export function cardBox(place: ReplicaPlace, layout: ClusterLayout, siblings = false): Box | null {
  if (layout.style !== 'full') return null;
  const { card, half, ring } = layout;
  const width = siblings ? Math.min(2 * card.width - 12, place.room - 2) : card.width;
  const off = half + ring + card.off;
  const height = card.height + BADGE_OVER;
  const y = place.cards === 'above' ? place.y - off - height : place.y + off;
  return { x: place.x - width / 2, y, width, height };
}

export function clientBox(place: ClientPlace): Box {
  return { x: place.x - place.radius, y: place.y - place.radius, width: 2 * place.radius, height: 2 * place.radius };
}

export function clientWordsBox(place: ClientPlace): Box {
  if (place.text === 'beside') return { x: place.textX, y: place.y - 15, width: Math.max(0, place.room), height: 30 };
  return {
    x: place.align === 'start' ? place.textX : place.textX - place.room,
    y: place.y + place.radius + 4,
    width: place.room,
    height: 16 * place.lines + 3,
  };
}

/** All that a free-standing word must keep off. */
export function takenBoxes(layout: ClusterLayout, cut: boolean): readonly Box[] {
  const boxes: Box[] = [];
  for (const place of layout.replicas.values()) {
    boxes.push(bodyBox(place, layout));
    const card = cardBox(place, layout);
    if (card !== null) boxes.push(card);
  }
  for (const place of layout.clients.values()) boxes.push(clientBox(place), clientWordsBox(place));
  for (const side of layout.sides)
    if (side.label !== null) boxes.push({ x: side.label.anchor === 'end' ? side.label.x - 90 : side.label.x, y: side.label.y - 12, width: 90, height: 16 });
  if (cut) boxes.push(...layout.barriers);
  if (cut && layout.barriers.length > 0) boxes.push({ x: layout.heal.x - 42, y: layout.heal.y - 18, width: 84, height: 36 });
  return boxes;
}

/** The first of some boxes that lies on nothing and inside the stage; it is then taken too. Null where none is free. */
export function firstFree<T extends { readonly box: Box }>(candidates: readonly T[], taken: Box[], layout: ClusterLayout): T | null {
  for (const one of candidates) {
    const { box } = one;
    if (box.x < 2 || box.y < 2 || box.x + box.width > layout.width - 2 || box.y + box.height > layout.height - 2) continue;
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    return one;
  }
  return null;
}

export function boxAround(point: Point, width: number, height: number): Box {
  return { x: point.x - width / 2, y: point.y - height / 2, width, height };
}
