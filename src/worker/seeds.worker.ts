/** A worker of the pool: takes a job, then one seed at a time, and says between slices that it is alive. */
import type { FromSeedsWorker, ToSeedsWorker } from './seeds.ts';
import { runSeed } from './seeds.ts';

const ALIVE_MS = 400;

const post = (message: FromSeedsWorker): void => self.postMessage(message);
let job: Extract<ToSeedsWorker, { type: 'job' }> | null = null;

function run(seed: number): void {
  if (job === null) return;
  try {
    const slices = runSeed(job.scenario, job.log, seed);
    let saidMs = performance.now();
    for (let next = slices.next(); ; next = slices.next()) {
      if (next.done === true) {
        post({ type: 'curve', curve: next.value });
        return;
      }
      if (performance.now() - saidMs < ALIVE_MS) continue;
      saidMs = performance.now();
      post({ type: 'alive' });
    }
  } catch (error) {
    post({ type: 'failed', seed, message: error instanceof Error ? error.message : String(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<ToSeedsWorker>) => {
  if (data.type === 'job') job = data;
  else run(data.seed);
};
