/** A document of the scenario format as a scenario, for proofs that write theirs inline; a bad one is a mistake in the proof. */
import { assert } from '../base/assert.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';

export function scenarioOf(document: unknown): Scenario {
  const parsed = parseScenario(document);
  assert(parsed.ok, parsed.ok ? '' : parsed.message);
  return parsed.scenario;
}
