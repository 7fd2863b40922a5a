/** The cases of the matrix of copies. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { KeysView } from './KeysView.tsx';

const keys = ({ stage }: GalleryData) => <KeysView {...stage} />;

/** A shopping list of many keys on many replicas, cut in two. */
function shop(replicas: number, keyCount: number) {
  return {
    version: 1,
    title: 'A shop',
    replicas,
    placement: { replicationFactor: Math.min(replicas, 5) },
    coordination: { write: 'one' },
    hintedHandoff: { enabled: true },
    gossip: { protocol: 'push-pull', intervalMs: 1000 },
    workload: [{ client: 'phone', operation: 'write', via: 'random', perSec: 40, startMs: 0, endMs: 4000, keys: keyCount }],
    script: [{ atMs: 500, command: { type: 'cut', from: 'n1', to: 'n2' } }],
    stop: { atMs: 6000 },
  };
}

const list = {
  version: 1,
  title: 'Three keys',
  replicas: ['A', 'B', 'C', 'D', 'E'],
  network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
  placement: { replicationFactor: 5 },
  store: { conflict: 'dotted-version-vector' },
  coordination: { read: 'one', write: 'one' },
  hintedHandoff: { enabled: true, replayIntervalMs: 200 },
  script: [
    { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 40, command: { type: 'write', client: 'phone', via: 'B', key: 'likes', value: '4' } },
    { atMs: 60, command: { type: 'write', client: 'phone', via: 'A', key: 'note', value: 'call Ann' } },
    {
      atMs: 300,
      command: {
        type: 'partition',
        groups: [
          ['A', 'B'],
          ['C', 'D', 'E'],
        ],
      },
    },
    { atMs: 400, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
    { atMs: 420, command: { type: 'write', client: 'laptop', via: 'E', key: 'cart', value: 'milk, tea' } },
    { atMs: 450, command: { type: 'delete', client: 'phone', via: 'B', key: 'note' } },
    { atMs: 900, command: { type: 'crash', replica: 'D' } },
    { atMs: 1000, command: { type: 'heal' } },
  ],
  stop: { atMs: 3000 },
};

export const cases: readonly GalleryCase[] = [
  { id: 'empty', title: 'Nothing written yet', slot: 'upper', run: 'partition-healed-by-gossip', atMs: 0, render: keys },
  {
    id: 'cut',
    title: 'Three keys during a cut, C chosen',
    slot: 'upper',
    run: list,
    atMs: 700,
    key: 'cart',
    select: { type: 'replica', id: 'C' },
    render: keys,
  },
  {
    id: 'healed',
    title: 'After the heal, D crashed, a copy chosen',
    slot: 'upper',
    run: list,
    atMs: 1250,
    key: 'cart',
    select: { type: 'copy', replica: 'A', key: 'cart' },
    render: keys,
  },
  { id: 'one', title: 'One key on five replicas', slot: 'upper', run: 'partition-healed-by-gossip', atMs: 1100, key: 'cart', render: keys },
  { id: 'tombstone', title: 'A tombstone, and a replica that missed it', slot: 'upper', run: 'resurrected-delete', atMs: 3000, key: 'cart', render: keys },
  { id: 'hundred', title: '100 replicas, half of which have heard', slot: 'upper', run: 'gossip-100', atMs: 6600, key: 'news', render: keys },
  { id: 'many', title: '60 replicas and 60 keys', slot: 'upper', run: shop(60, 60), atMs: 2500, select: { type: 'replica', id: 'n7' }, render: keys },
];
