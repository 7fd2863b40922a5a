/** Keys of questions about state: each is read off a run that a worker of its own makes, once, and kept while the page is open. */
import { useEffect, useState } from 'react';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { isFromRun } from '../../quiz/key.ts';
import { kindOf } from '../../quiz/kinds/index.ts';
import type { FromRun, Question } from '../../quiz/question.ts';
import { createClient } from '../../worker/client.ts';
import { spawnWorker } from '../stores.ts';

export interface KeyState {
  readonly ready: boolean;
  readonly key: unknown;
  readonly error: string | null;
}

const known = new WeakMap<FromRun<unknown>, Promise<unknown>>();

function compute(fact: FromRun<unknown>): Promise<unknown> {
  const before = known.get(fact);
  if (before !== undefined) return before;
  const made = new Promise<Snapshot>((resolve, reject) => {
    const client = createClient({
      spawn: spawnWorker,
      onRestart: () => client.send({ type: 'seek', run: client.run, atUs: Math.round(fact.atMs * 1000) }),
      onMessage: (message) => {
        if (message.type === 'sought') resolve(message.frame.snapshot);
        else if (message.type === 'refused-scenario') reject(new Error(message.message));
        else if (message.type === 'failed') reject(new Error(message.message));
        else return;
        clearInterval(timer);
        client.close();
      },
    });
    const timer = setInterval(() => client.watch(), 500);
    client.load(fact.run.scenario, fact.run.log ?? []);
    client.send({ type: 'seek', run: client.run, atUs: Math.round(fact.atMs * 1000) });
  }).then((snapshot) => fact.read(snapshot));
  known.set(fact, made);
  // A run that failed is tried again when it is asked for again.
  made.catch(() => known.delete(fact));
  return made;
}

/** The key of a question; null where there is no question. */
export function useKey(question: Question | null): KeyState {
  const [state, setState] = useState<KeyState & { readonly of: Question | null }>({ of: null, ready: false, key: null, error: null });
  useEffect(() => {
    if (question === null) return;
    const { key } = question;
    if (!isFromRun(key)) return setState({ of: question, ready: true, key, error: null });
    let left = false;
    compute(key).then(
      (found) => {
        const problem = kindOf(question).keyProblem(question, found);
        if (!left) setState({ of: question, ready: problem === null, key: found, error: problem === null ? null : `The run gave a key that ${problem}` });
      },
      (error: unknown) => !left && setState({ of: question, ready: false, key: null, error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      left = true;
    };
  }, [question]);
  return state.of === question ? state : { ready: false, key: null, error: null };
}
