/**
 * The space-time diagram as plain drawing data: lanes, slanted arrows, chips of versions, stale stretches, crashes, partitions. A function
 * of the records, the axis and the key shown, not of the playhead, so that while only time passes nothing is computed again. After
 * Lamport (1978): a line per process, an arrow per message.
 */
import type { CopyView, MessageView, RecordView } from '../../engine/picture/snapshot.ts';
import { isAnswer, kindOf, type MarkKind } from '../kinds.ts';
import type { TimeAxis } from '../time-axis.ts';

export interface Lane {
  readonly type: 'client' | 'replica';
  readonly id: string;
  readonly y: number;
}
export interface Arrow {
  readonly id: string;
  readonly message: MessageView;
  readonly kind: MarkKind;
  readonly event: number;
  readonly fromUs: number;
  readonly toUs: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly fate: 'arrived' | 'dropped' | 'flying';
  readonly reason: string | null;
  /** It brought a divergent copy up to date. */
  readonly repair: boolean;
  /** It changed nothing and belongs to the background's chatter. */
  readonly faint: boolean;
  readonly answer: boolean;
}
export interface Chip {
  readonly id: string;
  readonly replica: string;
  readonly copy: CopyView;
  readonly text: string;
  readonly atUs: number;
  readonly event: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly written: boolean;
}
export interface Result {
  readonly id: string;
  readonly client: string;
  readonly n: number;
  readonly atUs: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly width: number;
  readonly ok: boolean;
  readonly stale: boolean;
}
export interface Segment {
  readonly id: string;
  readonly replica: string;
  readonly fromUs: number;
  /** Infinite while it lasts. */
  readonly toUs: number;
  readonly y: number;
}
export interface Band {
  readonly fromUs: number;
  readonly toUs: number;
  readonly y: number;
  readonly height: number;
  readonly label: string;
}
export interface SpaceTime {
  /** The axis: pixels of a time, and where lanes begin. */
  readonly x: (us: number) => number;
  readonly x0: number;
  readonly lanes: readonly Lane[];
  readonly height: number;
  readonly hidden: number;
  readonly arrows: readonly Arrow[];
  /** Arrows that there is no room for. */
  readonly unshown: number;
  readonly chips: readonly Chip[];
  readonly dots: readonly { readonly id: string; readonly x: number; readonly y: number; readonly atUs: number }[];
  readonly results: readonly Result[];
  readonly stale: readonly Segment[];
  readonly siblings: readonly Segment[];
  readonly down: readonly Segment[];
  readonly bands: readonly Band[];
  readonly rounds: readonly { readonly x: number; readonly round: string }[];
}

export interface SpaceTimeInput {
  readonly records: readonly RecordView[];
  readonly axis: TimeAxis;
  readonly shownKey: string | null;
  readonly replicas: readonly string[];
  readonly clients: readonly string[];
  /** Replicas that stand first where there is no room for all. */
  readonly first: readonly string[];
  /** The sides of the cut that the run has, so that room is left between them. */
  readonly groups: readonly (readonly string[])[];
  readonly height: number;
  readonly answers: boolean;
  /** Messages of this operation, `client#n/`, are always drawn. */
  readonly chosen: string | null;
}

export const LANES = 40;
export const ARROWS = 600;
const TOP = 12;
const FOOT = 26;
const CLIENT_ROW = 24;
const REPLICA_ROW = 28;
const LEAST_ROW = 17;
const GAP = 24;
const LETTER = 7;

export function layoutSpaceTime(input: SpaceTimeInput): SpaceTime {
  const { records, axis } = input;
  const { lanes, height, hidden, splits } = placeLanes(input);
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane]));
  const inSight = (fromUs: number, toUs: number) => toUs >= axis.fromUs && fromUs <= axis.toUs;
  const all = arrowsOf(records, axis, laneOf, input).filter((arrow) => inSight(arrow.fromUs, arrow.toUs));
  const { arrows, unshown } = thinned(all, input.chosen);
  const results = resultsOf(records, axis, laneOf).filter((one) => inSight(one.atUs, one.atUs));
  const { chips, dots, stale, siblings } = copiesOf(records, axis, laneOf, input.shownKey, lanes.at(-1)?.id ?? null, results);
  return {
    x: (us) => (us === Number.POSITIVE_INFINITY ? axis.x1 : axis.x(us)),
    x0: axis.x0,
    lanes,
    height,
    hidden,
    arrows,
    unshown,
    chips,
    dots,
    results,
    stale,
    siblings,
    down: downOf(records, laneOf),
    bands: bandsOf(records, lanes, splits),
    rounds: records.flatMap((record) =>
      record.type === 'round-ended' && inSight(record.atUs, record.atUs) ? [{ x: axis.x(record.atUs), round: record.text }] : [],
    ),
  };
}

