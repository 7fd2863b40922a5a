/**
 * The reasons given for stale copies are true. Two things are proved over random runs.
 *
 * 1. *Every cause is in the trace*: at every event, each cause of each explained stale copy is a record of this run, of that event,
 *    that replica and key and, where a message was dropped, of that address.
 * 2. *But for its causes the copy would be current*: what a drop is blamed for is taken out and the run repeated: the network spares the
 *    message, or, where the receiver was down or crashed, that crash is left out, or the command that dropped it. Then the copy holds
 *    the write, or what supersedes it, as soon as that message has been delivered. One obstacle may hide another (a message dropped by
 *    the partition may have found its receiver down), so the causes of the repeated run are taken out in turn, each a new one, until
 *    the copy is current. All draws follow from addresses, so that the repeated run differs in nothing else that is drawn. A replica
 *    that is up may itself be asked to name the write, and the forward to it fail, or a coordinator that asks only W owners may choose
 *    others: the write is then not made, or not sent to the copy, and the run says nothing. Those are counted, and few.
 *
 * WHY_RUNS sets the number of runs.
 */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../engine/cluster.ts';
import { addressOf, type Message } from '../engine/message.ts';
import { operations, staleCount } from '../engine/metrics/index.ts';
import type { MissCause, WhyStale } from '../engine/picture/snapshot.ts';
import { causesOf, whyOf } from '../engine/picture/whys.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import type { Moment, TraceRecord } from '../engine/trace.ts';
import type { Version } from '../engine/versions/version.ts';
import type { World } from '../engine/world/world.ts';
import { randomDocument } from './fuzz/random-document.ts';
import { scenarioOf } from './scenario-of.ts';

const RUNS = Number(process.env.WHY_RUNS ?? 25);
/** So many drops of a run are taken out, spread over it. */
const TAKEN_OUT = 6;
const OBSTACLES_AT_MOST = 12;

/** Record → what a cause must be equal to. */
function keysOf(record: TraceRecord, { event }: Moment, world: World): readonly string[] {
  const { nameOf } = world;
  switch (record.type) {
    case 'message-dropped':
      return [`dropped ${event} ${addressOf(record.message, nameOf)} ${record.reason}`];
    case 'hint-restored':
    case 'hint-stored':
      return [`hint-stored ${event} ${nameOf(record.replica)}>${nameOf(record.target)} ${record.key}`];
    case 'hint-refused':
    case 'hint-expired':
    case 'hint-discarded':
    case 'hint-lost':
      return [`${record.type} ${event} ${nameOf(record.replica)}>${nameOf(record.target)} ${record.key}`];
    case 'version-lost':
      return [`lost ${event} ${nameOf(record.replica)} ${record.key}`];
    case 'operation-invoked':
      return [`never-sent ${event} ${record.key}`];
    default:
      return [];
  }
}

function keyOf(cause: MissCause, why: WhyStale, key: number): string {
  switch (cause.kind) {
    case 'dropped':
      return `dropped ${cause.event} ${cause.address} ${cause.reason}`;
    case 'lost':
    case 'rotted':
      return `lost ${cause.event} ${why.replica} ${key}`;
    case 'never-sent':
      return `never-sent ${cause.event} ${key}`;
    case 'loaded-without':
      return 'loaded-without 0';
    default:
      return `${cause.kind} ${cause.event} ${cause.from}>${why.replica} ${key}`;
  }
}

/** A stale copy that a drop is blamed for. */
interface Blamed {
  readonly atUs: number;
  readonly event: number;
  readonly replica: number;
  readonly key: string;
  readonly client: string;
  readonly n: number;
}

