/**
 * What knobs and their values are called on the page. A knob without an entry is named from its path and a word stands for itself, so that a new
 * field of the format is shown at once; entries are written where those read poorly.
 */
import { capitalised } from '../../base/format.ts';
import { type LiteralId, literalBugs } from '../../engine/literal/index.ts';
import type { Knob } from '../../engine/scenario/index.ts';

const names: Readonly<Record<string, string>> = {
  'network.clientLatencyMs': 'Client latency',
  'network.duplicate': 'Duplication',
  'network.bandwidthBytesPerSec': 'Bandwidth of a link',
  'network.regionCostPerGiB': 'Cost of a GiB between regions',
  'node.diskBytesPerSec': 'Disk rate',
  'antiEntropy.regionBytesPerSec': 'Rate between regions',
  'placement.replicationFactor': 'Replication factor (N)',
  'coordination.read': 'Read level (R)',
  'coordination.write': 'Write level (W)',
  'coordination.readFanout': 'Read fan-out',
  'coordination.writeFanout': 'Write fan-out',
  'session.by': 'Session kept by',
  'session.token': 'Session token',
  'session.onMiss': 'Where replicas are behind',
  'session.waitMs': 'Session waits',
  'store.conflict': 'Conflict rule',
  'store.tieBreak': 'Tie-break',
  'store.perKey': 'Rules for some keys',
  'session.guarantees': 'Session promises',
  'antiEntropy.leafContent': 'Hashed of a key',
  'membership.initial': 'Believed at the start',
  'store.hlcMaxOffsetMs': 'Hybrid clock ahead at most',
  'store.crdtSync': 'CRDTs send',
  'store.gcGraceMs': 'Tombstone grace',
  'readRepair.mode': 'Read repair',
  'readRepair.probability': 'Chance of repair',
  'hintedHandoff.enabled': 'Hinted handoff',
  'hintedHandoff.windowMs': 'Hint window',
  'hintedHandoff.ttlMs': 'Hint lifetime',
  'hintedHandoff.maxHints': 'Hints kept at most',
  'hintedHandoff.whenFull': 'When full',
  'hintedHandoff.bytesPerSec': 'Replay rate',
  'gossip.protocol': 'Gossip',
  'gossip.fanout': 'Fan-out',
  'gossip.maxKeys': 'Keys in a message',
  'membership.detector': 'Failure detector',
  'membership.digest': 'Begins with',
  'membership.fanout': 'Fan-out',
  'membership.phiThreshold': 'Phi threshold',
  'membership.swim.gossipToDeadMs': 'Gossip to the dead for',
  'membership.swim.pushPullIntervalMs': 'Full states every',
  'antiEntropy.mechanism': 'Anti-entropy',
  'antiEntropy.concurrency': 'Sessions at once',
  'antiEntropy.order': 'Order of peers',
  'antiEntropy.leafExchange': 'Exchange of leaves',
  'antiEntropy.skipRoot': 'Skip the root',
  'antiEntropy.hashBytes': 'Hash size',
  'data.keys': 'Loaded keys',
  'data.valueBytes': 'Value size',
  literal: 'Run as written',
  mode: 'Time',
  'stop.atMs': 'Stop',
  'stop.whenConverged': 'Stop once converged',
};

/** As in "Session timeout" for antiEntropy.sessionTimeoutMs. */
export function nameOf(path: string): string {
  const last = path.split('.').at(-1) ?? path;
  const spaced = last.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return names[path] ?? capitalised(spaced);
}

const sentences: Readonly<Record<string, string>> = {
  replicas: 'How many replicas there are. More are added after those that there are; fewer drop the last.',
  'readRepair.probability': 'The chance that a read mends the stale copies it saw.',
};

/** The format's sentence; what it says of `null` is said by the choice beside it. */
export function sentenceOf(knob: Knob): string {
  return sentences[knob.path] ?? knob.sentence.replace(/; null is [^.]+/, '');
}

