/** Chromium and Node agree on twenty runs, by both hashes: every preset, and some of them under other seeds. */
import { expect, test } from '@playwright/test';
import { Cluster } from '../src/engine/cluster.ts';
import { presets } from '../src/engine/presets/index.ts';
import { Run } from '../src/engine/run.ts';
import { parseScenario } from '../src/engine/scenario/index.ts';
import { stateHash } from '../src/engine/state-hash.ts';

const runs: readonly (readonly [string, number | null])[] = [
  ...Object.keys(presets)
    // A thousand replicas take a browser longer than a test should.
    .filter((id) => id !== 'gossip-1000' && id !== 'membership-partition')
    .map((id) => [id, null] as const),
  ...(['partition-healed-by-gossip', 'siblings-in-a-cart', 'healed-by-merkle', 'resurrected-delete', 'gossip-100', 'healed-by-hints'] as const).map(
    (id, i) => [id, 11 + i] as const,
  ),
];

test('there are twenty runs to compare', () => {
  expect(runs.length).toBeGreaterThanOrEqual(20);
});

for (const [id, seed] of runs) {
  test(`Chromium and Node agree on ${id}${seed === null ? '' : ` under seed ${seed}`}, by both hashes`, async ({ page }) => {
    const document_ = presets[id]?.scenario;
    const parsed = parseScenario(seed === null ? document_ : { ...document_, seed });
    if (!parsed.ok) throw new Error(parsed.message);
    const { atMs, whenConverged, when } = parsed.scenario.stop;
    const cluster = new Cluster(parsed.scenario);
    new Run(cluster, { atUs: atMs === null ? Number.POSITIVE_INFINITY : atMs * 1000, whenConverged, when }).finish();
    await page.goto(`./#/hash/${id}${seed === null ? '' : `?seed=${seed}`}`);
    await expect(page.locator('[data-trace-hash]')).toHaveAttribute('data-trace-hash', cluster.world.hash.hex(), { timeout: 30_000 });
    await expect(page.locator('[data-state-hash]')).toHaveAttribute('data-state-hash', stateHash(cluster.world));
    await expect(page.locator('[data-event]')).toHaveAttribute('data-event', String(cluster.event));
  });
}
