/**
 * What crosses between regions, and what that costs: messages as they are sent, lost ones and duplicates included but not those that a cut kept
 * from leaving, each at the price per GiB of its moment. Beside it what crosses between racks of one region, which a cloud bills as traffic between availability zones. The
 * legs between clients and the coordinators they named cross nothing.
 */
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Message, MessageType } from '../message.ts';
import type { Moment } from '../trace.ts';

const GIB = 1024 * 1024 * 1024;

interface Tally {
  readonly count: number;
  readonly bytes: number;
}

export interface RegionsState {
  count: number;
  bytes: number;
  /** Bytes times the price of a GiB when they were sent. */
  bytePrices: number;
  rackCount: number;
  rackBytes: number;
  readonly byType: Map<MessageType, Tally>;
  /** By "from>to". */
  readonly byPair: Map<string, Tally>;
}

function onSent(state: RegionsState, { message }: { readonly message: Message }, _: Moment, facts: FoldFacts): void {
  count(state, message, facts, 1);
}

/** A link that is cut takes nothing in: what was counted as sent has not left. */
function onDropped(state: RegionsState, { message, reason }: { readonly message: Message; readonly reason: string }, { atUs }: Moment, facts: FoldFacts): void {
  if ((reason === 'partition' || reason === 'cut') && message.sentUs === atUs && message.copy === 0) count(state, message, facts, -1);
}

function count(state: RegionsState, message: Message, { scenario }: FoldFacts, sign: 1 | -1): void {
  const { from, to, clientLeg, type } = message;
  const bytes = sign * message.bytes;
  if (clientLeg || from < 0 || to < 0) return;
  const sender = scenario.replicas[from];
  const receiver = scenario.replicas[to];
  if (sender === undefined || receiver === undefined) return;
  if (sender.region === receiver.region) {
    if (sender.rack === receiver.rack) return;
    state.rackCount += sign;
    state.rackBytes += bytes;
    return;
  }
  state.count += sign;
  state.bytes += bytes;
  state.bytePrices += bytes * scenario.network.regionCostPerGiB;
  add(state.byType, type, bytes, sign);
  add(state.byPair, `${sender.region}>${receiver.region}`, bytes, sign);
}

function add<K>(tallies: Map<K, Tally>, name: K, bytes: number, count: 1 | -1): void {
  const before = tallies.get(name) ?? { count: 0, bytes: 0 };
  if (before.count + count === 0) tallies.delete(name);
  else tallies.set(name, { count: before.count + count, bytes: before.bytes + bytes });
}

export const regions: Fold<RegionsState> = {
  id: 'regions',
  create: () => ({ count: 0, bytes: 0, bytePrices: 0, rackCount: 0, rackBytes: 0, byType: new Map(), byPair: new Map() }),
  on: { 'message-sent': onSent, 'message-duplicated': onSent, 'message-dropped': onDropped },
  fork: (state) => ({ ...state, byType: new Map(state.byType), byPair: new Map(state.byPair) }),
};

export interface RegionsReport extends Tally {
  /** In whatever money the price per GiB is. */
  readonly cost: number;
  readonly byType: { readonly [type: string]: Tally };
  readonly byPair: { readonly [pair: string]: Tally };
  /** Between racks of one region. */
  readonly betweenRacks: Tally;
}

/** The `regions` of the result, types and pairs in order of name. */
export function regionsReport({ count, bytes, bytePrices, rackCount, rackBytes, byType, byPair }: RegionsState): RegionsReport {
  return {
    count,
    bytes,
    cost: bytePrices / GIB,
    byType: byName(byType),
    byPair: byName(byPair),
    betweenRacks: { count: rackCount, bytes: rackBytes },
  };
}

function byName(tallies: ReadonlyMap<string, Tally>): { readonly [name: string]: Tally } {
  return Object.fromEntries([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
}
