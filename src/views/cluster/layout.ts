/**
 * Where everything of the cluster view stands: pure geometry from the names, the sides and the size of the stage. Places of up to 12
 * replicas depend on the home sides, not on whether a cut holds now, so that nothing jumps when one comes or goes; more replicas are one
 * block of cells, split only while a cut holds.
 *
 *      phone  ( A )  ║  ( B )            cards on the outer side, so that
 *                    ║         ( D )     links and messages own the inside
 *             ( C )  ║  ( E )  laptop
 */
import { listOf } from '../../base/format.ts';
import type { Box } from './geometry.ts';
import { placeCells } from './layout-cells.ts';
import { placeClients } from './layout-clients.ts';
import { columnsOf, fullSize, placeFull } from './layout-full.ts';
import {
  BARRIER,
  type ClientHome,
  type ClusterLayout,
  type Frame,
  FULL_LIMIT,
  type LayoutInput,
  NAMELESS_FROM,
  type ReplicaPlace,
  type SidePlace,
} from './places.ts';

const NARROW = 640;
const WIDE = 900;
/** A column narrower than this has no room for a card. */
const COLUMN_LEAST = 84;
const CLIENTS_A_SIDE = 3;

/** Which names stand together: the given groups if they make at least two sides, else the cluster in two halves. */
export function homeSides(ids: readonly string[], groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const named = groups.map((group) => ids.filter((id) => group.includes(id)));
  const rest = ids.filter((id) => !groups.some((group) => group.includes(id)));
  const first = named[0];
  if (first !== undefined && named.length > 1)
    return [[...first, ...rest].sort((a, b) => ids.indexOf(a) - ids.indexOf(b)), ...named.slice(1)].filter((side) => side.length > 0);
  if (ids.length < 2) return [ids];
  const half = Math.floor(ids.length / 2);
  return [ids.slice(0, half), ids.slice(half)];
}

/** More regions than this would leave no room between their outlines; each replica then says its own. */
const REGIONS_APART = 3;

/** The regions as sides, in the order of their first replicas; null where they are unknown, one, or too many to stand apart. */
function regionSides({ ids, regions }: LayoutInput): readonly (readonly string[])[] | null {
  if (regions === undefined || regions.size === 0) return null;
  const names = [...new Set(ids.map((id) => regions.get(id) ?? ''))];
  if (names.length < 2 || names.length > REGIONS_APART || names.length === ids.length) return null;
  return names.map((name) => ids.filter((id) => (regions.get(id) ?? '') === name));
}

/** The sides as they are given, a name in none of them with the first of its region. */
function withNewcomers(input: LayoutInput): readonly (readonly string[])[] {
  const { ids, groups, regions } = input;
  const rest = regions === undefined ? [] : ids.filter((id) => !groups.some((group) => group.includes(id)));
  if (rest.length === 0) return groups;
  const homeOf = (id: string): number => groups.findIndex((group) => group.some((other) => regions?.get(other) === regions?.get(id)));
  return groups.map((group, i) => [...group, ...rest.filter((id) => homeOf(id) === i)]);
}

function sidesOf(input: LayoutInput, small: boolean): readonly (readonly string[])[] {
  const regional = input.cut ? null : regionSides(input);
  if (regional !== null) return regional;
  return small || input.cut ? homeSides(input.ids, withNewcomers(input)) : [input.ids];
}

/** The whole layout; the same input always gives the same places. */
export function layoutCluster(input: LayoutInput): ClusterLayout {
  const small = input.ids.length <= FULL_LIMIT;
  const homes = sidesOf(input, small);
  const frame = frameOf(input, homes, small);
  const columns = homes.reduce((sum, ids) => sum + columnsOf(ids.length), 0);
  const full = small && columnWidth(input, frame, homes.length, columns) >= COLUMN_LEAST;
  if (full || !small) return assemble(input, homes, frame, full);
  const sides = input.cut || regionSides(input) !== null ? homes : [input.ids];
  return assemble(input, sides, frameOf(input, sides, false), false);
}

function columnWidth(input: LayoutInput, frame: Frame, sides: number, columns: number): number {
  return (input.width - 2 * frame.edge - frame.left - frame.right - frame.gap * (sides - 1)) / Math.max(1, columns);
}

function assemble(input: LayoutInput, homes: readonly (readonly string[])[], frame: Frame, full: boolean): ClusterLayout {
  const boxes = boxesOf(input, homes, frame, full);
  const barriers = boxes.slice(1).map((box, i) => barrierBetween(boxes[i] ?? box, box, input.height, frame));
  const size = fullSize(input, homes, frame, boxes);
  const cells = full ? null : placeCells(input.ids.length, homes, boxes, frame);
  const replicas = new Map<string, ReplicaPlace>();
  for (const place of full ? placeFull(homes, boxes, frame, size, input.width) : (cells?.places ?? [])) replicas.set(place.id, place);
  const { places, leftOut } = placeClients(input, frame, replicas, barriers);
  const firstBarrier = barriers[0];
  const healX = firstBarrier === undefined ? input.width / 2 : firstBarrier.x + firstBarrier.width / 2;
  const sides = homes.map((ids, i) => sidePlace(ids, boxes[i], i, homes.length, frame, input));
  return {
    width: input.width,
    height: input.height,
    narrow: frame.narrow,
    style: full ? 'full' : input.ids.length < NAMELESS_FROM ? 'tiles' : 'cells',
    half: cells?.half ?? size.half,
    ring: cells === null ? size.ring : 3,
    card: cells === null ? size.card : { width: 0, height: 0, off: 0 },
    labels: input.ids.length < NAMELESS_FROM,
    replicas,
    clients: places,
    clientsLeftOut: leftOut,
    sides,
    byRegion: sides.length > 1 && sides.every(({ region }) => region !== null),
    barriers,
    heal: { x: Math.max(44, Math.min(input.width - 44, healX)), y: frame.narrow ? input.height - 24 : 18 },
  };
}