const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mode: { async: 'asynchronous', rounds: 'in rounds' },
  'store.conflict': {
    lww: 'last write wins',
    'version-vector': 'version vectors',
    'dotted-version-vector': 'dotted version vectors',
    hlc: 'last write by hybrid clocks',
    union: 'union of all values',
    'g-counter': 'counter, up only',
    'pn-counter': 'counter, up and down',
    'g-set': 'set, grows only',
    'two-phase-set': 'set, removed for good',
    'or-set': 'set, adds win',
    'lww-register': 'register, last write wins',
    'mv-register': 'register, many values',
  },
  'session.guarantees': {
    'read-your-writes': 'read your writes',
    'monotonic-reads': 'monotonic reads',
    'monotonic-writes': 'monotonic writes',
    'writes-follow-reads': 'writes follow reads',
  },
  'store.crdtSync': { state: 'whole states', delta: 'what is new' },
  'store.tieBreak': { value: 'larger value', replica: 'later replica' },
  'coordination.readFanout': { all: 'all owners', quorum: 'R of them' },
  'coordination.writeFanout': { all: 'all owners', quorum: 'W of them' },
  'coordination.readFrom': { preference: 'preference list', random: 'random owners' },
  'coordination.writeTo': { preference: 'preference list', random: 'random owners' },
  'hintedHandoff.whenFull': { refuse: 'refuse it', 'drop-oldest': 'drop the oldest' },
  'membership.detector': { 'phi-accrual': 'phi accrual', swim: 'SWIM' },
  'membership.digest': { versions: 'a digest of each node', 'whole-state': 'one hash of everything' },
  'antiEntropy.mechanism': { full: 'full comparison', merkle: 'Merkle trees' },
  'antiEntropy.leafExchange': { list: 'list first' },
};

export function wordLabel(path: string, word: string): string {
  if (path === 'literal' && Object.hasOwn(literalBugs, word)) return `${capitalised(literalBugs[word as LiteralId].says)} (${word})`;
  return labels[path]?.[word] ?? word;
}

export interface NullWords {
  /** What null is called. */
  readonly none: string;
  /** What any value is called, before its field. */
  readonly some: string;
  /** The value to begin with when null gives way. */
  readonly start: number;
}

const nulls: Readonly<Record<string, NullWords>> = {
  'store.vectorPruning': { none: 'not pruned', some: 'pruned', start: 50 },
  'store.compactionIntervalMs': { none: 'never', some: 'every', start: 10_000 },
  'coordination.speculativeRetryMs': { none: 'never', some: 'after', start: 10 },
  'hintedHandoff.bytesPerSec': { none: 'unlimited', some: 'at most', start: 1_048_576 },
  'store.scrubIntervalMs': { none: 'never', some: 'every', start: 60_000 },
  'antiEntropy.rebuildIntervalMs': { none: 'not by time', some: 'every', start: 60_000 },
  'placement.bootstrapBytesPerSec': { none: 'unlimited', some: 'at most', start: 1_048_576 },
  'antiEntropy.bytesPerSec': { none: 'unlimited', some: 'at most', start: 1_048_576 },
  'membership.swim.gossipIntervalMs': { none: 'with probes only', some: 'every', start: 200 },
  'membership.swim.pushPullIntervalMs': { none: 'never', some: 'every', start: 30_000 },
  'network.bandwidthBytesPerSec': { none: 'unlimited', some: 'at most', start: 1_048_576 },
  'node.diskBytesPerSec': { none: 'unlimited', some: 'at most', start: 1_048_576 },
  'antiEntropy.regionBytesPerSec': { none: 'unlimited', some: 'at most', start: 1_048_576 },
  'stop.atMs': { none: 'never', some: 'at', start: 60_000 },
};

export function nullWords(knob: Knob): NullWords | null {
  if (!knob.nullable) return null;
  const start = typeof knob.default === 'number' ? knob.default : Math.max(knob.min ?? 1, 1);
  return nulls[knob.path] ?? { none: 'off', some: 'on', start };
}
