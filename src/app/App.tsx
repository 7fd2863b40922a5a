/** The shell: which page an address shows. */
import { lazy, Suspense, useMemo } from 'react';
import { presets } from '../engine/presets/index.ts';
import { GlyphSprite } from '../ui/Glyph.tsx';
import { HashPage } from './HashPage.tsx';
import { measured } from './measured.ts';
import { FIRST_PRESET, routeOf, useHash } from './routes.ts';

const StagePage = lazy(() => import('./stage/StagePage.tsx').then(({ StagePage }) => ({ default: StagePage })));
const Gallery = lazy(() => import('./gallery/Gallery.tsx').then(({ Gallery }) => ({ default: Gallery })));

export function App() {
  const hash = useHash();
  const route = useMemo(() => routeOf(hash), [hash]);
  const story = useMemo(() => (route.page === 'lab' ? (presets[route.preset] ?? null) : route.page === 'measure' ? measured(route.replicas) : null), [route]);
  return (
    <>
      <GlyphSprite />
      {route.page === 'hash' && <HashPage key={hash} preset={route.preset} seed={route.seed} />}
      <Suspense fallback={null}>
        {route.page === 'gallery' && <Gallery view={route.view} only={route.only} />}
        {route.page === 'lab' && story !== null && (
          <StagePage first={route.first} preset={route.preset} story={story} seed={route.seed} contrast={route.contrast} />
        )}
        {route.page === 'measure' && story !== null && <StagePage first={false} preset={FIRST_PRESET} story={story} seed={null} contrast={null} />}
      </Suspense>
    </>
  );
}
