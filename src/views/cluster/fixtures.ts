/**
 * Hand-made snapshots that show every state of the encoding at once: for the gallery page and for tests of layout and frame. No output
 * of the engine; the names and figures follow the story of the first page.
 */
import type { CellView, ClientView, MessageView, OperationView, ReplicaView, Snapshot, VersionView } from '../../engine/picture/snapshot.ts';

export function version(value: string, number: number, extra: Partial<VersionView> = {}): VersionView {
  return {
    value,
    tombstone: false,
    timestampMs: number * 100,
    label: `v${number}`,
    number,
    vector: [],
    dot: null,
    namedBy: 'A',
    client: 'phone',
    n: number,
    writtenUs: number * 100_000,
    ...extra,
  };
}

export function cell(versions: readonly VersionView[], extra: Partial<CellView> = {}): CellView {
  return { key: 'cart', versions, stale: 0, hash: versions.reduce((sum, one) => sum * 31 + one.number, 7), by: 'write', from: null, arrival: null, ...extra };
}

export function replica(id: string, cells: readonly CellView[], extra: Partial<ReplicaView> = {}): ReplicaView {
  return {
    id,
    up: true,
    side: 0,
    clockOffsetMs: 0,
    slow: 1,
    cells,
    hints: [],
    ticks: [{ name: 'gossip', atUs: 900_000, intervalUs: 1_000_000 }],
    suspects: [],
    ...extra,
  };
}

export function message(from: string, to: string, type: MessageView['type'], share: number): MessageView {
  return {
    address: `phone#1/${from}>${to}:${type}`,
    type,
    from,
    to,
    sentUs: 418_000 - share * 40_000,
    deliverUs: 418_000 + (1 - share) * 40_000,
    keys: ['cart'],
    bytes: 120,
    copy: 0,
  };
}

function operation(client: string, extra: Partial<OperationView>): OperationView {
  return {
    client,
    n: 1,
    kind: 'write',
    key: 'cart',
    via: 'A',
    level: 'quorum',
    value: 'milk, eggs',
    invokedUs: 200_000,
    completedUs: 280_000,
    ok: true,
    reason: null,
    values: [],
    stale: false,
    acknowledgements: 2,
    needed: 2,
    ...extra,
  };
}

function client(id: string, last: OperationView | null, open: readonly OperationView[] = []): ClientView {
  return { id, open, last };
}

/** A snapshot of these replicas, everything else quiet. */
export function snapshotOf(replicas: readonly ReplicaView[], extra: Partial<Snapshot> = {}): Snapshot {
  return {
    atUs: 418_000,
    event: 41,
    eventsOfInstant: 1,
    mode: 'async',
    round: 0,
    replicas,
    clients: [],
    messages: [],
    drops: [],
    groups: [],
    cuts: [],
    converged: false,
    convergedAtUs: null,
    divergentCopies: 0,
    staleCopies: 0,
    repairs: { 'read-repair': 0, 'hinted-handoff': 0, gossip: 0, 'anti-entropy': 0 },
    nextEventUs: 430_000,
    nextUs: 430_000,
    happenings: [],
    mechanisms: { readRepair: false, hintedHandoff: false, gossip: true, antiEntropy: false },
    violations: [],
    whys: [],
    overruled: [],
    spread: null,
    comparisons: [],
    counters: { messages: 12, bytes: 2048, staleReads: 0, failed: 0 },
    ...extra,
  };
}

const milk = version('milk', 1);
const eggs = version('milk, eggs', 2);
const tea = version('milk, tea', 3);

/** Five replicas, cut in two: hints, a stale copy, siblings, drops, a repair and two busy clients. */
export const everythingAtOnce: Snapshot = snapshotOf(
  [
    replica('A', [cell([eggs])], {
      hints: [
        { target: 'C', key: 'cart', label: 'v2' },
        { target: 'C', key: 'note', label: 'v2' },
      ],
      ticks: [{ name: 'hint-replay', atUs: 600_000, intervalUs: 1_000_000 }],
    }),
    replica('B', [cell([eggs], { by: 'gossip', from: 'A' })]),
    replica('C', [cell([milk], { stale: 1 })], { side: 1, ticks: [{ name: 'anti-entropy', atUs: 1_718_000, intervalUs: 2_000_000 }] }),
    replica('D', [cell([version('', 4, { tombstone: true, label: 'v4' })])], { side: 1 }),
    replica('E', [cell([tea, eggs])], { side: 1 }),
  ],
  {
    groups: [
      ['A', 'B'],
      ['C', 'D', 'E'],
    ],
    staleCopies: 1,
    divergentCopies: 3,
    messages: [
      message('B', 'A', 'read', 0.4),
      message('E', 'D', 'write', 0.7),
      message('C', 'E', 'gossip-push', 0.5),
      message('D', 'C', 'write-ack', 0.3),
      message('A', 'D', 'hint', 0.3),
    ],
    drops: [{ ...message('E', 'A', 'write', 1), droppedUs: 410_000, reason: 'partition' }],
    happenings: [{ type: 'repaired', atUs: 410_000, replica: 'B', text: 'gossip repaired B from A', mechanism: 'gossip' }],
    clients: [
      client('phone', operation('phone', {})),
      client('laptop', operation('laptop', { kind: 'read', via: 'C', values: ['milk'], stale: true }), [
        operation('laptop', { n: 2, via: 'E', value: 'milk, tea', completedUs: null, ok: null, acknowledgements: 1 }),
      ]),
    ],
  },
);

/** Three replicas, one crashed. */
export const oneCrashed: Snapshot = snapshotOf(
  [replica('A', [cell([eggs])]), replica('B', [cell([eggs])]), replica('C', [cell([milk], { stale: 1 })], { up: false })],
  {
    clients: [client('phone', operation('phone', { ok: false, reason: 'timeout' }))],
  },
);

/** So many replicas as cells. */
export function manyReplicas(count: number): Snapshot {
  return snapshotOf(Array.from({ length: count }, (_, i) => replica(`n${i + 1}`, i % 3 === 0 ? [] : [cell([i % 3 === 1 ? milk : eggs])])));
}
