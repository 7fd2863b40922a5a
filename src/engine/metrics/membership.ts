/**
 * Who believes whom dead, over all nodes: what the partition of a cluster leaves behind, and when all see the same again. Only nodes
 * that are up have beliefs. Kept as one row of bits for each node that believes anybody dead.
 */
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Moment } from '../trace.ts';

export interface MembershipState {
  /** By observer; a row is replaced where it changes, so that checkpoints share it. */
  readonly rows: Map<number, Uint32Array>;
  /** By peer: how many observers believe it dead. */
  readonly counts: Int32Array;
  /** How many nodes there are or were. */
  nodes: number;
  readonly down: Set<number>;
  /** Those of them that left for good: what a node that has not heard of it still thinks of them counts no more, nor what they think. */
  readonly left: Set<number>;
  /** Peers of which some believe one thing and some the other. */
  disputed: number;
  suspected: number;
  revived: number;
  marks: number;
  /** Since when all nodes that are up believe the same. */
  agreedUs: number | null;
}

export interface MembershipReport {
  /** Judgements so far: dead (under SWIM suspected), and alive again. */
  readonly suspected: number;
  readonly revived: number;
  /** Now: beliefs that somebody is dead, those of them about nodes that are up, and nodes on which the others do not agree. */
  readonly deadMarks: number;
  readonly wrongMarks: number;
  readonly disputed: number;
  /** Since when all agree; null where they do not. */
  readonly agreedAtMs: number | null;
}

function isDisputed(state: MembershipState, peer: number): boolean {
  if (state.left.has(peer)) return false;
  const observers = state.nodes - state.down.size - (state.down.has(peer) ? 0 : 1);
  return state.counts[peer] > 0 && state.counts[peer] < observers;
}

function mark(state: MembershipState, observer: number, peer: number, isDead: boolean): void {
  if (isDead && (state.left.has(observer) || state.left.has(peer))) return;
  const before = state.rows.get(observer);
  const bit = 1 << (peer & 31);
  if ((((before?.[peer >>> 5] ?? 0) & bit) !== 0) === isDead) return;
  const row = before?.slice() ?? new Uint32Array((state.counts.length + 31) >>> 5);
  row[peer >>> 5] ^= bit;
  state.rows.set(observer, row);
  if (isDisputed(state, peer)) state.disputed--;
  state.counts[peer] += isDead ? 1 : -1;
  state.marks += isDead ? 1 : -1;
  if (isDisputed(state, peer)) state.disputed++;
}

function agree(state: MembershipState, { atUs }: Moment): void {
  if (state.disputed > 0) state.agreedUs = null;
  else state.agreedUs ??= atUs;
}

/** A node goes down and takes its beliefs with it, or comes up without any. */
function upOrDown(state: MembershipState, replica: number, isDown: boolean, moment: Moment): void {
  const row = state.rows.get(replica);
  if (row !== undefined) {
    for (let peer = 0; peer < state.counts.length; peer++) if ((row[peer >>> 5] & (1 << (peer & 31))) !== 0) mark(state, replica, peer, false);
    state.rows.delete(replica);
  }
  if (isDown) state.down.add(replica);
  else state.down.delete(replica);
  countDisputed(state, moment);
}

/** How many nodes have beliefs has changed. */
function countDisputed(state: MembershipState, moment: Moment): void {
  let disputed = 0;
  for (let peer = 0; peer < state.nodes; peer++) if (isDisputed(state, peer)) disputed++;
  state.disputed = disputed;
  agree(state, moment);
}

const isSwim = (facts: FoldFacts): boolean => facts.scenario.membership.detector === 'swim';

export const membership: Fold<MembershipState> = {
  id: 'membership',
  create: (facts) => ({
    rows: new Map(),
    counts: new Int32Array(facts.capacity),
    nodes: facts.replicas,
    down: new Set(),
    left: new Set(),
    disputed: 0,
    suspected: 0,
    revived: 0,
    marks: 0,
    agreedUs: 0,
  }),
  on: {
    'peer-suspected': (state, { actor, peer }, moment, facts) => {
      if (actor < 0) return;
      state.suspected++;
      // Under SWIM a suspect is not believed dead yet.
      if (isSwim(facts)) return;
      mark(state, actor, peer, true);
      agree(state, moment);
    },
    'peer-declared-dead': (state, { actor, peer }, moment) => {
      mark(state, actor, peer, true);
      agree(state, moment);
    },
    'peer-alive': (state, { actor, peer }, moment) => {
      if (actor < 0) return;
      state.revived++;
      mark(state, actor, peer, false);
      agree(state, moment);
    },
    'range-move-started': (state, { move, replica }, moment) => {
      if (move === 'leave') return;
      // The newcomer believes nobody dead yet.
      state.nodes = Math.max(state.nodes, replica + 1);
      countDisputed(state, moment);
    },
    'replica-left': (state, { replica }, moment) => {
      for (const observer of state.rows.keys()) mark(state, observer, replica, false);
      state.left.add(replica);
      upOrDown(state, replica, true, moment);
    },
    'replica-crashed': (state, { replica }, moment) => upOrDown(state, replica, true, moment),
    'replica-restarted': (state, { replica }, moment) => upOrDown(state, replica, false, moment),
  },
  fork: (state) => ({ ...state, rows: new Map(state.rows), counts: state.counts.slice(), down: new Set(state.down), left: new Set(state.left) }),
};

export function membershipReport(state: MembershipState): MembershipReport {
  let about = 0;
  for (const peer of state.down) about += state.counts[peer];
  return {
    suspected: state.suspected,
    revived: state.revived,
    deadMarks: state.marks,
    wrongMarks: state.marks - about,
    disputed: state.disputed,
    agreedAtMs: state.agreedUs === null ? null : state.agreedUs / 1000,
  };
}
