/**
 * A kept run: what it takes to have the same run again, and where the learner was in it. The engine is deterministic, so the scenario and the commands
 * are the run. Reading never throws: it keeps what is right, and says in words what was not.
 */
import * as v from 'valibot';
import { ENGINE_VERSION } from '../../base/engine-version.ts';
import { listOf } from '../../base/format.ts';
import { arrivals, parseCommand, parseScenario } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { LoggedCommand } from '../../worker/messages.ts';
import { type LowerView, lowerViews, type UpperView, upperViews } from '../stage-store.ts';
import { isObject } from './sealed.ts';
import { counted, number, phrase, sentence } from './sentences.ts';

export const RECORD_VERSION = 1;
/** A scenario document (version 1) as it was given: short forms kept, no defaults added. */
export type ScenarioDocument = { readonly [name: string]: unknown };

/** Another future of the run, kept beside the one at hand. */
export interface KeptBranch {
  readonly label: string;
  readonly commands: readonly LoggedCommand[];
  /** How far the learner has seen on it; 0 where it is left out. */
  readonly seenUs?: number;
}
export interface KeptViews {
  readonly upper: UpperView;
  /** `none`: the lower slot is folded away. */
  readonly lower: LowerView | 'none';
  /** The key that the views are about; null: the run's own choice. */
  readonly key: string | null;
}
export interface RunRecord {
  readonly version: typeof RECORD_VERSION;
  /** The engine it was made with. */
  readonly engine: string;
  /** Given by the store of runs; "" until then, as for a run out of a link. */
  readonly id: string;
  readonly title: string;
  /** Wall clock, ms; 0 where it was never saved. */
  readonly savedAt: number;
  readonly scenario: ScenarioDocument;
  readonly commands: readonly LoggedCommand[];
  readonly cursorUs: number;
  /** After how many events in all the cursor stands, since many may share its instant; after all of its instant where left out. */
  readonly cursorEvent?: number;
  /** How far the learner has seen; no less than the cursor, which it is where left out. */
  readonly seenUs?: number;
  readonly branches?: readonly KeptBranch[];
  readonly views: KeptViews;
}

/** What comes of reading a kept run. `warnings` and `message` are sentences; `salvaged`: what could be saved of a damaged one. */
export type Reading =
  | { readonly ok: true; readonly record: RunRecord; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string; readonly salvaged: RunRecord | null };

export const usualViews: KeptViews = { upper: 'cluster', lower: 'space-time', key: null };
export const MAX_TITLE = 200;
const MAX_DAYS_MS = 30 * 86_400_000;
const MAX_COMMANDS = 100_000;
const MAX_BRANCHES = 1000;

const entrySchema = v.object({
  atMs: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(MAX_DAYS_MS)),
  after: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000)),
  command: v.unknown(),
});
const cursorSchema = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(MAX_DAYS_MS * 1000));
const eventSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));
const savedAtSchema = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(8.64e15));
const idSchema = v.pipe(v.string(), v.maxLength(100));
const viewsSchema = v.object({
  upper: v.picklist(upperViews),
  lower: v.picklist([...lowerViews, 'none']),
  key: v.nullable(v.pipe(v.string(), v.maxLength(1000))),
});

interface ReadLog {
  readonly commands: readonly LoggedCommand[];
  /** Goes on from "is damaged: ". */
  readonly problem: string | null;
  /** "all 12 commands", "the first 4 of 12 commands"; null: none. */
  readonly read: string | null;
}

/** The commands up to the first that is no command of this cluster. */
function readLog(given: unknown, scenario: Scenario, whole = true): ReadLog {
  if (!Array.isArray(given)) return { commands: [], problem: 'its list of commands is missing', read: null };
  const commands: LoggedCommand[] = [];
  let problem: string | null = null;
  for (const entry of given) {
    const why = commands.length >= MAX_COMMANDS ? `more than ${number(MAX_COMMANDS)} are not read` : addTo(commands, entry, scenario);
    if (why === null) continue;
    problem = `command ${number(commands.length + 1)} cannot be used (${phrase(why, 110)})`;
    break;
  }
  return { commands, problem, read: readOf(commands.length, given.length, whole) };
}

function readOf(count: number, given: number, whole: boolean): string | null {
  if (count === 0) return null;
  const many = count === 1 ? '' : ` ${number(count)}`;
  if (count < given) return `the first${many} of ${counted(given, 'command')}`;
  if (!whole) return `the first${many} command${count === 1 ? '' : 's'}`;
  return count === 1 ? 'its command' : `all ${counted(count, 'command')}`;
}

/** Adds the entry; where it cannot, says why. */
function addTo(commands: LoggedCommand[], entry: unknown, scenario: Scenario): string | null {
  const timed = v.safeParse(entrySchema, entry);
  if (!timed.success) return 'its time is not right';
  const parsed = parseCommand(timed.output.command, scenario, arrivals(commands.map(({ command }) => command)));
  if (!parsed.ok) return parsed.message;
  commands.push({ atMs: timed.output.atMs, after: timed.output.after, command: parsed.command });
  return null;
}

interface ReadBranches {
  readonly branches: readonly KeptBranch[];
  readonly problem: string | null;
}

