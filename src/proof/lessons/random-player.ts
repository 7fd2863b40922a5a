/**
 * Whoever presses buttons without a thought. A challenge that such a player solves teaches nothing, so the lessons' test lets one play each challenge
 * many times: at random moments a random command that the step allows and the run accepts, its arguments from the scene's own replicas, clients,
 * keys, values and messages in flight.
 */
import type { Cluster } from '../../engine/cluster.ts';
import { buildSnapshot } from '../../engine/picture/snapshot-builder.ts';
import { knobs, parseCommand } from '../../engine/scenario/index.ts';
import type { Command } from '../../engine/scenario/scenario.ts';
import { Dice } from '../fuzz/dice.ts';
import { advance, clusterOf, goalOf, type Logged, type Recorded } from './replay.ts';

export interface Game {
  /** The challenge's document, whose `stop.when` is the goal, and what the scene begins with. */
  readonly start: Omit<Recorded, 'seed'>;
  /** Where it opens: nothing is done before. */
  readonly fromMs: number;
  /** Commands' types, or `set:` and a knob's path. */
  readonly allow: readonly string[];
  readonly par: number;
  /** The recorded solution: how long a game takes, and words and numbers that matter. */
  readonly walk: readonly Logged[];
}

/** What a player may put into commands. */
interface Things {
  readonly replicas: readonly string[];
  readonly clients: readonly string[];
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  /** The commands of the recorded solution, for how it writes what the scene does not name. */
  readonly walk: readonly Command[];
}

const TRIES = 12;
const KEYS = 100;

/** Whether the goal is reached in one game of twice par moves. The same number always plays the same game. */
export function playAtRandom(game: Game, seed: number, number: number): boolean {
  const dice = new Dice(number);
  const cluster = clusterOf({ ...game.start, seed });
  const goal = goalOf(cluster);
  const endMs = cluster.scenario.stop.atMs;
  const things = thingsOf(cluster, game);
  for (const atUs of momentsOf(game, seed, dice)) {
    if (advance(cluster, { atUs, whenConverged: false }, goal, []) === 'condition') return true;
    move(cluster, game, things, dice);
  }
  const atUs = endMs === null ? Number.POSITIVE_INFINITY : Math.round(endMs * 1000);
  return advance(cluster, { atUs, whenConverged: false }, goal, []) === 'condition';
}

/** When the moves come: half of them at any time that the recorded solution takes, half right after something happened in it. */
function momentsOf({ start, fromMs, walk, par }: Game, seed: number, dice: Dice): readonly number[] {
  const cluster = clusterOf({ ...start, log: [...start.log, ...walk], seed });
  const goal = goalOf(cluster);
  const fromUs = Math.round(fromMs * 1000);
  const happened: number[] = [fromUs];
  cluster.world.listener = (_record, { atUs }) => void (atUs > (happened.at(-1) ?? 0) && happened.push(atUs));
  const { atMs } = cluster.scenario.stop;
  const stopUs = atMs === null ? Number.POSITIVE_INFINITY : Math.round(atMs * 1000);
  advance(cluster, { atUs: stopUs, whenConverged: false }, goal, []);
  const endUs = Math.min(stopUs, Math.round(cluster.nowUs * 1.2));
  return Array.from({ length: 2 * par }, () => (dice.chance(0.5) ? dice.whole(fromUs, Math.max(fromUs, endUs)) : dice.pick(happened))).sort((a, b) => a - b);
}

/** One command that applies; none where a dozen tries found none. */
function move(cluster: Cluster, { allow }: Game, things: Things, dice: Dice): void {
  for (let tries = 0; tries < TRIES; tries++) {
    const drawn = randomCommand(dice.pick(allow), cluster, things, dice);
    if (drawn === null) continue;
    const parsed = parseCommand(drawn, cluster.scenario);
    if (parsed.ok && cluster.apply(parsed.command).refused === null) return;
  }
}

function thingsOf(cluster: Cluster, { start, walk }: Game): Things {
  const { scenario } = cluster;
  const given = [...scenario.script, ...start.log, ...walk].map(({ command }) => command);
  const of = (field: string): string[] => [...new Set(given.flatMap((command) => fieldOf(command, field) ?? []))].map(String);
  const loaded = Array.from({ length: Math.min(KEYS, scenario.data.keys) }, (_, n) => `k${n}`);
  const clients = [...of('client'), ...scenario.workload.map(({ client }) => client)];
  const keys = [...new Set([...of('key'), ...Object.keys(scenario.placement.pin), ...loaded])];
  return {
    replicas: scenario.replicas.map(({ id }) => id),
    clients: clients.length > 0 ? [...new Set(clients)] : ['you'],
    keys: keys.length > 0 ? keys : ['x'],
    values: [...given.flatMap((command) => fieldOf(command, 'value') ?? []), 1, 2],
    walk: walk.map(({ command }) => command),
  };
}

