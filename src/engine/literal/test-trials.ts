/** A trial of each literal bug, in the order of their ids: a small run, what to look at, and what is seen with the bug and without it. */
import { at, read, write } from '../coordination/test-run.ts';
import type { Result } from '../result.ts';
import type { LiteralId } from './index.ts';

type Look = (result: Result) => unknown;

export interface Trial {
  readonly id: LiteralId;
  readonly symptom: string;
  readonly document: object;
  readonly look: Look;
  readonly bug: unknown;
  readonly right: unknown;
}

export const held =
  (key = 'x'): Look =>
  ({ replicas = {} }) =>
    Object.values(replicas).map((store) => store[key]?.values ?? null);
const last: Look = ({ history }) => (history.at(-1)?.ok === true ? history.at(-1)?.values : history.at(-1)?.reason);
const sent =
  (type: string): Look =>
  ({ messages }) =>
    messages.byType[type]?.count ?? 0;
const at2 = (client: string, more: object = {}): object => ({ client, ...more });
const PHONE_AND_LAPTOP = at(0, write('A', 'a', at2('p')), 0.2, write('B', 'b', at2('q')));
const SIBLINGS = { store: { conflict: 'dotted-version-vector' } };
const C_AWAY = at(0, { type: 'partition', groups: [['A', 'B'], ['C']] });
const add = (via: string, value: string): object => ({ type: 'add', client: 'p', via, key: 'x', value });
const remove = (via: string, value: string): object => ({ type: 'remove', client: 'p', via, key: 'x', value });
const count = (via: string, by: number): object => ({ type: 'increment', client: 'p', via, key: 'x', by });
const local = { local: true };

