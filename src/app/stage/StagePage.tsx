/** The page of a story: a preset as it is, with its own steps above the stage on the first page. Nothing is kept here but what its address says. */
import { useEffect, useMemo } from 'react';
import { type Preset, presets } from '../../engine/presets/index.ts';
import type { Contrast } from '../contrast.ts';
import { Header, RunActions } from '../Header.tsx';
import { addressOf } from '../routes.ts';
import { stageStore } from '../stores.ts';
import { Guide } from './Guide.tsx';
import { nameOf, usualUpper } from './names.ts';
import { Panel } from './Panel.tsx';
import { type FrameContext, StageFrame } from './StageFrame.tsx';
import { StoryRun } from './StoryRun.tsx';
import { nextSeed } from './seed.ts';
import type { Sitting } from './use-lanes.ts';

export interface StagePageProps {
  readonly first: boolean;
  readonly preset: string;
  /** The story: a preset, or a scenario made for measuring. */
  readonly story: Pick<Preset, 'title' | 'scenario' | 'startMs'>;
  readonly seed: number | null;
  readonly contrast: Contrast | null;
}

export function StagePage({ first, preset, story, seed, contrast }: StagePageProps) {
  const sitting = useMemo<Sitting>(
    () => ({ document: seed === null ? story.scenario : { ...story.scenario, seed }, openUs: (story.startMs ?? 0) * 1000, contrast }),
    [story, seed, contrast],
  );
  // A story about beliefs opens on them; whoever goes on from there to another finds the cluster.
  useEffect(() => {
    const upper = usualUpper(story.scenario);
    if (upper === 'membership' || stageStore.getState().upper === 'membership') stageStore.getState().set({ upper });
  }, [story]);
  const seedOf = ({ one }: FrameContext) => one.scenario?.seed ?? seed ?? 1;
  return (
    <StageFrame
      sitting={sitting}
      title={story.title}
      className={first ? 'first' : ''}
      sideLabel="Details and repair"
      calm={first}
      header={(context) => (
        <Header door={first ? 'home' : 'lab'} title={story.title} seed={seedOf(context)}>
          <RunActions
            context={context}
            onNewSeed={() => {
              window.location.hash = addressOf(preset, nextSeed(seedOf(context)), contrast);
            }}
          />
        </Header>
      )}
      above={({ one }) => (first ? <Guide lane={one} /> : <h1 className="visually-hidden">{story.title}</h1>)}
      sheetTitle={({ lane, snapshot }) => (lane.selection === null ? 'Repair, network and story' : nameOf(lane.selection, snapshot))}
      panel={(context) => (
        <Panel context={context}>
          <StoryRun
            context={context}
            preset={preset}
            onPreset={(id) => {
              window.location.hash = addressOf(id, Number(presets[id]?.scenario.seed ?? 1));
            }}
            onBeside={(beside) => {
              window.location.hash = addressOf(preset, seedOf(context), beside);
            }}
          />
        </Panel>
      )}
    />
  );
}
