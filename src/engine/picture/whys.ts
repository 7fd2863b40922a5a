/**
 * Why copies are stale, read off the folds: which acknowledged writes each misses and what kept them away. Kept apart from the copies
 * themselves, since a drop or a hint changes the reason and leaves the copy as it is.
 */
import type { CoordinatorState } from '../coordination/index.ts';
import { type Acknowledged, latestOf } from '../folds/acknowledged.ts';
import { addressOf, type Message } from '../message.ts';
import { operations } from '../metrics/index.ts';
import { protocols } from '../protocols/index.ts';
import type { Cell, Version } from '../versions/version.ts';
import type { World } from '../world/world.ts';
import { labelOf } from './labels.ts';
import { type Addressed, type DropFact, lossOf, type MissesState, misses, missOf, type OverruledFact, wasNeverSent } from './misses.ts';
import type { CellView, MissCause, MissingWrite, OverruledView, WhyStale } from './snapshot.ts';
import { versionView } from './version-view.ts';

const WHYS_AT_MOST = 40;
const WRITES_NAMED = 3;

const coordinationNumber = protocols.findIndex((protocol) => protocol.id === 'coordination');

/** `cellsOf`: what is drawn of each replica; `staleIn`: how many of them are stale, for whoever knows it without counting. */
export function whysOf(world: World, cellsOf: (replica: number) => readonly CellView[], staleIn?: (replica: number) => number): readonly WhyStale[] {
  const whys: WhyStale[] = [];
  for (let replica = 0; replica < world.replicas.length; replica++) {
    if (staleIn?.(replica) === 0) continue;
    for (const cell of cellsOf(replica)) {
      if (cell.stale === 0) continue;
      whys.push(whyOf(world, replica, world.keys.find(cell.key)));
      if (whys.length === WHYS_AT_MOST) return whys;
    }
  }
  return whys;
}

/** Why one copy is stale; without writes where it is not. */
export function whyOf(world: World, replica: number, key: number): WhyStale {
  const { facts } = world.folds;
  const cell = world.replicas[replica].store?.get(key);
  const missing = acknowledgedMissing(world, key, cell)
    .sort((a, b) => facts.writes.numberOf(b.version.operation) - facts.writes.numberOf(a.version.operation))
    .slice(0, WRITES_NAMED);
  return { replica: world.nameOf(replica), key: world.keys.name(key), missing: missing.map((one) => missingWrite(world, replica, key, one)) };
}

function acknowledgedMissing(world: World, key: number, cell: Cell | undefined): Acknowledged[] {
  const { facts } = world.folds;
  const frontier = world.folds.state(operations).acknowledged.of(key, facts);
  return [...new Set([...latestOf(frontier), ...frontier.maximal])].filter(({ version }) => cell === undefined || !facts.policy.covers(cell, version));
}

function missingWrite(world: World, replica: number, key: number, { version, cell }: Acknowledged): MissingWrite {
  const write = world.folds.facts.writes.get(version.operation);
  const coordinator = write === undefined ? null : version.coordinator;
  return {
    number: write?.number ?? 0,
    label: labelOf(world, cell, version),
    kind: write?.kind ?? 'data',
    client: write === undefined ? null : world.nameOf(-1 - write.client),
    n: write?.n ?? 0,
    coordinator: coordinator === null ? null : world.nameOf(coordinator),
    waiting: coordinator !== null && isWaiting(world, coordinator, version.operation, replica),
    causes: causesOf(world, replica, key, version),
  };
}

function isWaiting(world: World, coordinator: number, operation: number, replica: number): boolean {
  const state = coordinator >= 0 ? world.replicas[coordinator] : world.clients[-1 - coordinator];
  const open = (state.volatile[coordinationNumber] as CoordinatorState).open.get(operation);
  return open?.kind === 'write' && open.targets.includes(replica) && !open.acknowledged.includes(replica);
}

