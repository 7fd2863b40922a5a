/**
 * What takes time by its size. A message occupies its direction of its link for bytes / bandwidth, first come first served, before it
 * flies; what a replica stores occupies its disk likewise. Both are one number each, until when they are busy: nothing waits in a list, for what
 * is sent is in flight already and what is stored is in the store. In rounds links take no time.
 */
import type { Message } from '../message.ts';
import { type Cell, metadataBytesOf, valueBytesOf } from '../versions/version.ts';
import { KEY_BYTES } from '../wire.ts';
import type { ActorState } from './actor-state.ts';
import { linkOverride, slowFactor } from './link-state.ts';
import type { World } from './world.ts';

/** Later than any run ends, and far from where whole microseconds are no longer exact. */
const NEVER_US = 1e15;
/** Actors on either side, replicas from 0 up and clients from −1 down. */
const ACTORS = 2_097_152;
/** At so many directions, and at each multiple of it, those that are free again are forgotten. */
const LANES_KEPT = 100_000;

/** Microseconds until the last byte of a message that is sent now has left its sender; occupies the link until then. */
export function untilSentUs({ config, links, nowUs }: World, { from, to, bytes }: Message): number {
  if (config.mode === 'rounds') return 0;
  const own = linkOverride(links, from, to)?.bandwidth;
  const bandwidth = own === undefined ? config.network.bandwidthBytesPerSec : own;
  if (bandwidth === null || from === to) return 0;
  const { lanes } = links;
  const lane = from * ACTORS + to;
  const transferUs = Math.ceil((bytes * 1_000_000 * slowFactor(links, from, to)) / bandwidth);
  const freeUs = Math.min(NEVER_US, Math.max(nowUs, lanes.get(lane) ?? 0) + transferUs);
  if (lanes.size >= LANES_KEPT && lanes.size % LANES_KEPT === 0 && !lanes.has(lane)) forgetFree(lanes, nowUs);
  lanes.set(lane, freeUs);
  return freeUs - nowUs;
}

function forgetFree(lanes: Map<number, number>, nowUs: number): void {
  for (const [lane, untilUs] of lanes) if (untilUs <= nowUs) lanes.delete(lane);
}

/** A replica stored this copy: its disk writes it after what was stored before. */
export function occupyDisk({ config, links, nowUs }: World, state: ActorState, cell: Cell): void {
  const rate = config.replicas[state.id]?.node.diskBytesPerSec ?? null;
  if (rate === null) return;
  const bytes = KEY_BYTES + valueBytesOf(cell) + metadataBytesOf(cell);
  const factor = links.slowReplicas.get(state.id) ?? 1;
  state.diskUntilUs = Math.min(NEVER_US, Math.max(nowUs, state.diskUntilUs) + Math.ceil((bytes * 1_000_000 * factor) / rate));
}
