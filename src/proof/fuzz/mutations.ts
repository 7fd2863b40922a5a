/** What must hold of one mutated scenario: the parser says yes or a sentence, and what it accepts can be built and run. */
import { Cluster } from '../../engine/cluster.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { LimitReached } from '../../engine/world/world.ts';
import { mutatedDocument } from './mutate.ts';

export type Outcome = 'refused' | 'too large here' | 'ran' | 'ended early' | 'limit';

/** How large a cluster the fuzz builds, of those that the format allows. */
export interface Bounds {
  readonly replicas: number;
  readonly keys: number;
  readonly events: number;
}

export function checkMutation(seed: number, bounds: Bounds): Outcome {
  return checkMutated(mutatedDocument(seed), bounds);
}

/** Throws where something does not hold. */
export function checkMutated(document: unknown, bounds: Bounds): Outcome {
  const parsed = parseScenario(document);
  if (!parsed.ok) {
    if (!parsed.path.startsWith('$') || parsed.message.length > 1000 || !parsed.message.startsWith('$'))
      throw new Error(`a refusal says no place: ${parsed.path}: ${parsed.message}`);
    return 'refused';
  }
  const { scenario } = parsed;
  if (scenario.replicas.length > bounds.replicas || scenario.data.keys > bounds.keys) return 'too large here';
  try {
    const cluster = new Cluster(scenario);
    const { world } = cluster;
    let lastUs = 0;
    while (world.event < bounds.events) {
      // A world that has no limit on what one event does would hang here, and the caller's time limit would say so.
      if (!cluster.step()) return 'ended early';
      if (!(world.nowUs >= lastUs)) throw new Error(`event ${world.event} comes at ${world.nowUs} µs, after one at ${lastUs} µs`);
      lastUs = world.nowUs;
    }
    return 'ran';
  } catch (error) {
    if (error instanceof LimitReached) return 'limit';
    throw error;
  }
}
