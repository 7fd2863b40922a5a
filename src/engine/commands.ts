/**
 * Every command of scenario.md, section 2: what a script line, a lesson or a learner does to a running cluster. A command that cannot
 * apply is refused with its reason, and the run goes on.
 */
import { coordinate, refusalOf } from './coordination/index.ts';
import { type CommandHandler, faults, type Refusal, replicaNamed } from './faults/index.ts';
import { commandCause } from './message.ts';
import { compact, protocols, repairNow, scrub } from './protocols/index.ts';
import { join, leave, mergeRange, replace, splitRange } from './ring-commands.ts';
import { setKnob } from './scenario/index.ts';
import type { Command, Level } from './scenario/scenario.ts';
import type { OperationType } from './trace.ts';
import type { Json } from './versions/version.ts';
import { invoke } from './world/clients.ts';
import type { Loop } from './world/loop.ts';
import { rescheduleChangedTicks } from './world/ticks.ts';
import type { World } from './world/world.ts';

/** Modelled bytes of a number to count by. */
const NUMBER_BYTES = 8;

interface ClientCommand {
  readonly client: string;
  readonly via?: string;
  readonly key: string;
  readonly value?: Json;
  readonly by?: number;
  readonly consistency?: Level;
  readonly context?: 'none';
  readonly local?: boolean;
}

function operate(loop: Loop, kind: OperationType, command: ClientCommand): Refusal {
  const { world } = loop;
  const { coordination } = world.config;
  const via = command.via === undefined ? null : replicaNamed(world, command.via);
  if (kind !== 'read') {
    const refusal = refusalOf(world.policies.of(command.key), kind, command.key, command.by ?? command.value);
    if (refusal !== null) return refusal;
  }
  if (command.local === true) {
    if (via === null) return 'a local write needs the replica that stores it (via)';
    if (!world.view.owns(via, world.keys.intern(command.key))) return `${command.via} does not hold ${command.key}`;
  }
  const started = invoke(world, {
    client: command.client,
    kind,
    key: command.key,
    value: command.by ?? command.value ?? null,
    valueBytes: kind === 'read' || kind === 'delete' ? 0 : kind === 'increment' ? NUMBER_BYTES : world.config.data.valueBytes,
    via,
    level: command.consistency ?? (kind === 'read' ? coordination.read : coordination.write),
    withContext: command.context !== 'none',
    local: command.local === true,
  });
  if (started !== null) coordinate(loop.enter(started.state, 0, started.operation.cause), started.operation);
  return null;
}

const antiEntropyNumber = protocols.findIndex((protocol) => protocol.id === 'anti-entropy');

const repair: CommandHandler<'repair'> = (loop, command) => {
  const { world } = loop;
  const from = replicaNamed(world, command.from);
  const to = replicaNamed(world, command.to);
  if (from === to) return 'a replica has nothing to compare with itself';
  if (!world.replicas[from].up) return `${command.from} is down`;
  if (!world.view.peersOf(from).includes(to)) return `${command.from} and ${command.to} share no keys`;
  repairNow(loop.enter(world.actor(from), antiEntropyNumber, commandCause(world.commands)), to);
  return null;
};

const compactCommand: CommandHandler<'compact'> = (loop, command) => {
  const id = replicaNamed(loop.world, command.replica);
  if (!loop.world.replicas[id].up) return `${command.replica} is down`;
  compact(loop.enter(loop.world.actor(id), 0, commandCause(loop.world.commands)));
  return null;
};

const scrubCommand: CommandHandler<'scrub'> = (loop, command) => {
  const id = replicaNamed(loop.world, command.replica);
  if (!loop.world.replicas[id].up) return `${command.replica} is down`;
  if (!loop.world.config.store.checksums) return 'there are no checksums to check copies against (store.checksums)';
  scrub(loop.enter(loop.world.actor(id), 0, commandCause(loop.world.commands)));
  return null;
};

const set: CommandHandler<'set'> = ({ world }, command) => {
  const before = world.config;
  const changed = setKnob(before, command.path, command.value);
  if (!changed.ok) return changed.message;
  world.config = changed.scenario;
  if (!before.hintedHandoff.enabled && world.config.hintedHandoff.enabled) world.hintsSinceUs = world.nowUs;
  world.emit({ type: 'knob-set', path: command.path, value: command.value });
  rescheduleChangedTicks(world, before);
  return null;
};

/** One for each command of the format. */
const handlers: { readonly [T in Command['type']]: CommandHandler<T> } = {
  ...faults,
  write: (loop: Loop, command: ClientCommand) => operate(loop, 'write', command),
  delete: (loop: Loop, command: ClientCommand) => operate(loop, 'delete', command),
  read: (loop: Loop, command: ClientCommand) => operate(loop, 'read', command),
  resolve: (loop: Loop, command: ClientCommand) => operate(loop, 'resolve', command),
  increment: (loop: Loop, command: ClientCommand) => operate(loop, 'increment', command),
  add: (loop: Loop, command: ClientCommand) => operate(loop, 'add', command),
  remove: (loop: Loop, command: ClientCommand) => operate(loop, 'remove', command),
  join,
  leave,
  replace,
  'split-range': splitRange,
  'merge-range': mergeRange,
  repair,
  compact: compactCommand,
  scrub: scrubCommand,
  set,
};

/** A replica that the command names and that has not joined: a script's join may have been refused. */
function missingReplica(world: World, command: Command): string | null {
  const { via, replica, from, to, groups = [] } = command as Naming;
  const named = [via, command.type === 'join' ? undefined : replica, from, to, ...groups.flat()];
  return named.find((name) => name !== undefined && !world.replicas.some((one) => one.name === name)) ?? null;
}

interface Naming {
  readonly via?: string;
  readonly replica?: string;
  readonly from?: string;
  readonly to?: string;
  readonly groups?: readonly (readonly string[])[];
}

/** Executes a validated command as one event of the world. Returns why it was refused, or null. */
export function execute(loop: Loop, atUs: number, command: Command): Refusal {
  const { world } = loop;
  loop.begin(atUs);
  world.commands++;
  const handler = handlers[command.type] as (loop: Loop, command: Command) => Refusal;
  world.emit({ type: 'command-applied', command });
  const missing = missingReplica(world, command);
  const refusal = missing !== null ? `there is no replica ${missing}` : handler(loop, command);
  if (refusal !== null) world.emit({ type: 'command-refused', command, reason: refusal });
  loop.settle();
  return refusal;
}
