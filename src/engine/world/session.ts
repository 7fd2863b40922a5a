/**
 * A client's session, after Terry et al., "Session guarantees for weakly consistent replicated data" (1994): what it remembers of its own
 * writes and reads of each key, and what follows for its next operation. By `token` the coordinator is told what a read must return; by
 * `client-echo` the client puts back itself what the answer lacks; `sticky` only keeps it with one coordinator, and with the next one
 * once that is down. Writes are ordered after what the client wrote and read: above it in time, or with it in their context.
 */
import type { ClientOperation, SessionDemand } from '../protocol.ts';
import { mergeVectors } from '../versions/index.ts';
import type { CellOrder } from '../versions/policy.ts';
import { type Cell, EMPTY_VECTOR, type Version, type VersionVector } from '../versions/version.ts';
import type { ClientMemory } from './actor-state.ts';
import type { CausalContext } from './causal-context.ts';
import type { World } from './world.ts';

/** What a client knows of one key; versions that nothing else it knows supersedes. Immutable. */
interface Known {
  readonly wrote: readonly Version[];
  readonly read: readonly Version[];
  /** All that its acknowledged writes made, and all that its reads returned, merged. */
  readonly written: Cell | undefined;
  readonly returned: Cell | undefined;
}

/** Immutable; replaced when the client learns something. */
export interface ClientSession {
  readonly keys: ReadonlyMap<number, Known>;
  /** The latest timestamps of anything it wrote and read: its scalar token. */
  readonly wroteUs: number;
  readonly readUs: number;
  /** The coordinator that it stays with. */
  readonly sticky: number | null;
  /** With causal reads: what it has seen of all keys. */
  readonly causal?: CausalContext;
}

export const NO_SESSION: ClientSession = { keys: new Map(), wroteUs: 0, readUs: 0, sticky: null };
const NOTHING: Known = { wrote: [], read: [], written: undefined, returned: undefined };

/** Whom a client asks that names this coordinator. */
export function coordinatorOf(world: World, memory: ClientMemory, via: number | null): number | null {
  const { config, replicas } = world;
  const { guarantees, by } = config.session;
  if (via === null || by !== 'sticky' || guarantees.length === 0) return via;
  let chosen = memory.session.sticky ?? via;
  for (let tried = 0; tried < replicas.length && !(replicas[chosen].up && world.isServing(chosen)); tried++) chosen = (chosen + 1) % replicas.length;
  memory.session = { ...memory.session, sticky: chosen };
  return chosen;
}

/** What the token asks of a read of the key; null: nothing. */
export function demandOf({ config }: World, { session }: ClientMemory, key: number): SessionDemand | null {
  const { guarantees, by, token } = config.session;
  if (by !== 'token' || guarantees.length === 0) return null;
  const [own, monotonic] = [guarantees.includes('read-your-writes'), guarantees.includes('monotonic-reads')];
  if (token === 'scalar') {
    const scalarUs = Math.max(own ? session.wroteUs : 0, monotonic ? session.readUs : 0);
    return scalarUs === 0 ? null : { versions: [], scalarUs };
  }
  const { wrote, read } = session.keys.get(key) ?? NOTHING;
  const versions = [...(own ? wrote : []), ...(monotonic ? read : [])];
  return versions.length === 0 ? null : { versions, scalarUs: null };
}

/** What the timestamp of a write must be above; null: anything. */
export function floorOf({ config }: World, { session }: ClientMemory, key: number): number | null {
  const { guarantees, by, token } = config.session;
  if (by === 'sticky' || guarantees.length === 0) return null;
  const [own, follows] = [guarantees.includes('monotonic-writes'), guarantees.includes('writes-follow-reads')];
  if (!own && !follows) return null;
  if (token === 'scalar') return Math.max(own ? session.wroteUs : 0, follows ? session.readUs : 0);
  const { wrote, read } = session.keys.get(key) ?? NOTHING;
  const versions = [...(own ? wrote : []), ...(follows ? read : [])];
  return versions.length === 0 ? null : Math.max(...versions.map(({ timestampUs }) => timestampUs));
}

/** The context of a write: what the client read, and its own writes where they are to come before it. */
export function withOwnWrites({ config }: World, { session }: ClientMemory, key: number, context: VersionVector): VersionVector {
  const { guarantees, by, token } = config.session;
  if (by === 'sticky' || token === 'scalar' || !guarantees.includes('monotonic-writes')) return context;
  return mergeVectors(context, session.keys.get(key)?.written?.clock ?? EMPTY_VECTOR);
}

/** What the client shows of a read: the answer, and by client echo what it knows and the answer lacks. */
export function withEcho({ config, policy }: World, { session }: ClientMemory, key: number, cell: Cell | undefined): Cell | undefined {
  const { guarantees, by } = config.session;
  if (by !== 'client-echo') return cell;
  const known = session.keys.get(key) ?? NOTHING;
  let shown = cell;
  if (guarantees.includes('read-your-writes')) shown = mergedOf(policy, shown, known.written);
  return guarantees.includes('monotonic-reads') ? mergedOf(policy, shown, known.returned) : shown;
}

function mergedOf(policy: CellOrder, a: Cell | undefined, b: Cell | undefined): Cell | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return policy.merge(a, b);
}

/** An operation succeeded with this cell. */
export function learn({ config, policy }: World, memory: ClientMemory, { kind, key, operation }: ClientOperation, cell: Cell | undefined): void {
  if (config.session.guarantees.length === 0 || cell === undefined) return;
  const { session } = memory;
  const known = session.keys.get(key) ?? NOTHING;
  const isRead = kind === 'read';
  const seen = isRead ? cell.versions : cell.versions.filter((version) => version.operation === operation);
  const others = (isRead ? known.read : known.wrote).filter((version) => !policy.covers(cell, version));
  const next: Known = isRead
    ? { ...known, read: [...others, ...seen], returned: mergedOf(policy, known.returned, cell) }
    : { ...known, wrote: [...others, ...seen], written: mergedOf(policy, known.written, cell) };
  const latest = Math.max(0, ...seen.map(({ timestampUs }) => timestampUs));
  const { wroteUs, readUs } = session;
  const times = isRead ? { wroteUs, readUs: Math.max(readUs, latest) } : { wroteUs: Math.max(wroteUs, latest), readUs };
  memory.session = { ...session, ...times, keys: new Map(session.keys).set(key, next) };
}
