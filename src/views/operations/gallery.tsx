/** The cases of the table of operations. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { OperationsView } from './OperationsView.tsx';

const operations = ({ stage }: GalleryData) => <OperationsView {...stage} />;

const busy = {
  version: 1,
  title: 'A busy shop',
  replicas: ['A', 'B', 'C', 'D', 'E'],
  network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 }, loss: 0.05 },
  coordination: { read: 'one', write: 'quorum' },
  gossip: { protocol: 'push-pull', intervalMs: 1000 },
  workload: [
    { client: 'phone', operation: 'write', via: 'random', perSec: 10, startMs: 0, endMs: 20_000, keys: 6 },
    { client: 'laptop', operation: 'read', via: 'random', perSec: 20, startMs: 100, endMs: 20_000, keys: 6 },
  ],
  script: [
    {
      atMs: 2000,
      command: {
        type: 'partition',
        groups: [
          ['A', 'B'],
          ['C', 'D', 'E'],
        ],
      },
    },
    { atMs: 9000, command: { type: 'heal' } },
  ],
  stop: { atMs: 20_000 },
};

const cutOff = {
  version: 1,
  title: 'Cut off while others write',
  replicas: ['A', 'B', 'C'],
  network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
  coordination: { read: 'one', write: 'quorum' },
  script: [
    { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 200, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
    { atMs: 300, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
    { atMs: 500, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart' } },
    {
      atMs: 600,
      command: { type: 'write', client: 'laptop', via: 'C', key: 'cart', value: 'milk, a very long list of things that nobody will ever remember to buy' },
    },
    { atMs: 700, command: { type: 'delete', client: 'phone', via: 'B', key: 'note' } },
    { atMs: 900, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart' } },
  ],
  stop: { atMs: 8000 },
};

export const cases: readonly GalleryCase[] = [
  { id: 'empty', title: 'Nothing asked yet', slot: 'lower', run: 'partition-healed-by-gossip', atMs: 0, render: operations },
  { id: 'stale', title: 'Reads that were stale', slot: 'lower', run: cutOff, atMs: 7000, render: operations },
  { id: 'siblings', title: 'Siblings seen', slot: 'lower', run: 'siblings-in-a-cart', atMs: 8000, render: operations },
  {
    id: 'ahead',
    title: 'Behind what was seen',
    slot: 'lower',
    run: 'siblings-in-a-cart',
    atMs: 850,
    seenMs: 8000,
    select: { type: 'operation', client: 'phone', n: 2 },
    render: operations,
  },
  { id: 'failed', title: 'Operations that failed', slot: 'lower', run: 'failed-minority-write', atMs: 20_000, render: operations },
  { id: 'long', title: 'A long run', slot: 'lower', run: busy, atMs: 6_000, seenMs: 8_000, render: operations },
];
