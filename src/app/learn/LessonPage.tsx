/**
 * A step of a lesson on the living stage: the panel beside the figure, what the step allows, its own starting state. What is changed in a step is dropped on leaving
 * it, unless it is kept in the Lab.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { documentOf, type Lesson, recordedLog, type Step } from '../../course/lesson.ts';
import type { Command } from '../../engine/scenario/scenario.ts';
import { loadLesson } from '../../lessons/index.ts';
import type { Scene } from '../../quiz/question.ts';
import { answerOf, lessonOf } from '../../state/kept/progress.ts';
import { Button } from '../../ui/controls.tsx';
import { Header, RunActions } from '../Header.tsx';
import { openInLab, progressStore } from '../kept.ts';
import { endless, recordOf } from '../lab/record.ts';
import { nameOf } from '../stage/names.ts';
import { ChosenThing } from '../stage/Panel.tsx';
import { everything, type Rules } from '../stage/rules.ts';
import { type FrameContext, StageFrame } from '../stage/StageFrame.tsx';
import type { Sitting } from '../stage/use-lanes.ts';
import { stageStore } from '../stores.ts';
import type { Seeing } from './address.ts';
import { asksClients, LessonSide } from './LessonSide.tsx';
import { PlainPage } from './PlainPage.tsx';
import { PresentBar, usePresenting } from './Present.tsx';

export interface LessonPageProps {
  readonly lesson: string;
  /** Null: the first step. */
  readonly step: string | null;
  readonly present: boolean;
}

