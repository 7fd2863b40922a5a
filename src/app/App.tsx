/** The shell: which page an address shows. */
import { GlyphSprite } from '../ui/Glyph.tsx';
import { Gallery } from './Gallery.tsx';
import { HashPage } from './HashPage.tsx';
import { Lab } from './Lab.tsx';
import { routeOf, useHash } from './routes.ts';

export function App() {
  const route = routeOf(useHash());
  return (
    <>
      <GlyphSprite />
      {route.page === 'hash' && <HashPage key={route.preset} preset={route.preset} />}
      {route.page === 'gallery' && <Gallery />}
      {route.page === 'lab' && <Lab preset={route.preset} seed={route.seed} />}
    </>
  );
}
