/** What a scenario must satisfy across its fields, once each field is right by itself: names that exist, bounds that depend on other fields. */

import { literalMismatch } from '../literal/index.ts';
import type { Condition, Latency, Scenario } from './scenario.ts';
import { BadValue, grouped, member } from './schema.ts';

const fail = (at: string, message: string): never => {
  throw new BadValue(at, `${at} ${message}`);
};

/** For "…; it must be one of": the first few names. */
export function namesOf(scenario: Scenario): string {
  const names = scenario.replicas.slice(0, 6).map((spec) => spec.id);
  return `${names.join(', ')}${scenario.replicas.length > names.length ? `, … (${grouped(scenario.replicas.length)} in all)` : ''}`;
}

export function checkReplica(name: string, at: string, known: ReadonlySet<string>, scenario: Scenario): void {
  if (!known.has(name)) fail(at, `is ${JSON.stringify(name)}, which is no replica of this scenario; it must be one of ${namesOf(scenario)}`);
}

/** Names twice in one list. */
export function checkTwice(names: readonly string[], at: string, of: string, seen = new Set<string>()): void {
  names.forEach((name, index) => {
    if (seen.has(name)) fail(`${at}[${index}]`, `is ${JSON.stringify(name)}, which is named twice; each replica may be named once in ${of}`);
    seen.add(name);
  });
}

export function checkLatency(latency: Latency, at: string): void {
  if (latency.distribution === 'uniform' && latency.min > latency.max)
    fail(`${at}.min`, `is ${latency.min}; it must be at most "max", which is ${latency.max}`);
}

/** So many tables of so many nodes still fit a browser's memory or a terminal's. */
const MOST_GOSSIPED = 5000;

/** What must hold after any knob was set too; cheap enough for every `set` of a script. */
export function checkKnobs(scenario: Scenario, at = '$'): void {
  const count = scenario.replicas.length;
  checkLatency(scenario.network.latencyMs, `${at}.network.latencyMs`);
  const { gossip, membership } = scenario;
  const gossips = gossip.protocol !== 'off' || gossip.fanout > 1;
  if (gossips && gossip.fanout >= count) fail(`${at}.gossip.fanout`, `is ${gossip.fanout}; it must be below the number of replicas, which is ${count}`);
  const probes = membership.detector !== 'off' || membership.fanout > 1;
  if (probes && membership.fanout >= count)
    fail(`${at}.membership.fanout`, `is ${membership.fanout}; it must be below the number of replicas, which is ${count}`);
  if (membership.detector === 'phi-accrual' && count > MOST_GOSSIPED) {
    fail(
      `${at}.membership.detector`,
      `is "phi-accrual" with ${grouped(count)} replicas, each of which keeps heartbeats of all; at most ${grouped(MOST_GOSSIPED)} are allowed`,
    );
  }
  const { probeTimeoutMs } = membership.swim;
  if (membership.detector === 'swim' && probeTimeoutMs >= membership.intervalMs) {
    fail(
      `${at}.membership.swim.probeTimeoutMs`,
      `is ${probeTimeoutMs}; it must be below "membership.intervalMs", which is ${membership.intervalMs}, so that others can be asked to probe as well`,
    );
  }
  if ((gossip.style as string) === 'rumor' && gossip.protocol === 'push-pull') {
    fail(`${at}.gossip.style`, 'is "rumor" with the protocol "push-pull"; rumors are for "push" or "pull" alone');
  }
  if (scenario.hintedHandoff.holder === 'fallback' && !scenario.coordination.sloppy) {
    fail(`${at}.hintedHandoff.holder`, 'is "fallback" while "coordination.sloppy" is false; a fallback takes writes only in a sloppy quorum');
  }
}

const RULES = ['random', 'nearest', 'sticky', 'none'];

export function checkName(name: string, at: string): void {
  if (RULES.includes(name)) fail(at, `is ${JSON.stringify(name)}; a replica must not be named as one of the rules "random", "nearest", "sticky" and "none"`);
}

