/** The space-time diagram's cases. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { SpaceTimeView } from './SpaceTimeView.tsx';

const render = ({ stage }: GalleryData) => <SpaceTimeView {...stage} />;
const cart = { read: 'one', write: 'one' };

export const cases: readonly GalleryCase[] = [
  { id: 'cut', title: 'Five replicas, cut in two', slot: 'lower', run: 'partition-healed-by-gossip', atMs: 760, render },
  {
    id: 'seen',
    title: 'Seen further than the playhead',
    slot: 'lower',
    run: 'partition-healed-by-gossip',
    atMs: 2400,
    seenMs: 4000,
    select: { type: 'replica', id: 'C' },
    render,
  },
  { id: 'siblings', title: 'Siblings', slot: 'lower', run: 'siblings-in-a-cart', atMs: 900, render },
  { id: 'hints', title: 'Healed by hints', slot: 'lower', run: 'healed-by-hints', atMs: 1500, render },
  { id: 'read-repair', title: 'Healed by read repair', slot: 'lower', run: 'healed-by-read-repair', atMs: 1500, render },
  { id: 'delete', title: 'A delete', slot: 'lower', run: 'delete-within-grace', atMs: 3000, render },
  {
    id: 'crash',
    title: 'A crash and a restart',
    slot: 'lower',
    run: {
      version: 1,
      replicas: ['A', 'B', 'C'],
      coordination: cart,
      network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
      script: [
        { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
        { atMs: 150, command: { type: 'crash', replica: 'C' } },
        { atMs: 200, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'eggs' } },
        { atMs: 400, command: { type: 'restart', replica: 'C' } },
        { atMs: 450, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart' } },
      ],
    },
    atMs: 600,
    select: { type: 'operation', client: 'phone', n: 2 },
    render,
  },
  { id: 'hundred', title: '100 replicas', slot: 'lower', run: 'gossip-100', atMs: 5000, render },
];
