/** Workloads: lines of operations, each with its client, kind, keys and level; what to do when one of them is due. */
import { Concern, draw } from '../../base/draws.ts';
import { coordinate } from '../coordination/index.ts';
import type { WorkloadLine } from '../scenario/scenario.ts';
import { saltOf, scheduleByRate } from './arrivals.ts';
import { invoke } from './clients.ts';
import { nearestTo, staysWith } from './home.ts';
import type { ArrivalItem } from './items.ts';
import type { Loop } from './loop.ts';
import { popularKey } from './popularity.ts';
import { operationFor } from './workload-operation.ts';
import type { World } from './world.ts';

/** The halves of pairs; any other operation is its own only half. */
const HALVES = { 'read-modify-write': ['read', 'write'], 'write-then-read': ['write', 'read'] } as const;

export function arrive(loop: Loop, item: ArrivalItem): void {
  const { world } = loop;
  const { n, second } = item;
  world.arrivals--;
  const line = world.base.workload[item.line];
  if (second === undefined) scheduleByRate(world, item.line, n + 1, item.dueUs ?? 0);
  const { operation } = line;
  const kind = operation === 'read-modify-write' || operation === 'write-then-read' ? HALVES[operation][second === undefined ? 0 : 1] : operation;
  const salt = saltOf(world, item.line);
  const key = second ?? keyOf(world, item.line, salt, n);
  const asked = operationFor(world.policies.of(key), kind, `${line.client}-${n + 1}`);
  const started = invoke(world, {
    client: line.client,
    kind: asked.kind,
    value: asked.value,
    key,
    valueBytes: world.base.data.valueBytes,
    via: coordinatorOf(world, line, salt, n),
    level: line.consistency ?? (kind === 'read' ? world.config.coordination.read : world.config.coordination.write),
    withContext: true,
    local: false,
    step: { line: item.line, n, second: second !== undefined },
  });
  if (started !== null) coordinate(loop.enter(started.state, 0, started.operation.cause), started.operation);
}

function keyOf(world: World, number: number, salt: number, n: number): string {
  const line = world.base.workload[number];
  if (line.operation === 'write-then-read') return `k${freshKey(world.base.workload, world.base.data.keys, number, n)}`;
  return `k${popularKey(line, draw(world.config.seed, Concern.workloadKey, salt, n))}`;
}

/** A key that nothing else of the workload touches: beyond all keys of the other lines, lines of fresh keys taking turns. */
function freshKey(lines: readonly WorkloadLine[], loaded: number, number: number, n: number): number {
  let first = loaded;
  let turns = 0;
  let turn = 0;
  lines.forEach(({ operation, keys }, at) => {
    if (operation !== 'write-then-read') first = Math.max(first, keys);
    else {
      if (at === number) turn = turns;
      turns++;
    }
  });
  return first + n * turns + turn;
}

function coordinatorOf(world: World, line: WorkloadLine, salt: number, n: number): number | null {
  if (line.via === 'none') return null;
  if (line.via === 'nearest') return nearestTo(world, line.client);
  const stays = line.via === 'sticky' ? staysWith(world, line.client) : null;
  if (stays !== null) return stays;
  if (line.via === 'random' || line.via === 'sticky') {
    const serving = world.serving();
    return serving[Math.floor(draw(world.config.seed, Concern.workloadVia, salt, n) * serving.length)];
  }
  return world.replicas.findIndex((replica) => replica.name === line.via);
}
