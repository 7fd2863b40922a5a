/**
 * A run as a text of its own, for the browser's storage and for files to download and to drop on the page: everything of it, all branches, with a checksum.
 * A file may also hold a plain scenario, as one writes it by hand: it becomes a new run.
 */
import { ENGINE_VERSION } from '../../base/engine-version.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { RECORD_VERSION, type Reading, type RunRecord, readingOf, readRecord, usualViews } from './record.ts';
import { type Members, sealed, unsealed } from './sealed.ts';
import { number, phrase, sentence } from './sentences.ts';

export const MAX_FILE_BYTES = 20_000_000;
/** Members that are read as far as they go where the text breaks off. */
const IN_PART = ['commands', 'branches'];

export function textOfRun(record: RunRecord, indent?: number): string {
  const { version, ...rest } = record;
  return sealed('run', { version, ...rest }, indent);
}

/** `what`: how it is called in a message, as in "The file". */
export function recordOfText(text: string, what: string): Reading {
  const { value, problem, json } = unsealed(text, IN_PART);
  const other = value !== null && value.eventually !== 'run' ? 'it does not say that it is a run' : null;
  return readingOf(what, problem ?? other, readRecord(value, json));
}

/** `name`: for the download. */
export function fileOf(record: RunRecord): { readonly name: string; readonly text: string } {
  return { name: `${slug(record.title) || 'run'}.eventually.json`, text: `${textOfRun(record, 2)}\n` };
}

function slug(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}

const refused = (message: string): Reading => ({ ok: false, message: sentence(message), salvaged: null });

/** Why a file of this size is not even looked at; null where it is. */
export function tooLarge(sizeBytes: number, most = MAX_FILE_BYTES): string | null {
  if (sizeBytes <= most) return null;
  return `This file has ${number(sizeBytes / 1e6)} MB, and at most ${number(most / 1e6)} MB can be read: nothing of it was opened.`;
}

/** `sizeBytes`: as the browser gives it, before the text is read; ask `tooLarge` first to spare the reading. */
export function recordOfFile(text: string, sizeBytes: number): Reading {
  const large = tooLarge(Math.max(sizeBytes, text.length));
  if (large !== null) return refused(large);
  const { value, problem, json } = unsealed(text, IN_PART);
  if (value === null) return refused(`The file holds neither a run nor a scenario: ${problem ?? 'it is empty'}; nothing could be read`);
  if (value.eventually === 'progress') return refused('This file holds learning progress, not a run: import it on the contents page of Learn');
  if (value.eventually !== undefined || 'scenario' in value || 'commands' in value) return recordOfText(text, 'The file');
  // A plain scenario has no checksum; half of one would be another scenario.
  if (!json) return refused(`The file is damaged: ${problem ?? 'it breaks off'}; nothing could be read`);
  return recordOfScenario(value);
}

/** A scenario that somebody wrote, as a new run. */
function recordOfScenario(value: Members): Reading {
  const parsed = parseScenario(value);
  if (!parsed.ok) return refused(`The scenario of this file cannot be used: ${phrase(parsed.message, 220)}`);
  const { scenario, source } = parsed;
  const record: RunRecord = {
    version: RECORD_VERSION,
    engine: ENGINE_VERSION,
    id: '',
    title: scenario.title || 'A scenario from a file',
    savedAt: 0,
    scenario: source,
    commands: [],
    cursorUs: 0,
    views: usualViews,
  };
  return { ok: true, record, warnings: [] };
}
