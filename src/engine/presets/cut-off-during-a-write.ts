/**
 * The story that the repair presets share, so that they differ in nothing but the mechanism: a cart is on three replicas, C is cut off,
 * the cart changes, C comes back. Three seconds of cut, longer than a write's timeout, so that a hint would have been stored.
 */
import type { Json } from '../versions/version.ts';

const story: readonly Json[] = [
  { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
  { atMs: 300, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
  { atMs: 500, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
  { atMs: 3500, command: { type: 'heal' } },
];

/** The story's document with one mechanism switched on and, if wanted, more script lines at its end. */
export function cutOffDuringAWrite(title: string, mechanism: { readonly [name: string]: Json }, more: readonly Json[] = []): { readonly [name: string]: Json } {
  return {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    ...mechanism,
    script: [...story, ...more],
    stop: { atMs: 12_000 },
  };
}
