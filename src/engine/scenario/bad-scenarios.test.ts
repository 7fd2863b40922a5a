/** Bad scenarios, one a line: what is wrong, the document, the path and the whole sentence of the refusal. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from './parse.ts';

const v = (more: object) => ({ version: 1, ...more });
/** A script of one command at 0. */
const w = (command: unknown) => v({ script: [{ atMs: 0, command }] });
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

const table: readonly (readonly [what: string, document: unknown, path: string, message: string])[] = [
  ['something that is no object', 7, '$', '$ is 7; it must be an object'],
  ['a version of the future', { version: 2 }, '$.version', '$.version is 2; it must be 1, the only version of the format'],
  ['no version', {}, '$.version', '$.version is missing; it must be 1, the only version of the format'],
  [
    'an unknown field',
    v({ replica: 3 }),
    '$.replica',
    '$.replica is not a field of the format; allowed here: version, title, seed, mode, replicas, node, network, placement, store, data, coordination, session, readRepair, hintedHandoff, gossip, membership, antiEntropy, workload, script, literal, stop',
  ],
  [
    'an unknown field inside',
    v({ gossip: { interval: 5 } }),
    '$.gossip.interval',
    '$.gossip.interval is not a field of the format; allowed here: protocol, style, rumor, fanout, intervalMs, jitter, maxKeys',
  ],
  [
    'a reserved name',
    JSON.parse('{"version":1,"placement":{"pin":{"__proto__":["A"]}}}'),
    '$.placement.pin.__proto__',
    '$.placement.pin.__proto__ uses a reserved name; any name but "__proto__", "constructor" and "prototype" is allowed',
  ],
  ['a number that is none', v({ seed: Number.NaN }), '$.seed', '$.seed is NaN; it must be a finite number'],
  ['an infinite time', v({ stop: { atMs: Number.POSITIVE_INFINITY } }), '$.stop.atMs', '$.stop.atMs is Infinity; it must be a finite number'],
  [
    'a value nested 40 deep',
    w({ type: 'write', client: 'c', key: 'x', value: nested(40) }),
    '$.script[0].command.value[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]',
    '$.script[0].command.value[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0] is nested deeper than allowed; at most 32 levels are',
  ],
  [
    'something that is not JSON',
    v({ title: () => 'x' }),
    '$.title',
    '$.title is a function; it must be JSON: an object, a list, a text, a number, true, false or null',
  ],
  ['a title that is a number', v({ title: 3 }), '$.title', '$.title is 3; it must be a text of at most 200 characters'],
  ['a seed with decimals', v({ seed: 1.5 }), '$.seed', '$.seed is 1.5; it must be a whole number of 0 or more'],
  ['an unknown mode', v({ mode: 'real-time' }), '$.mode', '$.mode is "real-time"; it must be "async" or "rounds"'],
  ['no replicas', v({ replicas: 0 }), '$.replicas', '$.replicas is 0; it must be a whole number from 1 to 10,000, or a list of replicas'],
  ['too many replicas', v({ replicas: 10_001 }), '$.replicas', '$.replicas is 10001; it must be a whole number from 1 to 10,000, or a list of replicas'],
  ['an empty list of replicas', v({ replicas: [] }), '$.replicas', '$.replicas is an empty list; it must be a list of 1 to 10,000 replicas'],
  [
    'a replica named twice',
    v({ replicas: ['A', 'B', 'A'] }),
    '$.replicas[2]',
    '$.replicas[2] is "A", which is named twice; each replica may be named once in the list of replicas',
  ],
  [
    'a replica without a name',
    v({ replicas: [{ clockSkewMs: 3 }] }),
    '$.replicas[0].id',
    '$.replicas[0].id is missing; it must be the name of a replica, 1 to 64 letters, digits, hyphens, underscores or dots',
  ],
  [
    'a name that would break addresses',
    v({ replicas: ['A/B'] }),
    '$.replicas[0]',
    '$.replicas[0] is "A/B"; it must be the name of a replica (1 to 64 letters, digits, hyphens, underscores or dots), or an object with "id"',
  ],
  [
    'a replica named as a rule',
    v({ replicas: ['A', 'random'] }),
    '$.replicas[1]',
    '$.replicas[1] is "random"; a replica must not be named as one of the rules "random", "nearest", "sticky" and "none"',
  ],
  [
    'a skew beyond 30 days',
    v({ replicas: [{ id: 'A', clockSkewMs: 3e9 }] }),
    '$.replicas[0].clockSkewMs',
    '$.replicas[0].clockSkewMs is 3000000000; it must be a number of milliseconds from -2,592,000,000 to 2,592,000,000 (30 days)',
  ],
  [
    'an unknown setting of one replica',
    v({ replicas: [{ id: 'A', node: { speed: 2 } }] }),
    '$.replicas[0].node.speed',
    '$.replicas[0].node.speed is not a field of the format; allowed here: serviceMs, queueLimit, diskBytesPerSec, syncIntervalMs',
  ],
  [
    'a negative service time',
    v({ node: { serviceMs: -1 } }),
    '$.node.serviceMs',
    '$.node.serviceMs is -1; it must be a number of milliseconds from 0 to 2,592,000,000 (30 days)',
  ],
  [
    'a sync interval under a millisecond',
    v({ node: { syncIntervalMs: 0.5 } }),
    '$.node.syncIntervalMs',
    '$.node.syncIntervalMs is 0.5; it must be 0 (before each acknowledgement), or at least 1',
  ],
  [
    'a negative latency',
    v({ network: { latencyMs: -5 } }),
    '$.network.latencyMs',
    '$.network.latencyMs is -5; it must be a number of milliseconds from 0 to 2,592,000,000 (30 days), or a distribution',
  ],
  [
    'an unknown distribution',
    v({ network: { latencyMs: { distribution: 'normal' } } }),
    '$.network.latencyMs.distribution',
    '$.network.latencyMs.distribution is "normal"; it must be "constant", "uniform", "exponential", "lognormal" or "pareto-mix"',
  ],
  [
    'a uniform latency upside down',
    v({ network: { latencyMs: { distribution: 'uniform', min: 9, max: 3 } } }),
    '$.network.latencyMs.min',
    '$.network.latencyMs.min is 9; it must be at most "max", which is 3',
  ],
  [
    'a lognormal latency without its spread',
    v({ network: { latencyMs: { distribution: 'lognormal', median: 3 } } }),
    '$.network.latencyMs.sigma',
    '$.network.latencyMs.sigma is missing; it must be a number from 0 to 5',
  ],
  ['a loss above one', v({ network: { loss: 1.1 } }), '$.network.loss', '$.network.loss is 1.1; it must be a probability from 0 to 1'],
  [
    'a link to nowhere',
    v({ network: { links: [{ from: 'A', to: 'Z' }] } }),
    '$.network.links[0].to',
    '$.network.links[0].to is "Z", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'a link to itself',
    v({ network: { links: [{ from: 'A', to: 'A' }] } }),
    '$.network.links[0].to',
    '$.network.links[0].to is "A", the sender itself; a link joins two replicas',
  ],
  [
    'a link twice',
    v({
      network: {
        links: [
          { from: 'A', to: 'B' },
          { from: 'A', to: 'B', loss: 0.5 },
        ],
      },
    }),
    '$.network.links[1]',
    '$.network.links[1] describes A>B a second time; each direction may be given once',
  ],
  [
    'a replication factor of none',
    v({ placement: { replicationFactor: 0 } }),
    '$.placement.replicationFactor',
    '$.placement.replicationFactor is 0; it must be a whole number from 1 to 10,000, or an object of one number for each region',
  ],
  [
    'a key pinned to a stranger',
    v({ placement: { pin: { x: ['A', 'Q'] } } }),
    '$.placement.pin.x[1]',
    '$.placement.pin.x[1] is "Q", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'a key pinned twice to one replica',
    v({ placement: { pin: { x: ['A', 'A'] } } }),
    '$.placement.pin.x[1]',
    '$.placement.pin.x[1] is "A", which is named twice; each replica may be named once in one preference list',
  ],
  [
    'an unknown conflict policy',
    v({ store: { conflict: 'first-write-wins' } }),
    '$.store.conflict',
    '$.store.conflict is "first-write-wins"; it must be "lww", "hlc", "version-vector", "dotted-version-vector", "union", "g-counter", "pn-counter", "g-set", "two-phase-set", "or-set", "lww-register" or "mv-register"',
  ],
  [
    'a grace beyond 30 days',
    v({ store: { gcGraceMs: 2_592_000_001 } }),
    '$.store.gcGraceMs',
    '$.store.gcGraceMs is 2592000001; it must be a number of milliseconds from 0 to 2,592,000,000 (30 days)',
  ],
  [
    'a compaction interval of nothing',
    v({ store: { compactionIntervalMs: 0 } }),
    '$.store.compactionIntervalMs',
    '$.store.compactionIntervalMs is 0; it must be a number of milliseconds from 1 to 2,592,000,000 (30 days), or null',
  ],
  ['too many keys', v({ data: { keys: 1_000_001 } }), '$.data.keys', '$.data.keys is 1000001; it must be a whole number from 0 to 1,000,000'],
  [
    'a value over 16 MiB',
    v({ data: { valueBytes: 16_777_217 } }),
    '$.data.valueBytes',
    '$.data.valueBytes is 16777217; it must be a whole number from 0 to 16,777,216',
  ],
  [
    'more divergent keys than keys',
    v({
      data: {
        keys: 10,
        divergent: [
          { replica: 'B', keys: 8 },
          { replica: 'B', keys: 4 },
        ],
      },
    }),
    '$.data.divergent[1].keys',
    '$.data.divergent[1].keys makes 12 divergent keys on B; at most "data.keys", which is 10, can differ',
  ],
  [
    'a divergent replica that does not exist',
    v({ data: { keys: 10, divergent: [{ replica: 'D', keys: 1 }] } }),
    '$.data.divergent[0].replica',
    '$.data.divergent[0].replica is "D", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'siblings under last write wins',
    v({ data: { keys: 10, divergent: [{ replica: 'B', keys: 1, kind: 'concurrent' }] } }),
    '$.data.divergent[0].kind',
    '$.data.divergent[0].kind is "concurrent" under "lww"; siblings need "version-vector", "dotted-version-vector", "union" or "mv-register"',
  ],
  [
    'an unknown level',
    v({ coordination: { read: 'most' } }),
    '$.coordination.read',
    '$.coordination.read is "most"; it must be "one", "two", "three", "quorum", "all", "local-one", "local-quorum", "each-quorum", or a whole number from 1 to 10,000',
  ],
  [
    'a level of none',
    v({ coordination: { write: 0 } }),
    '$.coordination.write',
    '$.coordination.write is 0; it must be "one", "two", "three", "quorum", "all", "any", "local-one", "local-quorum", "each-quorum", or a whole number from 1 to 10,000',
  ],
  [
    'a read at "any"',
    v({ coordination: { read: 'any' } }),
    '$.coordination.read',
    '$.coordination.read is "any"; it must be "one", "two", "three", "quorum", "all", "local-one", "local-quorum", "each-quorum", or a whole number from 1 to 10,000',
  ],
  [
    'a timeout of nothing',
    v({ coordination: { writeTimeoutMs: 0 } }),
    '$.coordination.writeTimeoutMs',
    '$.coordination.writeTimeoutMs is 0; it must be a number of milliseconds from 1 to 2,592,000,000 (30 days)',
  ],
  [
    'an unknown guarantee',
    v({ session: { guarantees: ['monotonic'] } }),
    '$.session.guarantees[0]',
    '$.session.guarantees[0] is "monotonic"; it must be "read-your-writes", "monotonic-reads", "monotonic-writes" or "writes-follow-reads"',
  ],
  [
    'a probability as a text',
    v({ readRepair: { probability: '1' } }),
    '$.readRepair.probability',
    '$.readRepair.probability is "1"; it must be a probability from 0 to 1',
  ],
  [
    'a fallback without a sloppy quorum',
    v({ hintedHandoff: { enabled: true, holder: 'fallback' } }),
    '$.hintedHandoff.holder',
    '$.hintedHandoff.holder is "fallback" while "coordination.sloppy" is false; a fallback takes writes only in a sloppy quorum',
  ],
  [
    'a hint window of nothing',
    v({ hintedHandoff: { windowMs: 0 } }),
    '$.hintedHandoff.windowMs',
    '$.hintedHandoff.windowMs is 0; it must be a number of milliseconds from 1 to 2,592,000,000 (30 days)',
  ],
  [
    'gossip to as many peers as there are replicas',
    v({ gossip: { protocol: 'push', fanout: 3 } }),
    '$.gossip.fanout',
    '$.gossip.fanout is 3; it must be below the number of replicas, which is 3',
  ],
  ['a jitter above one', v({ gossip: { jitter: 1.5 } }), '$.gossip.jitter', '$.gossip.jitter is 1.5; it must be a share of the interval from 0 to 1'],
  [
    'push-pull rumors',
    v({ gossip: { protocol: 'push-pull', style: 'rumor' } }),
    '$.gossip.style',
    '$.gossip.style is "rumor" with the protocol "push-pull"; rumors are for "push" or "pull" alone',
  ],
  [
    'membership gossip to too many peers',
    v({ membership: { detector: 'swim', fanout: 3 } }),
    '$.membership.fanout',
    '$.membership.fanout is 3; it must be below the number of replicas, which is 3',
  ],
  [
    'a probe as long as the period',
    v({ membership: { detector: 'swim', intervalMs: 500 } }),
    '$.membership.swim.probeTimeoutMs',
    '$.membership.swim.probeTimeoutMs is 500; it must be below "membership.intervalMs", which is 500, so that others can be asked to probe as well',
  ],
  [
    'heartbeats of too many',
    v({ replicas: 5001, membership: { detector: 'phi-accrual' } }),
    '$.membership.detector',
    '$.membership.detector is "phi-accrual" with 5,001 replicas, each of which keeps heartbeats of all; at most 5,000 are allowed',
  ],
  [
    'a belief about a stranger',
    v({ membership: { initial: { A: { Z: { generation: 1, version: 1 } } } } }),
    '$.membership.initial.A.Z',
    '$.membership.initial.A.Z is "Z", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'a seed that does not exist',
    v({ membership: { seeds: ['n9'] } }),
    '$.membership.seeds[0]',
    '$.membership.seeds[0] is "n9", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'fewer leaves than keys, of which each should have one',
    v({ data: { keys: 2000 }, antiEntropy: { leaf: 'key' } }),
    '$.antiEntropy.leaf',
    '$.antiEntropy.leaf is "key" with 1,024 leaves; it must have a leaf for each key that is loaded, which are 2,000',
  ],
  [
    'a part of a leaf named twice',
    v({ antiEntropy: { leafContent: ['key', 'key'] } }),
    '$.antiEntropy.leafContent[1]',
    '$.antiEntropy.leafContent[1] is "key", which is named twice; each part may be named once',
  ],
  [
    'a tree that does not branch',
    v({ antiEntropy: { branching: 1 } }),
    '$.antiEntropy.branching',
    '$.antiEntropy.branching is 1; it must be a whole number from 2 to 1,048,576, or a list of one such number for each level',
  ],
  [
    'a level that does not branch',
    v({ antiEntropy: { branching: [16, 1] } }),
    '$.antiEntropy.branching[1]',
    '$.antiEntropy.branching[1] is 1; it must be a whole number from 2 to 1,048,576',
  ],
  [
    'more than 2^20 leaves',
    v({ antiEntropy: { branching: [1024, 1024, 2] } }),
    '$.antiEntropy.branching',
    '$.antiEntropy.branching makes a tree of 2,097,152 leaves; at most 1,048,576 (2^20) are allowed',
  ],
  [
    'more than 2^20 leaves by depth',
    v({ antiEntropy: { branching: 16, depth: 6 } }),
    '$.antiEntropy.branching',
    '$.antiEntropy.branching makes a tree of 16,777,216 leaves; at most 1,048,576 (2^20) are allowed',
  ],
  [
    'a depth beside a list of levels',
    v({ antiEntropy: { branching: [16, 16], depth: 3 } }),
    '$.antiEntropy.depth',
    '$.antiEntropy.depth is 3; it must be left out, or 2, where "branching" lists each level',
  ],
  ['a tree without levels', v({ antiEntropy: { depth: 0 } }), '$.antiEntropy.depth', '$.antiEntropy.depth is 0; it must be a whole number from 1 to 20'],
  [
    'a concurrency of none',
    v({ antiEntropy: { mechanism: 'merkle', concurrency: 0 } }),
    '$.antiEntropy.concurrency',
    '$.antiEntropy.concurrency is 0; it must be a whole number from 1 to 1,000',
  ],
];

describe('a bad scenario is refused with its path, what was found and what is allowed', () => {
  it.each(table)('%s', (_what, document, path, message) => {
    expect(parseScenario(document)).toEqual({ ok: false, path, message });
  });

  it('is refused in one sentence that begins with the path', () => {
    for (const [, , path, message] of table) {
      expect(message.startsWith(`${path} `)).toBe(true);
      expect(message).not.toMatch(/\n|\.$/);
    }
  });
});
