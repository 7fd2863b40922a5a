/** The cluster view's cases. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { ClusterView } from './ClusterView.tsx';

const LINGER_US = 100_000;

function cluster({ stage, snapshots }: GalleryData) {
  return (
    <div className="figure">
      <ClusterView
        snapshot={stage.snapshot}
        tUs={stage.tUs}
        earlier={snapshots.slice(-60, -1).filter((one) => stage.tUs - one.atUs <= LINGER_US)}
        lingerUs={LINGER_US}
        shownKey={stage.shownKey}
        homeGroups={[]}
        homes={{}}
        selected={null}
        still={stage.still}
        summary="Replicas"
        onSelect={() => undefined}
        onHeal={() => undefined}
      />
    </div>
  );
}

export const cases: readonly GalleryCase[] = [
  { id: 'cut', title: 'Five replicas, cut in two', slot: 'upper', run: 'partition-healed-by-gossip', atMs: 760, render: cluster },
  { id: 'healing', title: 'Healed by gossip', slot: 'upper', run: 'partition-healed-by-gossip', atMs: 2400, render: cluster },
  { id: 'siblings', title: 'Siblings in a cart', slot: 'upper', run: 'siblings-in-a-cart', atMs: 700, render: cluster },
  { id: 'hundred', title: '100 replicas', slot: 'upper', run: 'gossip-100', atMs: 4000, render: cluster },
];
