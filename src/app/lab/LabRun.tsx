/** The last part of the Lab's panel: who repaired how many copies, a second lane, where this run is kept, the hash that names it. */

import { Glyph } from '../../ui/Glyph.tsx';
import type { Contrast } from '../contrast.ts';
import type { FrameContext } from '../stage/StageFrame.tsx';
import { Comparing, TraceHash } from '../stage/StoryRun.tsx';

const repairers = [
  { id: 'read-repair', name: 'Read repair', glyph: 'read' },
  { id: 'hinted-handoff', name: 'Hinted handoff', glyph: 'hint' },
  { id: 'gossip', name: 'Gossip', glyph: 'gossip' },
  { id: 'anti-entropy', name: 'Anti-entropy', glyph: 'hash' },
] as const;

export function LabRun({ context, onBeside }: { readonly context: FrameContext; readonly onBeside: (contrast: Contrast | null) => void }) {
  const { snapshot } = context;
  return (
    <>
      {snapshot !== null && (
        <section className="repairers" aria-label="Who repaired what">
          <h2>Copies repaired so far</h2>
          <dl>
            {repairers.map((one) => (
              <div key={one.id} data-some={snapshot.repairs[one.id] > 0 || undefined}>
                <dt>
                  <Glyph name={one.glyph} size={13} /> {one.name}
                </dt>
                <dd className="mono" data-repairs={one.id}>
                  {snapshot.repairs[one.id].toLocaleString('en-US')}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section className="run-facts" aria-label="This run">
        <h2>This run</h2>
        <p className="second">Saved in this browser as you go.</p>
        <Comparing context={context} onBeside={onBeside} />
        <TraceHash context={context} />
      </section>
    </>
  );
}
