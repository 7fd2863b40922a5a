/**
 * hashicorp/memberlist, the membership of Consul and Serf, by its three sets of defaults (config.go; facts A3.14 to A3.19): forty nodes, of
 * which one dies and comes back. No keys are stored: who is alive is all that it tells.
 */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

interface Defaults {
  readonly latencyMs: Json;
  readonly probeMs: number;
  readonly swim: { readonly [name: string]: Json };
  /** When the node is back. */
  readonly backMs: number;
}

const DIES_MS = 10_500;

function memberlist(title: string, summary: string, { latencyMs, probeMs, swim, backMs }: Defaults): Preset {
  return {
    title,
    summary,
    startMs: DIES_MS - 500,
    scenario: {
      version: 1,
      title,
      replicas: 40,
      network: { latencyMs },
      membership: { detector: 'swim', intervalMs: probeMs, fanout: 1, swim },
      script: [
        { atMs: DIES_MS, command: { type: 'crash', replica: 'n7' } },
        { atMs: backMs, command: { type: 'restart', replica: 'n7' } },
      ],
      stop: { atMs: 2 * backMs },
    },
  };
}

export const memberlistLan = memberlist(
  'memberlist on a LAN',
  'n7 dies. Whoever probes it next asks three others to try, suspects it and says so; gossip carries that to all within a second or two, and confirmations shorten the wait for its death.',
  {
    latencyMs: { distribution: 'uniform', min: 0.2, max: 1 },
    probeMs: 1000,
    swim: {
      probeTimeoutMs: 500,
      indirectProbes: 3,
      suspicionMultiplier: 4,
      suspicionMaxMultiplier: 6,
      retransmitMultiplier: 4,
      gossipIntervalMs: 200,
      gossipNodes: 3,
      gossipToDeadMs: 30_000,
      pushPullIntervalMs: 30_000,
    },
    backMs: 90_000,
  },
);

export const memberlistWan = memberlist(
  'memberlist on a WAN',
  'The same with patience: probes every 5 s that wait 3 s, so that a node far away is not suspected for being far. A death takes several times as long to find.',
  {
    latencyMs: { distribution: 'uniform', min: 20, max: 150 },
    probeMs: 5000,
    swim: {
      probeTimeoutMs: 3000,
      indirectProbes: 3,
      suspicionMultiplier: 6,
      suspicionMaxMultiplier: 6,
      retransmitMultiplier: 4,
      gossipIntervalMs: 500,
      gossipNodes: 4,
      gossipToDeadMs: 60_000,
      pushPullIntervalMs: 60_000,
    },
    backMs: 330_000,
  },
);

export const memberlistLocal = memberlist(
  'memberlist on one machine',
  'The same in a hurry, for nodes on one machine: a probe waits 200 ms, one other is asked, and news is told to three every 100 ms.',
  {
    latencyMs: { distribution: 'uniform', min: 0.05, max: 0.2 },
    probeMs: 1000,
    swim: {
      probeTimeoutMs: 200,
      indirectProbes: 1,
      suspicionMultiplier: 3,
      suspicionMaxMultiplier: 6,
      retransmitMultiplier: 2,
      gossipIntervalMs: 100,
      gossipNodes: 3,
      gossipToDeadMs: 15_000,
      pushPullIntervalMs: 15_000,
    },
    backMs: 60_000,
  },
);
