/**
 * Addresses of the page, all behind the hash so that it can be served from any folder: `#/`, `#/learn`, `#/learn/<lesson>/<step>`, `#/lab`, `#/lab?run=<code>`,
 * `#/lab/<id>`, `#/run/<preset>`, and those for looking after the product: `#/hash/<preset>`, `#/gallery`, `#/measure/<replicas>`.
 */
import { presets } from '../engine/presets/index.ts';
import { type Contrast, contrastOf, textOf } from './contrast.ts';

export type Route =
  | { readonly page: 'story'; readonly first: boolean; readonly preset: string; readonly seed: number | null; readonly contrast: Contrast | null }
  | { readonly page: 'contents' }
  | { readonly page: 'lesson'; readonly lesson: string; readonly step: string | null; readonly present: boolean }
  | { readonly page: 'lab-home'; readonly link: string | null }
  | { readonly page: 'lab'; readonly id: string; readonly contrast: Contrast | null }
  | { readonly page: 'hash'; readonly preset: string; readonly seed: number | null }
  | { readonly page: 'measure'; readonly replicas: number }
  | { readonly page: 'gallery'; readonly view: string | null; readonly only: string | null };

export const FIRST_PRESET = 'day-one';

/** What an address names; what names nothing is the first page. */
export function routeOf(hash: string): Route {
  const [path = '', ...rest] = hash.replace(/^#\/?/, '').split('?');
  const query = rest.join('?');
  const [page, name = '', part = ''] = path.split('/').map(decoded);
  if (page === 'measure') return { page: 'measure', replicas: Math.max(2, Math.min(10_000, Math.floor(Number(name) || 100))) };
  if (page === 'gallery') return { page: 'gallery', view: name || null, only: part || null };
  const parameters = new URLSearchParams(query);
  if (page === 'learn') return name === '' ? { page: 'contents' } : { page: 'lesson', lesson: name, step: part || null, present: parameters.has('present') };
  const contrast = contrastOf(parameters.get('beside'));
  // A link's code is taken as it is written: a plus sign in it is no space.
  if (page === 'lab') return name === '' ? { page: 'lab-home', link: /(?:^|&)run=([^&]*)/.exec(query)?.[1] ?? null } : { page: 'lab', id: name, contrast };
  const given = Number(parameters.get('seed') ?? Number.NaN);
  const seed = Number.isInteger(given) && given >= 0 ? given : null;
  if (page === 'hash' && presets[name] !== undefined) return { page: 'hash', preset: name, seed };
  const known = page === 'run' && presets[name] !== undefined;
  return { page: 'story', first: !known, preset: known ? name : FIRST_PRESET, seed, contrast };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function addressOf(preset: string, seed: number | null, contrast: Contrast | null = null): string {
  const parameters = new URLSearchParams();
  if (seed !== null) parameters.set('seed', String(seed));
  if (contrast !== null) parameters.set('beside', textOf(contrast));
  const query = parameters.toString();
  return `#/run/${preset}${query === '' ? '' : `?${query}`}`;
}