interface Placed {
  readonly lanes: readonly Lane[];
  readonly height: number;
  readonly hidden: number;
  /** Middles of the gaps between sides. */
  readonly splits: readonly { readonly y: number; readonly after: string }[];
}

function placeLanes({ replicas, clients, first, groups, height }: SpaceTimeInput): Placed {
  const shownClients = clients.slice(0, 8);
  const room = LANES - shownClients.length;
  const ordered =
    replicas.length <= room ? replicas : [...first.filter((id) => replicas.includes(id)), ...replicas.filter((id) => !first.includes(id))].slice(0, room);
  const sideOf = (id: string) => groups.findIndex((group) => group.includes(id));
  const borders = ordered.filter((id, i) => i > 0 && groups.length > 1 && sideOf(id) !== sideOf(ordered[i - 1] ?? ''));
  const splitting = borders.length > 0 && borders.length < groups.length ? new Set(borders) : new Set<string>();
  const wanted = TOP + shownClients.length * CLIENT_ROW + 8 + ordered.length * REPLICA_ROW + splitting.size * GAP + FOOT;
  const squeeze = Math.max(LEAST_ROW / REPLICA_ROW, Math.min(1.25, (height - TOP - FOOT) / Math.max(1, wanted - TOP - FOOT)));
  const lanes: Lane[] = [];
  const splits: { y: number; after: string }[] = [];
  let y = TOP;
  for (const id of shownClients) {
    y += CLIENT_ROW * squeeze * 0.5;
    lanes.push({ type: 'client', id, y });
    y += CLIENT_ROW * squeeze * 0.5;
  }
  y += 8 * squeeze;
  for (const id of ordered) {
    if (splitting.has(id)) {
      splits.push({ y: y + (GAP * squeeze) / 2, after: id });
      y += GAP * squeeze;
    }
    y += REPLICA_ROW * squeeze * 0.5;
    lanes.push({ type: 'replica', id, y });
    y += REPLICA_ROW * squeeze * 0.5;
  }
  return { lanes, height: y + FOOT, hidden: replicas.length - ordered.length, splits };
}

/** Which events changed which replica's copy, so that a message that did is told from chatter. */
function changesOf(records: readonly RecordView[]): { readonly changed: ReadonlySet<string>; readonly repaired: ReadonlySet<string> } {
  const changed = new Set<string>();
  const repaired = new Set<string>();
  for (const { type, event, replica } of records) {
    if (type === 'copy-changed') changed.add(`${event}/${replica}`);
    else if (type === 'repaired') repaired.add(`${event}/${replica}`);
  }
  return { changed, repaired };
}

interface Flight {
  message: MessageView;
  event: number;
  toUs: number;
  fate: Arrow['fate'];
  reason: string | null;
  repair: boolean;
  changed: boolean;
}

function arrowsOf(
  records: readonly RecordView[],
  axis: TimeAxis,
  laneOf: ReadonlyMap<string, Lane>,
  { shownKey, answers, chosen }: SpaceTimeInput,
): readonly Arrow[] {
  const { changed, repaired } = changesOf(records);
  const flights = new Map<string, Flight>();
  for (const { type, message, event, atUs, reason } of records) {
    if (message === null) continue;
    const id = `${message.address}+${message.copy}`;
    const known = flights.get(id);
    if (type === 'message-sent' || type === 'message-duplicated' || known === undefined)
      flights.set(id, { message, event, toUs: message.deliverUs, fate: 'flying', reason: null, repair: false, changed: false });
    const flight = flights.get(id);
    if (flight === undefined) continue;
    if (type === 'message-delivered') {
      flight.fate = 'arrived';
      flight.toUs = atUs;
      flight.repair = repaired.has(`${event}/${message.to}`);
      flight.changed = changed.has(`${event}/${message.to}`);
    } else if (type === 'message-dropped') {
      flight.fate = 'dropped';
      flight.toUs = atUs;
      flight.reason = reason;
    }
  }
  const out: Arrow[] = [];
  for (const [id, flight] of flights) {
    const { message, fate, toUs } = flight;
    const from = laneOf.get(message.from);
    const to = laneOf.get(message.to);
    const answer = isAnswer(message.type);
    const isChosen = chosen !== null && message.address.startsWith(chosen);
    if (from === undefined || to === undefined || (answer && !answers && !isChosen && fate !== 'dropped')) continue;
    const aboutOther = shownKey !== null && message.keys.length > 0 && !message.keys.includes(shownKey) && message.keys.length < 4;
    if (aboutOther && !isChosen) continue;
    const kind = kindOf(message.type);
    const faint = fate === 'arrived' && !flight.changed && (kind === 'gossip' || kind === 'hash' || answer);
    // A dropped one ends part of the way: there where it had got to by the time it was dropped.
    const way = Math.max(0.04, message.deliverUs > message.sentUs ? Math.min(1, (toUs - message.sentUs) / (message.deliverUs - message.sentUs)) : 1);
    const share = fate === 'dropped' ? (way < 0.9 ? way : 0.9) : 1;
    const endUs = fate === 'dropped' ? Math.max(toUs, message.sentUs) : toUs;
    out.push({
      ...{ id, message, kind, event: flight.event, fate, reason: flight.reason, repair: flight.repair, faint, answer },
      fromUs: message.sentUs,
      toUs: endUs,
      x1: axis.x(message.sentUs),
      y1: from.y,
      x2: axis.x(endUs),
      y2: from.y + (to.y - from.y) * share,
    });
  }
  return out;
}

