/**
 * What a workload's write or delete asks of a key whose type knows neither: a counter counts by one (or, for a delete, down again), a
 * set takes the value in (or out). Where the type knows nothing like it, the operation is asked for as it stands, and refused.
 */
import type { OperationType } from '../trace.ts';
import type { ConflictPolicy } from '../versions/policy.ts';
import type { Json } from '../versions/version.ts';

export function operationFor(policy: ConflictPolicy, kind: 'read' | 'write' | 'delete', value: string): { readonly kind: OperationType; readonly value: Json } {
  if (kind === 'read') return { kind, value: null };
  if (policy.takes.includes(kind)) return { kind, value: kind === 'write' ? value : null };
  const other = policy.takes.includes('increment') ? 'increment' : kind === 'write' ? 'add' : 'remove';
  return { kind: other, value: other === 'increment' ? (kind === 'write' ? 1 : -1) : value };
}
