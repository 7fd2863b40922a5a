/** How fast time passes: Follow, which slows down where something happens, or to scale, at a factor of true time: its segment then is the choice of the factor. */
import { useState } from 'react';
import { Choice } from '../../ui/controls.tsx';
import type { TransportProps } from './Transport.tsx';

type PaceProps = Pick<TransportProps, 'pace' | 'paces' | 'paceCaption' | 'round' | 'onPace'>;

/** A first factor at which things can be watched: flights of a network, rounds of gossip. */
const FIRST_FACTOR = '0.05';
const FIRST_OF_ROUNDS = '1';

/** The pace as the phone's button says it. */
export function paceName({ pace, paces }: Pick<TransportProps, 'pace' | 'paces'>): string {
  return pace === 'follow' ? 'Follow' : (paces.find((one) => one.value === pace)?.label ?? pace);
}

export function Pace({ pace, paces, paceCaption, round, onPace }: PaceProps) {
  const [factor, setFactor] = useState<string | null>(null);
  const follows = pace === 'follow';
  return (
    <fieldset className="pace">
      <legend>
        Pace <span className="aside">{follows ? paceCaption : 'to scale, of true time'}</span>
      </legend>
      <div className="segmented">
        <button type="button" aria-pressed={follows} onClick={() => onPace('follow')}>
          Follow
        </button>
        {follows ? (
          <button type="button" aria-pressed={false} onClick={() => onPace(factor ?? (round === null ? FIRST_FACTOR : FIRST_OF_ROUNDS))}>
            To scale
          </button>
        ) : (
          <Choice
            label="To scale: factor of true time"
            value={pace}
            options={paces}
            onChange={(next) => {
              setFactor(next);
              onPace(next);
            }}
          />
        )}
      </div>
    </fieldset>
  );
}
