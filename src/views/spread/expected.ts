/**
 * What theory expects of gossip that never stops, in synchronous rounds (Demers et al. 1987): the mean-field recurrence of the share that
 * does not know yet, with any fan-out and loss, and what a round would do if no message met a replica that knows already. An expectation
 * over all seeds with nothing down and nothing cut; one run scatters around it.
 */
import type { Scenario } from '../../engine/scenario/scenario.ts';

export interface GossipPlan {
  readonly protocol: 'push' | 'pull' | 'push-pull';
  readonly fanout: number;
  /** Share of contacts lost on the way. */
  readonly loss: number;
  readonly replicas: number;
  /** Replicas that are to hold the key; a contact may go to any replica. */
  readonly owners: number;
}

/** Below so many owners chance is everything, and a mean says nothing about a run. */
const FEWEST = 10;
const ROUNDS_AT_MOST = 400;

/** The plan of a scenario in rounds whose gossip theory speaks of; null where it does not. */
export function planOf(scenario: Scenario, owners: number): GossipPlan | null {
  const { protocol, fanout } = scenario.gossip;
  if (scenario.mode !== 'rounds' || protocol === 'off' || owners < FEWEST) return null;
  return { protocol, fanout, loss: scenario.network.loss, replicas: scenario.replicas.length, owners };
}

/** The share that does not know after one more round, where `s` does not know before it. */
export function nextUnaware(s: number, { protocol, fanout, loss, replicas, owners }: GossipPlan): number {
  const aware = owners * (1 - s);
  /** A push of each that knows misses a given replica. */
  const missed = (1 - (1 - loss) / (replicas - 1)) ** (fanout * aware);
  /** None of its own questions meets one that knows. */
  const unanswered = (1 - ((1 - loss) * aware) / replicas) ** fanout;
  if (protocol === 'push') return s * missed;
  return protocol === 'pull' ? s * unanswered : s * unanswered * missed;
}

/** Expected holders after 0, 1, 2, … rounds, until fewer than half a replica is left out. */
export function expectedHolders(plan: GossipPlan, start: number): readonly number[] {
  const { owners } = plan;
  const expected = [start];
  for (let s = 1 - start / owners; s * owners > 0.05 && expected.length < ROUNDS_AT_MOST; ) {
    s = nextUnaware(s, plan);
    expected.push(owners * (1 - s));
  }
  return expected;
}

/** After how many rounds theory leaves fewer than half a replica out; null where that takes too long to draw. */
export function roundsExpected(expected: readonly number[], owners: number): number | null {
  const at = expected.findIndex((holders) => holders > owners - 0.5);
  return at < 0 ? null : at;
}

/** If every push reached somebody new: holders × (1 + fan-out) each round, at most all. Only pushes grow so. */
export function idealHolders({ protocol, fanout, owners }: GossipPlan, start: number, round: number): number | null {
  return protocol === 'push' ? Math.min(owners, start * (1 + fanout) ** round) : null;
}

/** What a round would do: "doubled", "tripled", or "grew 5-fold". */
export function growthWord(fanout: number): string {
  return fanout === 1 ? 'doubled' : fanout === 2 ? 'tripled' : `grew ${fanout + 1}-fold`;
}

/** The recurrence as it is computed, s being the share that does not know. */
export function formulaOf({ protocol, fanout, loss, replicas, owners }: GossipPlan): string {
  const way = loss > 0 ? `${Math.round((1 - loss) * 1000) / 1000}` : '1';
  const count = fanout === 1 ? `${owners}` : `${fanout} × ${owners}`;
  const share = owners === replicas ? '(1 − s)' : `(1 − s) × ${owners}/${replicas}`;
  const missed = `(1 − ${way}/${replicas - 1})^(${count} (1 − s))`;
  const open = loss > 0 || owners !== replicas ? `(1 − ${loss > 0 ? `${way} ` : ''}${share})` : 's';
  const unanswered = fanout === 1 ? open : `${open}^${fanout}`;
  const factor = protocol === 'push' ? missed : protocol === 'pull' ? unanswered : `${unanswered} × ${missed}`;
  return `s′ = s × ${factor}`;
}
