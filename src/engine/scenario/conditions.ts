/** Goals, steps and "run until" as data (scenario.md, section 6). Only their form is here; the engine's `conditions.ts` evaluates them. */
import type { TraceRecord } from '../trace.ts';
import { keyName, replicaName, value } from './cluster-fields.ts';
import { commandTypes } from './commands.ts';
import { list, ms, named, real, text, whole, words } from './kinds.ts';
import { BadValue, type Fields, type FieldsOut, type JsonSchema, listed, object, optional, record, refuse, required, type Schema } from './schema.ts';

/** Every record of the trace; a record that is missing here does not compile. */
const EVENTS: { readonly [T in TraceRecord['type']]: true } = {
  'operation-invoked': true,
  'operation-completed': true,
  'operation-failed': true,
  'operation-retried': true,
  'message-sent': true,
  'message-delivered': true,
  'message-duplicated': true,
  'message-dropped': true,
  'timer-fired': true,
  'version-stored': true,
  'version-discarded': true,
  'version-lost': true,
  'siblings-created': true,
  'hint-stored': true,
  'hint-delivered': true,
  'hint-expired': true,
  'hint-discarded': true,
  'hint-lost': true,
  'hint-restored': true,
  'hint-refused': true,
  repaired: true,
  'tombstone-compacted': true,
  'session-started': true,
  'session-ended': true,
  'session-failed': true,
  'copy-corrupted': true,
  'corruption-found': true,
  'signature-refused': true,
  'tree-rebuilt': true,
  'peer-suspected': true,
  'peer-declared-dead': true,
  'peer-alive': true,
  'replica-crashed': true,
  'replica-restarted': true,
  'range-move-started': true,
  'replica-joined': true,
  'replica-left': true,
  'ring-learned': true,
  'copy-dropped': true,
  'range-split': true,
  'range-merged': true,
  'partition-changed': true,
  'link-changed': true,
  'clock-changed': true,
  'knob-set': true,
  'round-ended': true,
  'data-loaded': true,
  'command-applied': true,
  'command-refused': true,
  'violation-found': true,
};
const CHECKERS = [
  ...['lost-acknowledged-write', 'resurrection', 'unsafe-gc', 'not-converged', 'hint-overflow'],
  ...['read-your-writes', 'monotonic-reads', 'monotonic-writes', 'writes-follow-reads', 'corruption-spread'],
  ...['causality', 'linearizability'],
];

const number = real(-Number.MAX_VALUE, Number.MAX_VALUE, undefined, 'a number');
const bounds = { atLeast: optional(number, 'The lower bound.'), atMost: optional(number, 'The upper bound.') };
const keyOnly = object({ key: required(keyName, 'The key.') });
const yes: Schema<true> = { allowed: 'true', json: { const: true }, parse: (given, at) => (given === true ? true : refuse(at, given, 'true')) };

const leaves = {
  converged: { converged: required(yes, 'Every owner of every key stores the same.') },
  value: {
    value: required(object({ replica: required(replicaName, 'The replica.'), key: required(keyName, 'The key.') }), 'What a replica stores.'),
    equals: required(list(value, 'values'), 'The values, in any order; none for a tombstone.'),
  },
  metric: { metric: required(text(1, 200, 'a path of the result'), 'A number of the result.'), ...bounds },
  siblings: { siblings: required(keyOnly, 'How many siblings the key has on some replica.'), ...bounds },
  holders: { holders: required(keyOnly, 'How many replicas hold the key’s first write.'), ...bounds },
  event: {
    event: required(words(Object.keys(EVENTS)), 'An event of the trace.'),
    where: optional(named(value, 'fields', 20), 'Fields that it has.'),
    count: optional(whole(1, 1_000_000_000), 'How often; once if left out.'),
  },
  commanded: { commanded: required(words(commandTypes), 'A command that was given.') },
  violation: { violation: required(words(CHECKERS), 'A violation that was found.') },
  afterMs: { afterMs: required(ms(0), 'The simulated time.') },
  round: { round: required(whole(0, 1_000_000_000, 'rounds'), 'The round, in rounds mode.') },
  next: { next: required(words(['divergence', 'fault', 'repair', 'reply', 'event', 'moment']), 'The next such event from where it is asked.') },
  compare: {
    compare: required(text(1, 200, 'a path of the result'), 'A number of the result, of both lanes where they have run.'),
    lane: required(whole(1, 2), 'The lane that is judged.'),
    atMostTimesLane1: optional(number, 'At most so many times lane 1’s.'),
    atLeastTimesLane1: optional(number, 'At least so many times lane 1’s.'),
  },
};
type Leaf = { [K in keyof typeof leaves]: FieldsOut<(typeof leaves)[K]> }[keyof typeof leaves];

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly then: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly ever: Condition }
  | { readonly never: Condition }
  | Leaf;

const condition: Schema<Condition> = {
  allowed: 'a condition',
  json: { $ref: '#/$defs/condition' },
  parse: (given, at) => parseAny(given, at),
};
export const conditionSchema = condition;

/** Between the two lanes of a contrasting pair; `comparison.ts` among the folds evaluates it. */
export type Comparison = Extract<Condition, { readonly compare: string }>;

const conditions = list(condition, 'conditions', 1, 100);
const shapes: { readonly [name: string]: Schema<Condition> } = {
  all: object({ all: required(conditions, 'All of them hold.') }),
  any: object({ any: required(conditions, 'One of them holds.') }),
  then: object({ then: required(conditions, 'They come to hold one after the other.') }),
  not: object({ not: required(condition, 'It does not hold.') }),
  ever: object({ ever: required(condition, 'It has held at some moment.') }),
  never: object({ never: required(condition, 'It held at no moment; judged at the end.') }),
  ...(Object.fromEntries(Object.entries(leaves).map(([name, fields]) => [name, object(fields as Fields)])) as { readonly [name: string]: Schema<Leaf> }),
};

const names = listed(
  Object.keys(shapes).map((name) => JSON.stringify(name)),
  'or',
);

const parseAny: Schema<Condition>['parse'] = (given, at) => {
  if (!record(given)) refuse(at, given, `an object with one of ${names}`);
  const name = Object.keys(shapes).find((word) => Object.hasOwn(given, word));
  const shape = name === undefined ? undefined : shapes[name];
  if (shape === undefined) throw new BadValue(at, `${at} is a condition of no known kind; it must have one of ${names}`);
  const parsed = shape.parse(given, at);
  if ((name === 'metric' || name === 'siblings' || name === 'holders') && !Object.hasOwn(given, 'atLeast') && !Object.hasOwn(given, 'atMost')) {
    throw new BadValue(at, `${at} has no bound; it must have "atLeast" or "atMost"`);
  }
  if (name === 'compare' && !Object.hasOwn(given, 'atMostTimesLane1') && !Object.hasOwn(given, 'atLeastTimesLane1')) {
    throw new BadValue(at, `${at} has no bound; it must have "atMostTimesLane1" or "atLeastTimesLane1"`);
  }
  return parsed;
};

/** The JSON Schema's definition that conditions refer to. */
export const conditionJson: JsonSchema = { anyOf: Object.values(shapes).map((shape) => shape.json) };
