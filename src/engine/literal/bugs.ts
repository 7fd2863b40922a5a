/**
 * The source documents' own code bugs that this engine can run, by erratum id (`literal` of a scenario): what each makes of the store, in
 * a sentence, and under which policies it has a meaning. All are off by default. Those that cannot run are in `refused.ts`.
 */

export interface LiteralBug {
  /** What it does, as the end of "with this one on, …". */
  readonly says: string;
  /** The conflict policies of which one must be in use; left out: any. */
  readonly under?: readonly string[];
}

const TIMESTAMPS = ['lww'];
const SIBLINGS = ['version-vector', 'dotted-version-vector', 'union', 'mv-register'];

export const literalBugs = {
  'E001-14': { says: 'a hint has no version: whoever gets it stores it as written now, over whatever is newer', under: TIMESTAMPS },
  'E001-17': { says: 'a write goes to as many owners as must acknowledge it and stops: the rest are never written, and get no hint' },
  'E001-18': { says: 'every owner stamps a write with its own clock when it comes, so one write has several timestamps', under: TIMESTAMPS },
  'E001-19': { says: 'a read leaves out replicas that hold nothing, and answers with fewer than R, or with nothing, where it should fail' },
  'E001-20': { says: 'reads and writes go to the first owners of the list alone, so the last are never read, written or repaired' },
  'E001-21': { says: 'a quorum is two, whatever the number of replicas' },
  'E001-22': { says: 'of two versions with one timestamp each replica keeps its own', under: ['lww', 'hlc'] },
  'E001-23': { says: 'read repair finds no node to write to, and writes nothing' },
  'E001-25': { says: 'a write that too few acknowledged is told as failed, not as unknown, though it stays where it is' },
  'E002-02': {
    says: 'a version is the number of writes that its coordinator has seen of its own, and no replica learns from what it receives',
    under: TIMESTAMPS,
  },
  'E002-03': { says: 'a write is sent once and forgotten: no owner that missed it gets a hint' },
  'E002-07': { says: 'the fastest replica is whichever is first in the list' },
  'E002-08': { says: 'every write goes to the first owner of its key, which has to be up' },
  'E002-09': {
    says: 'a read shows only what is strictly newer than its client’s vector, and so neither the client’s own write nor a concurrent one',
    under: SIBLINGS,
  },
  'E002-11': { says: 'timestamps are whole milliseconds, and of two equal ones each replica keeps its own', under: TIMESTAMPS },
  'E002-12': {
    says: 'a coordinator whose clock, in whole milliseconds, has not gone on drops the write and tells the client that it is done',
    under: TIMESTAMPS,
  },
  'E002-14': { says: 'an owner adds whatever write comes, seen before or superseded long ago, as one more sibling', under: SIBLINGS },
  'E002-15': { says: 'a resolve replaces all siblings, those that its client had not seen too', under: SIBLINGS },
  'E002-18': { says: 'a grow-only counter takes negative amounts, and merging keeps the larger entry', under: ['g-counter'] },
  'E002-21': { says: 'sets merge by union of their tags, so that a removal reaches nobody', under: ['or-set'] },
  'E002-22': { says: 'a replica counts its tags in memory, and begins again at 1 after a restart', under: ['or-set'] },
  'E002-25': { says: 'a replica that is read reads two of its peers, which do the same; stopped at 510 reads for each read of the coordinator’s' },
  'E002-26': { says: 'a coordinator overwrites its copy with every reply that is newer than the copy was at first', under: TIMESTAMPS },
  'E002-28': { says: 'a read answers with the coordinator’s own copy as it was before the repair' },
  'E002-31': { says: 'a leaf is a 32-bit hash of key and version, with nothing between them and no value' },
  'E002-32': { says: 'versions are whole milliseconds, and of two equal ones each replica keeps its own', under: TIMESTAMPS },
  'E002-34': { says: 'replication lag is the difference of two versions’ timestamps, a thousandth of it' },
  'E002-35': { says: 'a read that finds nothing is never counted as stale' },
  'E002-36': { says: 'a conflict is counted only where two versions have one timestamp', under: ['lww', 'hlc', 'lww-register'] },
  'E002-37': { says: 'the 99th percentile is the value after its rank' },
  'E002-38': { says: 'a write tells its peers one after the other and answers when the last has acknowledged' },
} as const satisfies { readonly [id: string]: LiteralBug };

export type LiteralId = keyof typeof literalBugs;

export const literalIds = Object.keys(literalBugs) as readonly LiteralId[];
