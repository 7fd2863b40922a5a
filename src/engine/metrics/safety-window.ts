/**
 * How long a tombstone must be kept, by what a run has seen: the longest time that a replica was away, until a repair had then succeeded on
 * all of them, and how far their clocks are apart (documents, 004: the deletion safety window; errata E004-16 adds down-time and the life
 * of hints, asks for more than the sum, and says that a repair counts once it has succeeded everywhere). It leaves out backups: nothing is
 * restored here, and one that is older than the grace brings deleted values back. A range counts as repaired once each of its owners has
 * been in a session with another one that began after the delete and succeeded.
 */
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Moment } from '../trace.ts';
import { isDeleted } from '../versions/version.ts';

export interface SafetyState {
  isParted: boolean;
  /** One-way links that are cut, as `from * 65536 + to`. */
  readonly cuts: Set<number>;
  /** Since when somebody cannot be reached by somebody, is down, or either; null where nobody. */
  partedUs: number | null;
  awayUs: number | null;
  /** By replica that is down, since when. */
  readonly downs: Map<number, number>;
  longestPartedUs: number;
  longestDownUs: number;
  longestAwayUs: number;
  /** All the time that somebody was away, the present absence not counted. */
  awaySumUs: number;
  /** Since when a repair of all is waited for; null before the first delete. */
  waitingUs: number | null;
  awaySumThenUs: number;
  /** Owners of ranges that no session has compared since then with another owner, as `ownerOf`. */
  readonly unrepaired: Set<number>;
  longestWaitUs: number;
  /** How often all ranges were repaired. */
  rounds: number;
  /** By session that goes on, when it began. */
  readonly begun: Map<string, number>;
  /** By replica, what `skew-clock` has added. */
  readonly steppedUs: Map<number, number>;
  /** Those that left for good: their clocks count until then. */
  readonly left: Set<number>;
  widestUs: number;
}

function awaitRepair(state: SafetyState, atUs: number, facts: FoldFacts): void {
  state.waitingUs = atUs;
  state.awaySumThenUs = awaySum(state, atUs);
  collectRanges(state, facts);
}

/** Every range with its owners, all of them to be repaired. */
function collectRanges(state: SafetyState, facts: FoldFacts): void {
  state.unrepaired.clear();
  for (let replica = 0; replica < facts.replicas; replica++) {
    for (const { id, owners } of facts.view.ownerSetsOf(replica)) if (owners.length > 1) state.unrepaired.add(ownerOf(id, replica, facts));
  }
}

/** One owner of one range: all keys whose owners are the same. */
function ownerOf(range: number, replica: number, { capacity }: FoldFacts): number {
  return range * capacity + replica;
}

/** All the time until now that somebody was away. */
function awaySum(state: SafetyState, nowUs: number): number {
  return state.awaySumUs + (state.awayUs === null ? 0 : nowUs - state.awayUs);
}

/** How long repair has been waited for, the time left out that somebody was away. */
function waitUs(state: SafetyState, nowUs: number): number {
  return state.waitingUs === null || state.unrepaired.size === 0 ? 0 : nowUs - state.waitingUs - (awaySum(state, nowUs) - state.awaySumThenUs);
}

/** Something changed about who is away: stretches begin and end. */
function judgeAbsence(state: SafetyState, { atUs }: Moment): void {
  const isParted = state.isParted || state.cuts.size > 0;
  if (isParted) state.partedUs ??= atUs;
  else if (state.partedUs !== null) {
    state.longestPartedUs = Math.max(state.longestPartedUs, atUs - state.partedUs);
    state.partedUs = null;
  }
  if (isParted || state.downs.size > 0) state.awayUs ??= atUs;
  else if (state.awayUs !== null) {
    state.longestAwayUs = Math.max(state.longestAwayUs, atUs - state.awayUs);
    state.awaySumUs += atUs - state.awayUs;
    state.awayUs = null;
  }
}

function onEnded(
  state: SafetyState,
  record: { readonly replica: number; readonly peer: number; readonly session: string },
  { atUs }: Moment,
  facts: FoldFacts,
): void {
  const begunUs = state.begun.get(record.session);
  state.begun.delete(record.session);
  if (state.waitingUs === null || begunUs === undefined || begunUs < state.waitingUs) return;
  const waitedUs = waitUs(state, atUs);
  for (const { id, owners } of facts.view.ownerSetsOf(record.replica)) {
    if (!owners.includes(record.peer)) continue;
    state.unrepaired.delete(ownerOf(id, record.replica, facts));
    state.unrepaired.delete(ownerOf(id, record.peer, facts));
  }
  if (state.unrepaired.size > 0) return;
  state.longestWaitUs = Math.max(state.longestWaitUs, waitedUs);
  state.rounds++;
  awaitRepair(state, atUs, facts);
}

/** How far the two clocks are apart that are apart the farthest. */
function spreadUs({ steppedUs, left }: Pick<SafetyState, 'steppedUs' | 'left'>, nowUs: number, facts: FoldFacts): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  facts.scenario.replicas.forEach(({ clockSkewMs, clockDriftPpm }, replica) => {
    if (left.has(replica)) return;
    const offUs = clockSkewMs * 1000 + (nowUs * clockDriftPpm) / 1_000_000 + (steppedUs.get(replica) ?? 0);
    least = Math.min(least, offUs);
    most = Math.max(most, offUs);
  });
  return most - least;
}

