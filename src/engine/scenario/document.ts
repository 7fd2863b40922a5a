/** The whole scenario document, put together from its parts; every other form of the format (types, JSON Schema, knobs) is read off this. */
import { type LiteralId, literalIds, literalRefusal } from '../literal/index.ts';
import { backgroundFields } from './background-fields.ts';
import { clusterFields, MAX_KEYS, replicaName, replicas } from './cluster-fields.ts';
import { commandSchema } from './commands.ts';
import { conditionSchema } from './conditions.ts';
import { flag, list, ms, name, orNull, probability, real, text, whole, words } from './kinds.ts';
import { requestFields, writeLevel } from './request-fields.ts';
import { BadValue, fixed, type Out, object, optional, refuse, required, type Schema } from './schema.ts';

export const MAX_LINES = 10_000;
export const MAX_WORKLOADS = 100;

const version: Schema<1> = {
  allowed: '1',
  json: { const: 1 },
  parse: (given, at) => (given === 1 ? 1 : refuse(at, given, '1, the only version of the format')),
};

/** Where a workload's operations go: a replica, or a rule. */
const via: Schema<string> = { ...replicaName, allowed: 'the name of a replica, "random", "nearest", "sticky" or "none"' };

const workloadLine = object({
  client: fixed(name('the name of a client'), 'c1', 'Who asks.'),
  operation: fixed(words(['read', 'write', 'delete', 'read-modify-write', 'write-then-read']), 'read', 'What it asks for.'),
  via: fixed(via, 'random', 'The coordinator: a replica, any of them, the nearest, the first that answered, or none.'),
  perSec: fixed(orNull(real(0.001, 1_000_000, 'operations/s')), null, 'How many operations start each second.'),
  arrival: fixed(words(['even', 'poisson']), 'even', 'How they are spread over time.'),
  thinkMs: fixed(orNull(ms(0)), null, 'How long after one operation has ended the next starts, instead of a rate.'),
  gapMs: fixed(ms(0), 0, 'How long after the acknowledgement the read follows, in write-then-read.'),
  count: fixed(orNull(whole(0, 1_000_000_000, 'operations')), null, 'How many in all; null is no end.'),
  startMs: fixed(ms(0), 0, 'When it starts.'),
  endMs: fixed(orNull(ms(0)), null, 'When it ends; null is with the run.'),
  keys: fixed(orNull(whole(1, MAX_KEYS, 'keys')), null, 'Over how many keys, k0 on; null is as many as are loaded.'),
  distribution: fixed(words(['uniform', 'zipf', 'hot']), 'uniform', 'Which keys are asked for how often.'),
  exponent: fixed(real(0, 10), 1, 'How steep a Zipf distribution is.'),
  hotKeys: fixed(probability, 0.2, 'The share of keys that are hot.'),
  hotOperations: fixed(probability, 0.8, 'The share of operations that go to them.'),
  consistency: fixed(orNull(writeLevel), null, 'Instead of the scenario’s level.'),
});

/** A bug of the source documents that this engine can run. */
const literalId: Schema<LiteralId> = {
  allowed: 'the id of an erratum, as in "E001-17"',
  json: { enum: [...literalIds] },
  parse(given, at) {
    const id = text(1, 64, 'the id of an erratum').parse(given, at);
    const refusal = literalRefusal(id);
    if (refusal !== null) throw new BadValue(at, `${at} is ${JSON.stringify(id)}, which ${refusal}`);
    return id as LiteralId;
  },
};

const scriptLine = object({
  atMs: required(ms(0), 'When.'),
  after: fixed(whole(0, 1_000_000_000, 'events'), 0, 'Once so many events of that instant have happened.'),
  command: required(commandSchema, 'What is done.'),
  repeat: optional(
    object({ everyMs: required(ms(1), 'How often again.'), times: required(whole(1, MAX_LINES, 'times'), 'How many times in all.') }),
    'To do it several times.',
  ),
});

export const documentFields = {
  version: required(version, 'The version of the format.'),
  title: fixed(text(0, 200), '', 'A name for people.'),
  seed: fixed(whole(0, Number.MAX_SAFE_INTEGER), 1, 'What all chance is drawn from.'),
  mode: fixed(words(['async', 'rounds']), 'async', 'Whether time runs freely or in synchronous cycles.'),
  replicas: fixed(replicas, 3, 'The replicas: how many, or their names, or what is special about each.'),
  ...clusterFields,
  ...requestFields,
  ...backgroundFields,
  workload: fixed(list(workloadLine, 'workload lines', 0, MAX_WORKLOADS), [], 'Operations that clients give by rate.'),
  script: fixed(list(scriptLine, 'script lines', 0, MAX_LINES), [], 'Commands at given times.'),
  literal: fixed(list(literalId, 'errata', 0, 100), [], 'Bugs of the source documents, kept as written.'),
  stop: fixed(
    object({
      atMs: fixed(orNull(ms(0)), 60_000, 'The simulated time at which the run stops; null is endless.'),
      whenConverged: fixed(flag, false, 'Whether it stops once all copies agree and nothing is left to do.'),
      when: fixed(orNull(conditionSchema), null, 'A condition at which it stops.'),
    }),
    {},
    'When the run stops.',
  ),
};

export const document = object(documentFields);
export type ParsedDocument = Out<typeof document>;
