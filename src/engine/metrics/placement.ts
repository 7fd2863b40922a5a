/**
 * Who owned what over time: each time that ownership moved, the keys whose owners changed, and the shares of the ring from then on; beside
 * that what it cost, in copies taken, bytes sent and hash trees built anew. Counts the keys that were loaded or that clients named so far.
 */
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { PlacementView } from '../placement/view.ts';
import type { Moment, RecordOf } from '../trace.ts';

export interface OwnershipChange {
  readonly atUs: number;
  readonly event: number;
  readonly change: 'join' | 'leave' | 'replace';
  readonly replica: number;
  /** Whose place it took; itself where it took nobody's. */
  readonly of: number;
  readonly movedKeys: number;
  readonly movedFirst: number;
  readonly movedCopies: number;
  readonly movedShare: number;
  readonly ownership: readonly number[];
}

export interface PlacementState {
  /** As it was before what moves now; null while nothing ever moved. */
  before: PlacementView | null;
  /** Keys are numbered below it. */
  keys: number;
  changes: readonly OwnershipChange[];
  moves: number;
  copiesTaken: number;
  copiesDropped: number;
  bytes: number;
  treesRebuilt: number;
  splits: number;
}

function onMoved(state: PlacementState, change: Pick<OwnershipChange, 'change' | 'replica' | 'of'>, { atUs, event }: Moment, facts: FoldFacts): void {
  const { before } = state;
  const { view } = facts;
  if (before === null || before === view) return;
  let movedKeys = 0;
  let movedFirst = 0;
  let movedCopies = 0;
  for (let key = 0; key < Math.max(state.keys, facts.keys.baseCount); key++) {
    const was = before.preferenceList(key);
    const owners = view.preferenceList(key);
    const gained = owners.filter((owner) => !was.includes(owner)).length;
    movedCopies += gained;
    if (gained > 0 || was.length !== owners.length) movedKeys++;
    if (was[0] !== owners[0]) movedFirst++;
  }
  const ownership = view.ownership();
  const sharesBefore = before.ownership();
  const movedShare = ownership.reduce((sum, share, replica) => sum + Math.max(0, share - (sharesBefore[replica] ?? 0)), 0);
  state.changes = [...state.changes, { atUs, event, ...change, movedKeys, movedFirst, movedCopies, movedShare, ownership }];
  state.before = view;
}

function onLeft(state: PlacementState, { replica, owned }: RecordOf<'replica-left'>, moment: Moment, facts: FoldFacts): void {
  // One that was replaced is told of with the one that replaced it.
  const last = state.changes.at(-1);
  if (!owned || (last?.event === moment.event && last.of === replica)) return;
  onMoved(state, { change: 'leave', replica, of: replica }, moment, facts);
}

export const placement: Fold<PlacementState> = {
  id: 'placement',
  create: () => ({ before: null, keys: 0, changes: [], moves: 0, copiesTaken: 0, copiesDropped: 0, bytes: 0, treesRebuilt: 0, splits: 0 }),
  on: {
    'operation-invoked': (state, { key }) => {
      if (key >= state.keys) state.keys = key + 1;
    },
    'range-move-started': (state, _record, _moment, facts) => {
      state.before ??= facts.view;
      state.moves++;
    },
    'replica-joined': (state, { replica, of }, moment, facts) => onMoved(state, { change: of === replica ? 'join' : 'replace', replica, of }, moment, facts),
    'replica-left': onLeft,
    'version-stored': (state, { mechanism }) => {
      if (mechanism === 'bootstrap') state.copiesTaken++;
    },
    'copy-dropped': (state) => {
      state.copiesDropped++;
    },
    'message-sent': (state, { message }) => {
      if (message.type === 'range-data' || message.type === 'range-request' || message.type === 'range-done') state.bytes += message.bytes;
    },
    'tree-rebuilt': (state) => {
      state.treesRebuilt++;
    },
    'range-split': (state) => {
      state.splits++;
    },
    'range-merged': (state) => {
      state.splits--;
    },
  },
  fork: (state) => ({ ...state }),
};

type Shares = { readonly [replica: string]: number };

export interface PlacementReport {
  /** Share of the ring for which each replica comes first, now. */
  readonly ownership: Shares;
  /** Joins, leaves and replacements begun, and those that ended with the owners they made. */
  readonly moves: number;
  readonly changes: readonly {
    readonly atMs: number;
    readonly change: OwnershipChange['change'];
    readonly replica: string;
    readonly of: string;
    /** Keys with other owners than before, those with another first owner, and copies that others hold now. */
    readonly movedKeys: number;
    readonly movedFirst: number;
    readonly movedCopies: number;
    /** Share of the ring that came to others. */
    readonly movedShare: number;
    readonly ownership: Shares;
  }[];
  readonly moved: number;
  /** Copies and bytes that moving cost, and copies dropped by those who do not own them any more. */
  readonly copiesTaken: number;
  readonly copiesDropped: number;
  readonly bytes: number;
  /** How often a replica built its hash trees anew, and how many ranges are split now. */
  readonly treesRebuilt: number;
  readonly splits: number;
}

export function placementReport(state: PlacementState, facts: FoldFacts): PlacementReport {
  const { changes, moves, copiesTaken, copiesDropped, bytes, treesRebuilt, splits } = state;
  // Of those that are gone nothing is said.
  const named = (shares: readonly number[]): Shares =>
    Object.fromEntries(shares.flatMap((share, replica) => (share > 0 || changes.length === 0 ? [[facts.replicaName(replica), share]] : [])));
  return {
    ownership: named(facts.view.ownership()),
    moves,
    changes: changes.map(({ atUs, change, replica, of, movedKeys, movedFirst, movedCopies, movedShare, ownership }) => ({
      ...{ atMs: atUs / 1000, change, replica: facts.replicaName(replica), of: facts.replicaName(of) },
      ...{ movedKeys, movedFirst, movedCopies, movedShare, ownership: named(ownership) },
    })),
    moved: changes.reduce((sum, { movedKeys }) => sum + movedKeys, 0),
    ...{ copiesTaken, copiesDropped, bytes, treesRebuilt, splits },
  };
}
