/**
 * What an operator does to the ring: a replica joins, leaves or takes the place of a dead one; a range is split, two are merged. These only
 * begin: from here on it is messages between the nodes that fill the next owners (`protocols/range-transfer.ts`). Where membership is
 * gossiped the operator speaks to one node, and what that one knows decides.
 */
import type { CommandHandler, Refusal } from './faults/index.ts';
import { commandCause } from './message.ts';
import { entryOf, hasLeft, nextGeneration, type RingEntry, withSplits } from './placement/ring-state.ts';
import type { Command, ReplicaSpec } from './scenario/scenario.ts';
import type { Loop } from './world/loop.ts';
import { addReplica, changeRing, isRingGossiped } from './world/ring-changes.ts';
import type { World } from './world/world.ts';

const numberOf = (world: World, name: string): number => world.replicas.findIndex((replica) => replica.name === name);

/** A node of the ring that a newcomer asks: the first that is up and is not the one it replaces, and best one that believes that one dead. */
function contactOf(world: World, instead: number): number {
  const up = world.replicas.filter(
    ({ id, up: isUp, ring }) => isUp && id !== instead && !hasLeft(ring ?? world.ring, id) && entryOf(world.ring, id)?.status !== 'joining',
  );
  const best = up.find(({ suspects }) => instead >= 0 && suspects.has(instead)) ?? up[0];
  return best?.id ?? -1;
}

function tooMany(world: World): Refusal {
  return world.replicas.length < world.sources.capacity ? null : `no more than ${world.sources.capacity} replicas may ever be in this run`;
}

function begin(loop: Loop, subject: number, entries: readonly RingEntry[], move: 'join' | 'leave' | 'replace', of: number): void {
  const { world } = loop;
  world.emit({ type: 'range-move-started', replica: subject, of, move });
  changeRing(world, subject, entries, commandCause(world.commands));
}

/** Where a newcomer is put up: in the region with the fewest replicas of those that hold copies, and there in the rack with the fewest. */
function neighbourOf(world: World): ReplicaSpec {
  const { replicationFactor } = world.config.placement;
  const here = world.config.replicas.filter((_, id) => !hasLeft(world.ring, id));
  const holding = typeof replicationFactor === 'number' ? here : here.filter(({ region }) => Object.hasOwn(replicationFactor, region ?? ''));
  const inRegion = fewest(holding, ({ region }) => region);
  return fewest(inRegion, ({ rack }) => rack)[0] ?? world.config.replicas[0];
}

/** Those of the smallest group; of equal ones the group that is named first. */
function fewest(specs: readonly ReplicaSpec[], groupOf: (spec: ReplicaSpec) => string | null): readonly ReplicaSpec[] {
  const groups = new Map<string | null, ReplicaSpec[]>();
  for (const spec of specs) groups.set(groupOf(spec), [...(groups.get(groupOf(spec)) ?? []), spec]);
  let least: readonly ReplicaSpec[] = specs;
  for (const group of groups.values()) if (group.length < least.length) least = group;
  return least;
}

export const join: CommandHandler<'join'> = (loop, command) => {
  const { world } = loop;
  if (numberOf(world, command.replica) >= 0) return `there is or was a replica ${command.replica}; one that joins needs a name of its own`;
  const contact = contactOf(world, -1);
  if (contact < 0) return 'no replica is up that it could join';
  const crowded = tooMany(world);
  if (crowded !== null) return crowded;
  const id = addReplica(world, command.replica, neighbourOf(world), contact);
  const generation = nextGeneration(world.replicas[id].ring ?? world.ring);
  begin(loop, id, [{ replica: id, generation, status: 'joining', of: id, by: -1 }], 'join', id);
  return null;
};

export const leave: CommandHandler<'leave'> = (loop, command) => {
  const { world } = loop;
  const id = numberOf(world, command.replica);
  const ring = world.replicas[id].ring ?? world.ring;
  if (hasLeft(ring, id)) return `${command.replica} has left already`;
  const entry = entryOf(ring, id);
  if (entry?.status === 'leaving') return `${command.replica} is leaving already`;
  const generation = nextGeneration(ring);
  if (entry?.status === 'joining') {
    changeRing(world, id, [{ replica: id, generation, status: 'left', of: entry.of, by: -1 }], commandCause(world.commands));
    return null;
  }
  if (!world.replicas[id].up) return `${command.replica} is down: it can only be replaced`;
  const view = world.viewFor(world.replicas[id]);
  if (view.ownership().filter((share) => share > 0).length < 2) return `${command.replica} is the last that owns anything`;
  begin(loop, id, [{ replica: id, generation, status: 'leaving', of: entry?.of ?? id, by: -1 }], 'leave', id);
  return null;
};

export const replace: CommandHandler<'replace'> = (loop, command) => {
  const { world } = loop;
  if (numberOf(world, command.with) >= 0) return `there is or was a replica ${command.with}; one that takes a place needs a name of its own`;
  const of = numberOf(world, command.replica);
  const contact = contactOf(world, of);
  if (contact < 0) return 'no other replica is up';
  const known = world.replicas[contact].ring ?? world.ring;
  if (hasLeft(known, of)) return `${command.replica} has left already`;
  const entry = entryOf(known, of);
  if (entry?.status === 'joining') return `${command.replica} owns nothing yet: it can only leave`;
  const isDead = isRingGossiped(world) ? world.replicas[contact].suspects.has(of) : !world.replicas[of].up;
  if (!isDead)
    return `${command.replica} is ${isRingGossiped(world) ? `alive as ${world.replicas[contact].name} sees it` : 'up'}: it can leave, and only a dead one is replaced`;
  const other = known.entries.find(({ status, of: whose, replica }) => status === 'joining' && whose === of && !hasLeft(known, replica));
  if (other !== undefined) return `${world.replicas[other.replica].name} is taking its place already`;
  const crowded = tooMany(world);
  if (crowded !== null) return crowded;
  const id = addReplica(world, command.with, world.config.replicas[of], contact);
  const generation = nextGeneration(known);
  const entries: RingEntry[] = [{ replica: id, generation, status: 'joining', of, by: -1 }];
  // One that died while it left is no longer leaving: its place is taken.
  if (entry?.status === 'leaving') entries.push({ ...entry, generation: generation + 1, status: 'member' });
  begin(loop, id, entries, 'replace', of);
  return null;
};

/** Splits and merges change which tokens bound a range, never who owns it: of all nodes only trees are touched. */
function resplit(loop: Loop, command: Extract<Command, { readonly type: 'split-range' | 'merge-range' }>): Refusal {
  const { world } = loop;
  const { at } = command;
  const splits = world.ring.splits;
  const isThere = splits.includes(at);
  const owners = world.view.ownersAt(at).toSorted((a, b) => a - b);
  const isOwn = world.view.ring.tokens.includes(at);
  if (command.type === 'split-range') {
    if (isThere || isOwn) return `a range ends at ${at} already`;
  } else if (!isThere) {
    return isOwn ? `at ${at} a replica’s own token ends a range: it can only go with its replica` : `no range was split at ${at}`;
  }
  world.setRing(withSplits(world.ring, isThere ? splits.filter((token) => token !== at) : [...splits, at]));
  world.emit({ type: isThere ? 'range-merged' : 'range-split', at, owners });
  for (const id of owners) if (world.replicas[id].up) world.raised.push({ actor: id, event: { type: 'range-recut' }, cause: commandCause(world.commands) });
  return null;
}

export const splitRange: CommandHandler<'split-range'> = resplit;
export const mergeRange: CommandHandler<'merge-range'> = resplit;
