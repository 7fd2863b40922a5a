/** The Merkle view's cases: before, midway and after a comparison of sixteen keys; 1,024 leaves; a wide tree; everything shipped; failed. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { MerkleView } from './MerkleView.tsx';

function merkle({ stage }: GalleryData) {
  return (
    <div className="figure">
      <MerkleView {...stage} />
    </div>
  );
}

const keys: readonly string[] = [
  'milk',
  'eggs',
  'bread',
  'tea',
  'rice',
  'salt',
  'oats',
  'jam',
  'soap',
  'figs',
  'plums',
  'leeks',
  'flour',
  'mint',
  'beans',
  'corn',
];

/** Sixteen keys written everywhere; then `jam` changes while B is cut off; A repairs B. */
function sixteen(antiEntropy: object, more: readonly object[] = []): GalleryCase['run'] {
  return {
    version: 1,
    seed: 3,
    replicas: ['A', 'B'],
    placement: { replicationFactor: 2 },
    network: { latencyMs: 20 },
    antiEntropy: { mechanism: 'merkle', intervalMs: 60_000, branching: 2, depth: 4, ...antiEntropy },
    script: [
      ...keys.map((key, i) => ({ atMs: 10 + 50 * i, command: { type: 'write', client: 'phone', via: 'A', key, value: i, consistency: 'one' } })),
      { atMs: 1000, command: { type: 'partition', groups: [['A'], ['B']] } },
      { atMs: 1020, command: { type: 'write', client: 'phone', via: 'A', key: 'jam', value: 'two jars', consistency: 'one' } },
      { atMs: 1200, command: { type: 'heal' } },
      { atMs: 1300, command: { type: 'repair', from: 'A', to: 'B' } },
      ...more,
    ],
    stop: { atMs: 5000 },
  };
}

const wide = {
  version: 1,
  replicas: ['A', 'B'],
  placement: { replicationFactor: 2 },
  data: { keys: 20_000, divergent: [{ replica: 'B', keys: 3 }] },
  antiEntropy: { mechanism: 'merkle', branching: [1024, 16, 16] },
  script: [{ atMs: 1000, command: { type: 'repair', from: 'A', to: 'B' } }],
  stop: { atMs: 5000 },
};

export const cases: readonly GalleryCase[] = [
  { id: 'before', title: 'Before the first comparison', slot: 'upper', run: 'healed-by-merkle', atMs: 400, render: merkle },
  { id: 'off', title: 'Anti-entropy is off', slot: 'upper', run: 'stale-replica-everything-off', atMs: 700, render: merkle },
  { id: 'midway', title: 'Sixteen keys, midway', slot: 'upper', run: sixteen({}), atMs: 1390, render: merkle },
  { id: 'phone', title: 'Sixteen keys on a phone', slot: 'upper', run: sixteen({}), atMs: 1900, select: { type: 'key', key: 'jam' }, render: merkle },
  { id: 'done', title: 'Sixteen keys, done', slot: 'upper', run: sixteen({}), atMs: 1900, render: merkle },
  {
    id: 'list',
    title: 'Leaves exchanged by a list',
    slot: 'upper',
    run: sixteen({ leafExchange: 'list' }),
    atMs: 1900,
    select: { type: 'key', key: 'jam' },
    render: merkle,
  },
  { id: 'cart', title: 'One key, three replicas', slot: 'upper', run: 'healed-by-merkle', atMs: 7000, render: merkle },
  { id: 'leaves-1024', title: '1,024 leaves', slot: 'upper', run: 'merkle-1024-leaves', atMs: 4000, render: merkle },
  { id: 'leaves-1024-midway', title: '1,024 leaves, midway', slot: 'upper', run: 'merkle-1024-leaves', atMs: 1200, render: merkle },
  { id: 'wide', title: '[1024, 16, 16]', slot: 'upper', run: wide, atMs: 4000, render: merkle },
  { id: 'full', title: 'Everything shipped', slot: 'upper', run: sixteen({ mechanism: 'full' }), atMs: 1900, render: merkle },
  {
    id: 'failed',
    title: 'The peer does not answer',
    slot: 'upper',
    run: sixteen({ sessionTimeoutMs: 300 }, [{ atMs: 1370, command: { type: 'partition', groups: [['A'], ['B']] } }]),
    atMs: 2400,
    render: merkle,
  },
];
