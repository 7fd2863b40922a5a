/** The shell: which page an address shows. */
import { lazy, Suspense, useMemo } from 'react';
import { GlyphSprite } from '../ui/Glyph.tsx';
import { HashPage } from './HashPage.tsx';
import { routeOf, useHash } from './routes.ts';

const StagePage = lazy(() => import('./stage/StagePage.tsx').then(({ StagePage }) => ({ default: StagePage })));
const Gallery = lazy(() => import('./gallery/Gallery.tsx').then(({ Gallery }) => ({ default: Gallery })));

export function App() {
  const hash = useHash();
  const route = useMemo(() => routeOf(hash), [hash]);
  return (
    <>
      <GlyphSprite />
      {route.page === 'hash' && <HashPage key={route.preset} preset={route.preset} />}
      {route.page === 'gallery' && (
        <Suspense fallback={null}>
          <Gallery view={route.view} only={route.only} />
        </Suspense>
      )}
      {route.page === 'lab' && (
        <Suspense fallback={null}>
          <StagePage first={route.first} preset={route.preset} seed={route.seed} contrast={route.contrast} />
        </Suspense>
      )}
    </>
  );
}
