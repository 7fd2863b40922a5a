/**
 * The four session guarantees of Terry et al. (1994), judged from outside by what clients were told, key by key:
 *
 * - read-your-writes: a read returns each write of its client that was acknowledged before it began, or what supersedes it;
 * - monotonic-reads: a read returns each version that an earlier read of its client returned, or what supersedes it;
 * - monotonic-writes: whoever reads a write reads with it the writes of the same client before it, and the store does not put an earlier
 *   write of a client over a later one;
 * - writes-follow-reads: whoever reads a write reads with it what its client had read before it wrote, and the store does not put that
 *   over the write.
 *
 * Guarantees across keys are causality, which is another checker's affair. Nothing here knows whether the cluster promised anything.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { describeValue, describeWrite, inMs } from '../folds/sentences.ts';
import type { Moment, RecordOf } from '../trace.ts';
import type { Cell, Version } from '../versions/version.ts';

/** A version with a cell that holds it. */
interface Seen {
  readonly version: Version;
  readonly cell: Cell;
}

/** What a client knows of a key: versions that nothing else it knows supersedes. Immutable. */
interface Known {
  readonly wrote: readonly Seen[];
  readonly read: readonly Seen[];
}

const NOTHING: Known = { wrote: [], read: [] };

interface SessionsState {
  /** By client, then by key. */
  readonly clients: Map<number, CowPages<Known>>;
  /** What its client knew of the key when it began: of open operations. */
  readonly open: Map<number, Known>;
  /** The same of every write that was ever invoked by a client that knew something. */
  readonly before: CowPages<Known>;
  /** Deletes that were acknowledged, by key: a read that finds nothing counts as returning them. */
  readonly deletes: CowPages<readonly Seen[]>;
}

type Checker = 'read-your-writes' | 'monotonic-reads' | 'monotonic-writes' | 'writes-follow-reads';

function onInvoked(state: SessionsState, { client, key, operation, kind }: RecordOf<'operation-invoked'>): void {
  const known = state.clients.get(client)?.get(key);
  if (known === undefined) return;
  state.open.set(operation, known);
  if (kind !== 'read') state.before.set(operation, known);
}

/** True where the cell, or finding nothing, does not hold what was seen nor what supersedes it. */
function lacks(state: SessionsState, key: number, cell: Cell | undefined, { version }: Seen, facts: FoldFacts): boolean {
  if (cell !== undefined) return !facts.policy.covers(cell, version);
  return !version.tombstone && !(state.deletes.get(key) ?? []).some((one) => facts.policy.covers(one.cell, version));
}

/** The first of what was seen that the cell lacks. Loops, not closures, here and below: this runs for every read and write of a run. */
function firstLacking(state: SessionsState, key: number, cell: Cell | undefined, seen: readonly Seen[], facts: FoldFacts): Seen | undefined {
  for (let i = 0; i < seen.length; i++) if (lacks(state, key, cell, seen[i], facts)) return seen[i];
  return undefined;
}

function tell(facts: FoldFacts, checker: Checker, detail: string): void {
  facts.derive({ type: 'violation-found', checker, detail });
}

function onCompleted(state: SessionsState, record: RecordOf<'operation-completed'>, { atUs }: Moment, facts: FoldFacts): void {
  const { client, key, operation, kind, cell } = record;
  const known = state.open.get(operation) ?? NOTHING;
  state.open.delete(operation);
  if (kind === 'read') {
    judgeRead(state, record, known, facts);
    if (cell === undefined) return;
    judgeOrder(state, record, cell, facts);
    const seen: Seen[] = [];
    for (let i = 0; i < cell.versions.length; i++) seen.push({ version: cell.versions[i], cell });
    learn(state, client, key, 'read', seen, facts);
    return;
  }
  const version = cell?.versions.find((one) => one.operation === operation);
  if (cell === undefined || version === undefined) return;
  judgeWrite(known, { version, cell }, atUs, facts);
  if (version.tombstone)
    state.deletes.set(key, [...(state.deletes.get(key) ?? []).filter((one) => !facts.policy.covers(cell, one.version)), { version, cell }]);
  learn(state, client, key, 'wrote', [{ version, cell }], facts);
}

/** The client's own guarantees: what it wrote and read before this read began must be in what it returns. */
function judgeRead(state: SessionsState, record: RecordOf<'operation-completed'>, known: Known, facts: FoldFacts): void {
  const { key, cell } = record;
  const own = firstLacking(state, key, cell, known.wrote, facts);
  const earlier = firstLacking(state, key, cell, known.read, facts);
  if (own === undefined && earlier === undefined) return;
  const who = `${readOf(record, facts)} returned ${returned(cell)}`;
  if (own !== undefined) tell(facts, 'read-your-writes', `${who}, without ${describeWrite(own.version, facts)}, which was acknowledged before it began`);
  if (earlier !== undefined) tell(facts, 'monotonic-reads', `${who}, though an earlier read of the same client had returned ${describeValue(earlier.version)}`);
}

