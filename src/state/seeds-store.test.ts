import { describe, expect, it } from 'vitest';
import type { SeedsJob, SeedsView } from '../engine/picture/seeds-view.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import { createSeedsStore } from './seeds-store.ts';

function scenarioOf(seed: number) {
  const parsed = parseScenario({ version: 1, seed, replicas: 3 });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
}

const running: SeedsView = { state: 'running', wanted: 20, done: 0, curves: [], errors: [] };

function setting() {
  const jobs: { job: SeedsJob; says: (view: SeedsView) => void; cancelled: boolean }[] = [];
  const store = createSeedsStore((job, onStep) => {
    const one = { job, says: onStep, cancelled: false };
    jobs.push(one);
    onStep(running);
    return () => {
      one.cancelled = true;
      onStep({ ...running, state: 'cancelled' });
    };
  });
  return { jobs, store, state: () => store.getState() };
}

describe('the seeds of a run', () => {
  it('runs seeds other than the run’s own, and only when asked', () => {
    const { jobs, state } = setting();
    state().belongTo(scenarioOf(7), []);
    expect(jobs).toHaveLength(0);
    state().run(20);
    expect(jobs[0]!.job).toMatchObject({ firstSeed: 8, count: 20 });
    expect(state().view?.state).toBe('running');
  });

  it('keeps what came while the run is the same, and drops it with the job when a command changes it', () => {
    const { jobs, state } = setting();
    state().belongTo(scenarioOf(7), []);
    state().run(20);
    state().belongTo(scenarioOf(7), []);
    expect(state().view).toEqual(running);
    state().belongTo(scenarioOf(7), [{ atUs: 5, after: 0, command: { type: 'heal' } }]);
    expect(state().view).toBeNull();
    expect(jobs[0]!.cancelled).toBe(true);
    jobs[0]!.says({ ...running, done: 3 });
    expect(state().view).toBeNull();
  });

  it('keeps what it had when cancelled, and hears a second job only', () => {
    const { jobs, state } = setting();
    state().belongTo(scenarioOf(7), []);
    state().run(20);
    state().cancel();
    expect(state().view?.state).toBe('cancelled');
    state().run(200);
    jobs[0]!.says({ ...running, done: 9 });
    expect(state().view?.done).toBe(0);
  });
});
