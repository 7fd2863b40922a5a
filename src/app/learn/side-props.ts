/** What the panel of a step is given by its page. */
import type { Lesson, Step } from '../../course/lesson.ts';
import type { FrameContext } from '../stage/StageFrame.tsx';
import type { Seeing } from './address.ts';

export interface LessonSideProps {
  readonly context: FrameContext;
  readonly lesson: Lesson;
  readonly step: Step;
  /** A prediction is due. */
  readonly held: boolean;
  readonly seeing: Seeing | null;
  /** The lanes hold the run of this step, or the one that is seen, and no longer the one before. */
  readonly settled: boolean;
  readonly onSee: (seeing: Seeing | null) => void;
  readonly onSolution: () => void;
  /** A question is answered on the figure, or no longer. */
  readonly onPicking: (picking: boolean) => void;
  readonly onKeep: () => void;
}
