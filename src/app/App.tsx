/** The shell: which page an address shows. */
import { lazy, Suspense, useMemo } from 'react';
import { presets } from '../engine/presets/index.ts';
import { GlyphSprite } from '../ui/Glyph.tsx';
import { measured } from './measured.ts';
import { FIRST_PRESET, type Route, routeOf, useHash } from './routes.ts';

const StagePage = lazy(() => import('./stage/StagePage.tsx').then(({ StagePage }) => ({ default: StagePage })));
const Contents = lazy(() => import('./learn/Contents.tsx').then(({ Contents }) => ({ default: Contents })));
const LessonPage = lazy(() => import('./learn/LessonPage.tsx').then(({ LessonPage }) => ({ default: LessonPage })));
const LabHome = lazy(() => import('./lab/LabHome.tsx').then(({ LabHome }) => ({ default: LabHome })));
const LabPage = lazy(() => import('./lab/LabPage.tsx').then(({ LabPage }) => ({ default: LabPage })));
const Gallery = lazy(() => import('./gallery/Gallery.tsx').then(({ Gallery }) => ({ default: Gallery })));
const HashPage = lazy(() => import('./HashPage.tsx').then(({ HashPage }) => ({ default: HashPage })));

export function App() {
  const hash = useHash();
  const route = useMemo(() => routeOf(hash), [hash]);
  return (
    <>
      <GlyphSprite />
      <Suspense fallback={null}>
        <Page route={route} hash={hash} />
      </Suspense>
    </>
  );
}

function Page({ route, hash }: { readonly route: Route; readonly hash: string }) {
  const story = useMemo(() => (route.page === 'story' ? (presets[route.preset] ?? null) : route.page === 'measure' ? measured(route.replicas) : null), [route]);
  switch (route.page) {
    case 'story':
      return story === null ? null : <StagePage first={route.first} preset={route.preset} story={story} seed={route.seed} contrast={route.contrast} />;
    case 'measure':
      return story === null ? null : <StagePage first={false} preset={FIRST_PRESET} story={story} seed={null} contrast={null} />;
    case 'contents':
      return <Contents />;
    case 'lesson':
      return <LessonPage lesson={route.lesson} step={route.step} present={route.present} />;
    case 'lab-home':
      return <LabHome link={route.link} />;
    case 'lab':
      return <LabPage id={route.id} contrast={route.contrast} />;
    case 'hash':
      return <HashPage key={hash} preset={route.preset} seed={route.seed} />;
    case 'gallery':
      return <Gallery view={route.view} only={route.only} />;
  }
}
