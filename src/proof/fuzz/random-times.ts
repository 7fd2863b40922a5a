/** When a document of the fuzz turns from faults to calm and from calm to repair, and what all of its parts know of it. */

export const CALM_MS = 3000;
export const REPAIR_MS = 6000;
/** The longest simulated time the format knows: no tombstone comes of age. */
export const NEVER_MS = 30 * 86_400_000;

/** Seeds with a test of their name: layers that came after them leave them alone. */
export const AS_THEY_WERE = [2, 5, 12, 13, 20, 24, 27, 40, 65, 154, 235, 631, 1345, 436206, 500360, 501246, 501437];

export interface FuzzDocument {
  readonly version: 1;
  readonly seed: number;
  readonly [section: string]: unknown;
}
