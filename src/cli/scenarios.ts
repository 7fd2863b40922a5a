/**
 * What can be run by name from a terminal: the presets, and every step of every lesson with what its recorded way does, as one scenario that stops where
 * Next lights. Lessons are found in their folders, as the page finds them; their scenarios are data and are read as they are, so that no copy goes stale.
 */
import { readdirSync } from 'node:fs';
import { documentOf, type LessonMeta, recordedLog, type ScenarioDocument, type Step } from '../course/lesson.ts';
import { presets } from '../engine/presets/index.ts';

export interface Named {
  readonly id: string;
  readonly title: string;
  readonly document: unknown;
}

const FOLDER = new URL('../lessons/', import.meta.url);

/** Presets, then lessons in the order of their folders: `learn/<lesson>/<step>`, and `challenge/<lesson>`. */
export async function namedScenarios(): Promise<readonly Named[]> {
  const lessons: Named[] = [];
  for (const path of lessonFolders()) {
    const { meta } = (await import(new URL(`${path}/meta.ts`, FOLDER).href)) as { readonly meta: LessonMeta };
    const { steps } = (await import(new URL(`${path}/scenario.ts`, FOLDER).href)) as { readonly steps: readonly Step[] };
    const named = (id: string, step: Step): Named => ({ id, title: `${meta.title}: ${step.title}`, document: recordedDocument(step) });
    lessons.push(...steps.map((step) => named(`learn/${meta.id}/${step.id}`, step)));
    lessons.push(...steps.filter(({ kind }) => kind === 'challenge').map((step) => named(`challenge/${meta.id}`, step)));
  }
  return [...Object.entries(presets).map(([id, { title, scenario }]) => ({ id, title, document: scenario })), ...lessons];
}

/** A step's document with the commands of its scene and of its recorded way as lines of the script. At one instant they come before the script's own, as beside it. */
export function recordedDocument(step: Pick<Step, 'scene' | 'next' | 'kind' | 'walk'>): ScenarioDocument {
  const document = documentOf(step);
  const log = recordedLog(step);
  return log.length === 0 ? document : { ...document, script: [...log, ...(Array.isArray(document.script) ? document.script : [])] };
}

function lessonFolders(): readonly string[] {
  const foldersIn = (path: string): readonly string[] =>
    readdirSync(new URL(path, FOLDER), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  return foldersIn('.').flatMap((part) => foldersIn(`${part}/`).map((lesson) => `${part}/${lesson}`));
}
