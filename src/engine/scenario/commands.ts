/** What can be done to a running cluster (scenario.md, section 2): by a learner, a script or a lesson; one list for all. */
import { keyName, latency, replicaName, value } from './cluster-fields.ts';
import { flag, list, MAX_MS, ms, name, orNull, probability, real, text, variants, whole, words } from './kinds.ts';
import { readLevel, writeLevel } from './request-fields.ts';
import { type Out, optional, required, type Schema } from './schema.ts';

const client = required(name('the name of a client'), 'Who asks; made on first use.');
const via = optional(replicaName, 'The coordinator; left out, the client coordinates from outside the cluster.');
const key = required(keyName, 'The key.');
const written = required(value, 'What is written.');
const element = required(value, 'The element.');
const replica = required(replicaName, 'The replica.');
const from = required(replicaName, 'The sender.');
const to = required(replicaName, 'The receiver.');
const bothWays = optional(flag, 'Whether the other direction too; true if left out.');
const message = required(text(1, 500, 'the address of a message'), 'The message, in flight.');
const context = optional(words(['none']), 'To write without the context of the client’s last read.');
const local = optional(flag, 'Whether the coordinator stores it and tells nobody.');
const writes = { client, via, key, value: written, consistency: optional(writeLevel, 'Instead of the scenario’s write level.'), context, local };

const at = required(whole(0, 0xffff_ffff, 'token'), 'The token.');

const available = {
  write: writes,
  delete: { client, via, key, consistency: writes.consistency, context, local },
  read: { client, via, key, consistency: optional(readLevel, 'Instead of the scenario’s read level.') },
  resolve: { client, via, key, value: written, consistency: writes.consistency },
  crash: { replica, lose: optional(words(['nothing', 'unsynced', 'disk']), 'What it loses besides its memory; nothing if left out.') },
  restart: { replica },
  partition: { groups: required(list(list(replicaName, 'replicas', 1), 'groups', 1), 'Who stays together; replicas named in none stay with the first.') },
  heal: {},
  cut: { from, to, bothWays },
  mend: { from, to, bothWays },
  slow: {
    replica: optional(replicaName, 'The replica whose work slows.'),
    from: optional(replicaName, 'The sender of the link that slows.'),
    to: optional(replicaName, 'The receiver of the link that slows.'),
    factor: required(real(0.001, 1_000_000), 'So many times slower; 1 is back to normal.'),
  },
  link: {
    from,
    to,
    latencyMs: optional(latency, 'Its delay.'),
    loss: optional(probability, 'Its loss.'),
    bandwidthBytesPerSec: optional(orNull(real(1, 1e12, 'bytes/s')), 'Its bandwidth; null is unlimited.'),
  },
  drop: { message },
  duplicate: { message },
  delay: { message, byMs: required(ms(0), 'How much later it arrives.') },
  deliver: { message },
  'skew-clock': { replica, byMs: required(ms(-MAX_MS), 'How far its clock jumps ahead (or, negative, back).') },
  corrupt: { replica, key, part: optional(words(['value', 'version', 'hash']), 'What rots; the value if left out.') },
  lie: { replica, key, value: written },
  repair: { from, to },
  compact: { replica },
  scrub: { replica },
  set: { path: required(text(1, 200, 'the path of a field'), 'The field, as in "gossip.intervalMs".'), value: written },
  increment: { client, via, key, by: required(real(-1e12, 1e12), 'By how much.'), consistency: writes.consistency },
  add: { client, via, key, value: element, consistency: writes.consistency },
  remove: { client, via, key, value: element, consistency: writes.consistency },
  join: { replica: required(replicaName, 'The new replica.') },
  leave: { replica },
  replace: { replica, with: required(replicaName, 'The new replica.') },
  'split-range': { at },
  'merge-range': { at },
};

const command = variants('type', available);
export type Command = Out<typeof command>;
export type CommandType = Command['type'];
/** In the JSON Schema a command is defined once and referred to. */
export const commandJson = command.json;
export const commandTypes: readonly string[] = Object.keys(available);
export const commandSchema: Schema<Command> = { ...command, json: { $ref: '#/$defs/command' } };
