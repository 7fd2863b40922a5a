/**
 * A set in which an add wins over a concurrent remove, without tombstones (Bieniusa et al., "An optimized conflict-free replicated
 * set", 2012; Riak's ORSWOT): an add names the element by a new dot, a remove takes away the dots that its owner has observed. A dot
 * that an owner has not seen survives its remove.
 */
import type { ConflictPolicy } from '../versions/policy.ts';
import { kernelPolicy } from './kernel.ts';
import { isOf, loadedSet } from './set.ts';

export function orSet(sync: 'state' | 'delta'): ConflictPolicy {
  return kernelPolicy(
    {
      id: 'or-set',
      takes: ['add', 'remove'],
      keepsSiblings: false,
      change: (held, { kind, value, valueBytes }) => {
        const isIt = isOf(value);
        const keep = held.filter((version) => !isIt(version));
        return kind === 'remove' ? { keep } : { keep, add: { value, valueBytes } };
      },
      loaded: loadedSet('or-set'),
    },
    sync,
  );
}
