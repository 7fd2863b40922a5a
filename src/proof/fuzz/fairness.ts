/**
 * What the claim of convergence presupposes, judged on the running cluster: that the faults were taken back, that nothing is lost any
 * more, and that something compares all pairs until the end. Every document of the fuzz keeps it; a shorter one that was made of it by
 * leaving things out may not, and then shows nothing.
 */
import type { World } from '../../engine/world/world.ts';
import { FuzzFailure, UNFAIR } from './failure.ts';
import { hintedCells, isGone } from './picture.ts';

const DAY_MS = 86_400_000;
/** Delays that let every question be answered in time. */
const SHORT_MS = 5;
/** From the beginning of the repair to the end of the run; rounds are slower. */
export const REPAIRED_WITHIN_MS = { async: 3000, rounds: 9000 };

/** Throws where something still goes wrong, once all faults should be over. */
export function demandCalm(world: World): void {
  const { links, config, replicas } = world;
  const { network, hintedHandoff, store } = config;
  demand(links.sides === null && links.cuts.size === 0, 'the network is still cut');
  demand(
    replicas.every(({ id, up }) => up || isGone(world, id)),
    'a replica is still down',
  );
  demand(network.loss === 0 && network.duplicate === 0, 'messages are still lost or duplicated');
  demand(
    [...links.overrides.values()].every(({ loss }) => (loss ?? 0) === 0),
    'a link still loses messages',
  );
  demand(isShort(network.latencyMs), 'messages still take long');
  demand(
    [...links.overrides.values()].every(({ latency }) => latency === undefined || isShort(latency)),
    'a link is still slow',
  );
  demand(links.slowLinks.size === 0 && links.slowReplicas.size === 0, 'something is still slowed');
  demand(store.compactionIntervalMs === null && store.gcGraceMs >= DAY_MS, 'tombstones still come of age');
  const { enabled, ttlMs, replayIntervalMs, bytesPerSec } = hintedHandoff;
  const handsOver = enabled && ttlMs >= DAY_MS && replayIntervalMs <= 200 && bytesPerSec === null;
  demand(handsOver || hintedCells(world).length === 0, 'hints are never handed over');
}

/** Throws where nothing could have made all copies equal by the end of the run. */
export function demandRepair(world: World, repairMs: number, endMs: number): void {
  const { mechanism, intervalMs, bytesPerSec, repair } = world.config.antiEntropy;
  demand(mechanism !== 'off' && intervalMs <= 100 && bytesPerSec === null && repair === 'full', 'nothing compares all copies of all keys');
  let rotten = 0;
  for (const { store } of world.replicas) store?.forEachRotten(() => rotten++);
  demand(rotten === 0, 'what rotted was never scrubbed');
  demand(endMs >= repairMs + REPAIRED_WITHIN_MS[world.config.mode], 'the run ends too early');
}

function isShort(latency: World['config']['network']['latencyMs']): boolean {
  return latency.distribution === 'constant' && latency.ms <= SHORT_MS;
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new FuzzFailure(UNFAIR, `${what}: this run shows nothing`);
}
