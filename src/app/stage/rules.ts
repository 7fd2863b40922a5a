/** What may be done on a stage: all in the Lab; in a step of a lesson only what the step is about, and nothing until a prediction is committed or skipped. */
import type { Command } from '../../engine/scenario/scenario.ts';
import type { Action } from '../../state/actions.ts';
import type { Conductor } from '../../state/conductor.ts';

export interface Rules {
  /** Why time does not go on now, as a sentence; null where it may. Looking back is always allowed. */
  readonly held: string | null;
  /** Why a command is not given here, as a sentence without its full stop; null where it may. */
  readonly refusal: (command: Command) => string | null;
}

export const everything: Rules = { held: null, refusal: () => null };

/** The conductor that keeps the rules; `say` tells the reader why nothing happens. */
export function underRules(conductor: Conductor, rules: Rules, say: (text: string) => void): Conductor {
  if (rules === everything) return conductor;
  const forward =
    <A extends readonly unknown[]>(act: (...given: A) => void, moves: (...given: A) => boolean) =>
    (...given: A) => {
      if (rules.held !== null && moves(...given)) say(rules.held);
      else act(...given);
    };
  return {
    ...conductor,
    play: forward(conductor.play, (on) => on),
    step: forward(conductor.step, (by) => by === 1),
    runUntil: forward(conductor.runUntil, () => true),
    command: (command) => {
      const why = rules.held ?? rules.refusal(command);
      if (why === null) conductor.command(command);
      else say(why.endsWith('.') ? why : `${why}.`);
    },
  };
}

/** The actions as the rules leave them: what is not about the step says so. */
export function actionsUnder(rules: Rules, actions: readonly Action[]): readonly Action[] {
  if (rules === everything) return actions;
  return actions.map((action) => {
    if (action.deed?.type !== 'command' || action.unavailable !== null) return action;
    const why = rules.held ?? rules.refusal(action.deed.command);
    return why === null ? action : { ...action, unavailable: why.replace(/\.$/, '') };
  });
}
