/** The list of saved runs, so that it is shown without reading every run. It is made from the runs and can be made again: a damaged one is just not used. */
import * as v from 'valibot';
import type { RunRecord } from './record.ts';
import { sealed, unsealed } from './sealed.ts';

export interface RunSummary {
  readonly id: string;
  readonly title: string;
  /** Wall clock, ms. */
  readonly savedAt: number;
  readonly commands: number;
}

const summaries = v.array(v.object({ id: v.string(), title: v.string(), savedAt: v.pipe(v.number(), v.finite()), commands: v.number() }));

export function summaryOf({ id, title, savedAt, commands }: RunRecord): RunSummary {
  return { id, title, savedAt, commands: commands.length };
}

export function indexText(runs: readonly RunSummary[]): string {
  return sealed('runs', { version: 1, runs });
}

export function readIndex(text: string | null): readonly RunSummary[] {
  if (text === null) return [];
  const { value, problem } = unsealed(text, []);
  const parsed = v.safeParse(summaries, problem === null && value?.eventually === 'runs' ? value.runs : []);
  return parsed.success ? parsed.output : [];
}

/** Newest first; at one time by id, so that the order is the same each time. */
export function newestFirst(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.slice().sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? -1 : 1));
}
