/** Anti-entropy held back: by a rate, by the queue of its node; and the repair storm that this prevents. */
import { describe, expect, it } from 'vitest';
import { presets } from '../engine/presets/index.ts';
import { simulateDocument } from './simulate-document.ts';

describe('pacing', () => {
  const paced = (antiEntropy: object) =>
    simulateDocument(
      {
        version: 1,
        replicas: 2,
        network: { latencyMs: 1 },
        data: { keys: 100, valueBytes: 1000, divergent: [{ replica: 'B', keys: 50 }] },
        antiEntropy: { mechanism: 'full', ...antiEntropy },
        script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
        stop: { atMs: 29_000 },
      },
      1,
    );

  it('makes a message of 100 KB take ten seconds at 10 KB a second', () => {
    expect(paced({}).convergedAtMs).toBe(1);
    const { convergedAtMs, antiEntropy } = paced({ bytesPerSec: 10_000 });
    expect(convergedAtMs).toBeCloseTo((32 + 100 * (1000 + 16 + 9)) / 10 + 1, 3);
    expect(antiEntropy.sessions).toBe(1);
  });

  it('does not pause where nothing waits', () => {
    expect(paced({ backPressure: true }).convergedAtMs).toBe(1);
  });

  it('keeps a repair storm from the readers, and mends the same keys', () => {
    const [storm, calm] = ['repair-storm', 'repair-paced'].map((id) => simulateDocument(presets[id]?.scenario, 1));
    expect([storm.converged, calm.converged]).toEqual([true, true]);
    expect(calm.antiEntropy.keysDiffering).toBe(storm.antiEntropy.keysDiffering);
    expect(storm.operations.readLatencyMs.p99 ?? 0).toBeGreaterThan(3 * (calm.operations.readLatencyMs.p99 ?? 0));
  });
});
