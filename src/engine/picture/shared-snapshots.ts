/**
 * Snapshots of one event after another, of which each shares with the one before whatever the event did not change: a picture of a
 * thousand replicas then costs what happened, to make and to send. What an event changed is read off its records, off the queue and off
 * what is replaced whole (links, configuration). After a jump it begins anew.
 */
import type { Cluster } from '../cluster.ts';
import { convergence, findings, messages, operations, repairs } from '../metrics/index.ts';
import type { RingState } from '../placement/ring-state.ts';
import type { PlacementView } from '../placement/view.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TraceRecord } from '../trace.ts';
import { type LinkState, sideOf } from '../world/link-state.ts';
import type { World } from '../world/world.ts';
import { beliefsOf } from './beliefs.ts';
import { comparisons } from './comparisons.ts';
import { messageView } from './message-view.ts';
import { Pending } from './pending.ts';
import { type Drop, happeningsOf, picture } from './picture.ts';
import { safetyOf } from './safety-text.ts';
import { SharedClients } from './shared-clients.ts';
import { SharedCopies } from './shared-copies.ts';
import type { CellView, HintView, KeyOwnersView, ReplicaView, Snapshot, TickView } from './snapshot.ts';
import { clockOffsetMs, cutsOf, groupsOf, hintViews, mechanismsOf, shownKeys, suspectNames, withoutGone } from './snapshot-parts.ts';
import { spreadView } from './spread-curve.ts';
import { crossingOf, ownersOf, standingOf } from './standing.ts';
import { keptWhys, overruledViews, whysOf } from './whys.ts';

/** The replica's view with these parts, or the one before where no part is new. */
function replicaView(
  world: World,
  replica: number,
  before: ReplicaView | undefined,
  parts: {
    readonly cells: readonly CellView[];
    readonly hints: readonly HintView[];
    readonly ticks: readonly TickView[];
    readonly suspects: readonly string[];
  },
): ReplicaView {
  const state = world.replicas[replica];
  const { up } = state;
  const side = sideOf(world.links, replica);
  const offsetMs = clockOffsetMs(world, state);
  const slow = world.links.slowReplicas.get(replica) ?? 1;
  const { cells, hints, ticks, suspects } = parts;
  const standing = standingOf(world, replica, before);
  const isSame =
    before !== undefined &&
    before.up === up &&
    before.side === side &&
    before.clockOffsetMs === offsetMs &&
    before.slow === slow &&
    before.cells === cells &&
    before.hints === hints &&
    before.ticks === ticks &&
    before.suspects === suspects &&
    before.ring === standing.ring;
  return isSame ? before : { id: state.name, up, side, clockOffsetMs: offsetMs, slow, cells, hints, ticks, suspects, ...standing };
}

/** Lists that are kept where the new one holds the same; they are short. */
function kept<T>(before: readonly T[] | undefined, after: readonly T[], isSame: (a: T, b: T) => boolean): readonly T[] {
  if (before === undefined || before.length !== after.length) return after;
  for (let i = 0; i < after.length; i++) if (!isSame(before[i], after[i])) return after;
  return before;
}

const sameHint = (a: HintView, b: HintView): boolean => a.target === b.target && a.key === b.key && a.label === b.label;
const sameName = (a: string, b: string): boolean => a === b;
const sameTick = (a: TickView, b: TickView): boolean => a.atUs === b.atUs && a.name === b.name && a.intervalUs === b.intervalUs;

/** What one picture was made of, to be handed on to the next. */
interface Last {
  readonly snapshot: Snapshot;
  readonly links: LinkState;
  readonly ring: RingState;
  readonly config: Scenario;
  readonly drops: readonly Drop[];
}

export class SharedSnapshots {
  private readonly cluster: Cluster;
  private readonly pending: Pending;
  private readonly copies: SharedCopies;
  private readonly clients: SharedClients;
  /** Replicas of which something besides copies and ticks changed. */
  private readonly touched = new Set<number>();
  private readonly drifting: readonly number[];
  private replicas: ReplicaView[] = [];
  private allShown: { readonly views: readonly ReplicaView[]; readonly ring: RingState; readonly shown: readonly ReplicaView[] } | null = null;
  private owned: { readonly view: PlacementView; readonly keys: ReadonlySet<number>; readonly owners: { readonly owners?: KeyOwnersView } } | null = null;
  private last: Last | null = null;
  private event: number;

