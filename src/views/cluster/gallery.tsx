/** The cluster view's cases, each a moment of a run of the engine; picking, sides and the rest work as on the page. */
import { useState } from 'react';
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { ClusterView } from './ClusterView.tsx';
import { Legend, legendOf } from './Legend.tsx';
import type { PartitionDraft } from './partition.ts';

const LINGER_US = 100_000;

function Shown({ stage, snapshots, draft, still }: GalleryData & { readonly draft: PartitionDraft | null; readonly still: boolean }) {
  const [partition, setPartition] = useState(draft);
  const earlier = snapshots.slice(-60, -1).filter((one) => stage.tUs - one.atUs <= LINGER_US);
  const homes: Record<string, string> = {};
  for (const { command } of stage.scenario.script)
    if ('client' in command && 'via' in command && typeof command.via === 'string') homes[command.client] ??= command.via;
  const cut = stage.scenario.script.find(({ command }) => command.type === 'partition')?.command;
  return (
    <>
      <ClusterView
        {...stage}
        still={still || stage.still}
        earlier={earlier}
        lingerUs={LINGER_US}
        homeGroups={cut?.type === 'partition' ? cut.groups : []}
        homes={homes}
        summary={`${stage.snapshot.replicas.length} replicas`}
        onHeal={() => undefined}
        partition={partition}
        onPartition={setPartition}
        onApplyPartition={() => setPartition(null)}
        onCancelPartition={() => setPartition(null)}
      />
      <div hidden>
        <Legend marks={legendOf(stage.snapshot, stage.tUs, earlier, LINGER_US, stage.shownKey)} />
      </div>
    </>
  );
}

const cluster = (data: GalleryData) => <Shown {...data} draft={null} still={false} />;
const stillCluster = (data: GalleryData) => <Shown {...data} draft={null} still />;
const drafting = (groups: PartitionDraft['groups']) => (data: GalleryData) => <Shown {...data} draft={{ groups }} still={false} />;

const latency = { latencyMs: { distribution: 'uniform', min: 30, max: 60 } };
const write = (atMs: number, client: string, via: string, value: string, more: object = {}) => ({
  atMs,
  command: { type: 'write', client, via, key: 'cart', value, ...more },
});
const read = (atMs: number, client: string, via: string, more: object = {}) => ({ atMs, command: { type: 'read', client, via, key: 'cart', ...more } });
const cut = (atMs: number, ...groups: string[][]) => ({ atMs, command: { type: 'partition', groups } });
const five = ['A', 'B', 'C', 'D', 'E'];
const names = (count: number) => Array.from({ length: count }, (_, i) => (count <= 26 ? String.fromCharCode(65 + i) : `n${i + 1}`));

/** The picture of the design: five replicas under vectors, cut in the middle of a write. */
const midWrite = {
  version: 1,
  replicas: five,
  seed: 7,
  network: latency,
  placement: { replicationFactor: 5 },
  store: { conflict: 'dotted-version-vector' },
  coordination: { read: 2, write: 2 },
  hintedHandoff: { enabled: true, replayIntervalMs: 600 },
  antiEntropy: { mechanism: 'merkle', intervalMs: 4000, jitter: 0.5, depth: 4 },
  script: [
    write(20, 'phone', 'A', 'milk'),
    read(300, 'phone', 'A'),
    cut(560, ['A', 'B'], ['C', 'D', 'E']),
    write(600, 'phone', 'A', 'milk, eggs'),
    read(3000, 'laptop', 'C', { consistency: 'one' }),
    write(3300, 'laptop', 'E', 'milk, tea'),
    read(3310, 'phone', 'B'),
  ],
  stop: { atMs: 9000 },
};

const healed = { ...midWrite, script: [...midWrite.script, { atMs: 3600, command: { type: 'heal' } }] };

const faults = {
  version: 1,
  replicas: ['A', 'B', { id: 'C', clockSkewMs: 300 }, 'D', 'E'],
  network: latency,
  gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
  script: [
    write(20, 'phone', 'A', 'milk'),
    { atMs: 300, command: { type: 'crash', replica: 'B' } },
    { atMs: 400, command: { type: 'slow', replica: 'D', factor: 4 } },
    { atMs: 500, command: { type: 'cut', from: 'A', to: 'D' } },
    { atMs: 500, command: { type: 'cut', from: 'C', to: 'E', bothWays: false } },
    write(2950, 'phone', 'A', 'milk, eggs'),
  ],
  stop: { atMs: 6000 },
};

