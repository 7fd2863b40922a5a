/** A set that only grows (Shapiro et al. 2011): merging is union. */
import type { ConflictPolicy } from '../versions/policy.ts';
import { kernelPolicy } from './kernel.ts';
import { elementDelta, isOf, loadedSet } from './set.ts';

export function gSet(sync: 'state' | 'delta'): ConflictPolicy {
  return kernelPolicy(
    {
      id: 'g-set',
      takes: ['add'],
      keepsSiblings: false,
      change: (held, { value, valueBytes }) => (held.some(isOf(value)) ? { keep: held } : { keep: held, add: { value, valueBytes } }),
      loaded: loadedSet('g-set'),
      delta: elementDelta('g-set'),
    },
    sync,
  );
}
