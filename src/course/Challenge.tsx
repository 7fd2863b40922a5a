/** A break-it challenge: the goal, which the engine judges, par, the commands given so far, a hint that waits to be asked for, and the recorded solution to watch. */
import { useState } from 'react';
import { Button } from '../ui/controls.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import type { ChallengeStep } from './lesson.ts';

export interface ChallengeProps {
  readonly step: ChallengeStep;
  /** Commands given in the run at hand. */
  readonly moves: number;
  /** The goal was reached, now or before. */
  readonly reached: boolean;
  /** The run at hand is over, and the goal was not reached in it. */
  readonly over: boolean;
  readonly onSolution: () => void;
  readonly onStartOver: () => void;
}

export function Challenge({ step, moves, reached, over, onSolution, onStartOver }: ChallengeProps) {
  const [hint, setHint] = useState(false);
  return (
    <section className="challenge" aria-label="Challenge">
      <p className="challenge-goal" data-reached={reached}>
        <Glyph name={reached ? 'ack' : 'converged'} size={16} />
        <span>
          <strong>{reached ? 'Done: ' : 'Goal: '}</strong>
          {step.goal}
        </span>
      </p>
      <p className="second" role="status">
        {moves === 0 ? 'No command given yet' : `${moves} ${moves === 1 ? 'command' : 'commands'} given`}; {step.par} {step.par === 1 ? 'is' : 'are'} enough.
        {over && !reached ? ' The run is over without it: undo, step back or start over.' : ''}
      </p>
      {hint && <p className="challenge-hint">{step.hint}</p>}
      <div className="row">
        {!hint && (
          <Button kind="plain" onPress={() => setHint(true)}>
            Show a hint
          </Button>
        )}
        <Button kind="plain" onPress={onStartOver} unavailable={moves === 0 ? 'You have not changed anything yet' : null}>
          Start over
        </Button>
        <Button kind="quiet" onPress={onSolution} title={step.solutionSays}>
          Watch a solution
        </Button>
      </div>
    </section>
  );
}
