/** Random settings of the network, the coordinator and the four repair mechanisms, for the fuzz: the sections of a document, and `set` commands. */
import type { Dice } from './dice.ts';

type Roll = (dice: Dice, replicas: number) => unknown;

const latency: Roll = (dice) =>
  dice.pick([
    0,
    dice.whole(1, 40),
    { distribution: 'uniform', min: 1, max: dice.whole(2, 80) },
    { distribution: 'exponential', mean: dice.whole(1, 30) },
    { distribution: 'lognormal', median: dice.whole(1, 20), sigma: 0.5 },
    { distribution: 'pareto-mix', xm: dice.whole(1, 5), alpha: 2, paretoShare: 0.8, mean: dice.whole(5, 40) },
    { preset: dice.pick(['ymmr', 'wan']) },
  ]);
const level: Roll = (dice, replicas) => dice.pick(['one', 'quorum', 'quorum', 'all', 'two', dice.whole(1, replicas)]);
const interval: Roll = (dice) => dice.pick([60, 100, 170, 400]);
const one =
  (...from: readonly unknown[]): Roll =>
  (dice) =>
    dice.pick(from);

/** By section and name: all of them may be `set` while running, but for those of `FIXED`. */
const knobs: { readonly [section: string]: { readonly [name: string]: Roll } } = {
  network: { latencyMs: latency, clientLatencyMs: one(0, 0, 3), loss: one(0, 0.1, 0.3), duplicate: one(0, 0.1, 0.4) },
  coordination: {
    read: level,
    write: level,
    readFanout: one('all', 'all', 'quorum'),
    readFrom: one('preference', 'nearest', 'fastest', 'random'),
    writeFanout: one('all', 'all', 'quorum'),
    writeTo: one('preference', 'random'),
    readTimeoutMs: one(40, 150, 500),
    writeTimeoutMs: one(40, 150, 500),
  },
  readRepair: { mode: one('off', 'async', 'async', 'blocking', 'bounded'), probability: one(1, 0.5) },
  hintedHandoff: {
    enabled: one(true, true, false),
    windowMs: one(200, 1000, 10_000),
    ttlMs: one(300, 2000, 100_000),
    maxHints: one(2, 100),
    whenFull: one('refuse', 'drop-oldest'),
    replayIntervalMs: one(70, 300),
    bytesPerSec: one(null, 200, 100_000),
  },
  gossip: {
    protocol: one('off', 'off', 'push', 'pull', 'push-pull'),
    fanout: (dice, replicas) => dice.whole(1, Math.min(2, replicas - 1)),
    intervalMs: interval,
    jitter: one(0, 0.5, 1),
    maxKeys: one(1, 3, 100),
  },
  membership: {
    detector: one('off', 'off', 'off', 'off', 'phi-accrual', 'swim'),
    digest: one('versions', 'versions', 'whole-state'),
    intervalMs: one(60, 100, 170),
    fanout: (dice, replicas) => dice.whole(1, Math.min(2, replicas - 1)),
    phiThreshold: one(3, 8),
    // Always below the interval, which a detector that is switched on later asks for.
    'swim.probeTimeoutMs': one(15, 50),
    'swim.indirectProbes': one(0, 1, 3),
    'swim.suspicionMultiplier': one(2, 4.5, 8),
  },
  antiEntropy: {
    mechanism: one('off', 'off', 'full', 'merkle'),
    intervalMs: interval,
    jitter: one(0, 0.3),
    concurrency: one(1, 1, 3),
    sessionTimeoutMs: one(60, 300),
    order: one('round-robin', 'random'),
    skipRoot: one(false, true),
    leafExchange: one('whole', 'list'),
  },
};

/** Thrown by dice of their own, so that a knob more leaves the documents of earlier seeds otherwise as they were. */
const beside: { readonly [section: string]: { readonly [name: string]: Roll } } = {
  coordination: {
    digestReads: one(false, false, true),
    speculativeRetryMs: one(null, null, 5, 30),
    retries: one(0, 0, 1, 3),
    operationIds: one(true, true, false),
  },
  session: {
    guarantees: (dice) => dice.shuffled(['read-your-writes', 'monotonic-reads', 'monotonic-writes', 'writes-follow-reads']).slice(0, dice.pick([0, 0, 2, 4])),
    by: one('token', 'token', 'sticky', 'client-echo'),
    token: one('vector', 'vector', 'scalar'),
    onMiss: one('forward', 'wait', 'retry'),
    waitMs: one(0, 30, 120),
  },
  readRepair: { adaptive: one(false, true), boundMs: one(0, 8, 60), unreachable: one('skip', 'hint') },
};