const group = (count: number, extra: object = {}) => ({
  version: 1,
  replicas: names(count),
  network: latency,
  placement: { replicationFactor: Math.min(count, 7) },
  gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.8 },
  script: [
    write(20, 'phone', names(count)[0] ?? 'A', 'milk'),
    write(700, 'laptop', names(count)[count - 1] ?? 'A', 'milk, bread'),
    read(760, 'phone', names(count)[1] ?? 'A'),
  ],
  stop: { atMs: 20_000 },
  ...extra,
});

const spread = (count: number, extra: object = {}) => ({
  version: 1,
  replicas: count,
  network: latency,
  placement: { replicationFactor: count },
  gossip: { protocol: 'push', intervalMs: 1000, jitter: 0.9 },
  script: [{ atMs: 100, command: { type: 'write', client: 'phone', via: 'n1', key: 'news', value: 'heard', local: true } }],
  stop: { atMs: 30_000 },
  ...extra,
});

/** Many clients' operations at once, so that more than 20 messages share a link. */
const busy = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  network: { latencyMs: 400 },
  coordination: { read: 'one', write: 'all' },
  workload: [{ client: 'shop', operation: 'write', via: 'A', perSec: 120, keys: 40, startMs: 100 }],
  stop: { atMs: 3000 },
};

const tombstone = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  network: latency,
  store: { gcGraceMs: 5000, compactionIntervalMs: 2000 },
  script: [
    write(20, 'phone', 'A', 'milk'),
    { atMs: 1000, command: { type: 'crash', replica: 'C' } },
    { atMs: 1500, command: { type: 'delete', client: 'phone', via: 'A', key: 'cart' } },
  ],
  stop: { atMs: 8000 },
};

const one = (id: string, title: string, run: GalleryCase['run'], atMs: number, more: Partial<GalleryCase> = {}): GalleryCase => ({
  id,
  title,
  slot: 'upper',
  run,
  atMs,
  render: cluster,
  ...more,
});

export const cases: readonly GalleryCase[] = [
  one('mid-write', 'Cut in half, mid-write', midWrite, 3348, { key: 'cart', select: { type: 'replica', id: 'C' } }),
  one('cut', 'Five replicas, cut in two', 'partition-healed-by-gossip', 760),
  one('healing', 'Healed by gossip', 'partition-healed-by-gossip', 2400),
  one('three', 'Three replicas, one stale', 'stale-replica-everything-off', 2400),
  one('seven', 'Seven replicas, two clients', group(7), 748),
  one('siblings', 'Siblings in a cart', 'siblings-in-a-cart', 4300),
  one('siblings-five', 'Siblings among five, healing', healed, 4080, { key: 'cart' }),
  one('tombstone', 'A delete, one replica down', tombstone, 2500),
  one('hints', 'Hints kept for C', 'healed-by-hints', 2900),
  one('repair', 'A hint repairs C', 'healed-by-hints', 4090, { select: { type: 'replica', id: 'A' } }),
  one('faults', 'Crashed, slow, a clock ahead, cut links, suspects', faults, 2990),
  one('link', 'A cut link, selected', faults, 2970, { select: { type: 'link', a: 'A', b: 'D' } }),
  one('message', 'A message, selected', group(5), 748, { select: { type: 'message', address: 'laptop#1/E>A:write' } }),
  one('draft', 'Choosing the sides of a cut', group(5), 748, { render: drafting([['A', 'B'], ['C', 'D'], ['E']]) }),
  one('draft-one', 'No side chosen yet', group(3), 748, { render: drafting([['A', 'B', 'C']]) }),
  one(
    'three-sides',
    'Cut into three',
    group(7, { script: [write(20, 'phone', 'A', 'milk'), cut(400, ['A', 'B', 'C'], ['D', 'E'], ['F', 'G']), write(700, 'phone', 'A', 'milk, eggs')] }),
    760,
  ),
  one('failed', 'A write that failed', 'failed-minority-write', 3200),
  one('bundle', 'More than 20 on a link', busy, 1000),
  one('still', 'Without motion', midWrite, 3348, { key: 'cart', render: stillCluster }),
  one('twelve', 'Twelve replicas', group(12), 748),
  one('twenty', 'Twenty replicas', group(20), 748),
  one('thirty', '30 replicas', spread(30), 5020),
  one('hundred', '100 replicas', 'gossip-100', 5100),
  one('hundred-cut', '100 replicas, cut', spread(100, { script: [...spread(100).script, cut(3500, names(100).slice(0, 60), names(100).slice(60))] }), 6020),
  one('three-hundred', '300 replicas', spread(300), 6020),
  one('thousand', '1,000 replicas', 'gossip-1000', 9150),
  one('thousand-busy', '1,000 replicas, nearly as many messages', 'gossip-1000', 12_120),
];
