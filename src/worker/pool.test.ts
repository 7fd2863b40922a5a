import { describe, expect, it } from 'vitest';
import type { SeedsView } from '../engine/picture/seeds-view.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import { createPool, type SeedsWorker, SILENCE_MS, START_MS, workersFor } from './pool.ts';
import type { FromSeedsWorker, ToSeedsWorker } from './seeds.ts';

interface Fake {
  readonly worker: SeedsWorker;
  dead: boolean;
  seeds: number[];
  says(message: FromSeedsWorker): void;
  dies(): void;
}

function setting(count: number, cores = 3) {
  const parsed = parseScenario({ version: 1, replicas: 3 });
  if (!parsed.ok) throw new Error(parsed.message);
  const clock = { ms: 0 };
  const watch: { call: () => void; stopped: boolean } = { call: () => undefined, stopped: false };
  const workers: Fake[] = [];
  const views: SeedsView[] = [];
  const spawn = () => {
    const worker: SeedsWorker = {
      postMessage: (message: ToSeedsWorker) => message.type === 'seed' && fake.seeds.push(message.seed),
      terminate: () => {
        fake.dead = true;
      },
      onmessage: null,
      onerror: null,
    };
    const fake: Fake = {
      worker,
      dead: false,
      seeds: [],
      says: (message) => worker.onmessage?.({ data: message } as MessageEvent<FromSeedsWorker>),
      dies: () => worker.onerror?.({ preventDefault: () => undefined } as ErrorEvent),
    };
    workers.push(fake);
    return worker;
  };
  const start = createPool({
    spawn,
    cores,
    now: () => clock.ms,
    every: (_ms, call) => {
      watch.call = call;
      return () => {
        watch.stopped = true;
      };
    },
  });
  const cancel = start({ scenario: parsed.scenario, log: [], firstSeed: 10, count }, (view) => views.push(view));
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      clock.ms += 500;
      watch.call();
    }
  };
  const answer = (fake: Fake) => fake.says({ type: 'curve', curve: { seed: fake.seeds.at(-1)!, owners: 3, points: [], allAt: 1, cut: false } });
  return { workers, views, pass, answer, cancel, watch, last: () => views.at(-1)! };
}

describe('the pool of workers', () => {
  it('leaves a thread to the page, and is never more than four nor fewer than one', () => {
    expect([1, 2, 4, 5, 16].map(workersFor)).toEqual([1, 1, 3, 4, 4]);
  });

  it('gives each worker one seed at a time and hands the curves out by rising seed', () => {
    const { workers, answer, last, watch } = setting(3);
    expect(workers.map(({ seeds }) => seeds)).toEqual([[10], [11]]);
    answer(workers[1]!);
    answer(workers[1]!);
    answer(workers[0]!);
    expect(last()).toMatchObject({ state: 'done', done: 3, wanted: 3, errors: [] });
    expect(last().curves.map(({ seed }) => seed)).toEqual([10, 11, 12]);
    expect(workers.every(({ dead }) => dead)).toBe(true);
    expect(watch.stopped).toBe(true);
  });

  it('keeps what it has when cancelled, and hears nothing afterwards', () => {
    const { workers, answer, last, cancel } = setting(5);
    answer(workers[0]!);
    cancel();
    answer(workers[0]!);
    expect(last()).toMatchObject({ state: 'cancelled', done: 1 });
    expect(last().curves).toHaveLength(1);
  });

  it('replaces a worker that died, tries its seed once more and then says so', () => {
    const { workers, answer, last } = setting(2);
    workers[0]!.dies();
    expect(workers[0]!.dead).toBe(true);
    expect(workers[2]!.seeds).toEqual([10]);
    workers[2]!.dies();
    answer(workers[1]!);
    expect(last()).toMatchObject({ state: 'done', done: 2 });
    expect(last().errors).toEqual(['Seed 10 could not be run: its worker died, also when it was tried again.']);
  });

  it('replaces a worker that hangs, but not one that says it is alive or is still starting', () => {
    const { workers, pass } = setting(9);
    pass(SILENCE_MS + 1000);
    expect(workers).toHaveLength(2);
    workers[0]!.says({ type: 'alive' });
    pass(SILENCE_MS);
    workers[0]!.says({ type: 'alive' });
    pass(SILENCE_MS);
    expect(workers).toHaveLength(2);
    pass(1000);
    expect(workers).toHaveLength(3);
    expect(workers[2]!.seeds).toEqual([10]);
    pass(START_MS);
    expect(workers[1]!.dead).toBe(true);
  });

  it('gives up where it is the scenario that fails', () => {
    const { workers, last } = setting(1000);
    for (let i = 0; i < 5; i++) workers[0]!.says({ type: 'failed', seed: 10 + i, message: 'the ring is empty' });
    expect(last().state).toBe('failed');
    expect(last().errors[0]).toBe('Seed 10 could not be run: the ring is empty.');
  });
});
