/**
 * What real systems use, knob by knob, each with where it is said: documentation, source or paper as the project's fact sheet gives them. A knob
 * of which nothing is known has no entry.
 */
export interface KnobNote {
  readonly says: string;
  readonly source: string;
}

export const knobNotes: Readonly<Record<string, KnobNote>> = {
  'network.latencyMs': { says: 'The wide-area fit of PBS adds 75 ms one way to all replicas but one.', source: 'PBS, 2012' },
  'placement.replicationFactor': { says: 'Dynamo: typically 3. Riak: 3 (n_val).', source: 'Dynamo, 4.6 and 6; riak_kv.schema' },
  'placement.virtualNodes': {
    says: 'Cassandra 4: 16 for each node; up to 3.x: 256. Riak: 64 partitions for the whole ring.',
    source: 'cassandra.yaml; vnodes.md',
  },
  'coordination.read': { says: 'Dynamo: typically R = 2 of N = 3. Riak: quorum.', source: 'Dynamo, 6; riak_kv.schema' },
  'coordination.write': {
    says: 'Dynamo: typically W = 2 of N = 3, W = 1 where writes must be taken above all. Riak: quorum.',
    source: 'Dynamo, 6; riak_kv.schema',
  },
  'coordination.readFanout': {
    says: 'Riak asks all N and counts the first R. Cassandra asks only as many as it needs.',
    source: 'replication-properties.md; Cassandra, dynamo.adoc',
  },
  'coordination.writeFanout': { says: 'Cassandra sends every write to all replicas.', source: 'Cassandra, dynamo.adoc' },
  'coordination.readTimeoutMs': { says: 'Cassandra: 5 s.', source: 'Config.java' },
  'coordination.writeTimeoutMs': { says: 'Cassandra: 2 s.', source: 'Config.java' },
  'store.conflict': {
    says: 'Cassandra: last write wins, cell by cell. Riak: dotted version vectors in typed buckets, version vectors in others.',
    source: 'Cassandra, dynamo.adoc; causal-context.md',
  },
  'store.tieBreak': { says: 'Cassandra: at one timestamp a tombstone wins, and in the end the larger value.', source: 'Cells.java' },
  'store.gcGraceMs': {
    says: 'Cassandra: 10 days (gc_grace_seconds). Riak: 3 s, and only once all N hold the tombstone.',
    source: 'TableParams.java; riak_kv_vnode.erl',
  },
  'readRepair.mode': {
    says: 'Cassandra 4: blocking, or none. Riak mends, on every read, each replica whose copy is older or missing.',
    source: 'ReadRepairStrategy.java; riak_kv_get_core.erl',
  },
  'readRepair.probability': {
    says: 'Cassandra up to 3.11 also repaired in the background: with 0.1 within a data centre, 0 across all.',
    source: 'TableParams.java',
  },
  'hintedHandoff.enabled': {
    says: 'Cassandra keeps hints at the coordinator; Dynamo and Riak at the node that stood in.',
    source: 'hints.adoc; Dynamo, 4.6; handoff.md',
  },
  'hintedHandoff.windowMs': { says: 'Cassandra: 3 h of downtime; after that no new hints.', source: 'cassandra.yaml' },
  'hintedHandoff.ttlMs': {
    says: 'Cassandra: the shortest tombstone grace of the tables written, which is 10 days by default.',
    source: 'Hint.java',
  },
  'hintedHandoff.maxHints': { says: 'Cassandra 4.1 can bound the size of the hints for a host; by default they are unlimited.', source: 'Config.java' },
  'hintedHandoff.replayIntervalMs': { says: 'Cassandra: 10 s.', source: 'HintsService.java' },
  'hintedHandoff.bytesPerSec': { says: 'Cassandra: 1 MiB/s, divided by the number of other nodes.', source: 'Config.java' },
  'gossip.protocol': {
    says: 'Cassandra: push-pull by digests, of membership and never of rows. Riak pushes the state of its ring.',
    source: 'Gossiper.java; riak_core_gossip.erl',
  },
  'gossip.fanout': {
    says: 'For membership: Dynamo and Riak 1, Cassandra 1 to 3, memberlist 3 (LAN) or 4 (WAN).',
    source: 'Dynamo, 4.8.1; riak_core_gossip.erl; Gossiper.java; memberlist config.go',
  },
  'gossip.intervalMs': {
    says: 'For membership: Dynamo and Cassandra 1 s, Riak 10 s, memberlist 200 ms (LAN) or 500 ms (WAN).',
    source: 'Dynamo, 4.8.1; Gossiper.java; riak_core_gossip.erl; memberlist config.go',
  },
  'membership.detector': { says: 'Cassandra: phi accrual. Consul and Serf, by memberlist: SWIM.', source: 'FailureDetector.java; memberlist state.go' },
  'membership.digest': { says: 'Cassandra: 15 bytes of every node, 15 KB at 1,000 nodes.', source: 'GossipDigest.java' },
  'membership.intervalMs': {
    says: 'Cassandra and Dynamo: 1 s. memberlist probes every 1 s (LAN) or 5 s (WAN).',
    source: 'Gossiper.java; Dynamo, 4.8.1; memberlist config.go',
  },
  'membership.fanout': { says: 'Cassandra: one live node, and now and then a dead one and a seed.', source: 'Gossiper.java' },
  'membership.phiThreshold': { says: 'Cassandra: 8, after 18.4 mean intervals of silence.', source: 'FailureDetector.java; Config.java' },
  'membership.swim.probeTimeoutMs': { says: 'Memberlist: 500 ms (LAN), 3 s (WAN).', source: 'memberlist config.go' },
  'membership.swim.indirectProbes': { says: 'Memberlist: 3.', source: 'memberlist config.go' },
  'membership.swim.suspicionMultiplier': { says: 'Memberlist: 4 (LAN), 6 (WAN), 3 (local).', source: 'memberlist config.go' },
  'membership.swim.suspicionMaxMultiplier': { says: 'Memberlist: 6.', source: 'memberlist config.go' },
  'membership.swim.retransmitMultiplier': { says: 'Memberlist: 4 (LAN, WAN), 2 (local).', source: 'memberlist config.go' },
  'membership.swim.gossipIntervalMs': { says: 'Memberlist: 200 ms (LAN), 500 ms (WAN), 100 ms (local).', source: 'memberlist config.go' },
  'membership.swim.gossipNodes': { says: 'Memberlist: 3 (LAN), 4 (WAN).', source: 'memberlist config.go' },
  'membership.swim.gossipToDeadMs': { says: 'Memberlist: 30 s.', source: 'memberlist config.go' },
  'membership.swim.pushPullIntervalMs': {
    says: 'Memberlist: 30 s (LAN), 60 s (WAN), 15 s (local); among 1,000 six times as long.',
    source: 'memberlist config.go; util.go',
  },
  'antiEntropy.mechanism': { says: 'Dynamo, Riak and Cassandra compare Merkle trees.', source: 'Dynamo, 4.7; hashtree.erl; MerkleTree.java' },
  'antiEntropy.intervalMs': {
    says: 'Riak: a tick every 15 s. Cassandra up to 5.0 repairs when told to; every 1 to 3 days is advised.',
    source: 'riak_kv_entropy_manager.erl; repair.adoc',
  },
  'antiEntropy.concurrency': { says: 'Riak: 2.', source: 'riak_kv.schema' },
  'antiEntropy.branching': { says: 'Riak: 1,024. Cassandra: 2.', source: 'hashtree.erl; MerkleTree.java' },
  'antiEntropy.depth': {
    says: 'Riak: 2. Cassandra: 15 up to 1.2, later by the number of partitions up to 20.',
    source: 'hashtree.erl; CompactionManager.java',
  },
  'antiEntropy.leafExchange': {
    says: 'Riak exchanges the list of keys and hashes of a differing leaf first. Cassandra streams its whole range.',
    source: 'hashtree.erl; MerkleTree.java',
  },
  'antiEntropy.hashBytes': { says: 'Cassandra: 32.', source: 'MerkleTree.java' },
  'data.valueBytes': { says: 'Riak warns of objects of 5 MB and refuses those of 50 MB.', source: 'riak_kv.schema' },
};
