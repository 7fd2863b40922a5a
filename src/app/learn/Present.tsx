/** For teachers who project a lesson: the figure fills the screen, the prose is hidden, marks are larger, the page keys go from step to step. */
import { useEffect } from 'react';
import type { Lesson, Step } from '../../course/lesson.ts';
import { stepWords } from '../../course/Stepper.tsx';
import { Button } from '../../ui/controls.tsx';
import { stepAddress } from './address.ts';

const neighbour = (lesson: Lesson, step: Step, by: 1 | -1): Step | undefined => lesson.steps[lesson.steps.indexOf(step) + by];

/** Marks the page as projected, and listens for the page keys and Escape. */
export function usePresenting(lesson: Lesson, step: Step, present: boolean): void {
  useEffect(() => {
    if (!present) return;
    const root = document.documentElement;
    root.dataset.projector = '';
    // A browser that refuses full screen shows the same in its window.
    if (document.fullscreenElement === null) root.requestFullscreen?.().catch(() => undefined);
    return () => {
      delete root.dataset.projector;
    };
  }, [present]);
  useEffect(() => {
    if (!present) return;
    const onKey = (event: KeyboardEvent) => {
      const by = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : null;
      if (event.key === 'Escape' && !event.defaultPrevented) return leave(lesson, step);
      const to = by === null ? undefined : neighbour(lesson, step, by);
      if (to === undefined) return;
      event.preventDefault();
      window.location.hash = stepAddress(lesson.id, to.id, true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [lesson, step, present]);
}

function leave(lesson: Lesson, step: Step): void {
  if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
  window.location.hash = stepAddress(lesson.id, step.id);
}

export function PresentBar({ lesson, step }: { readonly lesson: Lesson; readonly step: Step }) {
  const [before, after] = [neighbour(lesson, step, -1), neighbour(lesson, step, 1)];
  return (
    <div className="present-bar">
      <p className="present-place">
        {stepWords[step.kind]}, {lesson.steps.indexOf(step) + 1} of {lesson.steps.length}
      </p>
      <h1>{step.title}</h1>
      <div className="row">
        {before !== undefined && (
          <a className="button" href={stepAddress(lesson.id, before.id, true)}>
            Back
          </a>
        )}
        {after !== undefined && (
          <a className="button ink" href={stepAddress(lesson.id, after.id, true)}>
            Next
          </a>
        )}
        <Button kind="quiet" onPress={() => leave(lesson, step)}>
          Show the lesson
        </Button>
      </div>
    </div>
  );
}
