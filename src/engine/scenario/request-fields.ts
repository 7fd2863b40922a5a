/** The scenario's fields about a client's request: quorums, sessions, and the repairs that a request sets off (read repair, hinted handoff). */
import { MAX_REPLICAS } from './cluster-fields.ts';
import { byShape, flag, list, ms, orNull, probability, real, whole, words } from './kinds.ts';
import { live, type Schema, section } from './schema.ts';

export type Level = 'any' | 'one' | 'two' | 'three' | 'quorum' | 'all' | 'local-one' | 'local-quorum' | 'each-quorum' | number;

const counted = ['one', 'two', 'three', 'quorum', 'all'] as const;
const regional = ['local-one', 'local-quorum', 'each-quorum'] as const;
const number = whole(1, MAX_REPLICAS);
const levelAllowed = (any: string): string =>
  `"one", "two", "three", "quorum", "all", ${any}"local-one", "local-quorum", "each-quorum", or a whole number from 1 to 10,000`;
export const readLevel: Schema<Level> = byShape({ string: words([...counted, ...regional]), number }, levelAllowed(''));
export const writeLevel: Schema<Level> = byShape({ string: words([...counted, 'any', ...regional]), number }, levelAllowed('"any", '));

const fanout = words(['all', 'quorum']);
const replicas = whole(0, MAX_REPLICAS, 'replicas');

export const requestFields = {
  coordination: section(
    {
      read: live(readLevel, 'quorum', 'How many replicas must answer a read (R).'),
      write: live(writeLevel, 'quorum', 'How many replicas must acknowledge a write (W).'),
      sloppy: live(flag, false, 'Whether another replica may stand in for an owner that does not answer.'),
      readFanout: live(fanout, 'all', 'Whether a read asks every owner or only R of them.'),
      readFrom: live(words(['preference', 'nearest', 'fastest', 'random']), 'preference', 'Which owners a read asks, if not all.'),
      writeFanout: live(fanout, 'all', 'Whether a write goes to every owner or only to W of them.'),
      writeTo: live(words(['preference', 'random']), 'preference', 'To which owners a write goes, if not to all.'),
      primaryRead: live(replicas, 0, 'How many of R must be owners, not stand-ins (PR).'),
      primaryWrite: live(replicas, 0, 'How many of W must be owners, not stand-ins (PW).'),
      digestReads: live(flag, false, 'Whether all but one owner answer a read with a hash.'),
      speculativeRetryMs: live(orNull(ms(1)), null, 'After how long a read that lacks answers asks one more owner; null is never.'),
      causalReads: live(flag, false, 'Whether a read must return all that its client depends on, by what it has seen of any key.'),
      retries: live(whole(0, 100, 'tries'), 0, 'How often a client tries a failed operation again.'),
      operationIds: live(flag, true, 'Whether a client’s second try is recognised and applied once.'),
      readTimeoutMs: live(ms(1), 5000, 'After how long a read fails.'),
      writeTimeoutMs: live(ms(1), 2000, 'After how long a write fails.'),
    },
    'How many replicas a read and a write need.',
  ),
  session: section(
    {
      guarantees: live(
        list(words(['read-your-writes', 'monotonic-reads', 'monotonic-writes', 'writes-follow-reads']), 'guarantees', 0, 4),
        [],
        'What each client is promised.',
      ),
      by: live(words(['token', 'sticky', 'client-echo']), 'token', 'How the promise is kept.'),
      token: live(words(['vector', 'scalar']), 'vector', 'What a session token remembers.'),
      onMiss: live(words(['forward', 'wait', 'retry']), 'forward', 'What happens where the replicas asked lack what the session has seen.'),
      waitMs: live(ms(0), 5000, 'For how long it waits, or is tried again.'),
    },
    'What a client is promised about its own reads and writes.',
  ),
  readRepair: section(
    {
      mode: live(words(['off', 'async', 'blocking', 'bounded']), 'off', 'Whether a read mends the stale copies it saw, and whether the client waits for it.'),
      probability: live(probability, 1, 'The chance that a read does so.'),
      adaptive: live(flag, false, 'Whether that chance rises while replies are found to differ.'),
      boundMs: live(ms(0), 0, 'For how long the client waits at most, where the wait is bounded.'),
      unreachable: live(words(['skip', 'hint']), 'skip', 'Whether a stale copy that cannot be reached is left, or gets a hint.'),
    },
    'Mending stale copies that a read came across.',
  ),
  hintedHandoff: section(
    {
      enabled: live(flag, false, 'Whether a write that a replica missed is kept for it as a hint.'),
      holder: live(words(['coordinator', 'fallback']), 'coordinator', 'Who keeps the hint.'),
      windowMs: live(ms(1), 10_800_000, 'For how long after a replica was last heard hints are kept for it.'),
      ttlMs: live(ms(1), 864_000_000, 'How old a hint may grow before it is dropped.'),
      maxHints: live(whole(0, 1_000_000, 'hints'), 10_000, 'How many hints one node keeps.'),
      whenFull: live(words(['refuse', 'drop-oldest']), 'refuse', 'What happens to one hint more.'),
      replayIntervalMs: live(ms(1), 10_000, 'How often a node tries to hand its hints over.'),
      bytesPerSec: live(orNull(real(1, 1e12, 'bytes/s')), 1_048_576, 'How fast it hands them over.'),
    },
    'Keeping writes for a replica that could not be reached.',
  ),
};
