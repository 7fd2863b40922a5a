/** The last part of a story's panel: which story this is, a second lane beside it, and the hash that names the run up to this moment. */
import { lazy, Suspense, useState } from 'react';
import { presets } from '../../engine/presets/index.ts';
import { Button, Choice } from '../../ui/controls.tsx';
import type { Contrast } from '../contrast.ts';
import type { FrameContext } from './StageFrame.tsx';

const Beside = lazy(() => import('./Beside.tsx').then((found) => ({ default: found.Beside })));

export interface StoryRunProps {
  readonly context: FrameContext;
  readonly preset: string;
  readonly onPreset: (id: string) => void;
  readonly onBeside: (contrast: Contrast | null) => void;
}

export function StoryRun({ context, preset, onPreset, onBeside }: StoryRunProps) {
  return (
    <section className="run-facts" aria-label="This run">
      <h2>This run</h2>
      <div className="row">
        <Choice label="Story" value={preset} options={Object.entries(presets).map(([id, one]) => ({ value: id, label: one.title }))} onChange={onPreset} />
      </div>
      <Comparing context={context} onBeside={onBeside} />
      <TraceHash context={context} />
    </section>
  );
}

/** Opens a second lane, or closes it. */
export function Comparing({ context, onBeside }: Pick<StoryRunProps, 'context' | 'onBeside'>) {
  const [comparing, setComparing] = useState(false);
  const { scenario } = context.lane;
  if (scenario === null) return null;
  if (context.titles !== null) return <Button onPress={() => onBeside(null)}>Close the second lane</Button>;
  return (
    <>
      <Button pressed={comparing} onPress={() => setComparing(!comparing)}>
        Compare…
      </Button>
      {comparing && (
        <Suspense fallback={null}>
          <Beside scenario={scenario} onOpen={onBeside} />
        </Suspense>
      )}
    </>
  );
}

export function TraceHash({ context }: { readonly context: FrameContext }) {
  const { lane } = context;
  return (
    <p className="second mono" title="Names this run up to this moment: the same scenario, seed and commands give the same hash everywhere">
      {lane.hashes === null || lane.playing ? 'trace hash …' : `trace hash ${lane.hashes.trace.slice(0, 12)}`}
    </p>
  );
}
