/**
 * What can change about the network while it runs: sides of a partition, one-way cuts, slow replicas and links, links with a latency or
 * a loss of their own. Plain data whose parts are replaced, not changed in place (but for the lanes), so a checkpoint is a shallow copy. Everything is from
 * one replica to another in that direction; clients (negative ids) reach every side.
 */
import type { Latency, Scenario } from '../scenario/scenario.ts';

/** What a link has instead of the network's own; undefined: the network's. */
export interface LinkOverride {
  readonly latency: Latency | undefined;
  readonly loss: number | undefined;
  /** Bytes per second; null: unlimited. */
  readonly bandwidth?: number | null | undefined;
}

export interface LinkState {
  /** Side of each replica, by index; null where there is no partition. */
  sides: Int32Array | null;
  /** Links cut, as `linkKey`. */
  cuts: ReadonlySet<number>;
  /** How many times slower a replica works; only those that differ from 1. */
  slowReplicas: ReadonlyMap<number, number>;
  /** How many times slower a link is, by `linkKey`; only those that differ from 1. */
  slowLinks: ReadonlyMap<number, number>;
  /** By `linkKey`. */
  overrides: ReadonlyMap<number, LinkOverride>;
  /** By direction (`bandwidth.ts`): until when the messages sent so far occupy it, microseconds. Changed in place, copied with the rest. */
  lanes: Map<number, number>;
}

const REPLICAS = 65536;

/** One number for a direction between two replicas. */
export function linkKey(from: number, to: number): number {
  return from * REPLICAS + to;
}

/** The two ends of a `linkKey`. */
export function linkEnds(key: number): { readonly from: number; readonly to: number } {
  return { from: Math.floor(key / REPLICAS), to: key % REPLICAS };
}

/** The network as the scenario starts it: whole, with the scenario's own links. Where a link is listed twice, later fields win. */
export function createLinkState(scenario: Pick<Scenario, 'network' | 'replicas'>): LinkState {
  const state: LinkState = { sides: null, cuts: new Set(), slowReplicas: new Map(), slowLinks: new Map(), overrides: new Map(), lanes: new Map() };
  const indices = new Map(scenario.replicas.map((replica, index) => [replica.id, index]));
  for (const link of scenario.network.links) {
    const from = indices.get(link.from);
    const to = indices.get(link.to);
    if (from !== undefined && to !== undefined)
      overrideLink(state, from, to, { latency: link.latencyMs, loss: link.loss, bandwidth: link.bandwidthBytesPerSec });
  }
  return state;
}

/** A copy that later changes to either do not reach. */
export function cloneLinkState(state: LinkState): LinkState {
  return { ...state, lanes: new Map(state.lanes) };
}

/** Why nothing gets from one node to the other now, or null. */
export function isCut(state: LinkState, from: number, to: number): 'partition' | 'cut' | null {
  if (from < 0 || to < 0 || from === to) return null;
  if (state.sides !== null && state.sides[from] !== state.sides[to]) return 'partition';
  return state.cuts.size > 0 && state.cuts.has(linkKey(from, to)) ? 'cut' : null;
}

/** What this link has of its own; undefined where it is like the rest. */
export function linkOverride(state: LinkState, from: number, to: number): LinkOverride | undefined {
  return state.overrides.size === 0 || from < 0 || to < 0 ? undefined : state.overrides.get(linkKey(from, to));
}

/** How many times slower the link itself is; slow replicas are the loop's affair (`slowReplicas`). */
export function slowFactor(state: LinkState, from: number, to: number): number {
  return state.slowLinks.size === 0 || from < 0 || to < 0 ? 1 : (state.slowLinks.get(linkKey(from, to)) ?? 1);
}

/** The side a replica is on: 0 where there is no partition. */
export function sideOf(state: LinkState, replica: number): number {
  return state.sides?.[replica] ?? 0;
}

/** Splits `replicas` replicas into groups, in place of any earlier partition; those named in none stay with the first group. */
export function applyPartition(state: LinkState, replicas: number, groups: readonly (readonly number[])[]): void {
  const sides = new Int32Array(replicas);
  groups.forEach((group, side) => {
    for (const replica of group) sides[replica] = side;
  });
  state.sides = sides;
}

/** Ends the partition; cuts stay until mended. */
export function applyHeal(state: LinkState): void {
  state.sides = null;
}

/** Cuts the link, by default in both directions. */
export function applyCut(state: LinkState, from: number, to: number, bothWays = true): void {
  const cuts = new Set(state.cuts).add(linkKey(from, to));
  state.cuts = bothWays ? cuts.add(linkKey(to, from)) : cuts;
}

/** Mends the link, by default in both directions. */
export function applyMend(state: LinkState, from: number, to: number, bothWays = true): void {
  const cuts = new Set(state.cuts);
  cuts.delete(linkKey(from, to));
  if (bothWays) cuts.delete(linkKey(to, from));
  state.cuts = cuts;
}

/** Makes a replica so many times slower than it was made; 1 is back to normal. */
export function slowReplica(state: LinkState, replica: number, factor: number): void {
  state.slowReplicas = withFactor(state.slowReplicas, replica, factor);
}

/** Makes a link, in this direction, so many times slower than it is otherwise; 1 is back to normal. */
export function slowLink(state: LinkState, from: number, to: number, factor: number): void {
  state.slowLinks = withFactor(state.slowLinks, linkKey(from, to), factor);
}

/** Gives a link, in this direction, a latency, a loss or a bandwidth of its own; what is left undefined stays as it was. */
export function overrideLink(state: LinkState, from: number, to: number, change: LinkOverride): void {
  const before = state.overrides.get(linkKey(from, to));
  const bandwidth = change.bandwidth === undefined ? before?.bandwidth : change.bandwidth;
  const after: LinkOverride = { latency: change.latency ?? before?.latency, loss: change.loss ?? before?.loss, bandwidth };
  state.overrides = new Map(state.overrides).set(linkKey(from, to), after);
}

function withFactor(factors: ReadonlyMap<number, number>, key: number, factor: number): ReadonlyMap<number, number> {
  const next = new Map(factors);
  if (factor === 1) next.delete(key);
  else next.set(key, factor);
  return next;
}