function frameOf(input: LayoutInput, sides: readonly (readonly string[])[], full: boolean): Frame {
  const narrow = input.width < NARROW;
  const wide = input.width >= WIDE;
  const clients = clientsBySide(input, sides);
  const many = sides.length > 1;
  const labelsInside = full && wide && sides.length === 2;
  const zone = (has: boolean) => (narrow ? 0 : has ? (wide ? 176 : 136) : labelsInside ? 104 : 0);
  const roomForLabels = many && (full || input.cut || regionSides(input) !== null);
  return {
    narrow,
    edge: narrow ? 6 : 8,
    gap: narrow ? 32 : labelsInside ? 100 : wide ? 64 : 48,
    left: zone(clients[0].length > 0),
    right: zone(clients[1].length > 0),
    top: !roomForLabels || labelsInside ? 0 : narrow ? (input.height < 330 ? 0 : 18) : 38,
    bottom: narrow && (roomForLabels || input.clients.length > 0) ? 44 : 0,
    labelsInside,
    clients,
  };
}

function clientsBySide(input: LayoutInput, sides: readonly (readonly string[])[]): readonly [readonly ClientHome[], readonly ClientHome[]] {
  const last = sides.length - 1;
  const lists: [ClientHome[], ClientHome[]] = [[], []];
  input.clients.slice(0, 2 * CLIENTS_A_SIDE).forEach((client, i) => {
    const { home } = client;
    const side = home === null ? -1 : sides.findIndex((ids) => ids.includes(home));
    const wanted = last === 0 || side < 0 ? i % 2 : side === last ? 1 : side === 0 ? 0 : i % 2;
    // One block of cells: the second client keeps the right edge, so that the block stays in the middle.
    const to = (lists[wanted]?.length ?? 0) < CLIENTS_A_SIDE ? wanted : 1 - wanted;
    lists[to]?.push(client);
  });
  return lists;
}

/** Sides from left to right, each as wide as it has columns; the outer ones hold the zones of the clients too. */
function boxesOf(input: LayoutInput, sides: readonly (readonly string[])[], frame: Frame, full: boolean): readonly Box[] {
  const weights = sides.map((ids) => (full ? columnsOf(ids.length) : Math.max(1, ids.length)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const space = input.width - 2 * frame.edge - frame.left - frame.right - frame.gap * (sides.length - 1);
  const y = frame.edge + frame.top;
  let x = frame.edge;
  return weights.map((weight, i) => {
    const width = (space * weight) / total + (i === 0 ? frame.left : 0) + (i === sides.length - 1 ? frame.right : 0);
    const box = { x, y, width, height: Math.max(40, input.height - y - frame.edge - frame.bottom) };
    x += width + frame.gap;
    return box;
  });
}

function barrierBetween(a: Box, b: Box, height: number, frame: Frame): Box {
  const y = frame.labelsInside || frame.narrow ? Math.max(0, a.y - 8) : 2;
  const to = frame.narrow ? height - 4 : Math.min(height, a.y + a.height + 8);
  return { x: (a.x + a.width + b.x - BARRIER) / 2, y, width: BARRIER, height: to - y };
}

const LABEL_LETTER = 6.6;
const MEMBERS_NAMED = 12;

/** The members as a label of the side says them, as many as fit. */
export function membersText(ids: readonly string[], room: number): string {
  if (ids.length > MEMBERS_NAMED) return `${ids.length} replicas`;
  for (let shown = ids.length; shown > 1; shown--) {
    const text = ids.length <= shown ? ids.join(', ') : listOf(ids, shown);
    if (text.length * LABEL_LETTER <= room) return text;
  }
  return ids.length === 1 ? (ids[0] ?? '') : `${ids.length} replicas`;
}

function sidePlace(ids: readonly string[], box: Box | undefined, i: number, sides: number, frame: Frame, input: LayoutInput): SidePlace {
  const named = new Set(ids.map((id) => input.regions?.get(id) ?? null));
  const region = named.size === 1 ? ([...named][0] ?? null) : null;
  if (box === undefined) return { ids, region, box: { x: 0, y: 0, width: 0, height: 0 }, label: null };
  if (sides < 2 || box.width < 44) return { ids, region, box, label: null };
  const last = i > 0 && i === sides - 1;
  if (frame.labelsInside) {
    const room = (last ? frame.right : frame.left) - 60;
    return { ids, region, box, label: { x: last ? box.x + box.width - 12 : box.x + 12, y: box.y + 21, anchor: last ? 'end' : 'start', room } };
  }
  if (frame.top > 0) {
    const x = box.x + (i > 0 && !frame.narrow ? 28 : 4);
    return {
      ids,
      region,
      box,
      label: { x, y: box.y - (frame.narrow ? 6 : 12), anchor: 'start', room: box.width - 52 - (frame.narrow ? 0 : 28 + (i < sides - 1 ? 28 : 0)) },
    };
  }
  // A low phone has no strip above: the label takes the strip of the clients where that is free.
  const free = frame.bottom > 0 && frame.clients[0].length + frame.clients[1].length === 0 && box.width > 110;
  return {
    ids,
    region,
    box,
    label: free ? { x: last ? box.x + box.width - 4 : box.x + 4, y: input.height - 18, anchor: last ? 'end' : 'start', room: box.width - 90 } : null,
  };
}
