/** Fresh writes read back at once under the four measured latency fits of PBS (Bailis et al. 2012; facts A4): how often one replica of three is too few. */
import type { Preset } from './preset.ts';

function measured(preset: string, store: string, perSec: number, consistent: string): Preset {
  const title = `PBS: ${store}`;
  return {
    title,
    summary: `Probabilistically bounded staleness: a client writes a key and reads it as soon as one replica of three has acknowledged, a thousand times. ${consistent} of these reads find the write.`,
    scenario: {
      version: 1,
      title,
      network: { latencyMs: { preset } },
      coordination: { read: 'one', write: 'one', readTimeoutMs: 60_000, writeTimeoutMs: 60_000 },
      workload: [{ client: 'shop', operation: 'write-then-read', via: 'none', perSec, arrival: 'poisson', count: 1000 }],
      stop: { atMs: (1000 / perSec) * 1000 + 10_000 },
    },
  };
}

export const pbsSsd = measured('lnkd-ssd', 'LinkedIn on solid-state disks', 100, 'About 97 in 100');
export const pbsDisk = measured('lnkd-disk', 'LinkedIn on spinning disks', 100, 'About 44 in 100');
export const pbsYammer = measured('ymmr', 'Yammer’s Riak', 20, 'About 89 in 100');
export const pbsWideArea = measured('wan', 'a wide-area network', 20, 'About 33 in 100');
