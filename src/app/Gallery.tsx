/** Every state of the cluster view side by side, from fixtures: for whoever changes the drawing. */
import { useState } from 'react';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import { ClusterView } from '../views/cluster/ClusterView.tsx';
import { everythingAtOnce, manyReplicas, oneCrashed } from '../views/cluster/fixtures.ts';
import { Legend, legendOf } from '../views/cluster/Legend.tsx';
import { useReducedMotion } from './hooks.ts';

const scenes: readonly (readonly [string, Snapshot])[] = [
  ['Everything at once', everythingAtOnce],
  ['One replica crashed', oneCrashed],
  ['24 replicas', manyReplicas(24)],
  ['100 replicas', manyReplicas(100)],
];
const homes = { phone: 'A', laptop: 'D' };
const LINGER_US = 100_000;

export function Gallery() {
  const [selected, setSelected] = useState<string | null>('C');
  const reduced = useReducedMotion();
  return (
    <main className="gallery">
      <h1>The cluster view, state by state</h1>
      {scenes.map(([title, snapshot]) => (
        <section key={title} className="stage">
          <div className="stage-bar">
            <h2>{title}</h2>
            <Legend marks={legendOf(snapshot, snapshot.atUs, [], LINGER_US, 'cart')} />
          </div>
          <div className="figure">
            <ClusterView
              snapshot={snapshot}
              tUs={snapshot.atUs}
              earlier={[]}
              lingerUs={LINGER_US}
              shownKey="cart"
              homeGroups={[]}
              homes={homes}
              selected={selected}
              still={reduced}
              summary={title}
              onSelect={setSelected}
              onHeal={() => undefined}
            />
          </div>
        </section>
      ))}
    </main>
  );
}
