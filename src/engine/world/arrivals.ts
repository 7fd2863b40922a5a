/**
 * When the operations of a workload's lines come: evenly, as a Poisson process (independent exponential gaps), or in a closed loop, so
 * long after the last has ended. A pair (read-modify-write, write-then-read) is one operation of its line: its second half comes when
 * the first has succeeded, and a closed loop waits for it. What arrives is done in `workload.ts`.
 */
import ln from '@stdlib/math-base-special-ln';
import { Concern, draw } from '../../base/draws.ts';
import { combine, hashString } from '../../base/hash.ts';
import { type ArrivalItem, Rank } from './items.ts';
import type { World } from './world.ts';

/** Which operation of a workload something is. */
export interface WorkloadStep {
  readonly line: number;
  readonly n: number;
  /** The later half of a pair. */
  readonly second: boolean;
}

export function scheduleWorkload(world: World): void {
  world.base.workload.forEach(({ startMs, perSec }, line) => {
    if (perSec === null) schedule(world, { type: '#arrival', line, n: 0 }, Math.round(startMs * 1000));
    else scheduleByRate(world, line, 0, startMs * 1000);
  });
}

/** What a line's draws are for. */
export function saltOf(world: World, line: number): number {
  return combine(hashString(world.base.workload[line].client), line);
}

/** The nth arrival (from 0) of a line that goes by the clock. `previousUs`: when the one before was due, of which Poisson arrivals count. */
export function scheduleByRate(world: World, line: number, n: number, previousUs: number): void {
  const { startMs, perSec, arrival } = world.base.workload[line];
  if (perSec === null) return;
  if (arrival === 'even') {
    schedule(world, { type: '#arrival', line, n }, Math.round((startMs + (n * 1000) / perSec) * 1000));
    return;
  }
  const gap = -ln(1 - draw(world.config.seed, Concern.workloadArrival, saltOf(world, line), n));
  const dueUs = previousUs + (gap * 1_000_000) / perSec;
  schedule(world, { type: '#arrival', line, n, dueUs }, Math.round(dueUs));
}

/** Puts the beginning of an operation in the queue, unless the line is over by then. */
function schedule(world: World, item: ArrivalItem, atUs: number): void {
  const { endMs, count } = world.base.workload[item.line];
  if (count !== null && item.n >= count) return;
  if (endMs !== null && atUs >= endMs * 1000) return;
  push(world, item, atUs);
}

function push(world: World, item: ArrivalItem, atUs: number): void {
  world.arrivals++;
  world.queue.push(atUs, Rank.command, item);
}

/** An operation of a workload has ended: its other half, or the next round of a closed loop, is now to come. `key`: the key's name. */
export function operationEnded(world: World, step: WorkloadStep, key: string, ok: boolean): void {
  const { line, n } = step;
  const { operation, gapMs, thinkMs } = world.base.workload[line];
  const isPair = operation === 'read-modify-write' || operation === 'write-then-read';
  if (isPair && ok && !step.second) {
    push(world, { type: '#arrival', line, n, second: key }, world.nowUs + (operation === 'write-then-read' ? Math.round(gapMs * 1000) : 0));
    return;
  }
  // At least a microsecond, or operations that take no time would never let time pass.
  if (thinkMs !== null) schedule(world, { type: '#arrival', line, n: n + 1 }, world.nowUs + Math.max(1, Math.round(thinkMs * 1000)));
}
