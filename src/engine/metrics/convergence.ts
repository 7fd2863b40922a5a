/**
 * Convergence: for every key that left the loaded base, how many of its owners, up or down, hold which copy. A key has converged when
 * they all hold the same; a tombstone and nothing at all are the same while no owner's copy and no hint has a live version. What all
 * copies merged would be (the join) says which copies diverge, and so which mechanism repaired one: `repaired` is derived here.
 * A store costs what the key has distinct copies, usually one to three, whatever the number of replicas.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { Series } from '../folds/series.ts';
import type { Moment, RecordOf, RepairMechanism } from '../trace.ts';
import { type Cell, isDeleted } from '../versions/version.ts';

/** How many owners hold one copy. */
export interface DistinctCopy {
  readonly cell: Cell;
  readonly live: boolean;
  count: number;
}

/** What is known of one key's copies; belongs to the state whose token it carries, others copy it before they change it. */
interface KeyCopies {
  readonly owner: object;
  readonly owners: number;
  readonly distinct: DistinctCopy[];
  absent: number;
  /** Everything that the copies know, merged; undefined where all are absent. */
  join: Cell | undefined;
  /** Hints that carry a live version. */
  liveHints: number;
  diverged: boolean;
  /** Copies that differ from the join; 0 where the key has converged. */
  divergent: number;
}

export interface ConvergenceState {
  owner: object;
  entries: CowPages<KeyCopies>;
  divergentKeys: number;
  divergentCopies: number;
  /** Since when all keys have converged; null while some have not. */
  convergedAtUs: number | null;
  /** Since when some key has diverged, and the longest that one stretch of it lasted; the stretch that goes on is not in it yet. */
  divergedSinceUs: number;
  longestDivergenceUs: number;
  /** Divergent copies over time, microseconds. */
  series: Series;
}

function copiesOf(state: ConvergenceState, key: number, facts: FoldFacts): KeyCopies {
  const entry = state.entries.get(key);
  if (entry !== undefined && entry.owner === state.owner) return entry;
  const own =
    entry === undefined ? untouched(state.owner, key, facts) : { ...entry, owner: state.owner, distinct: entry.distinct.map((copy) => ({ ...copy })) };
  state.entries.set(key, own);
  return own;
}

function untouched(owner: object, key: number, facts: FoldFacts): KeyCopies {
  const owners = facts.view.preferenceList(key).length;
  const base = key < facts.keys.baseCount ? facts.keys.baseCell(key) : undefined;
  const distinct = base === undefined ? [] : [{ cell: base, live: !isDeleted(base), count: owners }];
  return { owner, owners, distinct, absent: base === undefined ? owners : 0, join: base, liveHints: 0, diverged: false, divergent: 0 };
}

function take(entry: KeyCopies, cell: Cell | undefined): void {
  if (cell === undefined) {
    entry.absent--;
    return;
  }
  const { distinct } = entry;
  for (let i = 0; i < distinct.length; i++) {
    if (distinct[i].cell.hash !== cell.hash) continue;
    if (--distinct[i].count === 0) distinct.splice(i, 1);
    return;
  }
}

function put(entry: KeyCopies, cell: Cell | undefined): void {
  if (cell === undefined) {
    entry.absent++;
    return;
  }
  const { distinct } = entry;
  for (let i = 0; i < distinct.length; i++) {
    if (distinct[i].cell.hash !== cell.hash) continue;
    distinct[i].count++;
    return;
  }
  distinct.push({ cell, live: !isDeleted(cell), count: 1 });
}

function joinOf(distinct: readonly DistinctCopy[], facts: FoldFacts): Cell | undefined {
  let join: Cell | undefined;
  for (const { cell } of distinct) join = join === undefined ? cell : facts.policy.merge(join, cell);
  return join;
}

/** True where nothing live is left of the key, so that a tombstone and nothing at all count as the same. */
function isDead(entry: KeyCopies): boolean {
  if (entry.liveHints > 0) return false;
  for (const copy of entry.distinct) if (copy.live) return false;
  return true;
}

