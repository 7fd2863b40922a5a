/** Where in a lesson one is: a bar a step, each a way there. Passed steps are full, the one at hand is ink. */
import type { Lesson, Step } from './lesson.ts';

export const stepWords: Readonly<Record<Step['kind'], string>> = {
  hook: 'Look',
  predict: 'Predict',
  run: 'Run',
  compare: 'Compare',
  name: 'Name it',
  contrast: 'Change one thing',
  commonly: 'Commonly said',
  challenge: 'Break it',
  checks: 'Check',
  say: 'Say it',
  lab: 'Go on',
};

export interface StepperProps {
  readonly lesson: Lesson;
  readonly step: Step;
  readonly passed: readonly string[];
  readonly hrefOf: (step: string) => string;
}

export function Stepper({ lesson, step, passed, hrefOf }: StepperProps) {
  return (
    <nav className="stepper" aria-label={`Steps of ${lesson.title}`}>
      <ol>
        {lesson.steps.map((one, i) => {
          const done = passed.includes(one.id);
          const name = `Step ${i + 1}, ${stepWords[one.kind]}: ${one.title}`;
          return (
            <li key={one.id}>
              <a href={hrefOf(one.id)} data-done={done || undefined} aria-current={one === step ? 'step' : undefined} title={name}>
                <span className="visually-hidden">
                  {name}
                  {done ? ' (passed)' : ''}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
