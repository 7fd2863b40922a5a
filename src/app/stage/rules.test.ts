/** What a step of a lesson lets happen on its stage: told to a conductor that writes down what reaches it. */
import { describe, expect, it } from 'vitest';
import type { Command } from '../../engine/scenario/scenario.ts';
import type { Action } from '../../state/actions.ts';
import type { Conductor } from '../../state/conductor.ts';
import { actionsUnder, everything, type Rules, underRules } from './rules.ts';

function written(rules: Rules) {
  const done: string[] = [];
  const said: string[] = [];
  const note = (name: string) => () => void done.push(name);
  const conductor: Conductor = {
    lanes: [],
    play: (on) => void done.push(on ? 'play' : 'pause'),
    tick: note('tick'),
    step: (by) => void done.push(by === 1 ? 'on' : 'back'),
    scrub: note('scrub'),
    command: ({ type }) => void done.push(type),
    undo: note('undo'),
    returnTo: note('return'),
    runUntil: note('until'),
    cancelUntil: note('cancel'),
    setPace: note('pace'),
    close: note('close'),
  };
  return { done, said, conductor: underRules(conductor, rules, (text) => void said.push(text)) };
}

const held: Rules = { held: 'Commit your prediction first.', refusal: () => null };
const onlyHeal: Rules = { held: null, refusal: ({ type }) => (type === 'heal' ? null : 'This step does not use it') };
const heal: Command = { type: 'heal' };
const crash: Command = { type: 'crash', replica: 'A' };

describe('a stage whose prediction is due', () => {
  it('lets no time pass forward and no command be given, and says why', () => {
    const { conductor, done, said } = written(held);
    conductor.play(true);
    conductor.step(1, 'moment');
    conductor.runUntil({ label: 'all agree', condition: { converged: true }, untilUs: null });
    conductor.command(heal);
    expect(done).toEqual([]);
    expect(said).toEqual(Array.from({ length: 4 }, () => 'Commit your prediction first.'));
  });

  it('lets one look back', () => {
    const { conductor, done, said } = written(held);
    conductor.step(-1, 'event');
    conductor.scrub(0);
    conductor.play(false);
    expect(done).toEqual(['back', 'scrub', 'pause']);
    expect(said).toEqual([]);
  });
});

describe('a stage on which a step allows some commands', () => {
  it('gives those, and says of others that the step does not use them', () => {
    const { conductor, done, said } = written(onlyHeal);
    conductor.command(heal);
    conductor.command(crash);
    conductor.play(true);
    expect(done).toEqual(['heal', 'play']);
    expect(said).toEqual(['This step does not use it.']);
  });

  it('shows the others as unavailable, with the reason', () => {
    const action = (command: Command): Action => ({
      id: command.type,
      label: command.type,
      glyph: null,
      unavailable: null,
      deed: { type: 'command', command },
    });
    const crashed: Action = { ...action(crash), unavailable: 'A is crashed' };
    const shown = actionsUnder(onlyHeal, [action(heal), action(crash), crashed]);
    expect(shown.map(({ unavailable }) => unavailable)).toEqual([null, 'This step does not use it', 'A is crashed']);
  });
});

describe('a stage without rules', () => {
  it('is the conductor itself', () => {
    const actions: readonly Action[] = [];
    expect(actionsUnder(everything, actions)).toBe(actions);
    const { conductor, done } = written(everything);
    conductor.command(crash);
    expect(done).toEqual(['crash']);
  });
});
