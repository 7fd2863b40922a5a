/** The shell: which page an address shows. */
import { type ComponentType, lazy, Suspense, useMemo, useState, useSyncExternalStore } from 'react';
import { presets } from '../engine/presets/index.ts';
import { GlyphSprite } from '../ui/Glyph.tsx';
import { measured } from './measured.ts';
import { type Fetched, pages } from './pages.ts';
import { FIRST_PRESET, type Route, routeOf } from './routes.ts';

/** A page whose code is there is shown at once: React holds back for 300 ms whatever takes the place of a fallback. Another is waited for. */
function shown<Props extends object>({ fetch, there }: Fetched<Props>) {
  const Waited = lazy(async () => ({ default: await fetch() }));
  return function Shown(props: Props) {
    const [Found] = useState<ComponentType<Props>>(() => there() ?? Waited);
    return <Found {...props} />;
  };
}

const StagePage = shown(pages.story);
const Contents = shown(pages.contents);
const LessonPage = shown(pages.lesson);
const LabHome = shown(pages['lab-home']);
const LabPage = shown(pages.lab);
const Gallery = shown(pages.gallery);
const HashPage = shown(pages.hash);

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export function App() {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
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
