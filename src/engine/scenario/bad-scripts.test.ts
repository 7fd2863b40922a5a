/** Bad workloads, scripts and stops, one a line: what is wrong, the document, the path and the whole sentence of the refusal. */
import { describe, expect, it } from 'vitest';
import { parseCommand, parseScenario } from './parse.ts';

const v = (more: object) => ({ version: 1, ...more });
/** A script of one command at 0. */
const w = (command: unknown) => v({ script: [{ atMs: 0, command }] });

const table: readonly (readonly [what: string, document: unknown, path: string, message: string])[] = [
  [
    'a workload without a rate',
    v({ workload: [{ operation: 'read' }] }),
    '$.workload[0].perSec',
    '$.workload[0].perSec is missing; it must be a number of operations per second (or "thinkMs" be given)',
  ],
  [
    'a workload by rate and by thinking time',
    v({ workload: [{ perSec: 1, thinkMs: 5 }] }),
    '$.workload[0].thinkMs',
    '$.workload[0].thinkMs is given beside "perSec"; only one of the two may be',
  ],
  [
    'a workload through a stranger',
    v({ workload: [{ perSec: 1, via: 'Z' }] }),
    '$.workload[0].via',
    '$.workload[0].via is "Z"; it must be "random", "nearest", "sticky", "none", or a replica: A, B, C',
  ],
  [
    'a workload that ends before it starts',
    v({ workload: [{ perSec: 1, startMs: 10, endMs: 5 }] }),
    '$.workload[0].endMs',
    '$.workload[0].endMs is 5; it must be at least "startMs", which is 10',
  ],
  [
    'too many workload lines',
    v({ workload: Array.from({ length: 101 }, () => ({ perSec: 1 })) }),
    '$.workload',
    '$.workload is a list of 101; it must be a list of at most 100 workload lines',
  ],
  [
    'a script line without a time',
    v({ script: [{ command: { type: 'heal' } }] }),
    '$.script[0].atMs',
    '$.script[0].atMs is missing; it must be a number of milliseconds from 0 to 2,592,000,000 (30 days)',
  ],
  [
    'a script line after 30 days',
    v({ script: [{ atMs: 3e9, command: { type: 'heal' } }] }),
    '$.script[0].atMs',
    '$.script[0].atMs is 3000000000; it must be a number of milliseconds from 0 to 2,592,000,000 (30 days)',
  ],
  [
    'a repeat that goes on past 30 days',
    v({ script: [{ atMs: 0, command: { type: 'heal' }, repeat: { everyMs: 1e9, times: 4 } }] }),
    '$.script[0].repeat',
    '$.script[0].repeat goes on past 2,592,000,000 ms (30 days), the longest simulated time',
  ],
  [
    'more than 10,000 lines after repeats',
    v({
      script: [
        { atMs: 0, command: { type: 'heal' }, repeat: { everyMs: 1, times: 10_000 } },
        { atMs: 0, command: { type: 'heal' } },
      ],
    }),
    '$.script[1]',
    '$.script[1] makes the script longer than allowed; at most 10,000 lines are, repeats counted',
  ],
  [
    'an unknown command',
    w({ type: 'explode' }),
    '$.script[0].command.type',
    '$.script[0].command.type is "explode"; it must be "write", "delete", "read", "resolve", "crash", "restart", "partition", "heal", "cut", "mend", "slow", "link", "drop", "duplicate", "delay", "deliver", "skew-clock", "corrupt", "lie", "repair", "compact", "scrub", "set", "increment", "add", "remove", "join", "leave", "replace", "split-range" or "merge-range"',
  ],
  [
    'a command with a field too many',
    w({ type: 'heal', groups: [] }),
    '$.script[0].command.groups',
    '$.script[0].command.groups is not a field of the format; allowed here: type',
  ],
  [
    'a write without a value',
    w({ type: 'write', client: 'c', key: 'x' }),
    '$.script[0].command.value',
    '$.script[0].command.value is missing; it must be a JSON value',
  ],
  [
    'a write through a replica that does not exist',
    w({ type: 'write', client: 'c', via: 'D', key: 'x', value: 1 }),
    '$.script[0].command.via',
    '$.script[0].command.via is "D", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'a crash of a replica that does not exist',
    w({ type: 'crash', replica: 'n1' }),
    '$.script[0].command.replica',
    '$.script[0].command.replica is "n1", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'an unknown loss of a crash',
    w({ type: 'crash', replica: 'A', lose: 'all' }),
    '$.script[0].command.lose',
    '$.script[0].command.lose is "all"; it must be "nothing", "unsynced" or "disk"',
  ],
  [
    'groups that overlap',
    w({
      type: 'partition',
      groups: [
        ['A', 'B'],
        ['B', 'C'],
      ],
    }),
    '$.script[0].command.groups[1][0]',
    '$.script[0].command.groups[1][0] is "B", which is named twice; each replica may be named once in the groups of a partition',
  ],
  [
    'a group with a stranger',
    w({ type: 'partition', groups: [['A'], ['X']] }),
    '$.script[0].command.groups[1][0]',
    '$.script[0].command.groups[1][0] is "X", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'a cut from a replica to itself',
    w({ type: 'cut', from: 'A', to: 'A' }),
    '$.script[0].command.to',
    '$.script[0].command.to is "A", the same as "from"; it must be another replica',
  ],
  [
    'a slow command for nothing',
    w({ type: 'slow', factor: 5 }),
    '$.script[0].command',
    '$.script[0].command must name either "replica", or both "from" and "to"',
  ],
  [
    'a knob that does not exist',
    w({ type: 'set', path: 'gossip.speed', value: 1 }),
    '$.script[0].command.path',
    '$.script[0].command.path is "gossip.speed", which is no field that can be set; it must be the path of one, as in "gossip.intervalMs"',
  ],
  [
    'a knob that needs a new start',
    w({ type: 'set', path: 'store.conflict', value: 'lww' }),
    '$.script[0].command.path',
    '$.script[0].command.path is "store.conflict", which cannot change while running; it needs a new start',
  ],
  [
    'a knob set to a bad value',
    w({ type: 'set', path: 'gossip.intervalMs', value: 0 }),
    '$.script[0].command.value',
    '$.script[0].command.value is 0; it must be a number of milliseconds from 1 to 2,592,000,000 (30 days)',
  ],
  [
    'a knob set to what another forbids',
    w({ type: 'set', path: 'gossip.fanout', value: 3 }),
    '$.script[0].command.value',
    '$.script[0].command.value cannot be set: $.gossip.fanout is 3; it must be below the number of replicas, which is 3',
  ],
  [
    'a stop that is no condition',
    v({ stop: { when: { happy: true } } }),
    '$.stop.when',
    '$.stop.when is a condition of no known kind; it must have one of "all", "any", "then", "not", "ever", "never", "converged", "value", "metric", "siblings", "holders", "event", "commanded", "violation", "afterMs", "round", "next" or "compare"',
  ],
  [
    'a stop on a replica that does not exist',
    v({ stop: { when: { all: [{ converged: true }, { value: { replica: 'Z', key: 'x' }, equals: [] }] } } }),
    '$.stop.when.all[1].value.replica',
    '$.stop.when.all[1].value.replica is "Z", which is no replica of this scenario; it must be one of A, B, C',
  ],
  [
    'a metric without a bound',
    v({ stop: { when: { metric: 'messages.count' } } }),
    '$.stop.when',
    '$.stop.when has no bound; it must have "atLeast" or "atMost"',
  ],
  [
    'a stop after more than 30 days',
    v({ stop: { atMs: 2_592_000_001 } }),
    '$.stop.atMs',
    '$.stop.atMs is 2592000001; it must be a number of milliseconds from 0 to 2,592,000,000 (30 days), or null',
  ],
  [
    'a stop on an event that does not exist',
    v({ stop: { when: { event: 'message-lost' } } }),
    '$.stop.when.event',
    '$.stop.when.event is "message-lost"; it must be "operation-invoked", "operation-completed", "operation-failed", "operation-retried", "message-sent", "message-delivered", "message-duplicated", "message-dropped", "timer-fired", "version-stored", "version-discarded", "version-lost", "siblings-created", "hint-stored", "hint-delivered", "hint-expired", "hint-discarded", "hint-lost", "hint-restored", "hint-refused", "repaired", "tombstone-compacted", "session-started", "session-ended", "session-failed", "copy-corrupted", "corruption-found", "signature-refused", "tree-rebuilt", "peer-suspected", "peer-declared-dead", "peer-alive", "replica-crashed", "replica-restarted", "range-move-started", "replica-joined", "replica-left", "ring-learned", "copy-dropped", "range-split", "range-merged", "partition-changed", "link-changed", "clock-changed", "knob-set", "round-ended", "data-loaded", "command-applied", "command-refused" or "violation-found"',
  ],
  [
    'a stop on a command that does not exist',
    v({ stop: { when: { commanded: 'explode' } } }),
    '$.stop.when.commanded',
    '$.stop.when.commanded is "explode"; it must be "write", "delete", "read", "resolve", "crash", "restart", "partition", "heal", "cut", "mend", "slow", "link", "drop", "duplicate", "delay", "deliver", "skew-clock", "corrupt", "lie", "repair", "compact", "scrub", "set", "increment", "add", "remove", "join", "leave", "replace", "split-range" or "merge-range"',
  ],
  [
    'an empty list of conditions',
    v({ stop: { when: { all: [] } } }),
    '$.stop.when.all',
    '$.stop.when.all is an empty list; it must be a list of 1 to 100 conditions',
  ],
  [
    'a condition of two kinds',
    v({ stop: { when: { converged: true, afterMs: 5 } } }),
    '$.stop.when.afterMs',
    '$.stop.when.afterMs is not a field of the format; allowed here: converged',
  ],
];

