/** A lane with the true engine behind it, for tests: the session runs in this process, and its answers come back as they would from a worker. */
import { createRunStore } from '../state/run-store.ts';
import type { SimulationClient } from '../worker/client.ts';
import type { FromWorker, ToWorker } from '../worker/messages.ts';
import { createSession } from '../worker/session.ts';

export function testLane() {
  const answers: FromWorker[] = [];
  let run = 0;
  let session = createSession(
    (message) => answers.push(message),
    () => 0,
  );
  const client: SimulationClient = {
    get run() {
      return run;
    },
    load(scenario, log, kept = []) {
      session.receive({ type: 'load', run: ++run, scenario, log, kept });
      return run;
    },
    send: (message: ToWorker) => session.receive(message),
    watch: () => undefined,
    suspend: () => undefined,
    close: () => undefined,
  };
  const store = createRunStore(() => client);
  /** Lets the worker do all that it was asked; true where it had something to do. */
  const settle = (): boolean => {
    let did = false;
    for (let i = 0; i < 500; i++) {
      const busy = session.work();
      const found = answers.splice(0);
      did ||= busy || found.length > 0;
      for (const answer of found) store.getState().receive(answer);
      if (!busy && found.length === 0 && !session.work() && answers.length === 0) return did;
    }
    return did;
  };
  /** The worker is gone, and another has taken over with the scenario and the log. */
  const die = (scenario: unknown) => {
    session = createSession(
      (message) => answers.push(message),
      () => 0,
    );
    const { log, branches, branch } = store.getState();
    session.receive({ type: 'load', run: ++run, scenario, log, kept: branches.filter((one) => one.id !== branch) });
    store.getState().restarted();
    settle();
  };
  return { store, settle, die };
}
