/** The cases of the infection curve. Other seeds are run by the pool of the page. */
import { presets } from '../../engine/presets/index.ts';
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { SpreadView } from './SpreadView.tsx';

const render = ({ stage, seeds }: GalleryData) => <SpreadView {...stage} seeds={seeds.view} onRunSeeds={seeds.run} onCancelSeeds={seeds.cancel} />;
const hundred = presets['gossip-100'].scenario;
const five = {
  version: 1,
  replicas: 5,
  placement: { replicationFactor: 5 },
  gossip: { protocol: 'push', fanout: 1, intervalMs: 200, jitter: 0.5 },
  script: [{ atMs: 50, command: { type: 'write', client: 'phone', via: 'A', key: 'news', value: 'heard', local: true } }],
  stop: { atMs: 8000, whenConverged: true },
};
const slot = 'upper';

export const cases: readonly GalleryCase[] = [
  { id: 'round-7', title: 'A hundred replicas at round 7, seen to the end', slot, run: 'gossip-100', atMs: 7600, seenMs: 16_600, render },
  { id: 'round-3', title: 'A hundred replicas at round 3', slot, run: 'gossip-100', atMs: 3600, render },
  { id: 'all', title: 'All hundred know', slot, run: 'gossip-100', atMs: 16_600, render },
  { id: 'path', title: 'How one replica came to know', slot, run: 'gossip-100', atMs: 9600, select: { type: 'replica', id: 'n53' }, render },
  { id: 'seeds', title: 'With 200 other seeds', slot, run: 'gossip-100', atMs: 7600, seeds: 200, render },
  { id: 'thousand', title: 'A thousand replicas at round 11', slot, run: 'gossip-1000', atMs: 11_600, render },
  {
    id: 'pull',
    title: 'Push-pull with loss',
    slot,
    run: { ...hundred, gossip: { protocol: 'push-pull', fanout: 1, intervalMs: 1000 }, network: { loss: 0.2 } },
    atMs: 4600,
    seenMs: 6600,
    render,
  },
  {
    id: 'fanout',
    title: 'Push to two peers',
    slot,
    run: { ...hundred, gossip: { protocol: 'push', fanout: 2, intervalMs: 1000 } },
    atMs: 4600,
    render,
  },
  { id: 'async', title: 'Five replicas, without rounds', slot, run: five, atMs: 900, seenMs: 1600, select: { type: 'replica', id: 'B' }, render },
  { id: 'async-seeds', title: 'Five replicas, without rounds, with 200 other seeds', slot, run: five, atMs: 900, seeds: 200, render },
  { id: 'replicated', title: 'Three replicas, long after', slot, run: 'healed-by-gossip', atMs: 1700, render },
  { id: 'off', title: 'Gossip is off', slot, run: 'stale-replica-everything-off', atMs: 1500, render },
  { id: 'nothing', title: 'Nothing was written yet', slot, run: 'gossip-100', atMs: 100, render },
];
