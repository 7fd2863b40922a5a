/** Placement as the rest of the engine sees it: the view over a token ring, and the ring itself for figures of balance. */

export { type Handover, type Moving, viewOfRing } from './moving.ts';
export { buildRing, keyToken, ownershipOf, type Ring, rangeOf, walkClockwise } from './ring.ts';
export { createRingView, type RingKeys, type RingOptions, type RingView } from './ring-view.ts';
