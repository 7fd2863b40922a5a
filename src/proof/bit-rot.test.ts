/** What the two presets of bit rot must show. */
import { describe, expect, it } from 'vitest';
import { presets } from '../engine/presets/index.ts';
import { simulateDocument } from './simulate-document.ts';

describe('bit rot', () => {
  it('spreads where nothing checks what is read', () => {
    const { converged, violations, replicas } = simulateDocument(presets['bit-rot-spreads']?.scenario, 1);
    expect(converged).toBe(true);
    expect(violations.map(({ checker }) => checker)).toEqual(['corruption-spread', 'corruption-spread']);
    expect(['A', 'B', 'C'].map((name) => replicas?.[name]?.k7?.values)).toEqual([['\ufffdk7:2'], ['\ufffdk7:2'], ['\ufffdk7:2']]);
  });

  it('is unseen by trees that follow writes until a scrub drops it', () => {
    const { converged, convergedAtMs, repairs, violations } = simulateDocument(presets['bit-rot-scrubbed']?.scenario, 1);
    expect([converged, repairs['anti-entropy'], violations]).toEqual([true, 1, []]);
    expect(convergedAtMs).toBeGreaterThan(13_000);
  });
});
