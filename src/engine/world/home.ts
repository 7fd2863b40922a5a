/**
 * Whom the client of a workload asks. "nearest": a client lives beside one replica, drawn by its name, and asks that; while it is down, the
 * one that is up, serves and is nearest to it, as a driver's datacenter-aware policy would. "sticky": the client stays with the coordinator that answered it
 * first, and looks for another once that is down or silent.
 */
import { Concern, draw } from '../../base/draws.ts';
import { hashString } from '../../base/hash.ts';
import { apart, oneWayMs } from '../coordination/nearness.ts';
import type { ClientMemory } from './actor-state.ts';
import type { World } from './world.ts';

/** The replica that a client of this name finds nearest now. */
export function nearestTo(world: World, client: string): number {
  const { base, config, replicas } = world;
  const home = Math.floor(draw(base.seed, Concern.clientHome, hashString(client)) * base.replicas.length);
  if (replicas[home].up && world.isServing(home)) return home;
  const distances = world.serving().flatMap((id) => (replicas[id].up ? [{ id, ms: oneWayMs(config, home, id), apart: apart(config, home, id) }] : []));
  distances.sort((a, b) => a.ms - b.ms || a.apart - b.apart || a.id - b.id);
  return distances[0]?.id ?? home;
}

/** The coordinator that a sticky client stays with; null where it has none. */
export function staysWith(world: World, client: string): number | null {
  const number = world.clientNumbers.get(client);
  return number === undefined ? null : (world.clients[number].client?.stays ?? null);
}

/** A coordinator has answered; a client of a sticky line that has none stays with it. */
export function stayWith({ base }: World, memory: ClientMemory | null, operation: number, coordinator: number): void {
  const step = memory?.open.get(operation)?.step;
  if (memory === null || memory.stays !== null || step === undefined || base.workload[step.line].via !== 'sticky') return;
  memory.stays = coordinator;
}

/** The coordinator that was asked is down, or silent. */
export function leave(memory: ClientMemory, asked: number | null): void {
  if (memory.stays === asked) memory.stays = null;
}
