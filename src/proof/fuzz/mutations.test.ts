/** Five thousand broken scenarios: the parser never throws, and what it accepts is built and runs, a while here, for longer in `run.ts`. */
import { describe, expect, it } from 'vitest';
import { checkMutation, type Outcome } from './mutations.ts';

const RUNS = 5000;
/** Every so many of them runs for long. */
const LONG_EVERY = 33;

const bounds = { replicas: 2000, keys: 100_000, events: 200 };

function check(seed: number): Outcome {
  try {
    return checkMutation(seed, seed % LONG_EVERY === 0 ? { ...bounds, events: 10_000 } : bounds);
  } catch (error) {
    throw new Error(`seed ${seed} (its document: npm run fuzz -- mutations --seeds ${seed}): ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

describe('broken scenarios', () => {
  it(`are refused with a sentence or run, ${RUNS} of them`, { timeout: 600_000 }, () => {
    const outcomes = new Map<Outcome, number>();
    for (let seed = 1; seed <= RUNS; seed++) {
      const outcome = check(seed);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // Not all nonsense, not all harmless.
    expect(outcomes.get('refused') ?? 0).toBeGreaterThan(RUNS / 2);
    expect(outcomes.get('ran') ?? 0).toBeGreaterThan(RUNS / 20);
  });
});
