/**
 * The day that the presets of systems share, so that they differ in nothing but the system: six replicas, a cart on A, B and C. C goes down
 * and misses a write; B goes down too, and a quorum of owners is gone while the cart is written and read; both come back; phone and
 * laptop change the cart in the same instant. C also comes to the day with old copies of twenty cold keys.
 */
import type { Json } from '../versions/version.ts';

interface Parts {
  /** Sections of the document that make the system. */
  readonly system: { readonly [section: string]: { readonly [name: string]: Json } };
  /** What else happens, before the end. */
  readonly more?: readonly Json[];
}

const write = (client: string, via: string, value: string): { readonly [name: string]: Json } => ({ type: 'write', client, via, key: 'cart', value });
const read = (client: string, via: string): { readonly [name: string]: Json } => ({ type: 'read', client, via, key: 'cart' });

/** When both owners are down and the cart is written. */
export const OUTAGE_MS = 110_000;
export const DAY_ENDS_MS = 240_000;

export function systemDay(title: string, { system, more = [] }: Parts): { readonly [name: string]: Json } {
  return {
    version: 1,
    title,
    replicas: 6,
    network: { latencyMs: { distribution: 'uniform', min: 2, max: 8 } },
    data: { keys: 300, divergent: [{ replica: 'C', keys: 20 }] },
    ...system,
    placement: { pin: { cart: ['A', 'B', 'C'] }, ...system.placement },
    workload: [{ client: 'shop', operation: 'read', via: 'D', perSec: 1, arrival: 'poisson', endMs: 170_000 }],
    script: [
      { atMs: 5000, command: write('phone', 'A', 'milk') },
      { atMs: 10_000, command: { type: 'crash', replica: 'C' } },
      // By now a detector by heartbeats has noticed, even from a cold start (36.8 s).
      { atMs: 59_000, command: read('phone', 'A') },
      { atMs: 60_000, command: write('phone', 'A', 'milk, eggs') },
      { atMs: 65_000, command: { type: 'crash', replica: 'B' } },
      { atMs: 109_000, command: read('phone', 'A') },
      { atMs: OUTAGE_MS, command: write('phone', 'A', 'milk, eggs, bread') },
      { atMs: 112_500, command: read('phone', 'A') },
      { atMs: 120_000, command: { type: 'restart', replica: 'B' } },
      { atMs: 120_000, command: { type: 'restart', replica: 'C' } },
      { atMs: 149_000, command: read('phone', 'A') },
      { atMs: 149_000, command: read('laptop', 'B') },
      { atMs: 150_000, command: write('phone', 'A', 'milk, eggs, bread, jam') },
      { atMs: 150_000, command: write('laptop', 'B', 'milk, eggs, bread, tea') },
      { atMs: 151_000, command: read('tablet', 'C') },
      // One of the cold keys of which C has an old copy.
      { atMs: 172_000, command: { ...read('auditor', 'A'), key: 'k7', consistency: 'all' } },
      ...more,
    ],
    stop: { atMs: DAY_ENDS_MS },
  };
}