/** The most telling first where there are too many: what was chosen, dropped or repaired, then clients' own, then data, then chatter. */
function thinned(arrows: readonly Arrow[], chosen: string | null): { readonly arrows: readonly Arrow[]; readonly unshown: number } {
  if (arrows.length <= ARROWS) return { arrows, unshown: 0 };
  const weight = (arrow: Arrow) => {
    if (chosen !== null && arrow.message.address.startsWith(chosen)) return 6;
    if (arrow.fate === 'dropped' || arrow.repair) return 5;
    if (arrow.message.type === 'client-request' || arrow.message.type === 'client-reply') return 4;
    return arrow.faint ? 0 : arrow.answer ? 1 : 3;
  };
  const kept = arrows
    .map((arrow, i) => ({ arrow, i, rank: weight(arrow) }))
    .sort((a, b) => b.rank - a.rank || b.i - a.i)
    .slice(0, ARROWS)
    .sort((a, b) => a.i - b.i);
  return { arrows: kept.map((one) => one.arrow), unshown: arrows.length - ARROWS };
}

function resultsOf(records: readonly RecordView[], axis: TimeAxis, laneOf: ReadonlyMap<string, Lane>): readonly Result[] {
  const out: Result[] = [];
  for (const { type, operation, atUs, client, n } of records) {
    if ((type !== 'operation-completed' && type !== 'operation-failed') || operation === null || client === null || n === null) continue;
    const lane = laneOf.get(client);
    if (lane === undefined) continue;
    const seen = operation.values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' | ');
    const text =
      type === 'operation-failed' ? 'failed' : operation.kind === 'read' ? (seen === '' ? 'nothing' : seen.length > 18 ? `${seen.slice(0, 17)}…` : seen) : '';
    out.push({
      id: `${client}#${n}`,
      client,
      n,
      atUs,
      x: axis.x(atUs),
      y: lane.y,
      text,
      width: text.length * 6.2 + 14 + (operation.stale ? 34 : 0),
      ok: type === 'operation-completed',
      stale: operation.stale,
    });
  }
  return out;
}

interface Copies {
  readonly chips: readonly Chip[];
  readonly dots: SpaceTime['dots'];
  readonly stale: readonly Segment[];
  readonly siblings: readonly Segment[];
}

function copiesOf(
  records: readonly RecordView[],
  axis: TimeAxis,
  laneOf: ReadonlyMap<string, Lane>,
  key: string | null,
  last: string | null,
  results: readonly Result[],
): Copies {
  const candidates: Chip[] = [];
  const stale: Segment[] = [];
  const siblings: Segment[] = [];
  const before = new Map<string, CopyView>();
  const open = { stale: new Map<string, number>(), siblings: new Map<string, number>() };
  const note = (which: 'stale' | 'siblings', lane: Lane, atUs: number, on: boolean) => {
    const since = open[which].get(lane.id);
    if (on && since === undefined) open[which].set(lane.id, atUs);
    if (on || since === undefined) return;
    open[which].delete(lane.id);
    (which === 'stale' ? stale : siblings).push({ id: `${lane.id}@${since}`, replica: lane.id, fromUs: since, toUs: atUs, y: lane.y });
  };
  for (const { copy, atUs, event } of records) {
    if (copy === null || copy.key !== key) continue;
    const lane = laneOf.get(copy.replica);
    if (lane === undefined) continue;
    note('stale', lane, atUs, copy.stale > 0);
    note('siblings', lane, atUs, copy.labels.length > 1);
    const same = before.get(copy.replica)?.hash === copy.hash;
    before.set(copy.replica, copy);
    if (same || copy.labels.length === 0 || atUs < axis.fromUs || atUs > axis.toUs) continue;
    const text = copy.labels.length > 1 ? `${copy.labels.length} siblings` : (copy.labels[0] ?? '');
    const width = text.length * LETTER + 12 + (copy.tombstone ? 14 : 0);
    candidates.push({
      id: `${copy.replica}@${event}`,
      replica: copy.replica,
      copy,
      text,
      atUs,
      event,
      x: axis.x(atUs) + 6,
      y: lane.id === last ? lane.y + 13 : lane.y - 12,
      width,
      written: copy.by === 'write' && copy.from === null,
    });
  }
  for (const which of ['stale', 'siblings'] as const)
    for (const [id, since] of open[which]) {
      const lane = laneOf.get(id);
      if (lane !== undefined)
        (which === 'stale' ? stale : siblings).push({ id: `${id}@${since}`, replica: id, fromUs: since, toUs: Number.POSITIVE_INFINITY, y: lane.y });
    }
  const dots = candidates.map((chip) => ({ id: chip.id, x: chip.x - 6, y: laneOf.get(chip.replica)?.y ?? 0, atUs: chip.atUs }));
  return { chips: placedChips(candidates, axis, results), dots, stale, siblings };
}