function judge(state: ConvergenceState, entry: KeyCopies, moment: Moment): void {
  const kinds = entry.distinct.length + (entry.absent > 0 ? 1 : 0);
  const diverged = kinds > 1 && !isDead(entry);
  let divergent = 0;
  if (diverged) {
    divergent = entry.owners;
    for (const copy of entry.distinct) if (copy.cell.hash === entry.join?.hash) divergent -= copy.count;
  }
  if (diverged !== entry.diverged) {
    if (state.divergentKeys === 0) state.divergedSinceUs = moment.atUs;
    state.divergentKeys += diverged ? 1 : -1;
    state.convergedAtUs = state.divergentKeys === 0 ? moment.atUs : null;
    if (state.divergentKeys === 0) state.longestDivergenceUs = Math.max(state.longestDivergenceUs, moment.atUs - state.divergedSinceUs);
  }
  if (divergent !== entry.divergent) {
    state.divergentCopies += divergent - entry.divergent;
    state.series.add(moment.atUs, state.divergentCopies);
  }
  entry.diverged = diverged;
  entry.divergent = divergent;
}

function isRepair(mechanism: string): mechanism is RepairMechanism {
  return mechanism !== 'write' && mechanism !== 'bootstrap';
}

function onStored(state: ConvergenceState, record: RecordOf<'version-stored'>, moment: Moment, facts: FoldFacts): void {
  const { replica, key, before, after, mechanism, from } = record;
  if (!facts.view.owns(replica, key)) {
    // Its copy counts once it owns the key: then the key must be known.
    if (facts.view.isChanged === true) copiesOf(state, key, facts);
    return;
  }
  const entry = copiesOf(state, key, facts);
  take(entry, before);
  put(entry, after);
  // What is stored holds all that it replaced, so the join only ever grows here; not so where it forgets.
  if (facts.scenario.store.vectorPruning !== null) entry.join = joinOf(entry.distinct, facts);
  else if (entry.join === undefined || entry.join.hash !== after.hash) entry.join = entry.join === undefined ? after : facts.policy.merge(entry.join, after);
  const wasDiverged = entry.diverged;
  judge(state, entry, moment);
  const becameCurrent = after.hash === entry.join?.hash && before?.hash !== after.hash;
  if (becameCurrent && isRepair(mechanism) && (wasDiverged || entry.diverged || !isDead(entry)))
    facts.derive({ type: 'repaired', replica, key, mechanism, from });
}

/** A copy went back to an earlier one, or went altogether: nobody else may know what it knew. */
function replaceCopy(
  state: ConvergenceState,
  replica: number,
  key: number,
  before: Cell | undefined,
  after: Cell | undefined,
  moment: Moment,
  facts: FoldFacts,
): void {
  if (!facts.view.owns(replica, key)) return;
  const entry = copiesOf(state, key, facts);
  take(entry, before);
  put(entry, after);
  entry.join = joinOf(entry.distinct, facts);
  judge(state, entry, moment);
}

/** Keys have other owners: what those hold is what counts. */
function countAnew(state: ConvergenceState, moment: Moment, facts: FoldFacts): void {
  const keys = new Set<number>();
  state.entries.forEach((_, key) => {
    keys.add(key);
  });
  for (let key = 0; key < facts.keys.baseCount; key++) {
    const { hash } = facts.keys.baseCell(key);
    if (!keys.has(key) && facts.view.preferenceList(key).some((owner) => facts.copyOf(owner, key)?.hash !== hash)) keys.add(key);
  }
  for (const key of keys) {
    const { liveHints, diverged, divergent } = copiesOf(state, key, facts);
    const owners = facts.view.preferenceList(key);
    const entry: KeyCopies = {
      owner: state.owner,
      owners: owners.length,
      distinct: [],
      absent: owners.length,
      join: undefined,
      liveHints,
      diverged,
      divergent,
    };
    for (const owner of owners) {
      const cell = facts.copyOf(owner, key);
      if (cell === undefined) continue;
      entry.absent--;
      put(entry, cell);
    }
    entry.join = joinOf(entry.distinct, facts);
    state.entries.set(key, entry);
    judge(state, entry, moment);
  }
}

