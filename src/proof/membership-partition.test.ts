/** What the documents' large partition shows; in CI among 60 replicas, of all 1,000 with the golden figures. */
import { describe, expect, it } from 'vitest';
import { apart } from '../engine/presets/membership-partition.ts';
import { buildResult } from '../engine/result.ts';
import { many } from './golden/statistics.ts';
import { scenarioOf } from './scenario-of.ts';
import { runToStop } from './simulate-document.ts';

describe('a partition of 70 and 30 in a hundred, with joins and a death while it lasts', () => {
  it.each(many ? [60, 1000] : [60])('leaves %i replicas of one mind soon after it is healed', { timeout: 600_000 }, (replicas) => {
    const smaller = replicas * 0.3;
    const { membership, endedAtMs, refused } = buildResult(runToStop(scenarioOf(apart(replicas, smaller))).world, ['membership']);
    expect(refused).toEqual([]);
    // Everybody that is up, the two that joined too, believes the one dead that died, and nobody else.
    expect(membership).toMatchObject({ deadMarks: replicas + 1, wrongMarks: 0, disputed: 0 });
    expect(endedAtMs).toBeLessThan(200_000);
    // Each side gave up the other: twice 70 × 30 pairs at least, and took it back.
    expect(membership?.suspected).toBeGreaterThanOrEqual(2 * smaller * (replicas - smaller));
    expect(membership?.revived).toBeGreaterThanOrEqual(2 * smaller * (replicas - smaller) - replicas);
  });
});