describe('a bad workload, script or stop is refused with its path, what was found and what is allowed', () => {
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

describe('replicas that join', () => {
  const parse = (...commands: readonly object[]) => parseScenario({ version: 1, script: commands.map((command, at) => ({ atMs: 10 * at, command })) });
  const join = { type: 'join', replica: 'D' };

  it('may be named by a script from when they join', () => {
    expect(parse(join, { type: 'crash', replica: 'D' }, { type: 'replace', replica: 'D', with: 'E' }, { type: 'leave', replica: 'E' }).ok).toBe(true);
    expect(parse({ type: 'crash', replica: 'D' }, join)).toMatchObject({
      path: '$.script[0].command.replica',
      message: '$.script[0].command.replica is "D", which is no replica of this scenario; it must be one of A, B, C',
    });
    expect(parseScenario({ version: 1, placement: { pin: { x: ['D'] } }, script: [{ atMs: 0, command: join }] })).toMatchObject({
      path: '$.placement.pin.x[0]',
    });
    const when = { value: { replica: 'D', key: 'x' }, equals: [1] };
    expect(parseScenario({ version: 1, script: [{ atMs: 0, command: join }], stop: { when } }).ok).toBe(true);
  });

  it('have names that no replica had', () => {
    expect(parse({ type: 'join', replica: 'A' })).toMatchObject({
      path: '$.script[0].command.replica',
      message: '$.script[0].command.replica is "A", which is or was a replica; it must be a name that no replica had',
    });
    expect(parse({ type: 'replace', replica: 'B', with: 'A' })).toMatchObject({ path: '$.script[0].command.with' });
    expect(parse(join, join)).toMatchObject({ path: '$.script[1].command.replica' });
    expect(parse({ type: 'join', replica: 'random' })).toMatchObject({
      path: '$.script[0].command.replica',
      message: expect.stringContaining('one of the rules'),
    });
  });

  it('may be named by commands of a learner once they joined', () => {
    const parsed = parse(join);
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parseCommand({ type: 'crash', replica: 'D' }, parsed.scenario).ok).toBe(true);
    expect(parseCommand({ type: 'crash', replica: 'E' }, parsed.scenario).ok).toBe(false);
    expect(parseCommand({ type: 'crash', replica: 'E' }, parsed.scenario, ['E']).ok).toBe(true);
  });
});
