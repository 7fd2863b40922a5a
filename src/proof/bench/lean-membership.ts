/**
 * Gossip of heartbeats with an exponential phi detector as the leanest typed-array loop that can compute it: a yardstick for speed.
 * Every node ticks once a second at an offset of its own, its contact is done at once, and a cut keeps the sides apart for a while.
 */

/** Seconds until nobody believes anybody dead again, and how often a state newer than the known one was taken in. */
export function leanMembership(
  n: number,
  cut: { readonly first: number; readonly fromS: number; readonly toS: number },
  random: () => number,
): { readonly seconds: number; readonly taken: number } {
  const versions = new Int32Array(n * n);
  const heard = new Float64Array(n * n).fill(0);
  const mean = new Float64Array(n * n).fill(2);
  const dead = new Uint8Array(n * n);
  let marks = 0;
  let taken = 0;
  const sides = (node: number): boolean => node < cut.first;
  const take = (at: number, from: number, second: number): void => {
    for (let peer = 0; peer < n; peer++) {
      const mine = at * n + peer;
      if (peer === at || versions[from * n + peer] <= versions[mine]) continue;
      versions[mine] = versions[from * n + peer];
      const interval = second - heard[mine];
      if (interval < 2) mean[mine] += (interval - mean[mine]) / 10;
      heard[mine] = second;
      marks -= dead[mine];
      dead[mine] = 0;
      taken++;
    }
  };
  for (let second = 1; ; second++) {
    for (let node = 0; node < n; node++) {
      versions[node * n + node]++;
      const drawn = Math.floor(random() * (n - 1));
      const peer = drawn < node ? drawn : drawn + 1;
      const isCut = second >= cut.fromS && second < cut.toS && sides(node) !== sides(peer);
      if (!isCut) {
        take(peer, node, second);
        take(node, peer, second);
      }
      for (let other = 0; other < n; other++) {
        const at = node * n + other;
        if (other === node || dead[at] === 1 || (Math.LOG10E * (second - heard[at])) / mean[at] <= 8) continue;
        dead[at] = 1;
        marks++;
      }
    }
    if (second >= cut.toS && marks === 0) return { seconds: second, taken };
  }
}
