/** Push gossip as the leanest typed-array loop that can compute it: an oracle for the figures and a yardstick for speed. */

/** Rounds until all n replicas have heard, and how many had after each round; `random` gives uniform numbers in [0, 1). */
export function leanPush(n: number, random: () => number): { readonly rounds: number; readonly infected: readonly number[] } {
  const heard = new Uint8Array(n);
  const order = new Int32Array(n);
  heard[0] = 1;
  let count = 1;
  const infected = [1];
  let rounds = 0;
  while (count < n) {
    const acting = count;
    rounds++;
    for (let i = 0; i < acting; i++) {
      const drawn = Math.floor(random() * (n - 1));
      const target = drawn < order[i] ? drawn : drawn + 1;
      if (heard[target] === 1) continue;
      heard[target] = 1;
      order[count++] = target;
    }
    infected.push(count);
  }
  return { rounds, infected };
}

/** A small generator for loops that are not the engine (xorshift32). */
export function lcg(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}