function onHint(state: ConvergenceState, key: number, cell: Cell, change: 1 | -1, moment: Moment, facts: FoldFacts): void {
  if (isDeleted(cell)) return;
  const entry = copiesOf(state, key, facts);
  entry.liveHints += change;
  judge(state, entry, moment);
}

type HintRecord = RecordOf<'hint-delivered' | 'hint-expired' | 'hint-discarded' | 'hint-lost'>;

function onHintGone(state: ConvergenceState, record: HintRecord, moment: Moment, facts: FoldFacts): void {
  onHint(state, record.key, record.cell, -1, moment, facts);
}

export const convergence: Fold<ConvergenceState> = {
  id: 'convergence',
  create: () => ({
    owner: {},
    entries: new CowPages(),
    divergentKeys: 0,
    divergentCopies: 0,
    convergedAtUs: 0,
    divergedSinceUs: 0,
    longestDivergenceUs: 0,
    series: new Series(),
  }),
  on: {
    'version-stored': onStored,
    'version-lost': (state, { replica, key, before, after }, moment, facts) => replaceCopy(state, replica, key, before, after, moment, facts),
    'tombstone-compacted': (state, { replica, key, cell }, moment, facts) => replaceCopy(state, replica, key, cell, undefined, moment, facts),
    'data-loaded': (state, { divergent }, moment, facts) => {
      for (const { replica, key, cell } of divergent) replaceCopy(state, replica, key, facts.keys.baseCell(key), cell, moment, facts);
    },
    'replica-joined': (state, _record, moment, facts) => countAnew(state, moment, facts),
    'replica-left': (state, _record, moment, facts) => countAnew(state, moment, facts),
    'hint-stored': (state, { key, cell }, moment, facts) => onHint(state, key, cell, 1, moment, facts),
    'hint-restored': (state, { key, cell }, moment, facts) => onHint(state, key, cell, 1, moment, facts),
    'hint-delivered': onHintGone,
    'hint-expired': onHintGone,
    'hint-discarded': onHintGone,
    'hint-lost': onHintGone,
  },
  converged: (state) => state.divergentKeys === 0,
  fork: (state) => {
    // Both sides now copy an entry before they change it.
    state.owner = {};
    return { ...state, owner: {}, entries: state.entries.fork(), series: state.series.fork() };
  },
};

/** The copies of a key that its owners hold now, each once with its count; empty for a key that nothing was stored under. */
export function distinctCopies(state: ConvergenceState, key: number, facts: FoldFacts): readonly DistinctCopy[] {
  const entry = state.entries.get(key);
  return entry === undefined ? untouched(state.owner, key, facts).distinct : entry.distinct;
}

/** What a key's owners would agree on if all of them knew what any of them knows; undefined where none holds anything. */
export function joinOfKey(state: ConvergenceState, key: number, facts: FoldFacts): Cell | undefined {
  const entry = state.entries.get(key);
  return entry === undefined ? untouched(state.owner, key, facts).join : entry.join;
}

export interface DivergenceReport {
  /** Keys whose owners' copies differ now, and the copies that are behind: the backlog of repair. */
  readonly keys: number;
  readonly copies: number;
  /** The longest that copies differed without a break, the stretch that goes on included: what a promise to converge within so long is held to. */
  readonly longestMs: number;
}

export function divergenceReport(state: ConvergenceState, nowUs: number): DivergenceReport {
  const { divergentKeys, divergentCopies, divergedSinceUs, longestDivergenceUs } = state;
  const goesOnUs = divergentKeys === 0 ? 0 : nowUs - divergedSinceUs;
  return { keys: divergentKeys, copies: divergentCopies, longestMs: Math.max(longestDivergenceUs, goesOnUs) / 1000 };
}
