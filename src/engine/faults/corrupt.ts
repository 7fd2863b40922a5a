/**
 * Bit rot: a copy on a replica's disk changes without a write. Nothing notices by itself: not the trees that follow writes, not the log.
 * With `store.checksums` the copy cannot be read any more, which whoever reads it or a scrub finds; without, it is served as if it were
 * good. `version` makes a timestamp, or the event that a vector counts, lie ahead, so that the copy wins over later writes; `hash` changes
 * the leaf of the replica's hash tree instead, while the data are sound.
 */
import type { ReplicaStore } from '../storage/replica-store.ts';
import { type Cell, makeCell, makeVersion, UNWRITTEN, type Version } from '../versions/version.ts';
import { beginAnew } from '../world/dot-floor.ts';
import type { CommandHandler } from './fault.ts';
import { replicaNamed } from './replica-named.ts';

/** One flipped bit of a timestamp: 12.7 days ahead. */
const AHEAD_US = 2 ** 40;
/** One flipped bit of a counter. */
const AHEAD_EVENTS = 2 ** 20;

export const corrupt: CommandHandler<'corrupt'> = ({ world }, command) => {
  const replica = replicaNamed(world, command.replica);
  const key = world.keys.find(command.key);
  const state = world.actor(replica);
  const before = key < 0 ? undefined : state.store?.get(key);
  const part = command.part ?? 'value';
  if (state.store === null || before === undefined) return `${command.replica} stores no readable copy of ${command.key}`;
  if (before.type !== undefined || before.versions.length === 0)
    return `${command.key} is kept as ${before.type ?? 'a set'}, and only plain registers rot here`;
  if (part === 'hash') {
    if (state.trees === null) return `${command.replica} has no hash tree yet: none was compared`;
    state.trees.rotHash(key);
    world.emit({ type: 'copy-corrupted', replica, key, part, before, after: before });
    return null;
  }
  if (part === 'value' && before.versions[0].tombstone) return `${command.replica} stores a tombstone of ${command.key}, which has no value`;
  const rotten = part === 'value' ? withValue(before) : withVersion(before);
  const readable = world.config.store.checksums ? undefined : rotten;
  state.trees?.rotted(key, before);
  state.store.rot(key, readable);
  // Like any lost data: under its old name the node would claim to have seen what it named, and can no longer show.
  if (readable === undefined && before.clock.length > 0) beginAnew(state);
  const { synced } = state;
  if (synced !== null && synced.store.get(key)?.hash === before.hash) {
    const store: ReplicaStore = synced.store.fork();
    store.rot(key, readable);
    state.synced = { ...synced, store };
  }
  world.emit({ type: 'copy-corrupted', replica, key, part, before, after: rotten });
  world.emit({ type: 'version-lost', replica, key, before, after: readable });
  return null;
};

/** The first value as it reads with rot in it: a sign for what cannot be read, then what it was. In the order of values it comes after. */
function withValue(cell: Cell): Cell {
  const [first, ...rest] = cell.versions;
  const text = typeof first.value === 'string' ? first.value : first.text;
  return makeCell([makeVersion({ ...first, operation: UNWRITTEN, value: `\ufffd${text}` }), ...rest], cell.clock);
}

function withVersion(cell: Cell): Cell {
  const [first, ...rest] = cell.versions;
  const change = (changes: Partial<Version>): Version => makeVersion({ ...first, operation: UNWRITTEN, ...changes });
  if (first.counter === 0) return makeCell([change({ timestampUs: first.timestampUs + AHEAD_US }), ...rest], cell.clock);
  const counter = first.counter + AHEAD_EVENTS;
  const clock = cell.clock.map((entry, i) => (i % 2 === 1 && cell.clock[i - 1] === first.actor ? counter : entry));
  return makeCell([change({ counter }), ...rest], clock);
}
