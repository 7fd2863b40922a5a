/** The scenario's fields about the cluster itself: replicas, what a node can do, the network, placement, what is stored and how. */

import type { Pruning } from '../versions/index.ts';
import { anyJson, byShape, flag, list, MAX_MS, mapped, ms, name, named, orNull, probability, real, text, variants, whole, words } from './kinds.ts';
import { BadValue, fixed, live, type Out, object, optional, required, type Schema, section } from './schema.ts';

export const MAX_REPLICAS = 10_000;
export const MAX_KEYS = 1_000_000;
export const MAX_VALUE_BYTES = 16 * 1024 * 1024;

export const replicaName: Schema<string> = name('the name of a replica');
export const keyName: Schema<string> = text(1, 256, 'a key');
const bytesPerSec = orNull(real(1, 1e12, 'bytes/s'));

export const nodeFields = {
  serviceMs: fixed(ms(0), 0, 'How long one message occupies a replica.'),
  queueLimit: fixed(whole(1, 1_000_000, 'messages'), 10_000, 'How many messages may wait at a replica before one more is dropped.'),
  diskBytesPerSec: fixed(bytesPerSec, null, 'How fast a replica writes to its disk; null is at once.'),
  syncIntervalMs: fixed(ms(0), 0, 'How often writes are forced to disk; 0 is before each acknowledgement.'),
};

/** What one replica of the list may say; `parse.ts` fills in names and the node's settings. */
const replicaObject = object({
  id: required(replicaName, 'The name of the replica.'),
  region: fixed(orNull(text(1, 64)), null, 'The region it stands in.'),
  rack: fixed(orNull(text(1, 64)), null, 'The rack it stands in.'),
  clockSkewMs: fixed(ms(-MAX_MS), 0, 'How far its clock is ahead (or, negative, behind) at the start.'),
  clockDriftPpm: fixed(real(-100_000, 100_000, 'parts per million'), 0, 'How much faster its clock runs.'),
  node: optional(
    object({
      serviceMs: optional(ms(0), 'How long one message occupies this replica.'),
      queueLimit: optional(whole(1, 1_000_000, 'messages'), 'How many messages may wait at this replica.'),
      diskBytesPerSec: optional(bytesPerSec, 'How fast this replica writes to its disk.'),
      syncIntervalMs: optional(ms(0), 'How often this replica forces writes to disk.'),
    }),
    'What differs from the settings of every node.',
  ),
});
export type ReplicaInput = Out<typeof replicaObject>;

const bareReplica = (id: string): ReplicaInput => ({ id, region: null, rack: null, clockSkewMs: 0, clockDriftPpm: 0 });

/** A to Z up to 26 replicas, n1 to nN from 27 on. */
export function replicaNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => (count <= 26 ? String.fromCharCode(65 + index) : `n${index + 1}`));
}

const replicasAllowed = 'a whole number from 1 to 10,000, or a list of replicas';
export const replicas: Schema<readonly ReplicaInput[]> = byShape(
  {
    number: mapped(whole(1, MAX_REPLICAS), (count) => replicaNames(count).map(bareReplica)),
    array: list(
      byShape(
        { string: mapped(replicaName, bareReplica), object: replicaObject },
        'the name of a replica (1 to 64 letters, digits, hyphens, underscores or dots), or an object with "id"',
      ),
      'replicas',
      1,
      MAX_REPLICAS,
    ),
  },
  replicasAllowed,
);

export type Latency =
  | { readonly distribution: 'constant'; readonly ms: number }
  | { readonly distribution: 'uniform'; readonly min: number; readonly max: number }
  | { readonly distribution: 'exponential'; readonly mean: number }
  | { readonly distribution: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly distribution: 'pareto-mix'; readonly xm: number; readonly alpha: number; readonly paretoShare: number; readonly mean: number }
  | { readonly distribution: 'preset'; readonly preset: LatencyPreset };
export type LatencyPreset = 'lnkd-ssd' | 'lnkd-disk' | 'ymmr' | 'wan';

const distributions = variants('distribution', {
  constant: { ms: required(ms(0), 'The delay.') },
  uniform: { min: required(ms(0), 'The shortest delay.'), max: required(ms(0), 'The longest delay.') },
  exponential: { mean: required(ms(0), 'The mean delay.') },
  lognormal: { median: required(ms(0), 'The median delay.'), sigma: required(real(0, 5), 'The standard deviation of its logarithm.') },
  'pareto-mix': {
    xm: required(ms(0), 'The scale of the Pareto body, its shortest delay.'),
    alpha: required(real(0.01, 1000), 'The shape of the Pareto body.'),
    paretoShare: required(probability, 'The share of the Pareto body.'),
    mean: required(ms(0), 'The mean of the exponential tail.'),
  },
});
const latencyPreset = mapped(
  object({
    // The engine's own form of a preset carries the word too, and may be given back to `set`.
    distribution: optional(words(['preset']), 'Nothing else.'),
    preset: required(words(['lnkd-ssd', 'lnkd-disk', 'ymmr', 'wan']), 'A measured fit.'),
  }),
  ({ preset }): Latency => ({ distribution: 'preset', preset }),
);
const latencyObject: Schema<Latency> = {
  ...distributions,
  json: { anyOf: [distributions.json, latencyPreset.json] },
  parse: (value, at) => (typeof value === 'object' && value !== null && Object.hasOwn(value, 'preset') ? latencyPreset : distributions).parse(value, at),
};
export const latency: Schema<Latency> = byShape(
  { number: mapped(ms(0), (delay): Latency => ({ distribution: 'constant', ms: delay })), object: latencyObject },
  'a number of milliseconds from 0 to 2,592,000,000 (30 days), or a distribution',
  'ms',
);

