/**
 * The lesson beside the living figure: where in the lesson this is, the step's title and prose, what the step asks, and the way on. Nothing is locked: Next is always
 * a way on, and it lights when the step's condition holds.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../ui/controls.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import type { Lesson, Step } from './lesson.ts';
import { Stepper, stepWords } from './Stepper.tsx';
import { Prose } from './vocabulary.tsx';
import './course.css';

export interface LessonPanelProps {
  readonly lesson: Lesson;
  readonly step: Step;
  readonly passed: readonly string[];
  /** The address of a step. */
  readonly hrefOf: (step: string) => string;
  readonly showModel: boolean;
  /** What the step asks for, under the prose. */
  readonly children: ReactNode;
  /** The step's condition holds, or has held. */
  readonly lit: boolean;
  /** What Next waits for; null where nothing is to be said. */
  readonly waiting: string | null;
  /** Starts the run of this step; null where nothing runs or it cannot go on. */
  readonly onStart: (() => void) | null;
  readonly playing: boolean;
  /** Another run is shown: what it is, and the way back. */
  readonly seeing: { readonly title: string; readonly onBack: () => void } | null;
  readonly onPresent: () => void;
}

export function LessonPanel(props: LessonPanelProps) {
  const { lesson, step, passed, hrefOf, seeing } = props;
  const index = lesson.steps.indexOf(step);
  const next = lesson.steps[index + 1];
  const before = lesson.steps[index - 1];
  const top = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step.id);
  useEffect(() => {
    if (shown.current === step.id) return;
    shown.current = step.id;
    // Without scrolling the page: on a phone the figure stays where it is.
    top.current?.focus({ preventScroll: true });
    top.current?.closest('.lesson-body')?.scrollTo({ top: 0 });
  }, [step.id]);
  return (
    <div className="lesson" data-step={step.id} data-kind={step.kind}>
      <div className="lesson-body">
        <Stepper lesson={lesson} step={step} passed={passed} hrefOf={hrefOf} />
        <p className="lesson-place">
          <span>
            <strong>{stepWords[step.kind]}</strong>, step {index + 1} of {lesson.steps.length}
          </span>
          <Button
            kind="quiet"
            className="present-button"
            onPress={props.onPresent}
            title="For a projector: the figure fills the screen, the page keys go from step to step"
          >
            Present
          </Button>
        </p>
        <h1 className="lesson-title" tabIndex={-1} ref={top}>
          {step.title}
        </h1>
        {seeing === null ? (
          <>
            <Prose text={lesson.Text} step={step.id} showModel={props.showModel} />
            {props.children}
          </>
        ) : (
          <div className="lesson-seeing">
            <p>
              On the stage now: <strong>{seeing.title}</strong> Play it, look around, and come back.
            </p>
            <Button kind="ink" onPress={seeing.onBack}>
              Back to the lesson
            </Button>
          </div>
        )}
      </div>
      <footer className="lesson-foot">
        {step.watchFor !== '' && seeing === null && (
          <p className="watch-for">
            <strong>Watch for</strong> {step.watchFor}
          </p>
        )}
        {!props.lit && props.waiting !== null && seeing === null && <p className="second waiting">{props.waiting}</p>}
        <div className="lesson-moves">
          {props.onStart !== null && seeing === null && (
            <Button kind={props.lit ? 'plain' : 'ink'} className="lesson-start" onPress={props.onStart}>
              <Glyph name={props.playing ? 'pause' : 'play'} size={12} />
              {props.playing ? 'Pause' : 'Start'}
            </Button>
          )}
          {next !== undefined && (
            <a className={`button lesson-next ${props.lit ? 'ink' : 'plain'}`} data-lit={props.lit} href={hrefOf(next.id)}>
              Next
              <Glyph name="arrow" size={13} />
            </a>
          )}
          {next === undefined && (
            <a className="button ink lesson-next" href="#/learn">
              All lessons
            </a>
          )}
          {before !== undefined && (
            <a className="button quiet lesson-back" href={hrefOf(before.id)}>
              Back
            </a>
          )}
        </div>
      </footer>
    </div>
  );
}
