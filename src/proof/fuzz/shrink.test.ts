/** The shrinker, on failures that were planted: it must find them again, and leave nothing beside them. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../engine/scenario/index.ts';
import { simulateDocument } from '../simulate-document.ts';
import { checkConvergence } from './convergence.ts';
import { outcomeOf } from './failure.ts';
import { randomDocument } from './random-document.ts';
import { shrink } from './shrink.ts';
import type { ShrinkDocument } from './shrink-steps.ts';

interface Line {
  readonly atMs: number;
  readonly command: { readonly type: string; readonly [field: string]: unknown };
}

const linesOf = (document: ShrinkDocument): readonly Line[] => (document.script ?? []) as readonly Line[];

describe('a failure', () => {
  it('of two commands in their order becomes those two', () => {
    const fails = (document: ShrinkDocument): boolean => {
      if (!parseScenario(document).ok) return false;
      const crash = linesOf(document).findIndex(({ command }) => command.type === 'crash');
      return (
        crash >= 0 &&
        linesOf(document)
          .slice(crash)
          .some(({ command }) => command.type === 'heal')
      );
    };
    const { document, unfinished } = shrink(randomDocument(3), fails);
    expect(unfinished).toBe(false);
    expect(document).toEqual({
      version: 1,
      seed: 3,
      replicas: [{ id: expect.any(String) }],
      script: [
        { atMs: 0, command: { type: 'crash', replica: expect.any(String) } },
        { atMs: 0, command: { type: 'heal' } },
      ],
      workload: [],
      stop: {},
    });
  });

  it('of one knob beside one line of a workload becomes these, with the smallest numbers that fail', () => {
    const fails = (document: ShrinkDocument): boolean => {
      const { gossip, workload } = document as { gossip?: { maxKeys?: number }; workload?: readonly { keys?: number }[] };
      return (gossip?.maxKeys ?? 0) > 20 && workload?.some(({ keys = 0 }) => keys >= 2) === true;
    };
    const start = {
      ...randomDocument(5),
      gossip: { protocol: 'push', maxKeys: 400, jitter: 0.5 },
      workload: [{ client: 'a', keys: 6, perSec: 3 }, { client: 'b' }],
    };
    expect(shrink(start, fails).document).toMatchObject({ gossip: { maxKeys: expect.any(Number) }, workload: [{ keys: expect.any(Number) }], script: [] });
    const { gossip, workload } = shrink(start, fails).document as { gossip: object; workload: object[] };
    expect(gossip).toEqual({ maxKeys: 25 });
    expect(workload).toEqual([{ keys: 2 }]);
  });

  // A tree that hashes keys alone cannot see that two replicas store different values: copies stay different, and the fuzz must say so.
  it('of the engine becomes a scenario of a few lines that fails the same way, and that the terminal runs', { timeout: 120_000 }, () => {
    const start = blind(13);
    const fails = (document: ShrinkDocument): boolean => outcomeOf(() => checkConvergence(document))?.kind === 'copy';
    const { document } = shrink(start, fails, 80);
    expect(fails(document)).toBe(true);
    expect(document).toMatchObject({ antiEntropy: { leafContent: ['key'] } });
    expect(linesOf(document).length).toBeLessThanOrEqual(4);
    expect((document.replicas as unknown[]).length).toBeLessThanOrEqual(2);
    expect(JSON.stringify(document).length).toBeLessThan(JSON.stringify(start).length / 10);
    expect(simulateDocument(document).converged).toBe(false);
  });
});

/** The document of a seed, compared at its end by trees whose leaves know nothing but keys. */
function blind(seed: number): ShrinkDocument {
  const document = randomDocument(seed);
  const lines = linesOf(document).map((line) =>
    line.command.path === 'antiEntropy.mechanism' && line.atMs >= 6000 ? { ...line, command: { ...line.command, value: 'merkle' } } : line,
  );
  return { ...document, script: lines, antiEntropy: { ...(document.antiEntropy as object), leafContent: ['key'] } };
}
