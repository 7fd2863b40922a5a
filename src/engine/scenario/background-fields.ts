/** The scenario's fields about what runs in the background: gossip of data, membership, anti-entropy. */
import { MAX_REPLICAS, replicaName } from './cluster-fields.ts';
import { byShape, flag, list, mapped, ms, named, orNull, real, whole, words } from './kinds.ts';
import { BadValue, fixed, grouped, live, object, required, type Schema, section } from './schema.ts';

export const MAX_LEAVES = 2 ** 20;
const fanout = whole(1, MAX_REPLICAS, 'replicas');
const jitter = real(0, 1, 'share of the interval', 'a share of the interval from 0 to 1');
const bytesPerSec = orNull(real(1, 1e12, 'bytes/s'));
/** With room to count on from there. */
const counter = whole(0, 1_000_000_000);

const branches = whole(2, MAX_LEAVES, 'children');
/** As given: one number (then `depth` levels of it), or one number for each level. `parse.ts` makes it one number for each level. */
export const branchingInput: Schema<number | readonly number[]> = byShape(
  { number: branches, array: list(branches, 'levels', 1, 20) },
  'a whole number from 2 to 1,048,576, or a list of one such number for each level',
);
/** In the parsed scenario `branching` always has one number for each level; the levels are put together in `parse.ts`, which knows `depth`. */
const branching: Schema<readonly number[]> = mapped(branchingInput, (given) => (typeof given === 'number' ? [given] : given));

const leafContents: readonly string[] = ['key', 'version', 'value', 'tombstone'];
const leafContent: Schema<readonly string[]> = list(words(['key', 'version', 'value', 'tombstone']), 'parts', 1, 4);