export const trials: readonly Trial[] = [
  {
    id: 'E001-14',
    symptom: 'a late hint overwrites what is newer',
    document: {
      hintedHandoff: { enabled: true, replayIntervalMs: 1000 },
      coordination: { writeTimeoutMs: 100 },
      script: [...C_AWAY, ...at(10, write('A', 'old'), 300, { type: 'heal' }, 400, write('C', 'new'))],
    },
    look: held(),
    bug: [['new'], ['new'], ['old']],
    right: [['new'], ['new'], ['new']],
  },
  {
    id: 'E001-17',
    symptom: 'the third of three healthy nodes is never written, and gets no hint',
    document: { hintedHandoff: { enabled: true }, placement: { pin: { x: ['A', 'B', 'C'] } }, script: at(0, write('A', 1)) },
    look: (result) => [held()(result), result.hints.stored],
    bug: [[[1], [1], null], 0],
    right: [[[1], [1], [1]], 0],
  },
  {
    id: 'E001-18',
    symptom: 'the first read of a healthy cluster finds stale replicas',
    document: { readRepair: { mode: 'async' }, network: { links: [{ from: 'A', to: 'C', latencyMs: 9 }] }, script: at(0, write('A', 1), 100, read('A')) },
    look: sent('repair-write'),
    bug: 1,
    right: 0,
  },
  {
    id: 'E001-19',
    symptom: 'a read at QUORUM with one of three answers returns what that one has',
    document: { script: at(0, write('A', 1), 50, { type: 'partition', groups: [['A'], ['B', 'C']] }, 100, read('A')) },
    look: last,
    bug: [1],
    right: 'timeout',
  },
  {
    id: 'E001-20',
    symptom: 'the replica at the end of the list is never read, written or repaired, nor another in place of one that is down',
    document: {
      placement: { pin: { x: ['A', 'B', 'C'] } },
      readRepair: { mode: 'async' },
      script: at(0, write('A', 1), 50, read('A'), 60, { type: 'crash', replica: 'B' }, 100, read('A')),
    },
    look: (result) => [held()(result), last(result)],
    bug: [[[1], [1], null], 'timeout'],
    right: [[[1], [1], [1]], [1]],
  },
  {
    id: 'E001-21',
    symptom: 'of five replicas two make a quorum, so a read and a write need not meet',
    document: {
      replicas: 5,
      placement: { replicationFactor: 5 },
      script: [
        ...at(0, {
          type: 'partition',
          groups: [
            ['A', 'B'],
            ['C', 'D', 'E'],
          ],
        }),
        ...at(10, write('A', 1), 100, read('C')),
      ],
    },
    look: ({ history }) => history.map(({ type, ok, values }) => [type, ok, values]),
    bug: [
      ['write', true, [1]],
      ['read', true, []],
    ],
    right: [
      ['read', true, []],
      ['write', false, []],
    ],
  },
  {
    id: 'E001-22',
    symptom: 'two writes of one microsecond leave replicas that differ for ever, whatever is compared',
    document: {
      antiEntropy: { mechanism: 'full', intervalMs: 100 },
      readRepair: { mode: 'async' },
      script: at(0, write('A', 'a', at2('p')), 0, write('B', 'b', at2('q')), 5000, read('A')),
    },
    look: ({ converged }) => converged,
    bug: false,
    right: true,
  },
  {
    id: 'E001-23',
    symptom: 'read repair writes nothing',
    document: { readRepair: { mode: 'blocking' }, script: [...C_AWAY, ...at(10, write('A', 1), 3000, { type: 'heal' }, 3100, read('A'))] },
    look: (result) => [sent('repair-write')(result), last(result)],
    bug: [0, [1]],
    right: [1, [1]],
  },
  {
    id: 'E001-25',
    symptom: 'a client is told that its write failed, and the write is there',
    document: { script: [...at(0, { type: 'partition', groups: [['A'], ['B', 'C']] }), ...at(10, write('A', 1))] },
    look: (result) => [result.history.at(-1)?.reason, result.replicas?.A.x.values],
    bug: ['unavailable', [1]],
    right: ['timeout', [1]],
  },
  {
    id: 'E002-02',
    symptom: 'a later write elsewhere is ignored: its replica has counted fewer',
    document: {
      coordination: { write: 'one' },
      script: at(0, write('A', 'a1', at2('p')), 100, write('A', 'a2', at2('p')), 200, write('B', 'b-later', at2('q'))),
    },
    look: held(),
    bug: [['a2'], ['a2'], ['a2']],
    right: [['b-later'], ['b-later'], ['b-later']],
  },
  {
    id: 'E002-03',
    symptom: 'a dropped message is a difference for ever, with hinted handoff on',
    document: { hintedHandoff: { enabled: true, replayIntervalMs: 500 }, script: [...C_AWAY, ...at(10, write('A', 1), 3000, { type: 'heal' })] },
    look: (result) => [held()(result), result.hints.stored],
    bug: [[[1], [1], null], 0],
    right: [[[1], [1], [1]], 1],
  },
  {
    id: 'E002-07',
    symptom: 'the first in the list is asked though it is the slowest',
    document: {
      replicas: 4,
      placement: { pin: { x: ['A', 'B', 'C'] } },
      network: { links: [{ from: 'A', to: 'D', latencyMs: 200 }] },
      coordination: { read: 'one', readFanout: 'quorum', readFrom: 'fastest' },
      script: at(0, write('A', 1), ...[1000, 2000, 3000, 4000].flatMap((ms) => [ms, read('D')])),
    },
    look: ({ history }) => Number(history.at(-1)?.completedAtMs) - 4000,
    bug: 205,
    right: 10,
  },
  {
    id: 'E002-08',
    symptom: 'every write needs the first replica, which is down',
    document: { placement: { pin: { x: ['A', 'B', 'C'] } }, script: at(0, { type: 'crash', replica: 'A' }, 10, write('B', 1)) },
    look: ({ history }) => history.at(-1)?.reason ?? 'ok',
    bug: 'coordinator-down',
    right: 'ok',
  },
  {
    id: 'E002-09',
    symptom: 'a client cannot read its own write',
    document: { ...SIBLINGS, script: at(0, write('A', 1), 100, read('A')) },
    look: last,
    bug: [],
    right: [1],
  },
  {
    id: 'E002-11',
    symptom: 'two writes of one millisecond leave replicas that differ for ever',
    document: { antiEntropy: { mechanism: 'full', intervalMs: 100 }, script: PHONE_AND_LAPTOP },
    look: ({ converged }) => converged,
    bug: false,
    right: true,
  },
  {
    id: 'E002-12',
    symptom: 'the client is told that its write succeeded, and it is nowhere',
    document: { script: at(0, write('A', 'first'), 10, { type: 'skew-clock', replica: 'A', byMs: -1000 }, 100, write('A', 'second')) },
    look: (result) => [result.history.at(-1)?.ok, sent('write')(result)],
    bug: [true, 2],
    right: [true, 4],
  },
  {
    id: 'E002-14',
    symptom: 'a write that comes twice is two siblings',
    document: {
      ...SIBLINGS,
      network: { latencyMs: 20 },
      script: at(0, write('A', 1), 5, { type: 'duplicate', message: 'phone#1/A>B:write' }),
    },
    look: held(),
    bug: [[1], [1, 1], [1]],
    right: [[1], [1], [1]],
  },
  {
    id: 'E002-15',
    symptom: 'a sibling that nobody had read is lost in a resolve',
    document: {
      ...SIBLINGS,
      script: at(0, write('A', 'a', at2('p')), 50, read('A'), 100, write('B', 'b', at2('q')), 200, {
        type: 'resolve',
        client: 'phone',
        via: 'A',
        key: 'x',
        value: 'r',
      }),
    },
    look: held(),
    bug: [['r'], ['r'], ['r']],
    right: [
      ['b', 'r'],
      ['b', 'r'],
      ['b', 'r'],
    ],
  },
  {
    id: 'E002-18',
    symptom: 'a decrement vanishes where the older entry is larger',
    document: { store: { conflict: 'g-counter' }, script: at(0, count('A', 5), 100, count('A', -2)) },
    look: (result) => [result.refused.length, held()(result)],
    bug: [0, [[3], [5], [5]]],
    right: [1, [[5], [5], [5]]],
  },
  {
    id: 'E002-21',
    symptom: 'a removal reaches nobody, and comes undone where it was made',
    document: {
      store: { conflict: 'or-set' },
      antiEntropy: { mechanism: 'full', intervalMs: 1000 },
      script: at(0, add('A', 'milk'), 100, remove('A', 'milk')),
    },
    look: held(),
    bug: [[['milk']], [['milk']], [['milk']]],
    right: [[[]], [[]], [[]]],
  },
  {
    id: 'E002-22',
    symptom: 'after a restart an addition has the tag of one that was removed, and is taken for it',
    document: {
      store: { conflict: 'or-set' },
      script: at(
        0,
        add('A', 'milk'),
        50,
        remove('A', 'milk'),
        100,
        { type: 'crash', replica: 'A' },
        200,
        { type: 'restart', replica: 'A' },
        300,
        add('A', 'eggs'),
      ),
    },
    look: held(),
    bug: [[['eggs']], [[]], [[]]],
    right: [[['eggs']], [['eggs']], [['eggs']]],
  },
  {
    id: 'E002-25',
    symptom: 'one read of a healthy cluster sets off a storm of reads (stopped at 510 for each replica that is asked)',
    document: { script: at(0, write('A', 1), 100, read('A')) },
    look: sent('read'),
    bug: 2 + 2 * 510,
    right: 2,
  },
  {
    id: 'E002-26',
    symptom: 'read repair puts an older version over a newer one',
    document: {
      replicas: ['A', 'B', 'C'],
      network: { links: [{ from: 'C', to: 'A', latencyMs: 30 }] },
      coordination: { read: 'all' },
      readRepair: { mode: 'async' },
      script: at(0, write('A', 'v1', local), 10, write('C', 'v3', local), 20, write('B', 'v5', local), 100, read('A')),
    },
    look: (result) => result.replicas?.A.x.values,
    bug: ['v3'],
    right: ['v5'],
  },
  {
    id: 'E002-28',
    symptom: 'a read answers with what the coordinator had, and a peer had newer',
    document: { script: at(0, write('A', 'old', local), 10, write('B', 'new', local), 100, read('A')) },
    look: last,
    bug: ['old'],
    right: ['new'],
  },
  {
    id: 'E002-31',
    symptom: 'a value that rotted under its version is invisible to the trees',
    document: {
      store: { checksums: false },
      antiEntropy: { mechanism: 'merkle', intervalMs: 1000, maintenance: 'rebuild' },
      script: at(0, write('A', 'good'), 100, { type: 'corrupt', replica: 'B', key: 'x' }),
    },
    look: ({ converged }) => converged,
    bug: false,
    right: true,
  },
  {
    id: 'E002-32',
    symptom: 'two writes of one millisecond leave replicas that differ for ever',
    document: { antiEntropy: { mechanism: 'full', intervalMs: 100 }, script: PHONE_AND_LAPTOP },
    look: ({ converged }) => converged,
    bug: false,
    right: true,
  },
  {
    id: 'E002-34',
    symptom: 'a second between two writes is told as a lag of one millisecond, and the delay not at all',
    document: { replicas: 1, coordination: { read: 1, write: 1 }, script: at(0, write('A', 1), 1000, write('A', 2)) },
    look: ({ replication }) => replication.lagMs.max,
    bug: 1,
    right: 0,
  },
  {
    id: 'E002-35',
    symptom: 'the read that finds nothing at all is no stale read',
    document: { network: { latencyMs: 500 }, coordination: { read: 'one', write: 'one' }, script: at(0, write('A', 1), 10, read('B')) },
    look: ({ operations }) => operations.staleReads,
    bug: 0,
    right: 1,
  },
  {
    id: 'E002-36',
    symptom: 'concurrent writes a millisecond apart are no conflict',
    document: { script: at(0, write('A', 'a', at2('p')), 1, write('B', 'b', at2('q'))) },
    look: ({ conflicts }) => conflicts.discarded,
    bug: 0,
    right: 1,
  },
  {
    id: 'E002-37',
    symptom: 'the 99th percentile of a hundred is the hundredth',
    document: {
      network: { latencyMs: 0 },
      script: [
        ...at(0, write('A', 1)),
        ...Array.from({ length: 99 }, (_, i) => at(1 + i, read('A'))).flat(),
        ...at(200, { type: 'set', path: 'network.latencyMs', value: 50 }, 201, read('A')),
      ],
    },
    look: ({ operations }) => operations.readLatencyMs.p99,
    bug: 100,
    right: 0,
  },
  {
    id: 'E002-38',
    symptom: 'a write at ONE takes the round trips to its two peers, one after the other',
    document: { network: { latencyMs: 25 }, coordination: { write: 'one' }, script: at(0, write('A', 1)) },
    look: ({ history }) => history.at(-1)?.completedAtMs,
    bug: 100,
    right: 0,
  },
];
