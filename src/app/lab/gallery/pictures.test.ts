/** One worker computes the pictures' runs one after another, each once, and is gone when nobody waits. */
import { describe, expect, it } from 'vitest';
import type { WorkerLike } from '../../../worker/client.ts';
import { createSession } from '../../../worker/session.ts';
import { breakages, labDocument, presetOf } from './breakages.ts';
import { createPictures } from './pictures.ts';

/** Workers whose engine runs in this process, a message at a time; `broken`: the first so many die at once. */
function shop(broken = 0) {
  const counts = { spawned: 0, open: 0, most: 0, loads: 0 };
  const spawn = (): WorkerLike => {
    counts.spawned++;
    counts.open++;
    counts.most = Math.max(counts.most, counts.open);
    const dies = counts.spawned <= broken;
    const session = createSession(
      (data) => worker.onmessage?.({ data } as MessageEvent),
      () => 0,
    );
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      postMessage(message) {
        if (message.type === 'load') counts.loads++;
        setTimeout(() => {
          if (dies) return worker.onerror?.({ preventDefault: () => undefined } as ErrorEvent);
          session.receive(message);
          while (session.work());
        });
      },
      terminate: () => {
        counts.open--;
      },
    };
    return worker;
  };
  return { counts, pictures: createPictures(spawn) };
}

const momentOf = (at: number) => {
  const one = breakages[at]!;
  return [one.id, { document: labDocument(presetOf(one)), atUs: one.startMs * 1000 }] as const;
};

describe('pictures', () => {
  it('are moments of the engine’s runs, computed by one worker that is then let go', async () => {
    const { counts, pictures } = shop();
    const found = await Promise.all(breakages.map((_, at) => pictures.snapshot(...momentOf(at))));
    expect(found.map(({ atUs }, at) => atUs <= breakages[at]!.startMs * 1000)).not.toContain(false);
    expect(found[0]?.staleCopies).toBe(1);
    expect(counts).toEqual({ spawned: 1, open: 0, most: 1, loads: breakages.length });
    expect(pictures.ready(breakages[0]!.id)).toBe(found[0]);
  });

  it('are computed once, however often they are asked for', async () => {
    const { counts, pictures } = shop();
    const [id, moment] = momentOf(0);
    expect(pictures.ready(id)).toBeNull();
    const first = pictures.snapshot(id, moment);
    expect(pictures.snapshot(id, moment)).toBe(first);
    await first;
    await pictures.snapshot(id, moment);
    expect(counts.loads).toBe(1);
  });

  it('say what is wrong with a document, and the next one is drawn', async () => {
    const { pictures } = shop();
    const bad = pictures.snapshot('bad', { document: { version: 1, replicas: -3 }, atUs: 0 });
    const good = pictures.snapshot(...momentOf(1));
    await expect(bad).rejects.toThrow('$.replicas');
    expect((await good).staleCopies).toBe(1);
  });

  it('come in spite of a worker that died', async () => {
    const { counts, pictures } = shop(2);
    expect((await pictures.snapshot(...momentOf(0))).staleCopies).toBe(1);
    expect([counts.spawned, counts.open]).toEqual([3, 0]);
  });

  it('say so where no worker lives, and try again when they are next asked for', async () => {
    const { pictures } = shop(4);
    await expect(pictures.snapshot(...momentOf(0))).rejects.toThrow('stopped answering');
    expect((await pictures.snapshot(...momentOf(0))).staleCopies).toBe(1);
  });
});