export const safetyWindow: Fold<SafetyState> = {
  id: 'safety-window',
  create: () => ({
    isParted: false,
    cuts: new Set(),
    partedUs: null,
    awayUs: null,
    downs: new Map(),
    longestPartedUs: 0,
    longestDownUs: 0,
    longestAwayUs: 0,
    awaySumUs: 0,
    waitingUs: null,
    awaySumThenUs: 0,
    unrepaired: new Set(),
    longestWaitUs: 0,
    rounds: 0,
    begun: new Map(),
    steppedUs: new Map(),
    left: new Set(),
    widestUs: 0,
  }),
  on: {
    'version-stored': (state, { after }, { atUs }, facts) => {
      if (state.waitingUs === null && isDeleted(after)) awaitRepair(state, atUs, facts);
    },
    'partition-changed': (state, { groups }, moment) => {
      state.isParted = groups.length > 1;
      judgeAbsence(state, moment);
    },
    'link-changed': (state, { from, to, what }, moment) => {
      const links = what === 'cut' || what === 'mended' ? [from * 65536 + to] : [from * 65536 + to, to * 65536 + from];
      if (what === 'cut' || what === 'cut-both-ways') for (const link of links) state.cuts.add(link);
      else if (what === 'mended' || what === 'mended-both-ways') for (const link of links) state.cuts.delete(link);
      judgeAbsence(state, moment);
    },
    'replica-crashed': (state, { replica }, moment) => {
      state.downs.set(replica, moment.atUs);
      judgeAbsence(state, moment);
    },
    'replica-restarted': (state, { replica }, moment) => {
      state.longestDownUs = Math.max(state.longestDownUs, moment.atUs - (state.downs.get(replica) ?? moment.atUs));
      state.downs.delete(replica);
      judgeAbsence(state, moment);
    },
    // Ranges have other owners now: what counts is that these are repaired, since the wait began.
    'replica-joined': (state, _, __, facts) => {
      // What goes on compares ranges as they were.
      state.begun.clear();
      if (state.waitingUs !== null) collectRanges(state, facts);
    },
    'replica-left': (state, { replica }, moment, facts) => {
      state.begun.clear();
      // Nobody waits for it any more, nor for its links.
      state.widestUs = Math.max(state.widestUs, spreadUs(state, moment.atUs, facts));
      state.left.add(replica);
      for (const link of state.cuts) if (link % 65536 === replica || Math.floor(link / 65536) === replica) state.cuts.delete(link);
      state.downs.delete(replica);
      judgeAbsence(state, moment);
      if (state.waitingUs !== null) collectRanges(state, facts);
    },
    'session-started': (state, { session }, { atUs }) => {
      state.begun.set(session, atUs);
    },
    'session-ended': onEnded,
    'session-failed': (state, { session }) => {
      state.begun.delete(session);
    },
    'clock-changed': (state, { replica, byMs }, { atUs }, facts) => {
      const beforeUs = spreadUs(state, atUs, facts);
      state.steppedUs.set(replica, (state.steppedUs.get(replica) ?? 0) + byMs * 1000);
      state.widestUs = Math.max(state.widestUs, beforeUs, spreadUs(state, atUs, facts));
    },
  },
  fork: (state) => ({
    ...state,
    cuts: new Set(state.cuts),
    downs: new Map(state.downs),
    unrepaired: new Set(state.unrepaired),
    begun: new Map(state.begun),
    steppedUs: new Map(state.steppedUs),
    left: new Set(state.left),
  }),
};

export interface SafetyReport {
  readonly graceMs: number;
  readonly longestPartitionMs: number;
  readonly longestDownMs: number;
  /** In one piece, by a partition, a cut or a crash of anybody. */
  readonly longestAbsenceMs: number;
  /** The longest wait since the first delete until all ranges had been repaired once more, absences left out. */
  readonly repairLagMs: number;
  /** How often all ranges were repaired since then. */
  readonly repairs: number;
  readonly clockOffsetMs: number;
  /** Null where no hints are kept. */
  readonly hintTtlMs: number | null;
  /** The absence, the lag and the clocks together, or the life of a hint, whichever is longer; null before any delete. */
  readonly neededMs: number | null;
  /** What the grace is longer by; where it is not above 0, a deleted value may come back. */
  readonly marginMs: number | null;
}

const inMs = (us: number): number => Math.round(us) / 1000;

export function safetyReport(state: SafetyState, facts: FoldFacts, nowUs: number): SafetyReport {
  const { store, hintedHandoff } = facts.scenario;
  const openDownUs = [...state.downs.values()].reduce((longest, sinceUs) => Math.max(longest, nowUs - sinceUs), 0);
  const absenceUs = Math.max(state.longestAwayUs, state.awayUs === null ? 0 : nowUs - state.awayUs);
  const lagUs = Math.max(state.longestWaitUs, waitUs(state, nowUs));
  const offsetUs = Math.max(state.widestUs, spreadUs(state, nowUs, facts), spreadUs({ steppedUs: new Map(), left: new Set() }, 0, facts));
  const hintTtlMs = hintedHandoff.enabled ? hintedHandoff.ttlMs : null;
  const neededMs = state.waitingUs === null ? null : Math.max(inMs(absenceUs + lagUs + offsetUs), hintTtlMs ?? 0);
  return {
    graceMs: store.gcGraceMs,
    longestPartitionMs: inMs(Math.max(state.longestPartedUs, state.partedUs === null ? 0 : nowUs - state.partedUs)),
    longestDownMs: inMs(Math.max(state.longestDownUs, openDownUs)),
    longestAbsenceMs: inMs(absenceUs),
    repairLagMs: inMs(lagUs),
    repairs: state.rounds,
    clockOffsetMs: inMs(offsetUs),
    hintTtlMs,
    neededMs,
    marginMs: neededMs === null ? null : Math.round(1000 * (store.gcGraceMs - neededMs)) / 1000,
  };
}
