/**
 * A lying replica (a Byzantine fault, after Lamport, Shostak and Pease 1982): it replaces its own copy of a key by a value that no client wrote,
 * under a version that looks like the newest write. Every mechanism then spreads it, for merging asks who is newer and not who is right.
 * With `store.signatures` nobody else takes it, since no client signed it; the liar itself keeps it and says it to whoever asks.
 */
import { refusalOf } from '../coordination/name-version.ts';
import { commandCause } from '../message.ts';
import { EMPTY_VECTOR, UNWRITTEN } from '../versions/version.ts';
import type { CommandHandler } from './fault.ts';
import { replicaNamed } from './replica-named.ts';

export const lie: CommandHandler<'lie'> = (loop, command) => {
  const { world } = loop;
  const replica = replicaNamed(world, command.replica);
  const key = world.keys.intern(command.key);
  if (!world.replicas[replica].up) return `${command.replica} is down`;
  if (!world.view.owns(replica, key)) return `${command.replica} does not hold ${command.key}`;
  const policy = world.policyOf(key);
  const refusal = refusalOf(policy, 'write', command.key, command.value);
  if (refusal !== null) return refusal;
  const state = world.actor(replica);
  const cause = commandCause(world.commands);
  const context = loop.enter(state, 0, cause);
  const before = state.store?.get(key);
  const after = policy.mint({
    kind: 'write',
    current: before,
    context: before?.clock ?? EMPTY_VECTOR,
    operation: UNWRITTEN,
    value: command.value,
    tombstone: false,
    valueBytes: world.config.data.valueBytes,
    nowUs: context.nowUs(),
    hybridNow: () => context.hybridNow(),
    coordinator: replica,
    actor: context.vectorActor,
    floor: context.dotFloor,
  });
  state.store?.set(key, after);
  context.raise({ type: 'value-applied', key, before, after });
  world.emit({ type: 'copy-corrupted', replica, key, part: 'lie', before, after });
  world.emit({ type: 'version-lost', replica, key, before, after });
  return null;
};
