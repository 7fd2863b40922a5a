/**
 * How near an owner is to whoever reads: by the delays that the scenario gives its links, which is what an operator would write into a
 * snitch's configuration, or by how fast it answered of late, after Cassandra's dynamic snitch. A peer never measured counts as the
 * fastest, so that each is tried. Of owners equally near, those of the own region come first, and of these those of the own rack.
 */
import type { NodeContext } from '../protocol.ts';
import { isBetweenRegions } from '../scenario/regions.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { typicalMs } from '../scenario/typical-latency.ts';
import type { CoordinatorState } from './state.ts';

/** A new measurement counts for a quarter, all earlier ones for the rest. */
const SHARE = 4;

/** The configured delay there and back, milliseconds; 0 to itself. A client's own way to each replica is the same. */
export function configuredMs(context: NodeContext, peer: number): number {
  const { self, config } = context;
  return self === peer ? 0 : oneWayMs(config, self, peer) + oneWayMs(config, peer, self);
}

/** Milliseconds one way between two nodes, as the scenario's links and regions have it. */
export function oneWayMs(scenario: Scenario, from: number, to: number): number {
  const { network, replicas } = scenario;
  if (from >= 0 && to >= 0 && network.links.length > 0) {
    const [sender, receiver] = [replicas[from].id, replicas[to].id];
    const own = network.links.find((link) => link.from === sender && link.to === receiver)?.latencyMs;
    if (own !== undefined) return typicalMs(own);
  }
  return typicalMs(network.latencyMs) + (isBetweenRegions(scenario, from, to) ? network.regionLatencyMs : 0);
}

/** How far apart two replicas are said to stand: 0 in one rack of one region, 1 in one region, 2 in two. */
export function apart({ replicas }: Scenario, one: number, other: number): number {
  const [a, b] = [replicas[one], replicas[other]];
  return a?.region !== b?.region ? 2 : a?.rack !== b?.rack ? 1 : 0;
}

/** Microseconds in which the peer answered of late; 0 for itself and for one never measured. */
export function measuredUs(context: NodeContext, peer: number): number {
  return (context.volatile as CoordinatorState).answeredUs.get(peer) ?? 0;
}

/** A peer answered a read within so long, or had not by then. */
export function measure(context: NodeContext, peer: number, tookUs: number): void {
  const { answeredUs } = context.volatile as CoordinatorState;
  const before = answeredUs.get(peer);
  answeredUs.set(peer, before === undefined ? tookUs : Math.round(before + (tookUs - before) / SHARE));
}
