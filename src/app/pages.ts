/** How each page is fetched. Apart from the shell, so that the entry asks for the page at hand while React is still on its way, not after it. */
import type { ComponentType } from 'react';
import type { Route } from './routes.ts';

export interface Fetched<Props> {
  readonly fetch: () => Promise<ComponentType<Props>>;
  /** The page once its code is there. */
  readonly there: () => ComponentType<Props> | null;
}

function fetched<Props>(load: () => Promise<ComponentType<Props>>): Fetched<Props> {
  let found: ComponentType<Props> | null = null;
  return {
    fetch: async () => {
      found = await load();
      return found;
    },
    there: () => found,
  };
}

export const pages = {
  story: fetched(() => import('./stage/StagePage.tsx').then(({ StagePage }) => StagePage)),
  contents: fetched(() => import('./learn/Contents.tsx').then(({ Contents }) => Contents)),
  lesson: fetched(() => import('./learn/LessonPage.tsx').then(({ LessonPage }) => LessonPage)),
  'lab-home': fetched(() => import('./lab/LabHome.tsx').then(({ LabHome }) => LabHome)),
  lab: fetched(() => import('./lab/LabPage.tsx').then(({ LabPage }) => LabPage)),
  hash: fetched(() => import('./HashPage.tsx').then(({ HashPage }) => HashPage)),
  gallery: fetched(() => import('./gallery/Gallery.tsx').then(({ Gallery }) => Gallery)),
} as const;

/** Fetches what an address needs. Resolves also when that fails: it fails again where it is used, and is said there. */
export async function fetchPage(route: Route): Promise<void> {
  const wanted: Promise<unknown>[] = [pages[route.page === 'measure' ? 'story' : route.page].fetch()];
  if (route.page === 'lesson') wanted.push(import('../lessons/index.ts').then(({ loadLesson }) => loadLesson(route.lesson)));
  await Promise.allSettled(wanted);
}