/** What kept this version from the replica, the first thing first. */
export function causesOf(world: World, replica: number, key: number, version: Version): readonly MissCause[] {
  const { facts } = world.folds;
  const state = world.folds.state(misses);
  const loss = lossOf(state, replica, key, version, facts);
  const miss = missOf(state, version.operation, replica);
  const causes: MissCause[] = [];
  if (loss !== null) causes.push({ ...nothing, kind: loss.kind, atUs: loss.atUs, event: loss.event });
  if (miss.firstDrop !== null) causes.push(dropCause(world, miss.firstDrop));
  if (miss.lastDrop !== null) causes.push(dropCause(world, miss.lastDrop));
  if (miss.discard !== null)
    causes.push({ ...nothing, kind: 'discarded', atUs: miss.discard.atUs, event: miss.discard.event, from: world.nameOf(miss.discard.from) });
  if (causes.length === 0) causes.push(...beganWithout(world, state, replica, version));
  const { hint } = miss;
  if (hint !== null) causes.push({ ...nothing, kind: hint.kind, atUs: hint.atUs, event: hint.event, from: world.nameOf(hint.holder), reason: hint.reason });
  return causes;
}

const nothing = { address: null, message: null, from: null, reason: null } as const;

function dropCause(world: World, { atUs, event, message, reason }: DropFact): MissCause {
  return { kind: 'dropped', atUs, event, address: addressText(world, message), message: message.type, from: world.nameOf(message.from), reason };
}

function addressText(world: World, message: Addressed): string {
  return addressOf(message as Message, world.nameOf);
}

/** Nothing went wrong on the way: there was no way. */
function beganWithout(world: World, state: MissesState, replica: number, version: Version): readonly MissCause[] {
  const { writes } = world.folds.facts;
  if (version.operation <= 0) return [{ ...nothing, kind: 'loaded-without', atUs: 0, event: 0 }];
  const write = writes.get(version.operation);
  if (write === undefined || version.coordinator === replica || !wasNeverSent(state, version.operation, replica)) return [];
  return [{ ...nothing, kind: 'never-sent', atUs: write.invokedUs, event: write.invokedEvent, from: world.nameOf(version.coordinator) }];
}

/** As plain data, once for each list: the fold replaces it where one more comes. */
const views = new WeakMap<readonly OverruledFact[], readonly OverruledView[]>();

export function overruledViews(world: World): readonly OverruledView[] {
  const { overruled } = world.folds.state(misses);
  const known = views.get(overruled);
  if (known !== undefined) return known;
  const made = overruled.map(({ key, loser, winner, replica, atUs, event }) => ({
    key: world.keys.name(key),
    loser: versionView(world, single(loser), loser),
    winner: versionView(world, single(winner), winner),
    replica: world.nameOf(replica),
    atUs,
    event,
  }));
  views.set(overruled, made);
  return made;
}

/** Under timestamps a cell is its one version; only its label is read here. */
function single(version: Version): Cell {
  return { versions: [version], clock: [], hash: version.hash };
}

/** The same list as before where nothing in it changed, so that pictures share it. */
export function keptWhys(before: readonly WhyStale[] | undefined, after: readonly WhyStale[]): readonly WhyStale[] {
  if (before === undefined) return after;
  const shared = after.map((why) => before.find((old) => old.replica === why.replica && old.key === why.key && sameWhy(old, why)) ?? why);
  return shared.length === before.length && shared.every((why, i) => why === before[i]) ? before : shared;
}

function sameWhy(a: WhyStale, b: WhyStale): boolean {
  return a.missing.length === b.missing.length && a.missing.every((one, i) => sameMissing(one, b.missing[i]));
}

function sameMissing(a: MissingWrite, b: MissingWrite): boolean {
  if (a.number !== b.number || a.label !== b.label || a.waiting !== b.waiting || a.causes.length !== b.causes.length) return false;
  return a.causes.every((cause, i) => cause.kind === b.causes[i].kind && cause.event === b.causes[i].event && cause.address === b.causes[i].address);
}
