/** The panel of a step with what the page knows: progress, keys, the run at hand. It notes that a step was passed, once, and never takes it back. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Challenge } from '../../course/Challenge.tsx';
import { LessonPanel } from '../../course/LessonPanel.tsx';
import { goalOf, type Step } from '../../course/lesson.ts';
import { Say } from '../../course/Say.tsx';
import { Prose } from '../../course/vocabulary.tsx';
import { answerOf, type LessonProgress, lessonOf } from '../../state/kept/progress.ts';
import { atEnd } from '../../state/run-state.ts';
import { Button } from '../../ui/controls.tsx';
import { progressStore } from '../kept.ts';
import type { FrameContext } from '../stage/StageFrame.tsx';
import { Operations } from '../stage/Time.tsx';
import { seedsStores } from '../stores.ts';
import { stepAddress } from './address.ts';
import { Checks, Missed } from './Checks.tsx';
import { Compared } from './Compared.tsx';
import { KeptProblems } from './KeptProblems.tsx';
import { LanesCompared, lanesCameTo, useLanesCompared } from './Lanes.tsx';
import { Predict } from './Predict.tsx';
import type { LessonSideProps } from './side-props.ts';

export function LessonSide(props: LessonSideProps) {
  const { context, lesson, step, held, seeing, settled } = props;
  const progress = useStore(progressStore, (state) => lessonOf(state.progress, lesson.id));
  const [showModel, setShowModel] = useState(progress.said !== '' && progress.passed.includes(step.id));
  const compared = useLanesCompared(step, seeing === null && settled ? context.lanes : []);
  const reached = settled && seeing === null && !held && reachedNow(step, context, progress, showModel, compared);
  const lit = progress.passed.includes(step.id) || reached;
  useEffect(() => {
    if (reached) progressStore.getState().passStep(lesson.id, step.id);
    if (reached && step.kind === 'lab') progressStore.getState().finish(lesson.id);
  }, [reached, lesson, step]);
  const { one, stage } = context;
  const runs = (seeing !== null || step.watchFor !== '') && !held && !context.lanes.every(atEnd);
  const play = (on: boolean) => {
    // At full the sheet lies over the figure.
    if (on) stage.set({ sheet: 'half' });
    context.conductor.play(on);
  };
  return (
    <LessonPanel
      lesson={lesson}
      step={step}
      passed={progress.passed}
      hrefOf={(id) => stepAddress(lesson.id, id)}
      lit={lit}
      waiting={waitingFor(step, held)}
      onStart={runs ? () => play(!one.playing) : null}
      playing={one.playing}
      seeing={seeing === null ? null : { title: seeing.title, says: seeing.says, onBack: () => props.onSee(null) }}
      onPresent={() => {
        window.location.hash = stepAddress(lesson.id, step.id, true);
      }}
      onLab={step.kind === 'lab' ? props.onKeep : null}
    >
      <KeptProblems />
      <Body {...props} progress={progress} lit={lit} showModel={showModel} onShowModel={() => setShowModel(true)} onRun={() => play(true)} />
      {compared !== null && <LanesCompared compared={compared} />}
      {step.scene.seeds !== undefined && (
        <ManySeeds count={step.scene.seeds} context={context} atOnce={settled && seeing === null && step.kind === 'compare'} />
      )}
    </LessonPanel>
  );
}

interface BodyProps extends LessonSideProps {
  readonly progress: LessonProgress;
  readonly lit: boolean;
  readonly showModel: boolean;
  readonly onShowModel: () => void;
  readonly onRun: () => void;
}

/** What a step asks for, by its kind. */
function Body(props: BodyProps) {
  const { context, lesson, step, progress, lit } = props;
  const { one, start } = context;
  switch (step.kind) {
    case 'predict':
      return <Predict {...props} step={step} />;
    case 'compare':
      return <Compared lesson={lesson} step={step} progress={progress} />;
    case 'challenge':
      return (
        <>
          <Challenge
            step={step}
            moves={Math.max(0, one.log.length - (step.scene.log?.length ?? 0))}
            reached={lit}
            over={one.ended !== null && atEnd(one) && one.ended.why !== 'goal'}
            onSolution={props.onSolution}
            onStartOver={start}
          />
          {/* Elsewhere it stands beside the controls of time. */}
          {context.phone && asksClients(step) && <Operations lane={one} onCommand={context.command} />}
        </>
      );
    case 'checks':
      return <Checks {...props} step={step} />;
    case 'say':
      return (
        <>
          <Say
            step={step}
            said={progress.said}
            shown={props.showModel}
            onSay={(text) => progressStore.getState().say(lesson.id, text)}
            onShow={props.onShowModel}
          />
          {props.showModel && <ModelAnswer {...props} />}
          {props.showModel && <Missed {...props} />}
        </>
      );
    default:
      return null;
  }
}

