/** Random commands of a fuzz run: clients at work, and what can go wrong around them. */
import type { Dice } from './dice.ts';
import { randomSet } from './random-knobs.ts';

/** What the script has touched so far, for later commands and for the calm that takes it all back. */
export interface Stage {
  readonly names: readonly string[];
  readonly keys: readonly string[];
  /** Messages that a fault was aimed at, each of a client of its own, so that its address is known. */
  aimed: number;
  readonly cuts: (readonly [string, string])[];
  readonly slowed: object[];
  readonly links: (readonly [string, string])[];
}

const values = [1, 2, 'x', 'xy', 'zebra', null, true, [1, 2], { a: 1 }, ''];

/** One command, or a few that belong together: a fault of a message needs its message, and a few milliseconds. */
export function randomCommand(dice: Dice, stage: Stage): { readonly command: object; readonly laterMs: number }[] {
  return commandsOf(dice, stage).map((command, nth) => ({ command, laterMs: nth === 0 ? 0 : 2 }));
}

function commandsOf(dice: Dice, stage: Stage): object[] {
  const replica = dice.pick(stage.names);
  const [from, to] = twoOf(dice, stage);
  switch (
    dice.pick([
      'operate',
      'operate',
      'operate',
      'operate',
      'operate',
      'operate',
      'crash',
      'restart',
      'partition',
      'heal',
      'cut',
      'mend',
      'slow',
      'link',
      'skew',
      'repair',
      'set',
      'message',
    ])
  ) {
    case 'crash':
      return [{ type: 'crash', replica, lose: dice.pick(['nothing', 'nothing', 'unsynced', 'disk']) }];
    case 'restart':
      return [{ type: 'restart', replica }];
    case 'partition':
      return [{ type: 'partition', groups: groupsOf(dice, stage.names) }];
    case 'heal':
      return [{ type: 'heal' }];
    case 'cut':
      stage.cuts.push([from, to]);
      return [{ type: 'cut', from, to, bothWays: dice.chance(0.5) }];
    case 'mend':
      return [{ type: 'mend', from, to, bothWays: dice.chance(0.5) }];
    case 'slow': {
      const what = dice.chance(0.5) ? { replica } : { from, to };
      stage.slowed.push(what);
      return [{ type: 'slow', ...what, factor: dice.pick([0.5, 2, 5]) }];
    }
    case 'link':
      stage.links.push([from, to]);
      return [{ type: 'link', from, to, ...(dice.chance(0.5) ? { loss: 0.5 } : { latencyMs: { distribution: 'uniform', min: 0, max: 60 } }) }];
    case 'skew':
      return [{ type: 'skew-clock', replica, byMs: dice.whole(-300, 300) }];
    case 'repair':
      return [{ type: 'repair', from, to }];
    case 'set':
      return [randomSet(dice, stage.names.length)];
    case 'message':
      return messageFault(dice, stage);
    default:
      return [operation(dice, stage, dice.pick(['c1', 'c2', 'c3']))];
  }
}

function operation(dice: Dice, stage: Stage, client: string): { readonly client: string; readonly via?: string; readonly type: string; readonly key: string } {
  const type = dice.pick(['write', 'write', 'write', 'delete', 'read', 'read', 'resolve']);
  const via = dice.chance(0.8) ? { via: dice.pick(stage.names) } : {};
  return {
    type,
    client,
    ...via,
    key: dice.pick(stage.keys),
    ...(type === 'write' || type === 'resolve' ? { value: dice.pick(values) } : {}),
    ...(dice.chance(0.4) ? { consistency: dice.pick(['one', 'quorum', 'all', 1]) } : {}),
    ...((type === 'write' || type === 'delete') && dice.chance(0.3) ? { context: 'none' } : {}),
    ...((type === 'write' || type === 'delete') && dice.chance(0.1) ? { local: true } : {}),
  };
}

/** An operation and, soon after, faults of a message that it may well have sent. */
function messageFault(dice: Dice, stage: Stage): object[] {
  const given = operation(dice, stage, `m${++stage.aimed}`);
  const sender = given.via ?? given.client;
  const peers = stage.names.filter((name) => name !== sender);
  const message = `${given.client}#1/${sender}>${dice.pick(peers)}:${given.type === 'read' ? 'read' : 'write'}`;
  const fault = () => {
    const type = dice.pick(['drop', 'duplicate', 'duplicate', 'delay', 'deliver']);
    return { type, message, ...(type === 'delay' ? { byMs: dice.whole(1, 200) } : {}) };
  };
  return [given, fault(), ...(dice.chance(0.5) ? [fault()] : [])];
}

function twoOf(dice: Dice, stage: Stage): readonly [string, string] {
  const [from = '', to = ''] = dice.shuffled(stage.names);
  return [from, to];
}

function groupsOf(dice: Dice, names: readonly string[]): string[][] {
  const groups: string[][] = [[], []];
  for (const name of names) dice.pick(groups).push(name);
  return groups.filter((group) => group.length > 0);
}
