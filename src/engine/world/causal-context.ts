/**
 * What a client has seen of all keys, for causal reads: the versions that it wrote or read, and what those depended on. A write carries it
 * as the new version's causes, and a read must return what the client has seen of the key, or what supersedes it. So whoever reads a
 * version learns what its writer knew, through any chain of clients: the explicit dependencies of COPS (Lloyd et al. 2011), checked
 * where the client reads and not where a replica stores, as in Bolt-on Causal Consistency (Bailis et al. 2013). Registers alone carry
 * causes: of a set or a counter a client's own reads go on, but not what others knew who changed it.
 */
import type { SessionDemand } from '../protocol.ts';
import type { ConflictPolicy } from '../versions/policy.ts';
import { type Cell, type Dependency, EMPTY_VECTOR, type Version } from '../versions/version.ts';
import type { ClientMemory } from './actor-state.ts';
import type { World } from './world.ts';

/** Key → the versions of it that were seen; none that another one of them stands for. */
export type CausalContext = ReadonlyMap<number, readonly Version[]>;

const NOTHING: readonly Version[] = [];

/** What a write of the key depends on; undefined where reads are not causal, or it depends on nothing. */
export function causesOf(world: World, { session }: ClientMemory, key: number): readonly Dependency[] | undefined {
  const policy = world.policyOf(key);
  if (!world.config.coordination.causalReads || session.causal === undefined || !policy.takes.includes('write')) return undefined;
  const causes: Dependency[] = [];
  for (const [other, versions] of session.causal) {
    // The new version is stamped above what its client has seen of the key, and so stands for that.
    if (other !== key || policy.keepsSiblings) for (const version of versions) causes.push({ key: other, version });
  }
  return causes.length === 0 ? undefined : causes;
}

/** The demand of a read, what the client has seen of the key added. */
export function causalDemand(world: World, { session }: ClientMemory, key: number, demand: SessionDemand | null): SessionDemand | null {
  const seen = seenOf(world, session.causal, key);
  if (seen.length === 0) return demand;
  return { versions: [...(demand?.versions ?? []), ...seen], scalarUs: demand?.scalarUs ?? null };
}

/** What a write must be stamped above: what the session asks, and all that the client has seen of the key. */
export function causalFloor(world: World, { session }: ClientMemory, key: number, floorUs: number | null): number | null {
  const seen = seenOf(world, session.causal, key);
  if (seen.length === 0) return floorUs;
  return Math.max(floorUs ?? 0, ...seen.map(({ timestampUs }) => timestampUs));
}

function seenOf({ config }: World, context: CausalContext | undefined, key: number): readonly Version[] {
  return config.coordination.causalReads ? (context?.get(key) ?? NOTHING) : NOTHING;
}

/** An operation of the key succeeded with this cell; `own`: the write's number, 0 for a read. */
export function learnCauses(world: World, memory: ClientMemory, key: number, cell: Cell | undefined, own: number): void {
  if (!world.config.coordination.causalReads || cell === undefined) return;
  const context = new Map(memory.session.causal);
  const before = context.get(key) ?? NOTHING;
  // A read has returned, or superseded, all that its cell covers; a write only what its own version does.
  if (own === 0)
    context.set(
      key,
      before.filter((version) => !world.policy.covers(cell, version)),
    );
  for (const version of cell.versions) {
    if (own !== 0 && version.operation !== own) continue;
    for (const cause of version.causes ?? []) see(world, context, cause.key, cause.version);
    see(world, context, key, bare(version));
  }
  memory.session = { ...memory.session, causal: context };
}

function see(world: World, context: Map<number, readonly Version[]>, key: number, version: Version): void {
  const known = context.get(key) ?? NOTHING;
  const policy = world.policyOf(key);
  if (known.some((other) => standsFor(policy, other, version))) return;
  context.set(key, [...known.filter((other) => !standsFor(policy, version, other)), version]);
}

/** True where any copy that covers `a` covers `b`: nobody sees an owner's later event without its earlier ones. */
function standsFor(policy: ConflictPolicy, a: Version, b: Version): boolean {
  if (a.hash === b.hash) return true;
  if (a.counter > 0) return a.actor === b.actor && a.counter >= b.counter;
  return policy.covers({ versions: [a], clock: EMPTY_VECTOR, hash: a.hash }, b);
}

/** The version as a dependency keeps it, so that no version holds the whole past. */
function bare(version: Version): Version {
  if (version.causes === undefined) return version;
  const { causes: _, ...rest } = version;
  return rest;
}
