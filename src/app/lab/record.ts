/** A run of the page as a record that can be kept, sent and opened again, and back. */
import { ENGINE_VERSION } from '../../base/engine-version.ts';
import { arrivals, parseCommand, parseScenario } from '../../engine/scenario/index.ts';
import type { KeptViews, RunRecord, ScenarioDocument } from '../../state/kept/record.ts';
import type { RunState } from '../../state/run-state.ts';
import type { Sitting } from '../stage/use-lanes.ts';
import { stageStore } from '../stores.ts';

/** The document without a stop: in the Lab a run goes on for as long as anything is scheduled. */
export function endless(document: ScenarioDocument): ScenarioDocument {
  return { ...document, stop: { atMs: null } };
}

type Lane = Pick<RunState, 'log' | 'cursor' | 'seen' | 'branch' | 'branches' | 'shownKey'>;

export interface RecordOf {
  readonly id?: string;
  readonly title: string;
  readonly scenario: ScenarioDocument;
  readonly lane: Lane;
}

export function recordOf({ id = '', title, scenario, lane }: RecordOf): RunRecord {
  const others = lane.branches.filter((one) => one.id !== lane.branch);
  return {
    version: 1,
    engine: ENGINE_VERSION,
    id,
    title,
    savedAt: 0,
    scenario,
    commands: lane.log,
    cursorUs: Math.floor(lane.cursor.atUs),
    cursorEvent: lane.cursor.event,
    seenUs: Math.floor(lane.seen.atUs),
    ...(others.length === 0 ? {} : { branches: others.map(({ label, log, seenUs }) => ({ label, commands: log, seenUs: Math.floor(seenUs) })) }),
    views: viewsNow(lane.shownKey),
  };
}

export function freshRecord(title: string, scenario: ScenarioDocument, startMs: number, views: KeptViews): RunRecord {
  const us = Math.round(startMs * 1000);
  return { version: 1, engine: ENGINE_VERSION, id: '', title, savedAt: 0, scenario, commands: [], cursorUs: us, seenUs: us, views };
}

export function sittingOf(record: RunRecord): Sitting {
  const { views, branches = [], cursorUs, cursorEvent } = record;
  return {
    document: record.scenario,
    log: record.commands,
    openUs: Math.max(cursorUs, record.seenUs ?? 0),
    earlier: { kept: branches.map(({ commands, seenUs }) => ({ log: commands, seenUs: seenUs ?? 0 })), cursorUs, cursorEvent },
    contrast: null,
    ...(views.key === null ? {} : { key: views.key }),
  };
}

/** The same run from 0 without its commands; what there was is kept as another future. */
export function fromTheBeginning(record: RunRecord): RunRecord {
  const { commands, seenUs = record.cursorUs, branches = [] } = record;
  const kept = commands.length === 0 ? branches : [...branches, { label: 'before', commands, seenUs }];
  return { ...record, commands: [], cursorUs: 0, cursorEvent: 0, seenUs: 0, branches: kept };
}

/** A new run from 0 of another document, with those of the commands that fit it; `left`: how many do not. */
export function anew(record: RunRecord, scenario: ScenarioDocument, what: string): { readonly record: RunRecord; readonly left: number } {
  const parsed = parseScenario(scenario);
  const joined = arrivals(record.commands.map(({ command }) => command));
  const commands = parsed.ok ? record.commands.filter(({ command }) => parseCommand(command, parsed.scenario, joined).ok) : record.commands;
  const title = `${record.title.split(' · ')[0]} · ${what}`;
  return {
    record: { ...record, id: '', title, scenario, commands, cursorUs: 0, cursorEvent: 0, seenUs: 0, branches: [] },
    left: record.commands.length - commands.length,
  };
}

function viewsNow(key: string | null): KeptViews {
  const { upper, lower, lowerOpen } = stageStore.getState();
  return { upper, lower: lowerOpen ? lower : 'none', key };
}

export function showViews({ upper, lower }: KeptViews): void {
  stageStore.getState().set({
    upper,
    ...(lower === 'none' ? { lowerOpen: false } : { lower, lowerOpen: true }),
    single: 'upper',
    lane: 0,
    bar: null,
    partition: null,
    zoom: null,
  });
}
