/**
 * A register that keeps concurrent values side by side (Shapiro et al. 2011; the shopping cart of Dynamo). A write replaces all that
 * its owner holds: unlike under dotted version vectors, what the client had read plays no part.
 */
import { type ConflictPolicy, REGISTER_KINDS } from '../versions/policy.ts';
import { kernelPolicy } from './kernel.ts';

export function mvRegister(sync: 'state' | 'delta'): ConflictPolicy {
  return kernelPolicy(
    {
      id: 'mv-register',
      takes: REGISTER_KINDS,
      keepsSiblings: true,
      change: (_held, { value, tombstone, valueBytes }) => ({ keep: [], add: { value, tombstone, valueBytes } }),
    },
    sync,
  );
}
