/** Workloads: lines of operations that arrive by the clock, each with its client, operation, keys and level. */
import { Concern, draw } from '../../base/draws.ts';
import { combine, hashString } from '../../base/hash.ts';
import { coordinate } from '../coordination/index.ts';
import type { WorkloadLine } from '../scenario/scenario.ts';
import { invoke } from './clients.ts';
import { type ArrivalItem, Rank } from './items.ts';
import type { Loop } from './loop.ts';
import { operationFor } from './workload-operation.ts';
import type { World } from './world.ts';

export function scheduleWorkload(world: World): void {
  world.base.workload.forEach((_, line) => {
    scheduleArrival(world, line, 0);
  });
}

/** Even arrivals: the nth (from 0) at startMs + n / perSec. */
function scheduleArrival(world: World, line: number, n: number): void {
  const { startMs, endMs, count, perSec } = world.base.workload[line];
  if ((count !== null && n >= count) || perSec === null) return;
  const atUs = Math.round((startMs + (n * 1000) / perSec) * 1000);
  if (endMs !== null && atUs >= endMs * 1000) return;
  world.arrivals++;
  world.queue.push(atUs, Rank.command, { type: '#arrival', line, n });
}

export function arrive(loop: Loop, item: ArrivalItem): void {
  const { world } = loop;
  world.arrivals--;
  const line = world.base.workload[item.line];
  scheduleArrival(world, item.line, item.n + 1);
  const salt = combine(hashString(line.client), item.line);
  const key = `k${Math.floor(draw(world.config.seed, Concern.workloadKey, salt, item.n) * line.keys)}`;
  const started = invoke(world, {
    client: line.client,
    ...operationFor(world.policies.of(key), line.operation, `${line.client}-${item.n + 1}`),
    key,
    valueBytes: world.base.data.valueBytes,
    via: coordinatorOf(world, line, salt, item.n),
    level: line.consistency ?? (line.operation === 'read' ? world.config.coordination.read : world.config.coordination.write),
    withContext: true,
    local: false,
  });
  if (started !== null) coordinate(loop.enter(started.state, 0, started.operation.cause), started.operation);
}

function coordinatorOf(world: World, line: WorkloadLine, salt: number, n: number): number | null {
  if (line.via === 'none') return null;
  if (line.via === 'random') return Math.floor(draw(world.config.seed, Concern.workloadVia, salt, n) * world.replicas.length);
  return world.replicas.findIndex((replica) => replica.name === line.via);
}
