import { describe, expect, it } from 'vitest';
import type { WorkerLike } from './client.ts';
import { createClient, SILENCE_MS, START_MS } from './client.ts';
import type { FromWorker, ToWorker } from './messages.ts';

function setting() {
  const clock = { ms: 0 };
  const workers: { sent: ToWorker[]; dead: boolean; worker: WorkerLike; says: (message: FromWorker) => void }[] = [];
  const heard: FromWorker[] = [];
  const restarts: number[] = [];
  const client = createClient({
    spawn: () => {
      const one = {
        sent: [] as ToWorker[],
        dead: false,
        worker: null as unknown as WorkerLike,
        says: (message: FromWorker) => one.worker.onmessage?.({ data: message } as MessageEvent<FromWorker>),
      };
      one.worker = { postMessage: (message) => one.sent.push(message), terminate: () => (one.dead = true), onmessage: null, onerror: null };
      workers.push(one);
      return one.worker;
    },
    onMessage: (message) => heard.push(message),
    onRestart: (run) => restarts.push(run),
    now: () => clock.ms,
  });
  /** Time goes by as on a page that keeps watch. */
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      clock.ms += 500;
      client.watch();
    }
  };
  return { clock, pass, workers, heard, restarts, client };
}

const beat: FromWorker = { type: 'heartbeat', run: 1, branch: 0 };

describe('the client of the worker', () => {
  it('drops what was computed for another run', () => {
    const { client, workers, heard } = setting();
    client.load({}, []);
    client.load({}, []);
    workers[0]!.says({ type: 'progress', run: 1, atUs: 0, event: 0 });
    workers[0]!.says({ type: 'progress', run: 2, atUs: 0, event: 0 });
    expect(heard.map((message) => message.run)).toEqual([2]);
  });

  it('replaces a worker that is silent for two seconds and replays the command log', () => {
    const { pass, client, workers, restarts } = setting();
    const log = [{ atMs: 5, after: 0, command: { type: 'heal' } as const }];
    client.load({ seed: 7 }, log);
    workers[0]!.says(beat);
    pass(SILENCE_MS);
    expect(workers).toHaveLength(1);
    pass(500);
    expect(workers).toHaveLength(2);
    expect(workers[0]!.dead).toBe(true);
    expect(workers[1]!.sent).toEqual([{ type: 'load', run: 2, scenario: { seed: 7 }, log, kept: [] }]);
    expect(restarts).toEqual([2]);
  });

  it('does not take its own long pause for the worker’s', () => {
    const { clock, client, workers } = setting();
    client.load({}, []);
    workers[0]!.says(beat);
    clock.ms += 10_000;
    client.watch();
    workers[0]!.says(beat);
    expect(workers).toHaveLength(1);
  });

  it('gives a worker that has not spoken yet the time to start', () => {
    const { clock, client, workers } = setting();
    client.load({}, []);
    clock.ms = START_MS;
    client.watch();
    expect(workers).toHaveLength(1);
  });

  it('does not watch while the page is hidden', () => {
    const { clock, client, workers } = setting();
    client.load({}, []);
    workers[0]!.says(beat);
    client.suspend(true);
    clock.ms += 60_000;
    client.watch();
    client.suspend(false);
    client.watch();
    expect(workers).toHaveLength(1);
    expect(workers[0]!.sent.map((message) => message.type)).toEqual(['load', 'suspend', 'resume']);
  });

  it('says so when a worker dies again and again', () => {
    const { pass, client, heard, workers } = setting();
    client.load({}, []);
    for (let i = 0; i < 4; i++) {
      workers.at(-1)!.says({ ...beat, run: client.run });
      pass(SILENCE_MS + 500);
    }
    expect(heard.at(-1)?.type).toBe('failed');
  });
});
