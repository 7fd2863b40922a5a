/** Another seed, the same one each time from here. */
export function nextSeed(seed: number): number {
  return (seed * 7919 + 104_729) % 1_000_000;
}
