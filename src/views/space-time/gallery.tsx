/** The space-time diagram's cases. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { SpaceTimeView } from './SpaceTimeView.tsx';

const render = ({ stage }: GalleryData) => <SpaceTimeView {...stage} />;

const network = { latencyMs: { distribution: 'uniform', min: 30, max: 60 } };
const crash = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  coordination: { read: 'one', write: 'one' },
  network,
  script: [
    { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 150, command: { type: 'crash', replica: 'C' } },
    { atMs: 200, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'eggs' } },
    { atMs: 330, command: { type: 'skew-clock', replica: 'B', byMs: 1500 } },
    { atMs: 400, command: { type: 'restart', replica: 'C' } },
    { atMs: 450, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart' } },
  ],
};
const links = {
  version: 1,
  replicas: ['A', 'B', 'C', 'D'],
  coordination: { read: 'one', write: 'all', writeTimeoutMs: 250 },
  network,
  script: [
    { atMs: 20, command: { type: 'cut', from: 'A', to: 'C' } },
    { atMs: 60, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 380, command: { type: 'mend', from: 'A', to: 'C' } },
    {
      atMs: 420,
      command: {
        type: 'partition',
        groups: [
          ['A', 'C'],
          ['B', 'D'],
        ],
      },
    },
    { atMs: 450, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'eggs' } },
  ],
};

const cases_: readonly Omit<GalleryCase, 'slot' | 'render'>[] = [
  { id: 'cut', title: 'Five replicas, cut in two', run: 'partition-healed-by-gossip', atMs: 760 },
  { id: 'seen', title: 'Seen further than the playhead', run: 'partition-healed-by-gossip', atMs: 2400, seenMs: 4000, select: { type: 'replica', id: 'C' } },
  { id: 'flying', title: 'A write on its way', run: 'partition-healed-by-gossip', atMs: 232, seenMs: 320 },
  { id: 'operation', title: 'One operation selected', run: 'partition-healed-by-gossip', atMs: 320, select: { type: 'operation', client: 'phone', n: 2 } },
  { id: 'siblings', title: 'Siblings', run: 'siblings-in-a-cart', atMs: 3200 },
  { id: 'hints', title: 'Healed by hints', run: 'healed-by-hints', atMs: 4200 },
  { id: 'read-repair', title: 'Healed by read repair', run: 'healed-by-read-repair', atMs: 5200, select: { type: 'copy', replica: 'C', key: 'cart' } },
  { id: 'merkle', title: 'Healed by Merkle trees', run: 'healed-by-merkle', atMs: 4900 },
  { id: 'delete', title: 'A delete, repaired within its grace', run: 'delete-within-grace', atMs: 5200 },
  { id: 'crash', title: 'A crash, a restart and a stepped clock', run: crash, atMs: 600 },
  { id: 'links', title: 'A cut link, then mixed sides', run: links, atMs: 560, seenMs: 760 },
  { id: 'hundred', title: '100 replicas', run: 'gossip-100', atMs: 6000, seenMs: 8000 },
];

export const cases: readonly GalleryCase[] = cases_.map((one) => ({ ...one, slot: 'lower', render }));