function readOf({ client, n, key }: RecordOf<'operation-completed'>, facts: FoldFacts): string {
  return `${facts.clientName(client)}'s read #${n} of ${facts.keys.name(key)}`;
}

/** Whoever reads a write must read with it what its writer had written and read before. */
function judgeOrder(state: SessionsState, record: RecordOf<'operation-completed'>, cell: Cell, facts: FoldFacts): void {
  const { key } = record;
  for (let i = 0; i < cell.versions.length; i++) {
    const version = cell.versions[i];
    const before = version.operation > 0 ? state.before.get(version.operation) : undefined;
    if (before === undefined) continue;
    const own = firstLacking(state, key, cell, before.wrote, facts);
    const read = firstLacking(state, key, cell, before.read, facts);
    if (own === undefined && read === undefined) continue;
    const what = `${readOf(record, facts)} returned ${describeWrite(version, facts)} without`;
    if (own !== undefined) tell(facts, 'monotonic-writes', `${what} ${describeWrite(own.version, facts)}, which its client had written before`);
    if (read !== undefined) tell(facts, 'writes-follow-reads', `${what} ${describeValue(read.version)}, which its client had read before`);
  }
}

/** The first of what was seen that the store's order puts over the write, though it came before. */
function firstOver(seen: readonly Seen[], { version, cell }: Seen, facts: FoldFacts): Seen | undefined {
  for (let i = 0; i < seen.length; i++) {
    const one = seen[i];
    if (one.version !== version && facts.policy.covers(one.cell, version) && !facts.policy.covers(cell, one.version)) return one;
  }
  return undefined;
}

/** The store must not put what a client had written or read before over what it wrote then. */
function judgeWrite(known: Known, written: Seen, atUs: number, facts: FoldFacts): void {
  const own = firstOver(known.wrote, written, facts);
  const read = firstOver(known.read, written, facts);
  if (own === undefined && read === undefined) return;
  const what = `${describeWrite(written.version, facts)}, acknowledged at ${inMs(atUs)}, is superseded in the store's order by`;
  if (own !== undefined) tell(facts, 'monotonic-writes', `${what} ${describeWrite(own.version, facts)}, which the client had written before`);
  if (read !== undefined && read.version.operation !== own?.version.operation)
    tell(facts, 'writes-follow-reads', `${what} ${describeValue(read.version)}, which the client had read before it wrote`);
}

function returned(cell: Cell | undefined): string {
  return cell === undefined ? 'nothing' : cell.versions.map(describeValue).join(' and ');
}

/** True where any of these, or what holds it, covers the version. */
function isCovered(version: Version, by: readonly Seen[], facts: FoldFacts): boolean {
  for (let i = 0; i < by.length; i++) if (facts.policy.covers(by[i].cell, version)) return true;
  return false;
}

function learn(state: SessionsState, client: number, key: number, how: keyof Known, seen: readonly Seen[], facts: FoldFacts): void {
  let keys = state.clients.get(client);
  if (keys === undefined) {
    keys = new CowPages();
    state.clients.set(client, keys);
  }
  const known = keys.get(key) ?? NOTHING;
  const old = known[how];
  const rest: Seen[] = [];
  const fresh: Seen[] = [];
  for (let i = 0; i < old.length; i++) if (!isCovered(old[i].version, seen, facts)) rest.push(old[i]);
  let isNews = rest.length < old.length;
  for (let i = 0; i < seen.length; i++) {
    if (isCovered(seen[i].version, rest, facts)) continue;
    fresh.push(seen[i]);
    isNews ||= !old.some((other) => other.version === seen[i].version);
  }
  if (!isNews) return;
  const now = rest.length === 0 ? fresh : [...rest, ...fresh];
  keys.set(key, how === 'read' ? { wrote: known.wrote, read: now } : { wrote: now, read: known.read });
}

export const sessionGuarantees: Fold<SessionsState> = {
  id: 'session-guarantees',
  create: () => ({ clients: new Map(), open: new Map(), before: new CowPages(), deletes: new CowPages() }),
  on: {
    'operation-invoked': onInvoked,
    'operation-completed': onCompleted,
    'operation-failed': (state, { operation }) => {
      state.open.delete(operation);
    },
  },
  fork: (state) => ({
    clients: new Map([...state.clients].map(([client, keys]) => [client, keys.fork()])),
    open: new Map(state.open),
    before: state.before.fork(),
    deletes: state.deletes.fork(),
  }),
};
