/** Faults of the network: partition and heal, cut and mend, slow replicas and links, a link with a latency, loss or bandwidth of its own. */

import { applyCut, applyHeal, applyMend, applyPartition, linkKey, linkOverride, overrideLink, slowLink, slowReplica } from '../world/link-state.ts';
import type { World } from '../world/world.ts';
import type { CommandHandler } from './fault.ts';
import { replicaNamed } from './replica-named.ts';

export const partition: CommandHandler<'partition'> = ({ world }, command) => {
  const groups = command.groups.map((group) => group.map((name) => replicaNamed(world, name)));
  applyPartition(world.links, world.replicas.length, groups);
  tellPartition(world);
  return null;
};

export const heal: CommandHandler<'heal'> = ({ world }) => {
  if (world.links.sides === null) return 'there is no partition to heal';
  applyHeal(world.links);
  tellPartition(world);
  return null;
};

function tellPartition(world: World): void {
  const { sides } = world.links;
  const groups: number[][] = [];
  sides?.forEach((side, replica) => {
    while (groups.length <= side) groups.push([]);
    groups[side].push(replica);
  });
  world.emit({ type: 'partition-changed', groups: groups.filter((group) => group.length > 0) });
}

export const cut: CommandHandler<'cut'> = ({ world }, command) => {
  const from = replicaNamed(world, command.from);
  const to = replicaNamed(world, command.to);
  const bothWays = command.bothWays ?? true;
  if (from === to) return 'a link has two different ends';
  if (isCutAlready(world, from, to, bothWays)) return `the link from ${command.from} to ${command.to} is cut already`;
  applyCut(world.links, from, to, bothWays);
  world.emit({ type: 'link-changed', from, to, what: bothWays ? 'cut-both-ways' : 'cut', amount: 0 });
  return null;
};

export const mend: CommandHandler<'mend'> = ({ world }, command) => {
  const from = replicaNamed(world, command.from);
  const to = replicaNamed(world, command.to);
  const bothWays = command.bothWays ?? true;
  const { cuts } = world.links;
  if (!cuts.has(linkKey(from, to)) && !(bothWays && cuts.has(linkKey(to, from)))) return `the link from ${command.from} to ${command.to} is not cut`;
  applyMend(world.links, from, to, bothWays);
  world.emit({ type: 'link-changed', from, to, what: bothWays ? 'mended-both-ways' : 'mended', amount: 0 });
  return null;
};

function isCutAlready(world: World, from: number, to: number, bothWays: boolean): boolean {
  const { cuts } = world.links;
  return cuts.has(linkKey(from, to)) && (!bothWays || cuts.has(linkKey(to, from)));
}

export const slow: CommandHandler<'slow'> = ({ world }, command) => {
  if (command.replica !== undefined) {
    const id = replicaNamed(world, command.replica);
    slowReplica(world.links, id, command.factor);
    world.emit({ type: 'link-changed', from: id, to: id, what: 'slow-replica', amount: command.factor });
    return null;
  }
  if (command.from === undefined || command.to === undefined) return 'it needs a replica, or both ends of a link (from, to)';
  const from = replicaNamed(world, command.from);
  const to = replicaNamed(world, command.to);
  slowLink(world.links, from, to, command.factor);
  world.emit({ type: 'link-changed', from, to, what: 'slow-link', amount: command.factor });
  return null;
};

export const link: CommandHandler<'link'> = ({ world }, command) => {
  const from = replicaNamed(world, command.from);
  const to = replicaNamed(world, command.to);
  overrideLink(world.links, from, to, { latency: command.latencyMs, loss: command.loss, bandwidth: command.bandwidthBytesPerSec });
  world.emit({ type: 'link-changed', from, to, what: 'link', amount: linkOverride(world.links, from, to)?.loss ?? -1 });
  return null;
};
