/**
 * Every view from runs of the engine: playground, screenshot test and e2e route at once. `#/gallery` lists all, `#/gallery/<view>` shows
 * one view's cases, `#/gallery/<view>/<case>` one case alone. Views bring their cases along in a `gallery.tsx` of their own.
 */
import { useEffect, useState } from 'react';
import type { GalleryCase } from '../../views/gallery.ts';
import { Case } from './Case.tsx';
import './gallery.css';

const modules = import.meta.glob<{ readonly cases: readonly GalleryCase[] }>('../../views/*/gallery.tsx');

const loaders = Object.entries(modules)
  .map(([path, load]) => ({ view: path.split('/').at(-2) ?? '', load }))
  .sort((a, b) => (a.view < b.view ? -1 : 1));

export function Gallery({ view, only }: { readonly view: string | null; readonly only: string | null }) {
  const chosen = loaders.filter((one) => view === null || one.view === view);
  return (
    <main className={`gallery ${only === null ? '' : 'alone'}`}>
      {only === null && (
        <nav aria-label="Views">
          <h1>{view === null ? 'Every view' : 'One view'}</h1>
          <ul>
            {loaders.map((one) => (
              <li key={one.view}>
                <a href={`#/gallery/${one.view}`}>{one.view}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {chosen.map((one) => (
        <View key={one.view} view={one.view} load={one.load} only={only} listed={view === null} />
      ))}
      {chosen.length === 0 && <p role="alert">There is no view named {view}.</p>}
    </main>
  );
}

interface ViewProps {
  readonly view: string;
  readonly load: () => Promise<{ readonly cases: readonly GalleryCase[] }>;
  readonly only: string | null;
  /** True where only names are listed: all runs at once would be too many workers. */
  readonly listed: boolean;
}

function View({ view, load, only, listed }: ViewProps) {
  const [cases, setCases] = useState<readonly GalleryCase[]>([]);
  useEffect(() => {
    let here = true;
    load().then((module) => {
      if (here) setCases(module.cases);
    });
    return () => {
      here = false;
    };
  }, [load]);
  const shown = cases.filter((one) => only === null || one.id === only);
  if (listed)
    return (
      <section>
        <h2>{view}</h2>
        <ul>
          {cases.map((one) => (
            <li key={one.id}>
              <a href={`#/gallery/${view}/${one.id}`}>{one.title}</a>
            </li>
          ))}
        </ul>
      </section>
    );
  return shown.map((one) => <Case key={`${view}/${one.id}`} of={one} alone={only !== null} />);
}
