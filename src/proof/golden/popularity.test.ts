/** Hot and cold keys against facts A7.6: repair on read reaches only what is read, and most keys are read seldom. */
import { describe, expect, it } from 'vitest';
import { popularKey } from '../../engine/world/popularity.ts';
import { lcg } from '../lean-push.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, patience } from './statistics.ts';

/** A tenth of the fact's keys and reads, so a tenth of the time for the same shares; all of them under `npm run golden`. */
const scale = many ? 1 : 0.1;
const keys = 100_000 * scale;
const hot = keys / 100;

function sharesRead(reads: number): { readonly hot: number; readonly cold: number } {
  const { history } = simulateDocument({
    version: 1,
    replicas: 1,
    data: { keys },
    workload: [{ client: 'c', via: 'A', perSec: 10_000, count: reads, distribution: 'hot', hotKeys: 0.01, hotOperations: 0.9 }],
    stop: { atMs: reads / 10 },
  });
  const seen = [...new Set(history.map(({ key }) => Number(key.slice(1))))];
  const hotSeen = seen.filter((key) => key < hot).length;
  return { hot: hotSeen / hot, cold: (seen.length - hotSeen) / (keys - hot) };
}

describe('1 % of the keys take 90 % of the reads', patience, () => {
  it('after as many reads as there are keys every hot key has been read, and 9.6 % of the cold ones', () => {
    const shares = sharesRead(100_000 * scale);
    expect(shares.hot).toBeGreaterThan(0.995);
    expect(Math.abs(shares.cold - 0.096)).toBeLessThan(0.01);
  });

  it('after ten times as many 63.6 % of the cold ones', () => {
    const shares = sharesRead(1_000_000 * scale);
    expect(shares.hot).toBe(1);
    expect(Math.abs(shares.cold - 0.636)).toBeLessThan(0.01);
  });

  it('after fifty times as many 99.4 % of them, by the draws alone', () => {
    // Of one operation after the other of such a run nothing but its key counts: the law that names it is asked here.
    const random = lcg(5);
    const line = { keys: 100_000, distribution: 'hot', exponent: 1, hotKeys: 0.01, hotOperations: 0.9 } as const;
    const seen = new Uint8Array(line.keys);
    for (let read = 0; read < 5_000_000; read++) seen[popularKey(line, random())] = 1;
    const share = (from: number, to: number): number => seen.subarray(from, to).reduce((sum, one) => sum + one, 0) / (to - from);
    expect(share(0, 1000)).toBe(1);
    expect(Math.abs(share(1000, line.keys) - 0.994)).toBeLessThan(0.01);
  });
});
