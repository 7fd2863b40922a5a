/**
 * What the CRDTs with a history share, after the dot kernel of Almeida, Shoker and Baquero, "Delta state replicated data types" (2018),
 * and Riak's ORSWOT: a state is a set of versions, each named by its dot, under the events it has seen. Every operation is an event of
 * its owner, whether it leaves a version or takes some away; a version that the other side has seen and no longer holds was taken away
 * there, so no tombstone is needed. A delta is a state that has seen single events: those lie beyond the clock in a cloud until the
 * events before them arrive. What such a delta took away may show for a while where an earlier one was missed; a state puts that right.
 */
import type { ConflictPolicy, Minting, WriteKind } from '../versions/policy.ts';
import { mergeSiblings } from '../versions/siblings.ts';
import { counterOf, coversDot, increment, mergeVectors } from '../versions/vector.ts';
import { type Cell, EMPTY_VECTOR, type Json, makeCell, makeVersion, type Version, type VersionVector } from '../versions/version.ts';

const NO_VERSIONS: readonly Version[] = [];

/** What an operation makes of the versions that its owner holds. */
export interface Change {
  readonly keep: readonly Version[];
  /** A version of the operation's own; undefined where it leaves none. */
  readonly add?: { readonly value: Json; readonly tombstone?: boolean; readonly valueBytes: number };
}

export interface KernelType {
  readonly id: string;
  readonly takes: readonly WriteKind[];
  /** Whether a reader is shown concurrent values side by side. */
  readonly keepsSiblings: boolean;
  readonly refuses?: (kind: WriteKind, value: Json) => string | null;
  change(held: readonly Version[], minting: Minting): Change;
  readonly loaded?: ConflictPolicy['loaded'];
  /** What other replicas are sent where deltas are; left out: the events of the operation alone. */
  readonly delta?: (minting: Minting, minted: Cell) => Cell;
}

/** The policy of a type; `sync`: what its operations send to the other replicas. Repairs always send states. */
export function kernelPolicy(type: KernelType, sync: 'state' | 'delta'): ConflictPolicy {
  const { id, takes, keepsSiblings, refuses, loaded } = type;
  const delta = type.delta ?? ((minting: Minting, minted: Cell) => deltaOf(id, minting, minted));
  return {
    id,
    cellType: id,
    mintedByOwner: true,
    keepsSiblings,
    takes,
    ...(refuses === undefined ? {} : { refuses }),
    ...(loaded === undefined ? {} : { loaded }),
    ...(sync === 'state' ? {} : { delta }),
    mint: (minting) => operate(type, minting),
    merge: (local, incoming) => join(id, local, incoming),
    covers: (cell, version) => hasSeen(cell, version.actor, version.counter),
  };
}

/** The owner's state with the operation applied, one event later. */
function operate(type: KernelType, minting: Minting): Cell {
  const { current, actor, operation, nowUs, coordinator } = minting;
  // Only what can be deleted is ever compacted, and so forgotten; a gap in the count of another would keep its deltas waiting.
  const floor = type.takes.includes('delete') ? minting.floor : 0;
  const clock = increment(current?.clock ?? EMPTY_VECTOR, actor, floor);
  const { keep, add } = type.change(current?.versions ?? NO_VERSIONS, minting);
  const named = { operation, timestampUs: nowUs, coordinator, actor, counter: counterOf(clock, actor) };
  const cloud = current?.cloud === undefined ? {} : { cloud: current.cloud };
  if (add === undefined) {
    const event = makeVersion({ ...named, value: minting.value, tombstone: false, valueBytes: 0 });
    return makeCell(keep, clock, { type: type.id, ...cloud, event });
  }
  const { value, tombstone = false, valueBytes } = add;
  return makeCell([...keep, makeVersion({ ...named, value, tombstone, valueBytes })], clock, { type: type.id, ...cloud });
}

/** Just what the operation changed: its own event and those of the versions that it took away, with the version that it left. */
function deltaOf(id: string, { current, actor }: Minting, minted: Cell): Cell {
  const held = current?.versions ?? NO_VERSIONS;
  const gone = held.filter((version) => !minted.versions.includes(version));
  const dots = [[actor, counterOf(minted.clock, actor)] as const, ...gone.map((version) => [version.actor, version.counter] as const)];
  const added = minted.versions.filter((version) => !held.includes(version));
  return deltaCell(id, added, dots, minted.event === undefined ? {} : { event: minted.event });
}

/** A cell that has seen just these events; in the one form that such a cell has, since a replica may come to store it as it is. */
export function deltaCell(id: string, versions: readonly Version[], dots: readonly Dot[], event: Pick<Cell, 'event'>): Cell {
  const { clock, cloud } = compacted(EMPTY_VECTOR, dots);
  return makeCell(versions, clock, { type: id, ...(cloud.length === 0 ? {} : { cloud }), ...event });
}

/** True where the state has seen the event. */
export function hasSeen(cell: Cell, actor: number, counter: number): boolean {
  return coversDot(cell.clock, actor, counter) || inCloud(cell.cloud, actor, counter);
}

function inCloud(cloud: readonly number[] | undefined, actor: number, counter: number): boolean {
  if (cloud === undefined) return false;
  for (let i = 0; i < cloud.length; i += 2) if (cloud[i] === actor && cloud[i + 1] === counter) return true;
  return false;
}

/** What both know: versions that neither has seen taken away. `local` or `incoming` itself where that is all of it. */
function join(id: string, local: Cell, incoming: Cell): Cell {
  if (local.hash === incoming.hash) return local;
  if (local.cloud === undefined && incoming.cloud === undefined) {
    const merged = mergeSiblings(local, incoming);
    return merged === local || merged === incoming ? merged : { ...merged, type: id };
  }
  const kept = [
    ...local.versions.filter((version) => holds(incoming, version) || !hasSeen(incoming, version.actor, version.counter)),
    ...incoming.versions.filter((version) => !holds(local, version) && !hasSeen(local, version.actor, version.counter)),
  ];
  const { clock, cloud } = compacted(mergeVectors(local.clock, incoming.clock), [...dotsOf(local.cloud), ...dotsOf(incoming.cloud)]);
  const merged = makeCell(kept, clock, { type: id, ...(cloud.length === 0 ? {} : { cloud }) });
  return merged.hash === local.hash ? local : merged.hash === incoming.hash ? incoming : merged;
}

function holds(cell: Cell, { actor, counter }: Version): boolean {
  return cell.versions.some((version) => version.actor === actor && version.counter === counter);
}

type Dot = readonly [actor: number, counter: number];

function dotsOf(cloud: readonly number[] | undefined): Dot[] {
  const dots: Dot[] = [];
  for (let i = 0; cloud !== undefined && i < cloud.length; i += 2) dots.push([cloud[i], cloud[i + 1]]);
  return dots;
}

/** Each dot once, by actor, then counter. */
function sorted(dots: readonly Dot[]): number[] {
  const inOrder = dots.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return inOrder.filter(([actor, counter], i) => i === 0 || inOrder[i - 1][0] !== actor || inOrder[i - 1][1] !== counter).flat();
}

/** The clock with every dot of the cloud that follows on it, and the dots that are still beyond it. */
function compacted(start: VersionVector, dots: readonly Dot[]): { readonly clock: VersionVector; readonly cloud: readonly number[] } {
  let clock = start;
  const cloud: number[] = [];
  for (const [actor, counter] of dotsOf(sorted(dots))) {
    if (coversDot(clock, actor, counter)) continue;
    if (counter === counterOf(clock, actor) + 1) clock = increment(clock, actor);
    else cloud.push(actor, counter);
  }
  return { clock, cloud };
}