function readBranches(given: unknown, scenario: Scenario): ReadBranches {
  if (!Array.isArray(given)) return { branches: [], problem: 'its list of branches cannot be read' };
  const branches: KeptBranch[] = [];
  let problem: string | null = given.length > MAX_BRANCHES ? `more than ${number(MAX_BRANCHES)} branches are not read` : null;
  given.slice(0, MAX_BRANCHES).forEach((one: unknown, index) => {
    const branch = isObject(one) ? one : {};
    const log = readLog(branch.commands, scenario);
    const nameless = typeof branch.label !== 'string' ? 'its label is missing' : null;
    const why = log.problem ?? nameless;
    if (why !== null) problem ??= `of branch ${number(index + 1)} ${phrase(why, 120)}`;
    if (log.commands.length === 0 && why !== null) return;
    const label = typeof branch.label === 'string' ? branch.label.slice(0, MAX_TITLE) : '';
    branches.push({ label, commands: log.commands, ...seenOf(branch.seenUs) });
  });
  return { branches, problem };
}

function seenOf(given: unknown): { readonly seenUs?: number } {
  const seen = v.safeParse(cursorSchema, given);
  return seen.success ? { seenUs: seen.output } : {};
}

export interface ReadParts {
  readonly record: RunRecord | null;
  /** What is damaged; each goes on from "is damaged: ". */
  readonly problems: readonly string[];
  /** What does not keep it from being opened as it is, as sentences. */
  readonly warnings: readonly string[];
  /** What could be read, in words. */
  readonly read: string;
}

const nothing = (problem: string): ReadParts => ({ record: null, problems: [problem], warnings: [], read: 'nothing' });

/** Reads any value as a record of a run; `whole`: its text did not break off. */
export function readRecord(given: unknown, whole = true): ReadParts {
  if (!isObject(given)) return nothing('it holds no run');
  if (!isObject(given.scenario)) return nothing('its scenario is missing');
  const parsed = parseScenario(given.scenario);
  if (!parsed.ok) return nothing(`its scenario cannot be used (${phrase(parsed.message)})`);
  const { scenario, source } = parsed;
  const log = readLog(given.commands, scenario, whole);
  const others = given.branches === undefined ? null : readBranches(given.branches, scenario);
  const warnings: string[] = [];
  const engine = typeof given.engine === 'string' ? given.engine.slice(0, 20) : 'unknown';
  if (engine !== ENGINE_VERSION) warnings.push(sentence(`This run was made with engine version ${engine}, and this is ${ENGINE_VERSION}: it may differ`));
  const read = <const S extends v.GenericSchema>(schema: S, value: unknown, otherwise: v.InferOutput<S>, warning: string): v.InferOutput<S> => {
    const result = v.safeParse(schema, value);
    if (!result.success) warnings.push(warning);
    return result.success ? result.output : otherwise;
  };
  const title = read(v.string(), given.title, scenario.title, 'The title of this run could not be read: its scenario’s is shown.').slice(0, MAX_TITLE);
  const record: RunRecord = {
    version: RECORD_VERSION,
    engine,
    id: read(idSchema, given.id, '', 'The name under which this run was kept could not be read: it has a new one.'),
    title,
    savedAt: read(savedAtSchema, given.savedAt, 0, 'It could not be read when this run was saved.'),
    scenario: source,
    commands: log.commands,
    cursorUs: read(cursorSchema, given.cursorUs, 0, 'It could not be read where in time you were: this run opens at its beginning.'),
    ...(v.is(eventSchema, given.cursorEvent) ? { cursorEvent: given.cursorEvent } : {}),
    ...seenOf(given.seenUs),
    ...(others === null ? {} : { branches: others.branches }),
    views: read(viewsSchema, given.views, usualViews, 'The views of this run could not be read: the usual ones are shown.'),
  };
  const version = given.version === RECORD_VERSION ? null : versionProblem(given.version);
  const problems = [version, log.problem, others?.problem ?? null].filter((one) => one !== null);
  const beside = others?.branches.length ?? 0;
  const branches = beside === 0 ? null : beside === 1 ? 'another branch' : `${number(beside)} other branches`;
  return { record, problems, warnings, read: listOf(['its scenario', log.read, branches].filter((one) => one !== null)) };
}

export function versionProblem(version: unknown): string {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return 'it does not say which version of the format it is in';
  return `it is in version ${number(version)} of the format, and this page reads version ${RECORD_VERSION}`;
}

/** `what`: "The link"; `damage`: what was wrong before it came to a record, going on from "is damaged: ". */
export function readingOf(what: string, damage: string | null, parts: ReadParts): Reading {
  const problems = damage === null ? parts.problems : [damage, ...parts.problems];
  if (problems.length === 0 && parts.record !== null) return { ok: true, record: parts.record, warnings: parts.warnings };
  const more = problems.length > 1 ? `, and ${counted(problems.length - 1, 'more problem')}` : '';
  const verdict = damage === null ? 'cannot be used as it is' : 'is damaged';
  return {
    ok: false,
    message: sentence(`${what} ${verdict}: ${phrase(problems[0] ?? 'it holds no run', 150)}${more}; ${parts.read} could be read`),
    salvaged: parts.record,
  };
}