const fieldOf = (command: Command, field: string): unknown =>
  Object.hasOwn(command, field) ? (command as { readonly [name: string]: unknown })[field] : undefined;

/** A field as the recorded solution gives it in a command of this type, in half of all cases where it gives one. */
function asInWalk(type: string, field: string, { walk }: Things, dice: Dice): { readonly [name: string]: unknown } {
  const seen = walk.filter((command) => command.type === type && fieldOf(command, field) !== undefined);
  return seen.length > 0 && dice.chance(0.5) ? { [field]: fieldOf(dice.pick(seen), field) } : {};
}

function randomCommand(permission: string, cluster: Cluster, things: Things, dice: Dice): object | null {
  if (permission.startsWith('set:')) return randomSet(permission.slice('set:'.length), things, dice);
  const { replicas, clients, keys, values } = things;
  const type = permission;
  const also = (field: string) => asInWalk(type, field, things, dice);
  const operation = { type, client: dice.pick(clients), via: dice.pick(replicas), key: dice.pick(keys) };
  const [from = '', to = ''] = dice.shuffled(replicas);
  switch (type) {
    case 'write':
    case 'resolve':
      return { ...operation, value: dice.pick(values), ...also('consistency'), ...also('context'), ...also('local') };
    case 'delete':
    case 'read':
      return { ...operation, ...also('consistency'), ...also('context'), ...also('local') };
    case 'heal':
      return { type };
    case 'partition':
      return { type, groups: groupsOf(replicas, dice) };
    case 'cut':
    case 'mend':
      return { type, from, to, ...also('bothWays') };
    case 'link':
      return { type, from, to, ...also('latencyMs'), ...also('loss') };
    case 'repair':
      return { type, from, to };
    case 'slow':
      return { type, ...(dice.chance(0.5) ? { replica: from } : { from, to }), factor: dice.pick([2, 10, 100]), ...also('factor') };
    case 'skew-clock':
      return { type, replica: from, byMs: dice.pick([-1000, -100, 100, 1000]), ...also('byMs') };
    case 'drop':
    case 'duplicate':
    case 'delay':
    case 'deliver': {
      const { messages } = buildSnapshot(cluster);
      if (messages.length === 0) return null;
      return { type, message: dice.pick(messages).address, ...(type === 'delay' ? { byMs: dice.pick([10, 100, 1000]), ...also('byMs') } : {}) };
    }
    default:
      return { type, replica: from, ...also('lose') };
  }
}

/** Two sides, neither empty. */
function groupsOf(replicas: readonly string[], dice: Dice): readonly (readonly string[])[] {
  const order = dice.shuffled(replicas);
  const first = dice.whole(1, Math.max(1, order.length - 1));
  return [order.slice(0, first), order.slice(first)].filter((group) => group.length > 0);
}

/** A knob to one of its words, on or off, or to a number: the recorded solution's, or one about its default. */
function randomSet(path: string, things: Things, dice: Dice): object | null {
  const knob = knobs[path];
  if (knob === undefined) return null;
  const recorded = things.walk.flatMap((command) => (command.type === 'set' && command.path === path ? [command.value] : []));
  const set = (value: unknown) => ({ type: 'set', path, value });
  if (recorded.length > 0 && dice.chance(0.5)) return set(dice.pick(recorded));
  if (knob.type === 'boolean') return set(dice.chance(0.5));
  if (knob.type === 'words') return set(dice.pick(knob.words));
  if (knob.type !== 'number' && knob.type !== 'integer') return recorded.length > 0 ? set(dice.pick(recorded)) : null;
  const about = typeof knob.default === 'number' && knob.default > 0 ? knob.default : 1;
  const drawn = Math.min(knob.max ?? Number.POSITIVE_INFINITY, Math.max(knob.min ?? 0, about * dice.pick([0, 0.1, 0.5, 1, 2, 5, 10])));
  return set(knob.type === 'integer' ? Math.round(drawn) : drawn);
}
