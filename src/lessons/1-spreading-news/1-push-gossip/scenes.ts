/**
 * The clusters of this lesson, for its steps and its questions: one client writes one key, and gossip in synchronous rounds does the rest. Round k ends half
 * an interval after its start, so at k seconds and a half. Seeds are chosen for typical runs; nothing that is claimed hangs on them unless the prose says so.
 */
import type { ScenarioDocument } from '../../../quiz/question.ts';

export const KEY = 'news';

/** When round k has ended. */
export const endOf = (round: number): number => round * 1000 + 500;

function rumour(title: string, seed: number, replicas: number, protocol: 'push' | 'pull' = 'push'): ScenarioDocument {
  return {
    version: 1,
    title,
    seed,
    mode: 'rounds',
    replicas,
    placement: { replicationFactor: replicas },
    gossip: { protocol, fanout: 1, intervalMs: 1000 },
    script: [{ atMs: 500, command: { type: 'write', client: 'phone', via: replicas > 26 ? 'n1' : 'A', key: KEY, value: 'we moved', local: true } }],
    stop: { atMs: 40_000, whenConverged: true },
  };
}

/** Few enough to follow every push. In the third round of this seed two holders push to each other. */
export const twelve = rumour('News among twelve replicas', 33, 12);
/** While the pushes of that round are about to arrive. */
export const IN_FLIGHT_MS = 3240;
/** When only the first replica holds the news, and nothing was pushed yet. */
export const WRITTEN_MS = 700;
/** The same, open to the learner: it does not end where the news died, and all agree that there is none. */
export const heldUp: ScenarioDocument = { ...twelve, title: 'Hold the news up', stop: { atMs: 60_000 } };

export const hundred = rumour('News among a hundred replicas', 114, 100);
/** All know by then, with this seed. */
export const ALL_KNOW_MS = endOf(12);
/** Up to round 7 and no further: what comes after is asked later. */
export const SEVEN_MS = endOf(7);
export const sevenRounds: ScenarioDocument = { ...hundred, stop: { atMs: SEVEN_MS } };

export const thousand = rumour('News among a thousand replicas', 114, 1000);
export const hundredPulling = rumour('A hundred replicas that pull', 114, 100, 'pull');

/** So many other seeds are drawn behind a run. */
export const MANY = 200;