const swimNews: { readonly [name: string]: Roll } = {
  suspicionMaxMultiplier: one(1, 6),
  retransmitMultiplier: one(1, 4),
  gossipIntervalMs: one(null, 50, 130),
  gossipNodes: one(1, 3),
  gossipToDeadMs: one(0, 200, 30_000),
  pushPullIntervalMs: one(null, 150, 500),
};

const FIXED: { readonly [section: string]: { readonly [name: string]: Roll } } = {
  membership: { seeds: one([], ['A']), initial: one({}, { A: { B: { generation: 0, version: 0 } } }, { B: { B: { generation: 7, version: 3 } } }) },
  antiEntropy: { branching: (dice) => Array.from({ length: dice.whole(1, 3) }, () => dice.whole(2, 6)), hashBytes: one(8, 16) },
};

/** Every section, each knob of it rolled or, one time in three, left to its default. Mechanisms are mostly off, so that each is seen alone too. */
export function randomKnobs(dice: Dice, replicas: number): { readonly [section: string]: object } {
  const out: { [section: string]: { [name: string]: unknown } } = {};
  for (const [section, rolls] of Object.entries(knobs)) {
    const names: { [name: string]: unknown } = {};
    for (const [name, roll] of Object.entries({ ...rolls, ...FIXED[section] })) {
      const value = roll(dice, replicas);
      // Timeouts and intervals are always given: the defaults are long for a run of seconds.
      if (/Ms$|branching/.test(name) || dice.chance(0.7)) put(names, name, value);
    }
    out[section] = names;
  }
  const own = dice.beside();
  // A fallback holds hints only in a sloppy quorum, so the two go together.
  const sloppy = own.chance(0.35);
  out.coordination = { ...out.coordination, sloppy, primaryRead: own.pick([0, 0, 0, 1]), primaryWrite: own.pick([0, 0, 0, 1]) };
  out.hintedHandoff = { ...out.hintedHandoff, holder: sloppy && own.chance(0.7) ? 'fallback' : 'coordinator' };
  if (own.chance(0.1)) out.coordination = { ...out.coordination, write: 'any' };
  for (const [section, rolls] of Object.entries(beside)) {
    const names: { [name: string]: unknown } = { ...out[section] };
    for (const [name, roll] of Object.entries(rolls)) names[name] = roll(own, replicas);
    out[section] = names;
  }
  const { membership = {} } = out;
  out.membership = { ...membership, swim: { ...(membership as { readonly swim?: object }).swim, ...newsOf(own.beside()) } };
  // Rolled last, so that the documents of earlier seeds are otherwise as they were.
  out.coordination = { ...out.coordination, causalReads: own.chance(0.25) };
  return out;
}

function newsOf(dice: Dice): object {
  return Object.fromEntries(Object.entries(swimNews).map(([name, roll]) => [name, roll(dice, 2)]));
}

/** The gossip section as rumour mongering, where its protocol is one that knows it, now and after every `set` of the script. */
export function asRumours(dice: Dice, gossip: object, script: readonly object[]): object {
  const both = (one: unknown): boolean => JSON.stringify(one).includes('"push-pull"');
  if (both(gossip) || both(script) || dice.chance(0.6)) return gossip;
  return { ...gossip, style: 'rumor', rumor: { feedback: dice.chance(0.6), counter: dice.chance(0.6), k: dice.whole(1, 4) } };
}

/** Where the name is a path, into the section inside. */
function put(section: { [name: string]: unknown }, name: string, value: unknown): void {
  const [outer = '', inner] = name.split('.');
  section[outer] = inner === undefined ? value : { ...(section[outer] as object | undefined), [inner]: value };
}

/** A `set` of one knob to a random value. */
export function randomSet(dice: Dice, replicas: number): object {
  const own = dice.beside();
  const rolled = setOf(knobs, dice, replicas);
  return own.chance(0.3) ? setOf(beside, own, replicas) : rolled;
}

function setOf(table: typeof knobs, dice: Dice, replicas: number): object {
  const section = dice.pick(Object.keys(table));
  const name = dice.pick(Object.keys(table[section] ?? {}));
  return { type: 'set', path: `${section}.${name}`, value: table[section]?.[name]?.(dice, replicas) };
}
