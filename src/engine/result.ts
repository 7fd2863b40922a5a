/**
 * The result of a run (scenario.md, section 7), with exactly those names: facts of the run at the moment it is asked for, never of what
 * should have been. Reads the folds and what the nodes store; changes nothing.
 */
import { notConverged, type SearchName, search } from './checkers/index.ts';
import type { FoldFacts, FoldSet } from './folds/fold.ts';
import { vectorActorName } from './folds/sentences.ts';
import { type MembershipView, membershipViews } from './membership-views.ts';
import {
  convergence,
  findings,
  type HistoryReport,
  historyReport,
  type MembershipReport,
  operations,
  type PlacementReport,
  sections,
} from './metrics/index.ts';
import type { Command } from './scenario/scenario.ts';
import { stateHash } from './state-hash.ts';
import { type Cell, isDeleted, type Json, type VersionVector, valuesOf } from './versions/version.ts';
import type { World } from './world/world.ts';

/** More entries than this and `replicas` is left out. */
const MOST_ENTRIES = 10_000;

export interface StoredReport {
  readonly values: readonly Json[];
  readonly tombstone: boolean;
  readonly clock: { readonly [actor: string]: number };
  /** Null for a set that has lost its elements. */
  readonly timestampMs: number | null;
}

/** Membership and placement come only when asked for. */
type Sections = { readonly [S in Exclude<keyof typeof sections, 'membership' | 'placement'>]: ReturnType<(typeof sections)[S]> };

export interface Result extends Sections {
  readonly seed: number;
  readonly endedAtMs: number;
  readonly events: number;
  readonly traceHash: string;
  readonly stateHash: string;
  readonly converged: boolean;
  readonly convergedAtMs: number | null;
  readonly violations: readonly { readonly checker: string; readonly atMs: number; readonly event: number; readonly detail: string }[];
  /** Only what was asked for: what a search looked at, and what it had to leave out. */
  readonly checks?: readonly { readonly checker: SearchName; readonly keys: number; readonly operations: number; readonly bound: string | null }[];
  readonly refused: readonly { readonly atMs: number; readonly command: Command; readonly reason: string }[];
  readonly history: readonly HistoryReport[];
  readonly membership?: MembershipReport & { readonly views?: { readonly [node: string]: MembershipView } };
  readonly placement?: PlacementReport;
  readonly replicas?: { readonly [replica: string]: { readonly [key: string]: StoredReport } };
}

/** What a replica stores, by rising key. */
interface Stored {
  nextHeld(from: number): number;
  get(key: number): Cell | undefined;
}

/** The result now; `show`: parts that come only when asked for (`placement`, `membership`); `check`: searches over the history to make now. */
export function buildResult(world: World, show: readonly string[] = [], check: readonly SearchName[] = []): Result {
  const { folds, nowUs, event } = world;
  const { convergedAtUs } = folds.state(convergence);
  const replicas = replicasReport(world.replicas, folds.facts);
  const searched = check.map((checker) => searchReport(world, checker));
  return {
    seed: world.base.seed,
    endedAtMs: nowUs / 1000,
    events: event,
    traceHash: world.hash.hex(),
    stateHash: stateHash(world),
    converged: folds.isConverged(),
    convergedAtMs: convergedAtUs === null ? null : convergedAtUs / 1000,
    ...sectionsReport(folds, nowUs),
    violations: [...violationsReport(world), ...searched.flatMap(({ violations }) => violations)],
    ...(check.length === 0 ? {} : { checks: searched.map(({ checker, keys, operations: count, bound }) => ({ checker, keys, operations: count, bound })) }),
    refused: folds
      .state(findings)
      .refused.toArray()
      .map(({ atUs, command, reason }) => ({ atMs: atUs / 1000, command, reason })),
    history: historyReport(folds.state(operations), folds.facts),
    ...(show.includes('membership') ? { membership: membershipPart(world) } : {}),
    ...(show.includes('placement') ? { placement: sections.placement(folds) } : {}),
    ...(replicas === null ? {} : { replicas }),
  };
}

