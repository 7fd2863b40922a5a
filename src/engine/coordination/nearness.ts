/**
 * How near an owner is to whoever reads: by the delays that the scenario gives its links, which is what an operator would write into a
 * snitch's configuration, or by how fast it answered of late, after Cassandra's dynamic snitch. A peer never measured counts as the
 * fastest, so that each is tried. Regions and racks play no part yet.
 */
import type { NodeContext } from '../protocol.ts';
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

function oneWayMs({ network, replicas }: Scenario, from: number, to: number): number {
  let { latencyMs } = network;
  if (from >= 0 && to >= 0 && network.links.length > 0) {
    const [sender, receiver] = [replicas[from].id, replicas[to].id];
    latencyMs = network.links.find((link) => link.from === sender && link.to === receiver)?.latencyMs ?? latencyMs;
  }
  return typicalMs(latencyMs);
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
