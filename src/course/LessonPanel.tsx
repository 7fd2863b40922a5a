/**
 * The lesson beside the living figure: where in the lesson this is, the step's title and prose, what the step asks, and the way on. Nothing is locked: Next is always
 * a way on, and it lights when the step's condition holds.
 */
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
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
  /** What the step asks for, under the prose. */
  readonly children: ReactNode;
  /** The step's condition holds, or has held. */
  readonly lit: boolean;
  /** What Next waits for; null where nothing is to be said. */
  readonly waiting: string | null;
  /** Starts the run on the stage; null where nothing runs or it cannot go on. */
  readonly onStart: (() => void) | null;
  readonly playing: boolean;
  /** Another run is shown: what it is, what it shows, and the way back. */
  readonly seeing: { readonly title: string; readonly says: string | null; readonly onBack: () => void } | null;
  readonly onPresent: () => void;
  /** The last step: the same state in the Lab. */
  readonly onLab: (() => void) | null;
}

export function LessonPanel(props: LessonPanelProps) {
  const { lesson, step, passed, hrefOf, seeing } = props;
  const body = useRef<HTMLDivElement>(null);
  const readTo = usePlaceInText(body, seeing !== null);
  return (
    <div className="lesson" data-step={step.id} data-kind={step.kind}>
      <div className="lesson-body" ref={body} onScroll={readTo}>
        <Stepper lesson={lesson} step={step} passed={passed} hrefOf={hrefOf} />
        <p className="lesson-place">
          <span>
            <strong>{stepWords[step.kind]}</strong>, step {lesson.steps.indexOf(step) + 1} of {lesson.steps.length}
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
        <h1 className="lesson-title" tabIndex={-1}>
          {step.title}
        </h1>
        {/* Hidden, not left out, while another run is looked at: whoever comes back finds the question as it was. */}
        <div className="lesson-text" hidden={seeing !== null}>
          <Prose text={lesson.Text} step={step.id} showModel={false} />
          {props.children}
        </div>
        {seeing !== null && (
          <p className="lesson-seeing" tabIndex={-1}>
            On the stage now: <strong>{seeing.title}</strong> {seeing.says ?? 'Play it, look around, and come back.'}
          </p>
        )}
      </div>
      <WayOn {...props} />
    </div>
  );
}

/** Watch for, Start, Next, Back: always in sight. */
function WayOn({ lesson, step, hrefOf, lit, waiting, onStart, playing, seeing, onLab }: LessonPanelProps) {
  const index = lesson.steps.indexOf(step);
  const next = lesson.steps[index + 1];
  const before = lesson.steps[index - 1];
  return (
    <footer className="lesson-foot">
      {step.watchFor !== '' && seeing === null && (
        <p className="watch-for">
          <strong>Watch for</strong> {step.watchFor}
        </p>
      )}
      {!lit && waiting !== null && seeing === null && <p className="second waiting">{waiting}</p>}
      {onLab !== null && (
        <Button kind="ink" className="lesson-lab" onPress={onLab}>
          Try it in the Lab
        </Button>
      )}
      <div className="lesson-moves">
        {onStart !== null && (
          <Button kind={lit && seeing === null ? 'plain' : 'ink'} className="lesson-start" onPress={onStart}>
            <Glyph name={playing ? 'pause' : 'play'} size={12} />
            {playing ? 'Pause' : 'Start'}
          </Button>
        )}
        {seeing !== null && (
          <Button className="lesson-return" onPress={seeing.onBack}>
            Back to the lesson
          </Button>
        )}
        {seeing === null && next !== undefined && (
          <a className={`button lesson-next ${lit ? 'ink' : 'plain'}`} data-lit={lit} href={hrefOf(next.id)}>
            Next
            <Glyph name="arrow" size={13} />
          </a>
        )}
        {seeing === null && next === undefined && (
          <a className="button plain lesson-next" href="#/learn">
            All lessons
          </a>
        )}
        {seeing === null && before !== undefined && (
          <a className="button quiet lesson-back" href={hrefOf(before.id)}>
            Back
          </a>
        )}
      </div>
    </footer>
  );
}

/** While another run is looked at the text gives way to a note, which takes the focus; afterwards the text stands where it stood, and the focus too. */
function usePlaceInText(body: RefObject<HTMLDivElement | null>, away: boolean): () => void {
  const place = useRef(0);
  const left = useRef<Element | null>(null);
  const was = useRef(away);
  useLayoutEffect(() => {
    if (was.current === away) return;
    was.current = away;
    if (away) {
      left.current = document.activeElement;
      body.current?.querySelector<HTMLElement>('.lesson-seeing')?.focus({ preventScroll: true });
      body.current?.scrollTo({ top: 0 });
      return;
    }
    body.current?.scrollTo({ top: place.current });
    const { current } = left;
    if (current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true });
  }, [body, away]);
  return () => {
    // The note is shorter than the text: what it does to the scroll is not to be remembered.
    if (!was.current && body.current !== null && body.current.querySelector('.lesson-seeing') === null) place.current = body.current.scrollTop;
  };
}
