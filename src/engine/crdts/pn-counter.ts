/**
 * A counter that goes both ways (Shapiro et al. 2011): two grow-only counters, what was counted up and what was counted down. Every
 * owner's operation counts, so it cannot be kept from falling below zero.
 */
import type { ConflictPolicy } from '../versions/policy.ts';
import { counted, entryDelta, loadedCounter, notANumber } from './counter.ts';
import { kernelPolicy } from './kernel.ts';

/** Modelled bytes of one entry: up and down. */
const ENTRY_BYTES = 16;

export function pnCounter(sync: 'state' | 'delta'): ConflictPolicy {
  return kernelPolicy(
    {
      id: 'pn-counter',
      takes: ['increment'],
      keepsSiblings: false,
      refuses: (_kind, value) => notANumber(value),
      change: (held, minting) =>
        counted(held, minting, ENTRY_BYTES, (before) => {
          const [up, down] = (before as readonly [number, number] | undefined) ?? [0, 0];
          const by = minting.value as number;
          return by >= 0 ? [up + by, down] : [up, down - by];
        }),
      loaded: loadedCounter('pn-counter', (count) => [count, 0], ENTRY_BYTES),
      delta: entryDelta('pn-counter'),
    },
    sync,
  );
}
