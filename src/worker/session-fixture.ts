/** A session in this process whose clock goes on by a millisecond whenever it is looked at: slices end soon, and always at the same place. */
import type { FromWorker, ToWorker } from './messages.ts';
import { createSession } from './session.ts';

type Unnumbered<T> = T extends unknown ? Omit<T, 'run'> : never;

export function testSession(scenario: unknown) {
  const answers: FromWorker[] = [];
  let ms = 0;
  const session = createSession(
    (message) => answers.push(message),
    () => ms++,
  );
  /** Asks, without working yet. */
  const ask = (message: Unnumbered<ToWorker>): void => session.receive({ ...message, run: 1 } as ToWorker);
  /** Works for one slice; true while there is more to do. */
  const work = (): boolean => session.work();
  /** All answers since the last time, after all work is done. */
  const settle = (): FromWorker[] => {
    while (session.work());
    return answers.splice(0);
  };
  const of = <T extends FromWorker['type']>(type: T, found: readonly FromWorker[]): Extract<FromWorker, { readonly type: T }>[] =>
    found.filter((answer): answer is Extract<FromWorker, { readonly type: T }> => answer.type === type);
  /** Asks and works to the end: the one answer of this type. */
  const answer = <T extends FromWorker['type']>(type: T, message: Unnumbered<ToWorker>): Extract<FromWorker, { readonly type: T }> => {
    ask(message);
    const found = of(type, settle());
    const [only] = found;
    if (only === undefined || found.length > 1) throw new Error(`${found.length} answers of type ${type}`);
    return only;
  };
  ask({ type: 'load', scenario, log: [], kept: [] });
  const loaded = settle();
  return { ask, work, settle, of, answer, loaded };
}