/** What the nodes believe of each other; their views only while they are few. */
function membershipPart(world: World): Result['membership'] {
  const views = membershipViews(world, MOST_ENTRIES);
  return { ...sections.membership(world.folds), ...(views === null ? {} : { views }) };
}

/** Each section on its own, so that a new one is known to the type too. */
function sectionsReport(folds: FoldSet, nowUs: number): Sections {
  return {
    spread: sections.spread(folds),
    messages: sections.messages(folds),
    antiEntropy: sections.antiEntropy(folds),
    operations: sections.operations(folds),
    conflicts: sections.conflicts(folds),
    hints: sections.hints(folds),
    repairs: sections.repairs(folds),
    divergence: sections.divergence(folds, nowUs),
    replication: sections.replication(folds),
    deletes: sections.deletes(folds, nowUs),
    sessions: sections.sessions(folds, nowUs),
    rates: sections.rates(folds),
    regions: sections.regions(folds),
  };
}

/** What the checkers found, and what only the end can tell. */
function violationsReport(world: World): Result['violations'] {
  const { folds, nowUs, event } = world;
  const found = folds
    .state(findings)
    .violations.toArray()
    .map((violation) => ({ checker: violation.checker, atMs: violation.atUs / 1000, event: violation.event, detail: violation.detail }));
  const { divergentKeys, divergentCopies } = folds.state(convergence);
  const detail = notConverged({ quiet: isQuiet(world), healed: isHealed(world), divergentKeys, divergentCopies });
  return detail === null ? found : [...found, { checker: 'not-converged', atMs: nowUs / 1000, event, detail }];
}

function searchReport({ folds }: World, checker: SearchName) {
  const { history, open } = folds.state(operations);
  const { violations, ...report } = search(checker, history.toArray(), open.keys(), folds.facts);
  return { checker, ...report, violations: violations.map(({ atUs, event, detail }) => ({ checker, atMs: atUs / 1000, event, detail })) };
}

/** No message in flight, no client waiting, no operation of a workload still to come. */
function isQuiet(world: World): boolean {
  return world.inFlight === 0 && world.arrivals === 0 && world.clients.every(({ client }) => client === null || client.open.size === 0);
}

/** Every replica is up and can reach every other. */
function isHealed(world: World): boolean {
  return world.links.sides === null && world.links.cuts.size === 0 && world.replicas.every(({ up, id }) => up || world.hasLeft(id));
}

/** What each replica stores, by name; null past the limit on entries. */
function replicasReport(replicas: World['replicas'], facts: FoldFacts): Result['replicas'] | null {
  const report: { [replica: string]: { [key: string]: StoredReport } } = {};
  let entries = 0;
  for (const { name, store } of replicas) {
    const keys: { [key: string]: StoredReport } = {};
    report[name] = keys;
    if (store === null) continue;
    const stored: Stored = store;
    for (let key = stored.nextHeld(0); key >= 0; key = stored.nextHeld(key + 1)) {
      if (++entries > MOST_ENTRIES) return null;
      const cell = stored.get(key);
      if (cell !== undefined) keys[facts.keys.name(key)] = storedReport(cell, facts);
    }
  }
  return report;
}

function storedReport(cell: Cell, facts: FoldFacts): StoredReport {
  const timestampUs = cell.versions.reduce((latest, version) => Math.max(latest, version.timestampUs), Number.NEGATIVE_INFINITY);
  return {
    values: valuesOf(cell),
    tombstone: isDeleted(cell),
    clock: clockReport(cell.clock, facts),
    timestampMs: cell.versions.length === 0 ? null : timestampUs / 1000,
  };
}

/** A version vector by name: `{ "A": 2, "A~2": 1, "loaded": 1 }`. */
export function clockReport(clock: VersionVector, facts: Pick<FoldFacts, 'replicaName' | 'clientName'>): { readonly [actor: string]: number } {
  const report: { [actor: string]: number } = {};
  for (let i = 0; i < clock.length; i += 2) report[vectorActorName(clock[i], facts)] = clock[i + 1];
  return report;
}
