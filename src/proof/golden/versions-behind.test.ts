/** k-staleness against facts A4.2: a read of random fixed sets is within the last k versions with chance 1 − p^k, p the chance that the sets miss each other. */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';
import { many, patience } from './statistics.ts';

const reads = many ? 30_000 : 5000;

/** By how many acknowledged versions each read was behind. */
function versionsBehind(r: number, w: number): number[] {
  const { history } = simulateDocument({
    version: 1,
    network: { latencyMs: 1 },
    coordination: { read: r, write: w, readFanout: 'quorum', writeFanout: 'quorum', readFrom: 'random', writeTo: 'random' },
    workload: [
      { client: 'writer', operation: 'write', via: 'none', perSec: 100, keys: 1, count: reads },
      { client: 'reader', operation: 'read', via: 'none', perSec: 100, keys: 1, startMs: 5, count: reads },
    ],
    stop: { atMs: reads * 10 + 1000 },
  });
  let latest = 0;
  const behind: number[] = [];
  for (const { type, values } of history) {
    if (type === 'write') latest++;
    else behind.push(latest - (values.length === 0 ? 0 : Number(String(values[0]).slice('writer-'.length))));
  }
  // The first reads cannot be further behind than there are versions.
  return behind.slice(50);
}

describe('how many versions a read is behind', patience, () => {
  it.each([
    [1, 1, [0.333, 0.556, 0.704, 0.868, 0.983]],
    [1, 2, [0.667, 0.889, 0.963, 0.996, 1]],
  ] as const)('N = 3, R = %i, W = %i: within the last 1, 2, 3, 5 and 10 versions', (r, w, shares) => {
    const behind = versionsBehind(r, w);
    [1, 2, 3, 5, 10].forEach((k, i) => {
      const share = behind.filter((one) => one < k).length / behind.length;
      expect(Math.abs(share - (shares[i] ?? 0)), `k = ${k}: ${share}`).toBeLessThan(many ? 0.01 : 0.025);
    });
  });
});
