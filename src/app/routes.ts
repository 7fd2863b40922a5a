/** Addresses of the page, all behind the hash so that it can be served from any folder: `#/`, `#/hash/<preset>`, `#/gallery`. */
import { useSyncExternalStore } from 'react';
import { presets } from '../engine/presets/index.ts';

export type Route =
  | { readonly page: 'lab'; readonly preset: string; readonly seed: number | null }
  | { readonly page: 'hash'; readonly preset: string }
  | { readonly page: 'gallery'; readonly view: string | null; readonly only: string | null };

export const FIRST_PRESET = 'partition-healed-by-gossip';

/** What an address names; what names nothing is the first page. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, name = '', part = ''] = path.split('/');
  if (page === 'hash' && presets[name] !== undefined) return { page: 'hash', preset: name };
  if (page === 'gallery') return { page: 'gallery', view: name || null, only: part || null };
  const seed = Number(new URLSearchParams(query).get('seed') ?? Number.NaN);
  return { page: 'lab', preset: page === 'run' && presets[name] !== undefined ? name : FIRST_PRESET, seed: Number.isInteger(seed) && seed >= 0 ? seed : null };
}

export function addressOf(preset: string, seed: number): string {
  return `#/run/${preset}?seed=${seed}`;
}

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}