  constructor(cluster: Cluster) {
    const { world } = cluster;
    this.cluster = cluster;
    this.pending = new Pending(world);
    this.copies = new SharedCopies(world);
    this.clients = new SharedClients(world);
    this.drifting = world.replicas.filter((state) => state.driftPpm !== 0).map((state) => state.id);
    this.event = cluster.event;
  }

  /** True where no event has passed since the latest picture. */
  get follows(): boolean {
    return this.pending.follows && this.event === this.cluster.event;
  }

  close(): void {
    this.pending.close();
  }

  /** Takes note of what a record changes; all records since the latest picture must be heard. */
  hear(record: TraceRecord): void {
    this.copies.hear(record);
    switch (record.type) {
      case 'hint-stored':
      case 'hint-delivered':
      case 'hint-expired':
      case 'hint-discarded':
      case 'hint-lost':
      case 'hint-restored':
      case 'range-move-started':
      case 'ring-learned':
      case 'replica-crashed':
      case 'replica-restarted':
      case 'clock-changed':
        this.touched.add(record.replica);
        return;
      case 'replica-joined':
      case 'replica-left':
        // Who is suspected and whom hints are for may change anywhere.
        for (const { id } of this.cluster.world.replicas) this.touched.add(id);
        return;
      case 'peer-suspected':
      case 'peer-declared-dead':
      case 'peer-alive':
        if (record.actor >= 0) this.touched.add(record.actor);
        return;
      default:
    }
  }

  /** The picture now. */
  build(): Snapshot {
    const { cluster, pending, last } = this;
    const { world } = cluster;
    const { folds } = world;
    const nextUs = cluster.nextUs();
    const state = folds.state(picture);
    const { divergentCopies, convergedAtUs } = folds.state(convergence);
    const before = last?.snapshot;
    const soonestUs = Math.min(pending.nextUs(), cluster.nextCommandUs ?? Number.POSITIVE_INFINITY);
    const snapshot: Snapshot = {
      atUs: world.nowUs,
      event: world.event,
      eventsOfInstant: world.eventsOfInstant,
      mode: world.config.mode,
      round: world.round,
      replicas: this.shownViews(),
      clients: this.clients.views(),
      messages: pending.messages(),
      drops: last?.drops === state.drops ? last.snapshot.drops : dropViews(world, state.drops),
      groups: last?.links.sides === world.links.sides && last.ring === world.ring ? last.snapshot.groups : groupsOf(world),
      cuts: last?.links.cuts === world.links.cuts ? last.snapshot.cuts : cutsOf(world),
      converged: cluster.isConverged,
      convergedAtUs,
      divergentCopies,
      staleCopies: this.copies.staleCopies,
      whys: keptWhys(
        before?.whys,
        whysOf(
          world,
          (replica) => this.copies.cellsOf(replica),
          (replica) => this.copies.staleIn[replica],
        ),
      ),
      overruled: overruledViews(world),
      repairs: sharedRepairs(world, before?.repairs),
      nextEventUs: finite(soonestUs),
      nextUs: finite(nextUs),
      happenings: happenings(world, before?.happenings),
      spread: spreadView(world),
      comparisons: world.folds.state(comparisons).views,
      mechanisms: last?.config === world.config ? last.snapshot.mechanisms : mechanismsOf(world),
      ...beliefsOf(world, before?.beliefs),
      violations: sharedViolations(world, before?.violations),
      counters: sharedCounters(world, before?.counters),
      ...this.owners(state.keys),
      ...crossingOf(world, before?.crossing),
      ...safetyOf(world),
    };
    this.event = world.event;
    this.last = { snapshot, links: { ...world.links }, ring: world.ring, config: world.config, drops: state.drops };
    return snapshot;
  }

