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

function tell(facts: FoldFacts, checker: Checker, detail: string): void {
  facts.derive({ type: 'violation-found', checker, detail });
}

function onCompleted(state: SessionsState, record: RecordOf<'operation-completed'>, { atUs }: Moment, facts: FoldFacts): void {
  const { client, key, operation, kind, cell } = record;
  const known = state.open.get(operation) ?? NOTHING;
  state.open.delete(operation);
  if (kind === 'read') {
    judgeRead(state, record, known, facts);
    if (cell !== undefined) {
      judgeOrder(state, record, cell, facts);
      learn(
        state,
        client,
        key,
        'read',
        cell.versions.map((version) => ({ version, cell })),
        facts,
      );
    }
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
function judgeRead(state: SessionsState, { client, n, key, cell }: RecordOf<'operation-completed'>, known: Known, facts: FoldFacts): void {
  const who = `${facts.clientName(client)}'s read #${n} of ${facts.keys.name(key)} returned ${returned(cell)}`;
  const own = known.wrote.find((seen) => lacks(state, key, cell, seen, facts));
  if (own !== undefined) tell(facts, 'read-your-writes', `${who}, without ${describeWrite(own.version, facts)}, which was acknowledged before it began`);
  const earlier = known.read.find((seen) => lacks(state, key, cell, seen, facts));
  if (earlier !== undefined) tell(facts, 'monotonic-reads', `${who}, though an earlier read of the same client had returned ${describeValue(earlier.version)}`);
}

/** Whoever reads a write must read with it what its writer had written and read before. */
function judgeOrder(state: SessionsState, { client, n, key }: RecordOf<'operation-completed'>, cell: Cell, facts: FoldFacts): void {
  const who = `${facts.clientName(client)}'s read #${n} of ${facts.keys.name(key)}`;
  for (const version of cell.versions) {
    const before = version.operation > 0 ? state.before.get(version.operation) : undefined;
    if (before === undefined) continue;
    const write = describeWrite(version, facts);
    const own = before.wrote.find((seen) => lacks(state, key, cell, seen, facts));
    if (own !== undefined)
      tell(facts, 'monotonic-writes', `${who} returned ${write} without ${describeWrite(own.version, facts)}, which its client had written before`);
    const read = before.read.find((seen) => lacks(state, key, cell, seen, facts));
    if (read !== undefined)
      tell(facts, 'writes-follow-reads', `${who} returned ${write} without ${describeValue(read.version)}, which its client had read before`);
  }
}

/** The store must not put what a client had written or read before over what it wrote then. */
function judgeWrite(known: Known, { version, cell }: Seen, atUs: number, facts: FoldFacts): void {
  const isOver = (seen: Seen): boolean => seen.version !== version && facts.policy.covers(seen.cell, version) && !facts.policy.covers(cell, seen.version);
  const write = `${describeWrite(version, facts)}, acknowledged at ${inMs(atUs)},`;
  const own = known.wrote.find(isOver);
  if (own !== undefined)
    tell(facts, 'monotonic-writes', `${write} is superseded in the store's order by ${describeWrite(own.version, facts)}, which the client had written before`);
  const read = known.read.find(isOver);
  if (read !== undefined && read.version.operation !== own?.version.operation)
    tell(
      facts,
      'writes-follow-reads',
      `${write} is superseded in the store's order by ${describeValue(read.version)}, which the client had read before it wrote`,
    );
}

function returned(cell: Cell | undefined): string {
  return cell === undefined ? 'nothing' : cell.versions.map(describeValue).join(' and ');
}

function learn(state: SessionsState, client: number, key: number, how: keyof Known, seen: readonly Seen[], facts: FoldFacts): void {
  let keys = state.clients.get(client);
  if (keys === undefined) {
    keys = new CowPages();
    state.clients.set(client, keys);
  }
  const known = keys.get(key) ?? NOTHING;
  const isNews = (one: Seen): boolean => !known[how].some((old) => old.version === one.version);
  const rest = known[how].filter((old) => !seen.some((one) => facts.policy.covers(one.cell, old.version)));
  const fresh = seen.filter((one) => !rest.some((old) => facts.policy.covers(old.cell, one.version)));
  if (rest.length === known[how].length && !fresh.some(isNews)) return;
  keys.set(key, { ...known, [how]: [...rest, ...fresh] });
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
