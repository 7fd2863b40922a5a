/** Facts A6.18 and erratum E004-12: 0.5 % of 2 TB in six hours is 0.46 MB/s net, its validation 92.6 MB/s, and a coarse tree sends two hundred times as much. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { presets } from '../../engine/presets/index.ts';
import { buildResult } from '../../engine/result.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { scenarioOf } from '../scenario-of.ts';

const SIX_HOURS_S = 6 * 3600;
/** The presets are a thousandth of the exercise. */
const SCALE = 1000;

function documentOf(id: string): { readonly [name: string]: unknown } {
  const { scenario = {} } = presets[id] ?? {};
  return { ...scenario, antiEntropy: { ...(scenario.antiEntropy as object), bytesPerSec: null } };
}

function sessionOf(scenario: Scenario) {
  const cluster = new Cluster(scenario);
  while (cluster.nextUs() < 1_000_000) cluster.step();
  return buildResult(cluster.world).antiEntropy;
}

describe('the bandwidth that repair needs', () => {
  const fine = scenarioOf(documentOf('repair-bandwidth'));
  const { keys, valueBytes } = fine.data;

  it('is 10 GB in six hours, 0.463 MB/s, of what changed', () => {
    const { keysDiffering } = sessionOf(fine);
    const changedBytes = keysDiffering * valueBytes * SCALE;
    expect(changedBytes).toBe(10e9);
    expect(changedBytes / SIX_HOURS_S / 1e6).toBeCloseTo(0.463, 3);
  });

  it('is 92.6 MB/s of disk to read all that a node holds', () => {
    expect((keys * valueBytes * SCALE) / SIX_HOURS_S / 1e6).toBeCloseTo(92.6, 1);
  });

  it('sends little more than what differs by a fine tree, and everything by a coarse one', () => {
    const { keysSent, keysDiffering, payloadBytes } = sessionOf(fine);
    expect(keysSent / keysDiffering).toBeLessThan(1.6);
    expect(payloadBytes / (keysDiffering * valueBytes)).toBeLessThan(1.65);
    const coarse = sessionOf(scenarioOf(documentOf('repair-bandwidth-coarse')));
    expect(coarse.keysSent / coarse.keysDiffering).toBeGreaterThan(190);
    expect(coarse.keysSent / coarse.keysDiffering).toBeLessThanOrEqual(200);
  });
});