/** Runs to the end, holding every cause against the trace; what drops were blamed for, each copy and write once. */
function watch(scenario: Scenario): { readonly seen: number; readonly blamed: readonly Blamed[] } {
  const cluster = new Cluster(scenario);
  const { world } = cluster;
  const trace = new Set<string>();
  const blamed = new Map<string, Blamed>();
  let seen = 0;
  // Data is loaded before anybody listens.
  if (scenario.data.keys > 0) trace.add('loaded-without 0');
  world.listener = (record, moment) => {
    for (const key of keysOf(record, moment, world)) trace.add(key);
  };
  const endUs = (scenario.stop.atMs ?? 0) * 1000;
  while (cluster.nextUs() <= endUs) {
    cluster.step();
    for (const { replica, key } of staleCopies(world)) {
      const why = whyOf(world, replica, key);
      expect(why.missing.length).toBeGreaterThan(0);
      for (const { client, n, causes } of why.missing) {
        for (const cause of causes) {
          seen++;
          if (!trace.has(keyOf(cause, why, key))) throw new Error(`event ${world.event}: no record for ${JSON.stringify(cause)} of ${why.replica}/${why.key}`);
        }
        if (causes[0]?.kind === 'dropped' && client !== null)
          blamed.set(`${replica}/${key}/${client}#${n}`, { atUs: world.nowUs, event: world.event, replica, key: why.key, client, n });
      }
    }
  }
  return { seen, blamed: [...blamed.values()] };
}

function* staleCopies(world: World): Generator<{ readonly replica: number; readonly key: number }> {
  const { facts } = world.folds;
  for (let key = 0; key < Math.min(world.keys.size, 12); key++) {
    for (const replica of world.view.preferenceList(key)) {
      if (staleCount(world.folds.state(operations), key, world.replicas[replica].store?.get(key), facts) > 0) yield { replica, key };
    }
  }
}

/** What is taken out of a run. */
interface Without {
  readonly spared: Set<string>;
  /** Replicas whose crashes are left out. */
  readonly upright: Set<string>;
}

function scriptWithout(scenario: Scenario, { spared, upright }: Without): Scenario {
  const script = scenario.script.filter(({ command }) => {
    if (command.type === 'crash' || command.type === 'restart') return !upright.has(command.replica);
    return command.type !== 'drop' || !spared.has(command.message);
  });
  return { ...scenario, script };
}

/** Repeats the run without these causes; null where the copy is current at last, else what is blamed now, or that the write went another way. */
function repeat(scenario: Scenario, blamed: Blamed, without: Without): MissCause | 'elsewhere' | 'another write' | null {
  const cluster = new Cluster(scriptWithout(scenario, without));
  const { world } = cluster;
  let version: Version | undefined;
  let keyWritten = '';
  let flying = 0;
  let arrived = false;
  world.spared = (message) => without.spared.has(addressOf(message, world.nameOf));
  world.listener = (record) => {
    if (record.type === 'message-sent' && world.spared?.(record.message) === true) flying++;
    if ((record.type === 'message-delivered' || record.type === 'message-dropped') && world.spared?.(record.message) === true) flying--;
    if (record.type === 'message-delivered' && bringsIt(world, record.message, blamed, without)) arrived = true;
    if (record.type !== 'version-stored' || version !== undefined) return;
    version = record.after.versions.find((one) => isWrite(world, one, blamed));
    // A client that waits for its answers may come to write another key as its nth.
    if (version !== undefined) keyWritten = world.keys.name(record.key);
  };
  const current = (): boolean => {
    const cell = world.replicas[blamed.replica].store?.get(world.keys.find(blamed.key));
    return version !== undefined && cell !== undefined && world.policy.covers(cell, version);
  };
  const step = (): void => {
    arrived = false;
    cluster.step();
    if (arrived && !current())
      throw new Error(`${[...without.spared].join()} came at last, and ${blamed.key} of replica ${blamed.replica} still lacks ${blamed.client}#${blamed.n}`);
  };
  const isSameRun = without.spared.size + without.upright.size === 0;
  if (isSameRun) while (world.event < blamed.event) step();
  else while (cluster.nextUs() <= blamed.atUs || (flying > 0 && cluster.nextUs() < Number.POSITIVE_INFINITY)) step();
  // A write that waits for a busy replica, or for the end of a round, has come and is not yet merged.
  for (let patience = 0; patience < 4000 && !isSameRun && !current() && cluster.nextUs() <= blamed.atUs + 2_000_000; patience++) {
    if (version !== undefined && firstCause(world, blamed, version) !== null) break;
    step();
  }
  if (version !== undefined && keyWritten !== blamed.key) return 'another write';
  if (version === undefined) return 'elsewhere';
  if (current()) return null;
  const cause = firstCause(world, blamed, version);
  if (cause?.kind === 'never-sent') return 'elsewhere';
  if (cause === null) throw new Error(`${blamed.key} of replica ${blamed.replica} lacks ${blamed.client}#${blamed.n} and nothing is blamed for it`);
  return cause;
}