export function LessonPage({ lesson: id, step: stepId, present }: LessonPageProps) {
  const [found, setFound] = useState<{ readonly id: string; readonly lesson: Lesson | null; readonly failure: string | null } | null>(null);
  useEffect(() => {
    let left = false;
    loadLesson(id).then(
      (lesson) => !left && setFound({ id, lesson, failure: null }),
      (error: unknown) => !left && setFound({ id, lesson: null, failure: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      left = true;
    };
  }, [id]);
  if (found === null || found.id !== id) return null;
  const { lesson, failure } = found;
  if (lesson === null) return <Missing text={failure ?? `There is no lesson called “${id}”.`} />;
  const step = stepId === null ? lesson.steps[0] : lesson.steps.find((one) => one.id === stepId);
  if (step === undefined) return <Missing text={`“${lesson.title}” has no step called “${stepId}”.`} />;
  return <LessonStage lesson={lesson} step={step} present={present} />;
}

function Missing({ text }: { readonly text: string }) {
  return (
    <PlainPage door="learn" title="Not found">
      <h1>{text}</h1>
      <p>
        <a className="button ink" href="#/learn">
          See all lessons
        </a>
      </p>
    </PlainPage>
  );
}

function LessonStage({ lesson, step, present }: { readonly lesson: Lesson; readonly step: Step; readonly present: boolean }) {
  const progress = useStore(progressStore, (state) => lessonOf(state.progress, lesson.id));
  const [seeing, setSeeing] = useState<(Seeing & { readonly of: string }) | null>(null);
  const [picking, setPicking] = useState(false);
  const inspecting = useRef(false);
  const shown = seeing !== null && seeing.of === step.id ? seeing : null;
  const scene = shown?.scene ?? step.scene;
  const sitting = useMemo<Sitting>(
    () => ({
      document: shown?.document ?? documentOf(step),
      log: scene.log ?? [],
      openUs: Math.round((scene.startMs ?? 0) * 1000),
      contrast: scene.contrast ?? null,
      ...(scene.key === undefined ? {} : { key: scene.key }),
    }),
    [step, scene, shown],
  );
  useEffect(() => setUpStage(scene), [scene]);
  // The stage loads a sitting in an effect of its own, before this one: until then the lanes still hold the run of the step before, whose end is not this step's.
  const [loaded, setLoaded] = useState<Sitting | null>(null);
  useEffect(() => setLoaded(sitting), [sitting]);
  useEffect(() => progressStore.getState().visit(lesson.id, step.id), [lesson, step]);
  usePresenting(lesson, step, present);
  useTitleFocus(step.id);

  const record = step.kind === 'predict' ? answerOf(progress, step.question) : null;
  const held = step.kind === 'predict' && shown === null && record?.firstAt == null && record?.skipped !== true;
  const rules = useMemo(() => (shown !== null ? everything : rulesOf(step, held)), [step, held, shown]);
  const keep = ({ one }: FrameContext) =>
    openInLab(recordOf({ title: `${lesson.title}: ${step.title}`, scenario: endless(shown?.document ?? step.scene.scenario), lane: one }));
  const side = (context: FrameContext) => (
    <LessonSide
      key={step.id}
      context={context}
      lesson={lesson}
      step={step}
      held={held}
      seeing={shown}
      settled={loaded === sitting}
      onSee={(see) => setSeeing(see === null ? null : { ...see, of: step.id })}
      onSolution={() => setSeeing({ ...solutionOf(step), of: step.id })}
      onPicking={setPicking}
      onKeep={() => keep(context)}
    />
  );
  return (
    <StageFrame
      sitting={sitting}
      title={lesson.title}
      className={`learning ${present ? 'presenting' : ''}`}
      rules={rules}
      side="left"
      sideLabel="Lesson"
      picking={picking && shown === null}
      asks={shown !== null || asksClients(step)}
      header={(context) => (
        <Header door="learn" title={lesson.title}>
          <RunActions context={context} />
          <Button
            kind="plain"
            className="keep-in-lab"
            label="Open in the Lab"
            unavailable={held ? 'Commit or skip your prediction first' : null}
            title="This run as it stands, as a run of your own"
            onPress={() => keep(context)}
          >
            <span className="wide-only">Open in the Lab</span>
            <span className="phone-only">Lab</span>
          </Button>
        </Header>
      )}
      above={() => (present ? <PresentBar lesson={lesson} step={step} /> : <h2 className="visually-hidden">The figure</h2>)}
      panel={(context) => {
        const chosen = !context.wide && context.lane.selection !== null && !picking;
        return (
          <>
            {chosen && <Button onPress={() => context.lane.select(null)}>Back to the lesson</Button>}
            {chosen && <ChosenThing context={context} />}
            {/* Hidden, not left out: an answer half given is still there afterwards, and a step that is passed meanwhile is passed. */}
            <div className="lesson-keep" hidden={chosen}>
              {side(context)}
            </div>
          </>
        );
      }}
      inspector={(context) => {
        // A bar that has just opened at a mark stays beside it: the stage narrows when the bar is closed.
        inspecting.current = context.lane.selection !== null && !picking && (context.stage.bar === null || inspecting.current);
        return inspecting.current ? <ChosenThing context={context} /> : null;
      }}
      sheetTitle={({ lane, snapshot }) => (lane.selection === null || picking ? step.title : nameOf(lane.selection, snapshot))}
      stopped={({ one }) => (shown === null && one.ended?.why === 'goal' ? 'That is what this step was about: Next is lit.' : null)}
    />
  );
}

/** The link that led here is gone with its step: the title of the new one takes the focus. */
function useTitleFocus(step: string): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    // Without scrolling the page: on a phone the figure stays where it is.
    document.querySelector<HTMLElement>('.lesson-title')?.focus({ preventScroll: true });
  }, [step]);
}

/** The slots as a scene wants them. */
function setUpStage(scene: Scene): void {
  const { upper = 'cluster', lower = 'space-time' } = scene;
  stageStore.getState().set({
    upper,
    ...(lower === 'none' ? { lowerOpen: false } : { lower, lowerOpen: true }),
    single: 'upper',
    lane: 0,
    bar: null,
    partition: null,
    zoom: null,
    // Small enough for the figure to stay whole above it.
    sheet: 'half',
  });
}

function rulesOf(step: Step, held: boolean): Rules {
  const allowed = new Set<string>(step.allow);
  return {
    held: held ? 'Commit your prediction first, or skip the guess.' : null,
    refusal: (command: Command) =>
      allowed.has(command.type) || (command.type === 'set' && allowed.has(`set:${command.path}`)) ? null : 'This step does not use it',
  };
}

function solutionOf(step: Step): Seeing {
  const says = step.kind === 'challenge' ? step.solutionSays : null;
  return { title: 'a recorded solution.', scene: { ...step.scene, log: recordedLog(step) }, document: documentOf(step), says };
}
