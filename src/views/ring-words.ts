/** How a replica stands in the ring while it is no plain member, in the words of every view. */
import type { RingView } from '../engine/picture/snapshot.ts';

export function ringWords({ status, of }: RingView): string {
  if (status === 'joining') return of === null ? 'joining' : `replacing ${of}`;
  return status === 'leaving' ? 'leaving' : 'has left';
}