/** True where this message was spared and brings the write to the copy; gossip in rounds waits for the end of the round. */
function bringsIt(world: World, message: Message, blamed: Blamed, { spared }: Without): boolean {
  if (message.to !== blamed.replica || world.config.mode === 'rounds' || !spared.has(addressOf(message, world.nameOf))) return false;
  return message.cells.some(({ cell }) => cell.versions.some((version) => isWrite(world, version, blamed)));
}

function isWrite(world: World, { operation }: Version, { client, n }: Blamed): boolean {
  const write = world.folds.facts.writes.get(operation);
  return write !== undefined && write.n === n && world.nameOf(-1 - write.client) === client;
}

function firstCause(world: World, { replica, key }: Blamed, version: Version): MissCause | null {
  return causesOf(world, replica, world.keys.find(key), version).find(({ kind }) => !kind.startsWith('hint-')) ?? null;
}

/** Takes the cause out as well; false where it was out already, or is none that can be taken out. */
function takeOut(cause: MissCause, target: string, { spared, upright }: Without): boolean {
  const isDown = cause.kind === 'lost' || cause.reason === 'receiver-down' || cause.reason === 'crash';
  const [from, what] = isDown ? [upright, target] : [spared, cause.address];
  if (what === null || from.has(what)) return false;
  from.add(what);
  return true;
}

/** How many causes had to go until the copy was current; −1 where the write went another way, null where without the cause there is none such. */
function obstacles(scenario: Scenario, blamed: Blamed, names: readonly string[]): number | null {
  const without: Without = { spared: new Set(), upright: new Set() };
  for (let count = 0; count < OBSTACLES_AT_MOST; count++) {
    const cause = repeat(scenario, blamed, without);
    if (cause === null) return count;
    if (cause === 'another write') return null;
    if (cause === 'elsewhere') return -1;
    if (!takeOut(cause, names[blamed.replica] ?? '', without))
      throw new Error(`taken out, and still blamed: ${JSON.stringify(cause)} for ${JSON.stringify(blamed)}`);
  }
  throw new Error(`${JSON.stringify(blamed)} is stale without all that was blamed`);
}

describe('what a stale copy is blamed on', () => {
  it(`is in the trace, and without it the copy would be current, in ${RUNS} random runs`, { timeout: 60_000 + RUNS * 2000 }, () => {
    let seen = 0;
    let taken = 0;
    let deeper = 0;
    let elsewhere = 0;
    for (let seed = 0; seed < RUNS; seed++) {
      const scenario = scenarioOf(randomDocument(seed));
      const names = scenario.replicas.map(({ id }) => id);
      const run = watch(scenario);
      seen += run.seen;
      const every = Math.max(1, Math.ceil(run.blamed.length / TAKEN_OUT));
      run.blamed.forEach((blamed, i) => {
        if (i % every !== 0) return;
        const count = obstacles(scenario, blamed, names);
        if (count === null) return;
        expect(count, `seed ${seed}: ${JSON.stringify(blamed)} is current anyway`).not.toBe(0);
        taken++;
        if (count < 0) elsewhere++;
        if (count > 1) deeper++;
      });
    }
    expect(seen).toBeGreaterThan(RUNS * 50);
    expect(taken).toBeGreaterThan(RUNS);
    expect(deeper).toBeGreaterThan(0);
    expect(elsewhere).toBeLessThan(taken / 10);
  });
});
