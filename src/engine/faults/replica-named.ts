/** The index of a replica that the validator has already found to exist. */
import { assert } from '../../base/assert.ts';
import type { World } from '../world/world.ts';

export function replicaNamed(world: World, name: string): number {
  const index = world.replicas.findIndex((replica) => replica.name === name);
  assert(index >= 0, `no replica ${name}`);
  return index;
}
