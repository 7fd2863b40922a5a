/** Addresses of the page, all behind the hash so that it can be served from any folder: `#/`, `#/run/<preset>`, `#/hash/<preset>`, `#/gallery`, `#/measure/<replicas>`. */
import { useSyncExternalStore } from 'react';
import { presets } from '../engine/presets/index.ts';
import { type Contrast, contrastOf, textOf } from './contrast.ts';

export type Route =
  | { readonly page: 'lab'; readonly first: boolean; readonly preset: string; readonly seed: number | null; readonly contrast: Contrast | null }
  | { readonly page: 'hash'; readonly preset: string; readonly seed: number | null }
  | { readonly page: 'measure'; readonly replicas: number }
  | { readonly page: 'gallery'; readonly view: string | null; readonly only: string | null };

export const FIRST_PRESET = 'day-one';

/** What an address names; what names nothing is the first page. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, name = '', part = ''] = path.split('/');
  if (page === 'measure') return { page: 'measure', replicas: Math.max(2, Math.min(10_000, Math.floor(Number(name) || 100))) };
  if (page === 'gallery') return { page: 'gallery', view: name || null, only: part || null };
  const parameters = new URLSearchParams(query);
  const given = Number(parameters.get('seed') ?? Number.NaN);
  const seed = Number.isInteger(given) && given >= 0 ? given : null;
  if (page === 'hash' && presets[name] !== undefined) return { page: 'hash', preset: name, seed };
  const known = page === 'run' && presets[name] !== undefined;
  return {
    page: 'lab',
    first: !known,
    preset: known ? name : FIRST_PRESET,
    seed,
    contrast: contrastOf(parameters.get('beside')),
  };
}

export function addressOf(preset: string, seed: number | null, contrast: Contrast | null = null): string {
  const parameters = new URLSearchParams();
  if (seed !== null) parameters.set('seed', String(seed));
  if (contrast !== null) parameters.set('beside', textOf(contrast));
  const query = parameters.toString();
  return `#/run/${preset}${query === '' ? '' : `?${query}`}`;
}

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}