export function checkReplicas(scenario: Scenario): void {
  checkTwice(
    scenario.replicas.map((spec) => spec.id),
    '$.replicas',
    'the list of replicas',
  );
  scenario.replicas.forEach((spec, index) => {
    checkName(spec.id, `$.replicas[${index}]`);
    if (spec.node.syncIntervalMs > 0 && spec.node.syncIntervalMs < 1) {
      const own = scenario.node.syncIntervalMs !== spec.node.syncIntervalMs;
      fail(
        own ? `$.replicas[${index}].node.syncIntervalMs` : '$.node.syncIntervalMs',
        `is ${spec.node.syncIntervalMs}; it must be 0 (before each acknowledgement), or at least 1`,
      );
    }
  });
}

/** `known`: the replicas that are there from the beginning; `ever`: those that join too. */
export function checkSettings(scenario: Scenario, known: ReadonlySet<string>, ever: ReadonlySet<string>): void {
  const directions = new Set<string>();
  scenario.network.links.forEach((link, index) => {
    const at = `$.network.links[${index}]`;
    checkReplica(link.from, `${at}.from`, known, scenario);
    checkReplica(link.to, `${at}.to`, known, scenario);
    if (link.from === link.to) fail(`${at}.to`, `is ${JSON.stringify(link.to)}, the sender itself; a link joins two replicas`);
    if (link.latencyMs !== undefined) checkLatency(link.latencyMs, `${at}.latencyMs`);
    const direction = `${link.from}>${link.to}`;
    if (directions.has(direction)) fail(at, `describes ${direction} a second time; each direction may be given once`);
    directions.add(direction);
  });
  for (const [key, names] of Object.entries(scenario.placement.pin)) {
    const at = member('$.placement.pin', key);
    names.forEach((name, index) => {
      checkReplica(name, `${at}[${index}]`, known, scenario);
    });
    checkTwice(names, at, 'one preference list');
  }
  checkDivergent(scenario, known);
  checkTree(scenario);
  const { membership } = scenario;
  membership.seeds.forEach((name, index) => {
    checkReplica(name, `$.membership.seeds[${index}]`, known, scenario);
  });
  for (const [name, beliefs] of Object.entries(membership.initial)) {
    const at = member('$.membership.initial', name);
    checkReplica(name, at, known, scenario);
    for (const peer of Object.keys(beliefs)) checkReplica(peer, member(at, peer), known, scenario);
  }
  checkWorkload(scenario, known);
  checkLiteral(scenario);
  if (scenario.stop.when !== null) checkCondition(scenario.stop.when, '$.stop.when', ever, scenario);
}

const WITH_SIBLINGS: readonly string[] = ['version-vector', 'dotted-version-vector', 'union', 'mv-register'];
function checkTree(scenario: Scenario): void {
  const { leaf, leafContent, branching } = scenario.antiEntropy;
  const leaves = branching.reduce((product, children) => product * children, 1);
  if (leaf === 'key' && scenario.data.keys > leaves) {
    fail(
      '$.antiEntropy.leaf',
      `is "key" with ${grouped(leaves)} leaves; it must have a leaf for each key that is loaded, which are ${grouped(scenario.data.keys)}`,
    );
  }
  checkWords(leafContent, '$.antiEntropy.leafContent');
}

/** Words twice in one list. */
function checkWords(words: readonly string[], at: string): void {
  words.forEach((word, index) => {
    if (words.indexOf(word) < index) fail(`${at}[${index}]`, `is ${JSON.stringify(word)}, which is named twice; each part may be named once`);
  });
}