  /** Found anew only where the ring changed or one more key is drawn. */
  private owners(keys: ReadonlySet<number>): { readonly owners?: KeyOwnersView } {
    const { world } = this.cluster;
    const { view } = world;
    if (this.owned === null || this.owned.view !== view || this.owned.keys !== keys) this.owned = { view, keys, owners: ownersOf(world, shownKeys(keys)) };
    return this.owned.owners;
  }

  /** Those of the replicas that are still there; the same list as before where nothing changed. */
  private shownViews(): readonly ReplicaView[] {
    const views = this.replicaViews();
    if (views === this.allShown?.views && this.allShown.ring === this.cluster.world.ring) return this.allShown.shown;
    this.allShown = { views, ring: this.cluster.world.ring, shown: withoutGone(this.cluster.world, views) };
    return this.allShown.shown;
  }

  private replicaViews(): readonly ReplicaView[] {
    const { cluster, pending, touched, copies, last } = this;
    const { world } = cluster;
    const changed = this.changed();
    let next = last === null ? this.replicas : null;
    for (const replica of changed) {
      const before = this.replicas[replica];
      const state = world.replicas[replica];
      const isTouched = before === undefined || touched.has(replica);
      const view = replicaView(world, replica, before, {
        cells: copies.cellsOf(replica),
        hints: isTouched ? kept(before?.hints, hintViews(world, state), sameHint) : before.hints,
        suspects: isTouched ? kept(before?.suspects, suspectNames(world, state), sameName) : before.suspects,
        ticks: kept(before?.ticks, pending.ticksOf(replica), sameTick),
      });
      if (view === before) continue;
      next ??= this.replicas.slice();
      next[replica] = view;
    }
    if (next !== null) this.replicas = next;
    touched.clear();
    pending.ticked.clear();
    return this.replicas;
  }

  /** Replicas of which a part may have changed, in the order of their numbers where it is all of them. */
  private changed(): Iterable<number> {
    const { cluster, pending, touched, copies, last, drifting } = this;
    const { links, config, replicas } = cluster.world;
    const copied = copies.settle();
    // A partition and a knob may change every replica; they are rare.
    if (
      last === null ||
      last.ring !== this.cluster.world.ring ||
      last.links.sides !== links.sides ||
      last.config !== config ||
      last.links.slowReplicas !== links.slowReplicas
    )
      return replicas.keys();
    return new Set([...copied, ...touched, ...pending.ticked, ...drifting]);
  }
}

function finite(us: number): number | null {
  return us === Number.POSITIVE_INFINITY ? null : us;
}

function dropViews(world: World, drops: readonly Drop[]): Snapshot['drops'] {
  return drops.map(({ message, reason, atUs }) => ({ ...messageView(world, message), reason, droppedUs: atUs }));
}

function happenings(world: World, before: Snapshot['happenings'] | undefined): Snapshot['happenings'] {
  const now = happeningsOf(world.folds.state(picture), world.event, world.folds.facts);
  return now.length === 0 && before?.length === 0 ? before : now;
}

function sharedRepairs(world: World, before: Snapshot['repairs'] | undefined): Snapshot['repairs'] {
  const now = world.folds.state(repairs);
  const isSame =
    before !== undefined &&
    before.gossip === now.gossip &&
    before['read-repair'] === now['read-repair'] &&
    before['hinted-handoff'] === now['hinted-handoff'] &&
    before['anti-entropy'] === now['anti-entropy'];
  return isSame ? before : { ...now };
}

/** Violations only ever grow in number. */
function sharedViolations(world: World, before: Snapshot['violations'] | undefined): Snapshot['violations'] {
  const { violations } = world.folds.state(findings);
  if (before?.length === violations.length) return before;
  return violations.toArray().map(({ checker, atUs, detail }) => ({ checker, atUs, detail }));
}

function sharedCounters(world: World, before: Snapshot['counters'] | undefined): Snapshot['counters'] {
  const { staleReads, failed } = world.folds.state(operations);
  const { count, bytes } = world.folds.state(messages);
  const isSame = before !== undefined && before.messages === count && before.bytes === bytes && before.staleReads === staleReads && before.failed === failed;
  return isSame ? before : { messages: count, bytes, staleReads, failed };
}