const linkFields = {
  from: required(replicaName, 'The sender.'),
  to: required(replicaName, 'The receiver.'),
  latencyMs: optional(latency, 'The delay of this direction, instead of the network’s.'),
  loss: optional(probability, 'The loss of this direction, instead of the network’s.'),
  bandwidthBytesPerSec: optional(bytesPerSec, 'The bandwidth of this direction, instead of the network’s.'),
};

const conflictWords = words([
  'lww',
  'hlc',
  'version-vector',
  'dotted-version-vector',
  'union',
  'g-counter',
  'pn-counter',
  'g-set',
  'two-phase-set',
  'or-set',
  'lww-register',
  'mv-register',
]);
const factor = whole(1, MAX_REPLICAS, 'replicas');
/** As given; `parse` fills in what is left out with Riak’s defaults. */
const pruningInput = byShape(
  {
    object: object({
      small: optional(whole(1, 10_000), 'Vectors of fewer entries are kept.'),
      big: optional(whole(1, 10_000), 'Vectors of more entries are pruned.'),
      youngMs: optional(ms(0), 'Entries younger than this are kept.'),
      oldMs: optional(ms(0), 'Entries older than this are pruned.'),
      entries: optional(whole(1, 10_000), 'At most so many entries.'),
    }),
  },
  'null, or an object with "small", "big", "youngMs" and "oldMs", or with "entries"',
);

const pruning: Schema<Pruning> = {
  ...pruningInput,
  parse(given, at) {
    const { entries, small = 50, big = 50, youngMs = 20_000, oldMs = 86_400_000, ...none } = pruningInput.parse(given, at);
    if (entries === undefined) return { small, big, youngMs, oldMs, ...none };
    if (Object.keys(given as object).length > 1) throw new BadValue(at, `${at} has "entries" (Dynamo) beside bounds of Riak; it must have either`);
    return { entries };
  },
};

export const clusterFields = {
  node: section(nodeFields, 'What every replica can do, unless it says otherwise.'),
  network: section(
    {
      latencyMs: live(latency, 5, 'How long a message between replicas takes one way.'),
      clientLatencyMs: live(ms(0), 0, 'How long the way between a client and its coordinator takes, one way.'),
      loss: live(probability, 0, 'The chance that a message is lost.'),
      duplicate: live(probability, 0, 'The chance that a message arrives twice.'),
      regionLatencyMs: live(ms(0), 75, 'What is added between regions.'),
      bandwidthBytesPerSec: live(bytesPerSec, null, 'How many bytes each direction of a link carries per second; null is any number.'),
      regionCostPerGiB: live(real(0, 1000, 'per GiB'), 0, 'What a GiB between regions costs.'),
      links: fixed(list(object(linkFields), 'links'), [], 'Single directions that differ from the rest.'),
    },
    'Delays and losses between replicas.',
  ),
  placement: section(
    {
      replicationFactor: fixed(
        byShape({ number: factor, object: named(factor, 'regions') }, 'a whole number from 1 to 10,000, or an object of one number for each region'),
        3,
        'On how many replicas each key is stored.',
      ),
      virtualNodes: fixed(whole(1, 1024, 'tokens'), 16, 'How many tokens each replica has on the ring.'),
      pin: fixed(named(list(replicaName, 'replicas', 1), 'keys', 10_000), {}, 'Keys whose preference list begins with these replicas.'),
      bootstrapBytesPerSec: live(bytesPerSec, null, 'How fast a replica that gains ranges is filled.'),
      pauseRepairWhileMoving: live(flag, true, 'Whether anti-entropy waits while ranges move.'),
    },
    'Which replicas own which key.',
  ),
  store: section(
    {
      conflict: fixed(conflictWords, 'lww', 'What happens to concurrent writes of one key.'),
      perKey: fixed(named(conflictWords, 'key patterns'), {}, 'Keys with a rule of their own, by patterns with * and ?; the first that matches counts.'),
      tieBreak: fixed(words(['value', 'replica', 'none']), 'value', 'Which of two writes with one timestamp wins.'),
      vectorPruning: fixed(orNull(pruning), null, 'How version vectors are kept short.'),
      hlcMaxOffsetMs: live(ms(0), 500, 'How far ahead a hybrid clock may be and still be accepted.'),
      crdtSync: fixed(words(['state', 'delta']), 'state', 'What replicas exchange of a CRDT.'),
      gcGraceMs: live(ms(0), 864_000_000, 'How long a tombstone is kept before compaction may drop it.'),
      compactionIntervalMs: live(orNull(ms(1)), null, 'How often a replica compacts; null is never.'),
      checksums: live(flag, true, 'Whether a replica notices a corrupt copy when it reads it.'),
      scrubIntervalMs: live(orNull(ms(1)), null, 'How often a replica checks all that it stores; null is never.'),
      signatures: live(flag, false, 'Whether values carry their writer’s signature, which receivers check.'),
    },
    'How versions are kept and merged.',
  ),
  data: section(
    {
      keys: fixed(whole(0, MAX_KEYS, 'keys'), 0, 'How many keys are loaded before time starts.'),
      valueBytes: fixed(whole(0, MAX_VALUE_BYTES, 'bytes'), 100, 'How large each loaded or written value is.'),
      divergent: fixed(
        list(
          object({
            replica: required(replicaName, 'The replica that differs.'),
            keys: required(whole(0, MAX_KEYS, 'keys'), 'In how many keys it differs.'),
            kind: fixed(words(['older', 'missing', 'concurrent']), 'older', 'How it differs.'),
          }),
          'lines',
          0,
          1000,
        ),
        [],
        'Replicas that differ from the rest at the start.',
      ),
    },
    'What is stored before time starts.',
  ),
};

/** Values that clients write. */
export const value = anyJson;
