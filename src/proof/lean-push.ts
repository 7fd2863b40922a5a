/** Push and push-pull gossip as the leanest typed-array loops that can compute them: an oracle for the figures and a yardstick for speed. */

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

/** The same of push-pull: everybody contacts one other, and either end that had heard by the round's start tells the other. */
export function leanPushPull(n: number, random: () => number): { readonly rounds: number; readonly infected: readonly number[] } {
  let heard = new Uint8Array(n);
  heard[0] = 1;
  let count = 1;
  const infected = [1];
  while (count < n) {
    const next = heard.slice();
    for (let node = 0; node < n; node++) {
      const drawn = Math.floor(random() * (n - 1));
      const peer = drawn < node ? drawn : drawn + 1;
      if (heard[node] === heard[peer]) continue;
      const told = heard[node] === 1 ? peer : node;
      count += 1 - next[told];
      next[told] = 1;
    }
    heard = next;
    infected.push(count);
  }
  return { rounds: infected.length - 1, infected };
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
