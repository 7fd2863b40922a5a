/** Many seeds of the same run: how many, the button that runs them, how far they are, and what came of it in a sentence. */
import { useState } from 'react';
import type { SeedsView } from '../../engine/picture/seeds-view.ts';
import { Button, Choice } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { count, seedsWords } from './words.ts';

const COUNTS = [20, 200, 1000] as const;
const ERRORS_SHOWN = 2;

export interface SeedsPanelProps {
  readonly seeds: SeedsView | null;
  readonly mode: 'async' | 'rounds';
  readonly onRun: (count: number) => void;
  readonly onCancel: () => void;
}

export function SeedsPanel({ seeds, mode, onRun, onCancel }: SeedsPanelProps) {
  const [wanted, setWanted] = useState<number>(200);
  const running = seeds?.state === 'running';
  return (
    <section className="spread-seeds" aria-label="Other seeds">
      <div className="spread-seeds-row">
        {running ? (
          <>
            <progress max={seeds.wanted} value={seeds.done} aria-label="Seeds done" />
            <span className="mono">{seedsWords(seeds, mode)}</span>
            <Button onPress={onCancel}>Cancel</Button>
          </>
        ) : (
          <>
            <Choice
              label="How many seeds"
              value={String(wanted)}
              options={COUNTS.map((one) => ({ value: String(one), label: `${count(one)} seeds` }))}
              onChange={(value) => setWanted(Number(value))}
            />
            <Button onPress={() => onRun(wanted)} title="The same run with other seeds, in the background; this run’s own future stays unseen">
              <Glyph name="dice" size={14} />
              Run {count(wanted)} seeds
            </Button>
          </>
        )}
      </div>
      {seeds !== null && !running && (
        <p className="second" role="status">
          {seedsWords(seeds, mode)}
        </p>
      )}
      {seeds?.errors.slice(0, ERRORS_SHOWN).map((error) => (
        <p key={error} className="spread-error" role="alert">
          {error}
        </p>
      ))}
    </section>
  );
}
