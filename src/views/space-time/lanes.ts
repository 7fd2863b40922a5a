/**
 * Where lanes stand: clients on top, replicas below in the order of the scenario, apart where a partition runs between contiguous sides.
 * Rows shrink so that a dozen replicas fit the slot; past 40 lanes the selected and the notable ones stand, and the rest is a number.
 */

export interface Lane {
  readonly type: 'client' | 'replica';
  readonly id: string;
  readonly y: number;
}

/** The gap between two sides: its middle, and the replica above it. */
export interface Split {
  readonly y: number;
  readonly above: string;
  readonly below: string;
}

export interface LanesInput {
  readonly replicas: readonly string[];
  readonly clients: readonly string[];
  /** Who stands first where there is no room for all. */
  readonly first: readonly string[];
  /** Sides of every partition that is drawn. */
  readonly partitions: readonly (readonly (readonly string[])[])[];
  readonly height: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Height of a replica's row. */
  readonly row: number;
  readonly height: number;
  readonly splits: readonly Split[];
  /** Middle of the row for partitions whose sides are not contiguous; null where there is none. */
  readonly bandRow: number | null;
  readonly hiddenReplicas: number;
  readonly hiddenClients: number;
}

export const LANES = 40;
const CLIENTS = 8;
const TOP = 14;
const FOOT = 26;
const CLOSE_FOOT = 10;
/** Rows lower than this have no room for chips between them. */
export const CLOSE_ROW = 24;
const CLIENT_ROW = 24;
const REPLICA_ROW = 28;
const LEAST = 17 / REPLICA_ROW;
const MOST = 1.4;
const GAP = 24;
const REST = 8;

export function placeLanes({ replicas, clients, first, partitions, height }: LanesInput): Lanes {
  const shownClients = chosen(clients, first, CLIENTS);
  const shown = chosen(replicas, first, LANES - shownClients.length);
  const splitsOf = partitions.map((groups) => bordersOf(groups, shown));
  const splitting = new Map(splitsOf.flatMap((borders) => (borders ?? []).map(({ above, below }) => [below, above] as const)));
  const needsRow = splitsOf.some((borders) => borders === null);
  const inner = shownClients.length * CLIENT_ROW + REST + shown.length * REPLICA_ROW + splitting.size * GAP + (needsRow ? GAP : 0);
  const loose = (height - TOP - FOOT) / inner;
  // Where rows are close, chips stand on their lanes and need no room below the last.
  const close = loose * REPLICA_ROW < CLOSE_ROW;
  const foot = close ? CLOSE_FOOT : FOOT;
  const scale = close ? Math.max(LEAST, Math.min((CLOSE_ROW - 0.1) / REPLICA_ROW, (height - TOP - foot) / inner)) : Math.min(MOST, loose);
  const gap = Math.max(20, GAP * scale);
  const lanes: Lane[] = [];
  const splits: Split[] = [];
  let y = TOP;
  const row = (type: Lane['type'], id: string, tall: number) => {
    lanes.push({ type, id, y: Math.round(y + tall / 2) });
    y += tall;
  };
  for (const id of shownClients) row('client', id, CLIENT_ROW * scale);
  y += REST * scale;
  const bandRow = needsRow ? Math.round(y + gap / 2) : null;
  if (needsRow) y += gap;
  for (const id of shown) {
    const above = splitting.get(id);
    if (above !== undefined) {
      splits.push({ y: Math.round(y + gap / 2), above, below: id });
      y += gap;
    }
    row('replica', id, REPLICA_ROW * scale);
  }
  return {
    lanes,
    row: REPLICA_ROW * scale,
    height: Math.ceil(y + foot),
    splits,
    bandRow,
    hiddenReplicas: replicas.length - shown.length,
    hiddenClients: clients.length - shownClients.length,
  };
}

/** As many as there is room for: the first ones named, then the others; in their own order. */
function chosen(ids: readonly string[], first: readonly string[], room: number): readonly string[] {
  if (ids.length <= room) return ids;
  const known = new Set(ids);
  const taken = new Set<string>();
  for (const id of [...first, ...ids]) if (taken.size < room && known.has(id)) taken.add(id);
  return ids.filter((id) => taken.has(id));
}

/** Where a partition runs between neighbouring lanes; null where its sides are mixed, so that no gap can stand for it. */
export function bordersOf(
  groups: readonly (readonly string[])[],
  shown: readonly string[],
): readonly { readonly above: string; readonly below: string }[] | null {
  const sideOf = new Map(groups.flatMap((group, side) => group.map((id) => [id, side] as const)));
  const sides = shown.map((id) => sideOf.get(id) ?? 0);
  const borders: { above: string; below: string }[] = [];
  for (let i = 1; i < shown.length; i++) {
    const above = shown[i - 1];
    const below = shown[i];
    if (above !== undefined && below !== undefined && sides[i] !== sides[i - 1]) borders.push({ above, below });
  }
  return borders.length > 0 && borders.length === new Set(sides).size - 1 ? borders : null;
}
