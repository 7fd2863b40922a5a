/** The shell: which page an address shows. */
import { lazy, Suspense } from 'react';
import { GlyphSprite } from '../ui/Glyph.tsx';
import { HashPage } from './HashPage.tsx';
import { Lab } from './Lab.tsx';
import { routeOf, useHash } from './routes.ts';

const Gallery = lazy(() => import('./gallery/Gallery.tsx').then(({ Gallery }) => ({ default: Gallery })));

export function App() {
  const route = routeOf(useHash());
  return (
    <>
      <GlyphSprite />
      {route.page === 'hash' && <HashPage key={route.preset} preset={route.preset} />}
      {route.page === 'gallery' && (
        <Suspense fallback={null}>
          <Gallery view={route.view} only={route.only} />
        </Suspense>
      )}
      {route.page === 'lab' && <Lab preset={route.preset} seed={route.seed} />}
    </>
  );
}
