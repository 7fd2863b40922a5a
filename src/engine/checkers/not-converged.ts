/** Quiet, healed and still different: judged once, where a run ends, since until then something might still repair it. */

export interface AtTheEnd {
  /** No message in flight, no client waiting. */
  readonly quiet: boolean;
  /** Every replica is up and can reach every other. */
  readonly healed: boolean;
  readonly divergentKeys: number;
  readonly divergentCopies: number;
}

/** What is wrong, in one sentence; null where nothing is, or where it is too early to say. */
export function notConverged({ quiet, healed, divergentKeys, divergentCopies }: AtTheEnd): string | null {
  if (!quiet || !healed || divergentKeys === 0) return null;
  const keys = divergentKeys === 1 ? '1 key' : `${divergentKeys} keys`;
  const copies = divergentCopies === 1 ? '1 copy differs' : `${divergentCopies} copies differ`;
  return `quiet and healed, and still different: ${copies} in ${keys}`;
}
