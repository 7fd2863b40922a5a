/** Whether a lesson is whole: its steps and questions in number and kind, every document and command readable, every permission one that there is. No run. */
import { commandTypes } from '../../engine/scenario/commands.ts';
import { parseCommand, parseScenario, restartOrLive } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { isFromRun } from '../../quiz/key.ts';
import type { Question } from '../../quiz/question.ts';
import { documentOf, goalOf, type Lesson, type Logged, recordedLog, type ScenarioDocument, type Scene, type Step } from '../lesson.ts';
import { laneDocument, lanesOf } from './lanes.ts';

const MOST_MINUTES = 10;
const MOST_TITLE_WORDS = 9;

export function lintShape(lesson: Omit<Lesson, 'Text'>): readonly string[] {
  const { steps, questions } = lesson;
  return [
    ...counts(lesson),
    ...repeated(steps.map(({ id }) => id)).map((id) => `the step ${id} stands twice`),
    ...Object.entries(questions).flatMap(([id, question]) => (question.id === id ? [] : [`the question ${question.id} is filed under ${id}`])),
    ...steps.flatMap((step, place) =>
      [...stepProblems(step), ...kindProblems(step, steps.slice(0, place), questions)].map((problem) => `${step.id}: ${problem}`),
    ),
    ...Object.values(questions).flatMap((question) => questionProblems(question).map((problem) => `${question.id}: ${problem}`)),
  ];
}

function counts({ minutes, steps }: Omit<Lesson, 'Text'>): readonly string[] {
  const of = (kind: Step['kind']): number => steps.filter((step) => step.kind === kind).length;
  const asked = steps.flatMap((step) => (step.kind === 'checks' ? step.questions : [])).length;
  const need = (holds: boolean, problem: string): readonly string[] => (holds ? [] : [problem]);
  return [
    ...need(minutes <= MOST_MINUTES, `it takes ${minutes} minutes; at most ${MOST_MINUTES}`),
    ...need(steps[0]?.kind === 'hook', 'it does not begin with a hook'),
    ...need(of('predict') >= 2, `it has ${of('predict')} predictions; at least 2`),
    ...need(of('contrast') >= 1, 'it has no contrast of two lanes'),
    ...need(of('challenge') >= 1, 'it has no challenge'),
    ...need(asked >= 2 && asked <= 4, `it checks ${asked} questions; 2 to 4`),
    ...need(steps.at(-2)?.kind === 'say' && steps.at(-1)?.kind === 'lab', 'it does not end with say and lab'),
  ];
}

function stepProblems(step: Step): readonly string[] {
  const { scene, allow, walk, title } = step;
  const problems: string[] = [];
  if (title.split(/\s+/).length > MOST_TITLE_WORDS) problems.push(`its title has more than ${MOST_TITLE_WORDS} words`);
  problems.push(...sceneProblems(scene, walk, documentOf(step)));
  for (const permission of allow) {
    const path = permission.startsWith('set:') ? permission.slice('set:'.length) : null;
    if (path === null && !commandTypes.includes(permission)) problems.push(`it allows ${permission}, which is no command`);
    if (path !== null && restartOrLive(path) !== 'live') problems.push(`it allows ${permission}, which is no knob that turns while running`);
  }
  for (const { command } of walk) {
    const permission = command.type === 'set' ? `set:${command.path}` : command.type;
    if (!(allow as readonly string[]).includes(permission)) problems.push(`its recorded way uses ${permission}, which it does not allow`);
  }
  if (step.kind !== 'challenge' && step.next === null && walk.length > 0) problems.push('it has a recorded way to nothing: next is null');
  return problems;
}

function kindProblems(step: Step, before: readonly Step[], questions: Readonly<Record<string, Question>>): readonly string[] {
  switch (step.kind) {
    case 'predict':
      return step.question in questions ? [] : [`it asks ${step.question}, which is no question`];
    case 'compare':
      return before.some(({ id, kind }) => id === step.of && kind === 'predict') ? [] : [`it compares with ${step.of}, which is no prediction before it`];
    case 'contrast':
      return step.scene.contrast === undefined ? ['it has no second lane'] : [];
    case 'checks':
      return step.questions.filter((id) => !(id in questions)).map((id) => `it asks ${id}, which is no question`);
    case 'challenge': {
      const problems = step.next === null ? ['it has no goal'] : [];
      if (goalOf(step).comparisons.length > 0) problems.push('its goal compares two lanes; a goal is judged in one run');
      if (step.walk.length === 0) problems.push('it has no recorded solution');
      if (step.walk.length > step.par) problems.push(`its recorded solution takes ${step.walk.length} commands; par is ${step.par}`);
      return problems;
    }
    default:
      return [];
  }
}

/** Its documents, with both lanes, and the commands beside them. */
function sceneProblems(scene: Scene, walk: readonly Logged[], document: ScenarioDocument): readonly string[] {
  return lanesOf(scene).flatMap((lane) => {
    const parsed = parseScenario(laneDocument(document, scene, lane));
    if (!parsed.ok) return [`its scenario${lane === 2 ? ' of lane 2' : ''} is refused: ${parsed.message}`];
    const endless = parsed.scenario.stop.atMs === null ? ['its scenario has no end: stop.atMs'] : [];
    return [...endless, ...recordedLog({ scene, walk }).flatMap((logged) => commandProblems(logged, parsed.scenario))];
  });
}

function commandProblems({ atMs, command }: Logged, scenario: Scenario): readonly string[] {
  const parsed = parseCommand(command, scenario);
  return parsed.ok ? [] : [`its ${command.type} at ${atMs} ms is refused: ${parsed.message}`];
}

function questionProblems({ see, key }: Question): readonly string[] {
  const shown = see === null ? [] : sceneProblems(see, [], see.scenario).map((problem) => `“see it run”: ${problem}`);
  const run = isFromRun<unknown>(key) ? sceneProblems(key.run, [], key.run.scenario).map((problem) => `the key’s run: ${problem}`) : [];
  return [...shown, ...run];
}

const repeated = (ids: readonly string[]): readonly string[] => [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
