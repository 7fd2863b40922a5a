/**
 * Moments of runs for pictures: one worker computes them one after another, each once a visit. It is closed when nobody waits any more, for a
 * gallery at rest needs none.
 */
import type { Snapshot } from '../../../engine/picture/snapshot.ts';
import { createClient, type SimulationClient, type WorkerLike } from '../../../worker/client.ts';

export interface Moment {
  readonly document: unknown;
  readonly atUs: number;
}

export interface Pictures {
  /** The run at its moment; the same promise for the same id. One that failed is tried again when it is next asked for. */
  snapshot(id: string, moment: Moment): Promise<Snapshot>;
  /** What is computed already; null where it is not. */
  ready(id: string): Snapshot | null;
}

interface Job {
  readonly moment: Moment;
  readonly done: (snapshot: Snapshot) => void;
  readonly failed: (why: Error) => void;
}

export function createPictures(spawn: () => WorkerLike): Pictures {
  const asked = new Map<string, Promise<Snapshot>>();
  const found = new Map<string, Snapshot>();
  const waiting: Job[] = [];
  let client: SimulationClient | null = null;
  let current: Job | null = null;

  const open = (): SimulationClient =>
    createClient({
      spawn,
      // A new worker loads the run again, and says so.
      onRestart: () => undefined,
      onMessage: (message) => {
        if (message.type === 'loaded') seek();
        else if (message.type === 'sought') finish((job) => job.done(message.frame.snapshot));
        else if (message.type === 'refused-scenario') finish((job) => job.failed(new Error(`${message.path}: ${message.message}`)));
        else if (message.type === 'failed') {
          // What failed may be the worker itself: the next run gets another.
          close();
          finish((job) => job.failed(new Error(message.message)));
        }
      },
    });
  const close = (): void => {
    client?.close();
    client = null;
  };
  const seek = (): void => {
    if (client !== null && current !== null) client.send({ type: 'seek', run: client.run, atUs: current.moment.atUs });
  };
  const finish = (tell: (job: Job) => void): void => {
    const job = current;
    current = null;
    if (job === null) return;
    tell(job);
    next();
  };
  const next = (): void => {
    if (current !== null) return;
    current = waiting.shift() ?? null;
    if (current === null) close();
    else {
      client ??= open();
      client.load(current.moment.document, []);
    }
  };

  return {
    snapshot(id, moment) {
      const before = asked.get(id);
      if (before !== undefined) return before;
      const promise = new Promise<Snapshot>((done, failed) => {
        waiting.push({ moment, done, failed });
        next();
      });
      asked.set(id, promise);
      promise.then(
        (snapshot) => found.set(id, snapshot),
        () => asked.delete(id),
      );
      return promise;
    },
    ready: (id) => found.get(id) ?? null,
  };
}
