/**
 * A set of two grow-only sets (Shapiro et al. 2011): what was added and what was removed, a tombstone for each element for ever. Remove
 * wins, and what was once removed can never come back. An owner removes only what it has seen added.
 */
import type { ConflictPolicy } from '../versions/policy.ts';
import { kernelPolicy } from './kernel.ts';
import { elementDelta, isOf, loadedSet } from './set.ts';

export function twoPhaseSet(sync: 'state' | 'delta'): ConflictPolicy {
  return kernelPolicy(
    {
      id: 'two-phase-set',
      takes: ['add', 'remove'],
      keepsSiblings: false,
      change: (held, { kind, value, valueBytes }) => {
        const of = held.filter(isOf(value));
        if (kind !== 'remove') return of.length > 0 ? { keep: held } : { keep: held, add: { value, valueBytes } };
        const isIn = of.length > 0 && !of.some(({ tombstone }) => tombstone);
        return isIn ? { keep: held, add: { value, tombstone: true, valueBytes } } : { keep: held };
      },
      loaded: loadedSet('two-phase-set'),
      delta: elementDelta('two-phase-set'),
    },
    sync,
  );
}