export const backgroundFields = {
  gossip: section(
    {
      protocol: live(words(['off', 'push', 'pull', 'push-pull']), 'off', 'Whether replicas tell a random peer what they have, ask for it, or both.'),
      style: live(words(['anti-entropy', 'rumor']), 'anti-entropy', 'Whether it goes on for ever or stops once the news is old.'),
      rumor: section(
        {
          feedback: live(flag, true, 'Whether only contacts that knew the news count.'),
          counter: live(flag, true, 'Whether interest is lost after k contacts, or by a coin of 1/k.'),
          k: live(whole(1, 1000), 3, 'How soon interest is lost.'),
        },
        'When a rumour stops.',
      ),
      fanout: live(fanout, 1, 'How many peers a replica contacts each time.'),
      intervalMs: live(ms(1), 1000, 'How often a replica contacts peers.'),
      jitter: live(jitter, 0, 'By how much of the interval a contact may come early.'),
      maxKeys: live(whole(1, 1_000_000, 'keys'), 1000, 'How many keys one message carries at most.'),
    },
    'Replicas telling random peers what they store.',
  ),
  membership: section(
    {
      detector: live(words(['off', 'phi-accrual', 'swim']), 'off', 'How failed replicas are noticed.'),
      digest: live(words(['versions', 'whole-state']), 'versions', 'What a gossip of membership begins with.'),
      intervalMs: live(ms(1), 1000, 'How often a node tells what it believes.'),
      fanout: live(fanout, 1, 'How many peers it tells each time.'),
      seeds: fixed(list(replicaName, 'replicas'), [], 'Replicas that everyone knows.'),
      phiThreshold: live(real(0, 100), 8, 'The suspicion at which a replica counts as dead.'),
      initial: fixed(
        named(
          named(object({ generation: required(counter, 'Its generation.'), version: required(counter, 'Its version.') }), 'replicas', MAX_REPLICAS),
          'replicas',
          MAX_REPLICAS,
        ),
        {},
        'What a node believes at the start, if not the truth.',
      ),
      swim: section(
        {
          probeTimeoutMs: live(ms(1), 500, 'How long a probe waits.'),
          indirectProbes: live(whole(0, 1000, 'peers'), 3, 'How many peers are asked to probe as well.'),
          suspicionMultiplier: live(real(1, 1000), 4, 'How long a suspect may answer before it is called dead.'),
          suspicionMaxMultiplier: live(real(1, 1000), 6, 'How many times as long a suspect has whom nobody else suspects.'),
          retransmitMultiplier: live(whole(1, 1000), 4, 'How often a node passes news on, for each decimal digit of the number of nodes.'),
          gossipIntervalMs: live(orNull(ms(1)), null, 'How often a node that has news tells it apart from probes; null is only with probes.'),
          gossipNodes: live(whole(1, MAX_REPLICAS, 'replicas'), 3, 'How many peers it tells then.'),
          gossipToDeadMs: live(ms(0), 30_000, 'For how long after its death a peer is told as well.'),
          pushPullIntervalMs: live(orNull(ms(1)), null, 'How often a node exchanges all it knows with a peer, among up to 32; null is never.'),
        },
        'The SWIM detector.',
      ),
    },
    'Who is believed to be alive.',
  ),
  antiEntropy: section(
    {
      mechanism: live(words(['off', 'full', 'merkle', 'version-vector', 'log']), 'off', 'How two replicas find what differs between them.'),
      intervalMs: live(ms(1), 30_000, 'How often a replica starts a session.'),
      jitter: live(jitter, 0, 'By how much of the interval a session may come early.'),
      concurrency: live(whole(1, 1000, 'sessions'), 1, 'How many sessions one replica has open at most.'),
      sessionTimeoutMs: live(ms(1), 5000, 'After how long without a reply a session ends as failed.'),
      order: live(words(['round-robin', 'random', 'most-divergent', 'unstable-first', 'hot-first']), 'round-robin', 'With whom the next session is.'),
      branching: fixed(branching, 2, 'How many children each node of the tree has, level by level.'),
      depth: fixed(whole(1, 20, 'levels'), 10, 'How many levels the tree has below its root.'),
      exchange: live(words(['zoom-in', 'whole-tree']), 'zoom-in', 'Whether hashes are asked level by level or all at once.'),
      skipRoot: live(flag, false, 'Whether a session starts below the root.'),
      leafExchange: live(words(['whole', 'list']), 'whole', 'Whether a leaf that differs is sent whole, or as a list of keys and versions first.'),
      leaf: fixed(words(['hash-range', 'token-range', 'key']), 'hash-range', 'What one leaf stands for.'),
      leafContent: fixed(leafContent, leafContents, 'What of a key goes into its leaf’s hash.'),
      hash: fixed(words(['strong', 'weak-32']), 'strong', 'How strong the hash is.'),
      combine: fixed(words(['concatenate', 'xor']), 'concatenate', 'How children’s hashes become their parent’s.'),
      hashBytes: fixed(whole(1, 64, 'bytes'), 16, 'How many bytes one hash takes on the wire.'),
      maintenance: fixed(words(['incremental', 'rebuild']), 'incremental', 'Whether the tree follows each write or is built anew.'),
      rebuildIntervalMs: live(orNull(ms(1)), null, 'How often it is built anew; null is for each session, or never where it follows each write.'),
      repair: live(words(['full', 'incremental']), 'full', 'Whether data once marked repaired is compared again.'),
      bytesPerSec: live(bytesPerSec, null, 'How fast a replica may send for its sessions.'),
      regionBytesPerSec: live(bytesPerSec, null, 'How fast a replica may send for its sessions with other regions.'),
      backPressure: live(flag, false, 'Whether sessions slow down for clients.'),
      logRetentionMs: live(ms(1), 3_600_000, 'How long the log keeps an entry.'),
    },
    'Replicas comparing what they store, and mending the difference.',
  ),
};

/**
 * The tree's children for each level, from the root down, as given by one number and a depth or by a list.
 * Throws `BadValue` where both a list and another depth are given, or where there would be more than 2^20 leaves.
 */
export function levelsOf(given: readonly number[], listGiven: boolean, depth: number, depthGiven: boolean): readonly number[] {
  if (listGiven && depthGiven && depth !== given.length) {
    throw new BadValue('$.antiEntropy.depth', `$.antiEntropy.depth is ${depth}; it must be left out, or ${given.length}, where "branching" lists each level`);
  }
  const levels = listGiven ? given : Array.from({ length: depth }, () => given[0] ?? 2);
  const leaves = levels.reduce((product, children) => product * children, 1);
  if (leaves > MAX_LEAVES)
    throw new BadValue('$.antiEntropy.branching', `$.antiEntropy.branching makes a tree of ${grouped(leaves)} leaves; at most 1,048,576 (2^20) are allowed`);
  return levels;
}
