/** A counter that only grows (Shapiro, Preguiça, Baquero and Zawirski 2011): the value is the sum of the owners' entries. */
import type { ConflictPolicy } from '../versions/policy.ts';
import { counted, entryDelta, loadedCounter, notANumber } from './counter.ts';
import { kernelPolicy } from './kernel.ts';

/** Modelled bytes of one entry. */
const ENTRY_BYTES = 8;

export function gCounter(sync: 'state' | 'delta'): ConflictPolicy {
  return kernelPolicy(
    {
      id: 'g-counter',
      takes: ['increment'],
      keepsSiblings: false,
      refuses: (_kind, value) => (typeof value === 'number' && value < 0 ? 'a grow-only counter cannot count down' : notANumber(value)),
      change: (held, minting) => counted(held, minting, ENTRY_BYTES, (before) => ((before as number | undefined) ?? 0) + (minting.value as number)),
      loaded: loadedCounter('g-counter', (count) => count, ENTRY_BYTES),
      delta: entryDelta('g-counter'),
    },
    sync,
  );
}