/** Chips that lie on nothing: writes first, then siblings, then the rest in the order of time. */
function placedChips(candidates: readonly Chip[], axis: TimeAxis, results: readonly Result[]): readonly Chip[] {
  const taken = results.filter((one) => one.text !== '').map((one) => ({ x: one.x, y: one.y, width: one.width }));
  const out: Chip[] = [];
  const rank = (chip: Chip) => (chip.written ? 0 : chip.copy.labels.length > 1 ? 1 : 2);
  for (const chip of [...candidates].sort((a, b) => rank(a) - rank(b) || a.atUs - b.atUs)) {
    const x = Math.min(chip.x, axis.x1 - chip.width);
    if (taken.some((one) => Math.abs(one.y - chip.y) < 17 && x < one.x + one.width + 3 && one.x < x + chip.width + 3)) continue;
    taken.push({ x, y: chip.y, width: chip.width });
    out.push({ ...chip, x });
  }
  return out;
}

function downOf(records: readonly RecordView[], laneOf: ReadonlyMap<string, Lane>): readonly Segment[] {
  const out: Segment[] = [];
  const since = new Map<string, number>();
  const close = (id: string, toUs: number) => {
    const fromUs = since.get(id);
    const lane = laneOf.get(id);
    since.delete(id);
    if (fromUs !== undefined && lane !== undefined) out.push({ id: `${id}@${fromUs}`, replica: id, fromUs, toUs, y: lane.y });
  };
  for (const { type, replica, atUs } of records) {
    if (replica === null) continue;
    if (type === 'replica-crashed' && !since.has(replica)) since.set(replica, atUs);
    else if (type === 'replica-restarted') close(replica, atUs);
  }
  for (const id of [...since.keys()]) close(id, Number.POSITIVE_INFINITY);
  return out;
}

function bandsOf(records: readonly RecordView[], lanes: readonly Lane[], splits: readonly { readonly y: number }[]): readonly Band[] {
  const out: Band[] = [];
  const top = (lanes.find((lane) => lane.type === 'replica')?.y ?? 20) - 14;
  let open: { readonly fromUs: number; readonly label: string } | null = null;
  const close = (toUs: number) => {
    if (open === null) return;
    const { fromUs, label } = open;
    if (splits.length === 0) out.push({ fromUs, toUs, y: top - 4, height: 8, label });
    for (const split of splits) out.push({ fromUs, toUs, y: split.y - 8, height: 16, label });
    open = null;
  };
  for (const { type, groups, atUs } of records) {
    if (type !== 'partition-changed' || groups === null) continue;
    close(atUs);
    if (groups.length > 1) open = { fromUs: atUs, label: 'partition' };
  }
  close(Number.POSITIVE_INFINITY);
  return out;
}

/** The share of an arrow that has been gone by a time, 0 to 1. */
export function shareAt(arrow: Arrow, atUs: number): number {
  return arrow.toUs <= arrow.fromUs ? 1 : Math.max(0, Math.min(1, (atUs - arrow.fromUs) / (arrow.toUs - arrow.fromUs)));
}

/** The arrow nearest to a point within a distance, of what can be seen. */
export function nearestArrow(arrows: readonly Arrow[], x: number, y: number, within: number): Arrow | null {
  let best: Arrow | null = null;
  let least = within;
  for (const arrow of arrows) {
    const dx = arrow.x2 - arrow.x1;
    const dy = arrow.y2 - arrow.y1;
    const length = dx * dx + dy * dy || 1;
    const share = Math.max(0, Math.min(1, ((x - arrow.x1) * dx + (y - arrow.y1) * dy) / length));
    const distance = Math.hypot(x - arrow.x1 - share * dx, y - arrow.y1 - share * dy);
    if (distance < least) {
      least = distance;
      best = arrow;
    }
  }
  return best;
}
