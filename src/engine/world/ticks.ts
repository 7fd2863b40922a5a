/**
 * Named timers: the k-th tick, k ≥ 1, of a replica's timer is at (k − jitter × draw) × interval. A down replica has none: a crash takes
 * them out and a restart goes on with the next k. A knob that changes a timer voids what is scheduled and begins again with the next k.
 */
import { Concern, draw } from '../../base/draws.ts';
import { hashString } from '../../base/hash.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ticks } from './handlers.ts';
import { Rank, type TickItem } from './items.ts';
import type { World } from './world.ts';

const nameHashes = ticks.map(({ tick }) => hashString(tick.name));

/** When the nth tick falls, microseconds. */
function tickUs(world: World, replica: number, timer: number, n: number, intervalMs: number): number {
  const jitter = ticks[timer].tick.jitter(world.config);
  const shift = jitter === 0 ? 0 : jitter * draw(world.config.seed, Concern.tickJitter, world.replicas[replica].nameHash, nameHashes[timer], n);
  return Math.round((n - shift) * intervalMs * 1000);
}

/** Schedules the first tick from `n` on that is still to come. */
export function scheduleTick(world: World, replica: number, timer: number, n: number): void {
  const intervalMs = ticks[timer].tick.intervalMs(world.config, replica);
  if (intervalMs === null) return;
  let next = n;
  let atUs = tickUs(world, replica, timer, next, intervalMs);
  while (atUs <= world.nowUs) atUs = tickUs(world, replica, timer, ++next, intervalMs);
  const item: TickItem = { type: '#tick', replica, timer, n: next, generation: world.tickGenerations[timer] };
  world.queue.push(atUs, Rank.timer, item);
}

export function scheduleAllTicks(world: World): void {
  world.tickGenerations = ticks.map(() => 0);
  for (let timer = 0; timer < ticks.length; timer++) startTimer(world, timer);
}

function startTimer(world: World, timer: number): void {
  for (let replica = 0; replica < world.replicas.length; replica++) if (world.replicas[replica].up) startTimerOf(world, replica, timer);
}

function startTimerOf(world: World, replica: number, timer: number): void {
  const intervalMs = ticks[timer].tick.intervalMs(world.config, replica);
  if (intervalMs !== null) scheduleTick(world, replica, timer, Math.max(1, Math.floor(world.nowUs / (intervalMs * 1000))));
}

/** A replica goes down: its ticks are no longer to come. */
export function stopTicksOf(world: World, replica: number): void {
  world.queue.remove((item) => item.type === '#tick' && item.replica === replica);
}

/** A replica is up again: each of its timers goes on with the first tick that is still to come. */
export function resumeTicksOf(world: World, replica: number): void {
  for (let timer = 0; timer < ticks.length; timer++) startTimerOf(world, replica, timer);
}

/** Starts anew every timer that the changed configuration times differently, and in rounds the round that goes on. */
export function rescheduleChangedTicks(world: World, before: Scenario): void {
  if (world.config.mode === 'rounds' && before.gossip.intervalMs !== world.config.gossip.intervalMs) {
    world.queue.remove((item) => item.type === '#round-end');
    scheduleRoundEnd(world, world.round + 1);
  }
  ticks.forEach(({ tick }, timer) => {
    const same = world.replicas.every((_, replica) => tick.intervalMs(before, replica) === tick.intervalMs(world.config, replica));
    if (same && tick.jitter(before) === tick.jitter(world.config)) return;
    world.tickGenerations = world.tickGenerations.map((generation, i) => (i === timer ? generation + 1 : generation));
    startTimer(world, timer);
  });
}

/** A world in rounds: the end of the first round after now. */
export function scheduleRoundEnd(world: World, round: number): void {
  const intervalUs = world.config.gossip.intervalMs * 1000;
  // Counted by the clock, not by the round: they differ once a knob has changed the interval.
  const cycle = Math.max(1, Math.floor((world.nowUs - intervalUs / 2) / intervalUs) + 1);
  world.queue.push(Math.round(cycle * intervalUs + intervalUs / 2), Rank.roundEnd, { type: '#round-end', round });
}
