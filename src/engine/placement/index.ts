/** Placement as the rest of the engine sees it: the view over a token ring, and the ring itself for figures of balance. */
export { buildRing, keyToken, ownershipOf, type Ring, rangeOf, walkClockwise } from './ring.ts';
export { createRingView, type RingKeys, type RingOptions } from './ring-view.ts';