/** It takes the focus from the button that asked for it, and is gone. */
function ModelAnswer({ lesson, step }: LessonSideProps) {
  const asked = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) asked.current?.focus();
  }, []);
  return (
    <div className="say-model" tabIndex={-1} ref={asked}>
      <Prose text={lesson.Text} step={step.id} showModel showText={false} />
    </div>
  );
}

interface ManySeedsProps {
  readonly count: number;
  readonly context: FrameContext;
  /** A comparison is about them: they are there without being asked for. */
  readonly atOnce: boolean;
}

/** Other seeds of the same run, behind it on Spread. */
function ManySeeds({ count, context: { one }, atOnce }: ManySeedsProps) {
  const seeds = useStore(seedsStores[0]);
  const view = seeds.view;
  const { phase, scenario } = one;
  useEffect(() => {
    if (!atOnce || phase !== 'ready' || scenario === null) return;
    seedsStores[0].getState().belongTo(scenario, []);
    if (seedsStores[0].getState().view === null) seedsStores[0].getState().run(count);
  }, [atOnce, phase, scenario, count]);
  const running = view?.state === 'running';
  return (
    <div className="row many-seeds">
      {running ? (
        <Button onPress={seeds.cancel}>Cancel</Button>
      ) : (
        <Button kind={view?.state === 'done' ? 'plain' : 'ink'} onPress={() => seeds.run(count)}>
          Run {count} seeds
        </Button>
      )}
      {view !== null && (
        <span className="second" role="status">
          {view.done} of {view.wanted} seeds run
        </span>
      )}
    </div>
  );
}

/** Whether a client can be asked for things in this step. */
export const asksClients = (step: Step): boolean => step.allow.some((one) => one === 'write' || one === 'read' || one === 'delete' || one === 'resolve');

type Comparisons = ReturnType<typeof useLanesCompared>;

/** Whether the step's condition holds in the run at hand. */
function reachedNow(step: Step, { lanes, one }: FrameContext, progress: LessonProgress, showModel: boolean, compared: Comparisons): boolean {
  if (step.kind === 'checks') return step.questions.every((id) => answerOf(progress, id)?.firstAt != null);
  if (step.kind === 'say') return showModel;
  if (step.kind === 'lab' || step.kind === 'compare') return true;
  if (lanes.some((lane) => lane.phase !== 'ready')) return false;
  if (lanes.length > 1) return lanesCameTo(step, lanes, compared);
  if (step.next === null) return true;
  return atEnd(one) && one.ended?.why === 'goal';
}

function waitingFor(step: Step, held: boolean): string | null {
  if (held) return null;
  if (step.kind === 'checks') return 'Next lights when every question has an answer.';
  if (step.kind === 'challenge') return 'Next lights when the goal is reached. You may go on without it.';
  if (goalOf(step).comparisons.length > 0) return 'Next lights when both lanes have run and compare as the step says.';
  if (step.scene.contrast !== undefined) return 'Next lights when both lanes have run.';
  return step.next === null ? null : 'Next lights when the run has shown it.';
}
