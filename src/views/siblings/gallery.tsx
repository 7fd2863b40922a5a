/** The siblings view's cases. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { SiblingsView } from './SiblingsView.tsx';

function siblings({ stage }: GalleryData) {
  return <SiblingsView {...stage} onResolve={() => undefined} onRead={() => undefined} canResolve={null} />;
}

const read = { type: 'read', client: 'tablet', via: 'C', key: 'cart' } as const;
const resolve = { type: 'resolve', client: 'tablet', via: 'C', key: 'cart', value: 'milk, bread, eggs' } as const;
const drop = { type: 'delete', client: 'laptop', via: 'B', key: 'cart' } as const;

/** Two carts in one: three clients write on three sides of a cut. */
const three = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  network: { latencyMs: 40 },
  store: { conflict: 'dotted-version-vector' },
  coordination: { read: 'one', write: 'one' },
  gossip: { protocol: 'push-pull', intervalMs: 500 },
  script: [
    { atMs: 0, command: { type: 'partition', groups: [['A'], ['B'], ['C']] } },
    { atMs: 100, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 150, command: { type: 'write', client: 'laptop', via: 'B', key: 'cart', value: 'bread' } },
    { atMs: 200, command: { type: 'write', client: 'tablet', via: 'C', key: 'cart', value: 'eggs' } },
    { atMs: 1000, command: { type: 'heal' } },
  ],
};

/** One vector of replicas cannot tell two clients of one replica apart (Preguiça et al. 2012, section 2). */
const falseSibling = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  store: { conflict: 'version-vector' },
  coordination: { read: 'one', write: 'one' },
  script: [
    { atMs: 100, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 200, command: { type: 'read', client: 'laptop', via: 'A', key: 'cart' } },
    { atMs: 300, command: { type: 'write', client: 'tablet', via: 'A', key: 'cart', value: 'tea', context: 'none' } },
    { atMs: 400, command: { type: 'write', client: 'laptop', via: 'A', key: 'cart', value: 'milk, eggs' } },
  ],
};

const deleted = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
  store: { conflict: 'dotted-version-vector' },
  coordination: { read: 'one', write: 'one' },
  gossip: { protocol: 'push-pull', intervalMs: 1000 },
  script: [
    { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 300, command: { type: 'read', client: 'phone', via: 'A', key: 'cart' } },
    { atMs: 300, command: { type: 'read', client: 'laptop', via: 'B', key: 'cart' } },
    { atMs: 600, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
    { atMs: 800, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
    { atMs: 900, command: drop },
    { atMs: 2000, command: { type: 'heal' } },
  ],
};

const cart = { run: 'siblings-in-a-cart', key: 'cart', slot: 'upper', render: siblings } as const;

export const cases: readonly GalleryCase[] = [
  { ...cart, id: 'before', title: 'Before: one version everywhere', atMs: 400 },
  { ...cart, id: 'apart', title: 'Two versions, one on each side of the cut', atMs: 1500, select: { type: 'copy', replica: 'A', key: 'cart' } },
  { ...cart, id: 'with', title: 'Siblings, side by side', atMs: 6500 },
  { ...cart, id: 'read', title: 'Siblings that a client has read', atMs: 7200, select: { type: 'operation', client: 'phone', n: 3 } },
  {
    ...cart,
    id: 'resolved',
    title: 'Resolved, and on its way to the others',
    atMs: 7420,
    commands: [
      { atMs: 7200, command: read },
      { atMs: 7400, command: resolve },
    ],
  },
  { ...cart, id: 'three', title: 'Three siblings', run: three, atMs: 4000 },
  { ...cart, id: 'false-sibling', title: 'A false sibling', run: falseSibling, atMs: 500 },
  { ...cart, id: 'fast-clock', title: 'Timestamps decide, by a fast clock', run: 'fast-clock-loses-a-write', atMs: 700 },
  { ...cart, id: 'lww', title: 'Timestamps decide: a copy that is behind', run: 'healed-by-gossip', atMs: 1000 },
  { ...cart, id: 'tombstone', title: 'A delete beside a write', run: deleted, atMs: 6500 },
  { ...cart, id: 'nothing', title: 'Nothing yet', atMs: 10 },
];
