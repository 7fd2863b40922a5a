/**
 * A ring on which ranges move, as one node sees it: the owners now, the owners afterwards, and who takes whose place at which key. The
 * next owner of a key takes the place of the one that goes, so it has to have what that one has: then every write that W owners
 * acknowledged is on W owners afterwards (Cassandra's consistent range movement). Where nobody goes, or the one that goes is dead, it
 * takes all that those who stay have.
 */
import { keyToken } from './ring.ts';
import { heirIn, type Move, membersOf, movingNow, placesOf, type RingState } from './ring-state.ts';
import { createRingView, type RingOptions, type RingView } from './ring-view.ts';
import type { PlacementView } from './view.ts';

/** Keys for which one replica takes another's place. */
export interface Handover {
  readonly gainer: number;
  /** Who stops owning them; −1: nobody. */
  readonly loser: number;
  /** Who owns them before and afterwards, rising. */
  readonly stayers: readonly number[];
}

export interface Moving {
  readonly move: Move;
  /** Names the move: equal on all nodes that know of it. */
  readonly id: string;
  readonly after: PlacementView;
  pendingOwners(key: number): readonly number[];
  /** Who takes whose place at the key; null where nothing changes there. */
  handoverOf(key: number): { readonly gainer: number; readonly loser: number } | null;
  /** All of them, in an order that is the same everywhere. */
  handovers(): readonly Handover[];
}

const NOBODY: readonly number[] = [];

/** The view of a ring as it stands after `ring`; `options.replicas` are the names of all replicas that are or were there, `first` of them from the beginning. */
export function viewOfRing(options: RingOptions, first: number, ring: RingState): RingView {
  if (ring.entries.length === 0) return createRingView(options);
  const known = ring.entries.reduce((most, { replica }) => Math.max(most, replica + 1), first);
  const names = options.replicas.slice(0, known);
  const sites = options.sites?.slice(0, known);
  const common = {
    ...options,
    ...(sites === undefined ? {} : { sites }),
    replicas: names,
    members: membersOf(ring, first, known),
    heirOf: (replica: number) => heirIn(ring, replica),
    isChanged: true,
  };
  const view = createRingView({ ...common, places: placesOf(ring, names, first, null) });
  const move = movingNow(ring);
  if (move === null) return view;
  const heirOf = (replica: number): number =>
    move.kind === 'leave' && move.replica === replica ? -1 : move.of === replica ? move.replica : heirIn(ring, replica);
  view.moving = new MovingRing(move, view, createRingView({ ...common, heirOf, places: placesOf(ring, names, first, move) }), options.keys);
  return view;
}

class MovingRing implements Moving {
  readonly move: Move;
  readonly id: string;
  readonly after: RingView;
  private readonly now: RingView;
  private readonly keys: RingOptions['keys'];
  private readonly pinned: ReadonlySet<string>;
  private readonly gainers = new Map<number, readonly number[]>();
  private all: readonly Handover[] | null = null;

  constructor(move: Move, now: RingView, after: RingView, keys: RingOptions['keys']) {
    this.move = move;
    this.id = `${move.kind}.${move.replica}.${move.generation}`;
    this.now = now;
    this.after = after;
    this.keys = keys;
    this.pinned = new Set([...now.pinnedOwners()].map(([key]) => key));
  }

  pendingOwners(key: number): readonly number[] {
    const handover = this.handoverOf(key);
    if (handover === null) return NOBODY;
    const { gainer } = handover;
    let list = this.gainers.get(gainer);
    if (list === undefined) {
      list = Object.freeze([gainer]);
      this.gainers.set(gainer, list);
    }
    return list;
  }

  handoverOf(key: number): { readonly gainer: number; readonly loser: number } | null {
    if (this.pinned.size > 0 && this.pinned.has(this.keys.name(key))) return handover(this.now.preferenceList(key), this.after.preferenceList(key));
    const token = keyToken(this.keys.hash(key));
    return handover(this.now.ownersAt(token), this.after.ownersAt(token));
  }

  handovers(): readonly Handover[] {
    this.all ??= this.findHandovers();
    return this.all;
  }

  private findHandovers(): readonly Handover[] {
    const found = new Map<string, { gainer: number; loser: number; stayers: Set<number> }>();
    const look = (before: readonly number[], after: readonly number[]): void => {
      const pair = handover(before, after);
      if (pair === null) return;
      const name = `${pair.gainer} ${pair.loser}`;
      const entry = found.get(name) ?? { ...pair, stayers: new Set<number>() };
      found.set(name, entry);
      for (const owner of before) if (owner !== pair.loser) entry.stayers.add(owner);
    };
    for (const { ring } of [this.now, this.after]) for (const token of ring.tokens) look(this.now.ownersAt(token), this.after.ownersAt(token));
    const afterPins = new Map(this.after.pinnedOwners());
    for (const [key, owners] of this.now.pinnedOwners()) look(owners, afterPins.get(key) ?? owners);
    return [...found.values()]
      .map(({ gainer, loser, stayers }) => ({ gainer, loser, stayers: [...stayers].sort((a, b) => a - b) }))
      .sort((a, b) => a.gainer - b.gainer || a.loser - b.loser);
  }
}

/** One replica moves at a time, so at most one comes to a key and at most one goes. */
function handover(before: readonly number[], after: readonly number[]): { readonly gainer: number; readonly loser: number } | null {
  const gainer = after.find((owner) => !before.includes(owner));
  if (gainer === undefined) return null;
  return { gainer, loser: before.find((owner) => !after.includes(owner)) ?? -1 };
}