function checkDivergent(scenario: Scenario, known: ReadonlySet<string>): void {
  const { keys, divergent } = scenario.data;
  const differing = new Map<string, number>();
  divergent.forEach((line, index) => {
    const at = `$.data.divergent[${index}]`;
    checkReplica(line.replica, `${at}.replica`, known, scenario);
    const sum = (differing.get(line.replica) ?? 0) + line.keys;
    differing.set(line.replica, sum);
    if (sum > keys) fail(`${at}.keys`, `makes ${grouped(sum)} divergent keys on ${line.replica}; at most "data.keys", which is ${grouped(keys)}, can differ`);
    const other = [scenario.store.conflict, ...Object.values(scenario.store.perKey)].find((conflict) => !WITH_SIBLINGS.includes(conflict));
    if (line.kind === 'concurrent' && other !== undefined) {
      fail(`${at}.kind`, `is "concurrent" under "${other}"; siblings need "version-vector", "dotted-version-vector", "union" or "mv-register"`);
    }
  });
}

function checkWorkload(scenario: Scenario, known: ReadonlySet<string>): void {
  scenario.workload.forEach((line, index) => {
    const at = `$.workload[${index}]`;
    if (!known.has(line.via) && !RULES.includes(line.via)) {
      fail(`${at}.via`, `is ${JSON.stringify(line.via)}; it must be "random", "nearest", "sticky", "none", or a replica: ${namesOf(scenario)}`);
    }
    if (line.perSec === null && line.thinkMs === null) fail(`${at}.perSec`, 'is missing; it must be a number of operations per second (or "thinkMs" be given)');
    if (line.perSec !== null && line.thinkMs !== null) fail(`${at}.thinkMs`, 'is given beside "perSec"; only one of the two may be');
    if (line.endMs !== null && line.endMs < line.startMs) fail(`${at}.endMs`, `is ${line.endMs}; it must be at least "startMs", which is ${line.startMs}`);
    const reads = line.operation === 'read' || line.operation === 'read-modify-write' || line.operation === 'write-then-read';
    if (reads && line.consistency === 'any') fail(`${at}.consistency`, 'is "any" for a read; only writes know "any"');
  });
}

function checkLiteral({ literal, store }: Scenario): void {
  checkWords(literal, '$.literal');
  literal.forEach((id, index) => {
    const mismatch = literalMismatch(id, [...new Set([store.conflict, ...Object.values(store.perKey)])]);
    if (mismatch !== null) fail(`$.literal[${index}]`, `is ${JSON.stringify(id)}, which ${mismatch}`);
  });
}

/** The replicas that a condition names must exist, and what compares two lanes needs two, both at their end. A document by itself is one lane. */
export function checkCondition(condition: Condition, at: string, known: ReadonlySet<string>, scenario: Scenario, lanes: 1 | 2 = 1): void {
  for (const many of ['all', 'any', 'then'] as const) {
    const inner = (condition as { readonly [name: string]: unknown })[many] as readonly Condition[] | undefined;
    inner?.forEach((entry, index) => {
      if (many !== 'all') checkAlone(entry, `${at}.${many}[${index}]`, lanes);
      checkCondition(entry, `${at}.${many}[${index}]`, known, scenario, lanes);
    });
  }
  for (const one of ['not', 'ever', 'never'] as const) {
    const inner = (condition as { readonly [name: string]: unknown })[one] as Condition | undefined;
    if (inner === undefined) continue;
    checkAlone(inner, `${at}.${one}`, lanes);
    checkCondition(inner, `${at}.${one}`, known, scenario, lanes);
  }
  if ('value' in condition) checkReplica(condition.value.replica, `${at}.value.replica`, known, scenario);
  if ('compare' in condition && lanes === 1)
    fail(`${at}.compare`, `is ${JSON.stringify(condition.compare)}, which needs two lanes, those of a contrasting pair; here is one run`);
}

/** A comparison is judged once, where both lanes have ended: there is nothing for it to be before, after or instead of. */
function checkAlone(condition: Condition, at: string, lanes: 1 | 2): void {
  const inside = 'all' in condition ? condition.all : [condition];
  for (const one of inside) {
    if ('all' in one) checkAlone(one, at, lanes);
    else if ('compare' in one && lanes === 2) fail(at, 'compares two lanes, which is done once, at their end; a comparison may stand alone or in "all"');
  }
}
