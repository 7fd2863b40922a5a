/**
 * The time bar: the scrub track on the page's axis, other runs that are kept as rows under it, and the controls of time. It shows only what
 * was seen: no tick, no length of what the worker has computed ahead. All it knows of the run comes in as props.
 */
import type { ReactNode } from 'react';
import type { BranchRow } from './Branches.tsx';
import { Branches, BranchStrip, More, shownBranches } from './Branches.tsx';
import { Scale } from './Scale.tsx';
import { BESIDE, Track, type TrackProps } from './Track.tsx';
import { Transport, type TransportProps } from './Transport.tsx';
import { UntilRunning } from './UntilRunning.tsx';
import './time-bar.css';
import './transport.css';
import './time-menu.css';

export type { BranchRow };

export interface TimeBarProps extends Omit<TrackProps, 'onPlay' | 'playing' | 'onZoom' | 'tUs' | 'round'>, TransportProps {
  readonly others: readonly BranchRow[];
  readonly onReturn: (id: number) => void;
  readonly onZoomAround: (factor: number, aroundUs: number) => void;
  /** Notices. */
  readonly notices?: ReactNode;
  /** What stands beside the controls of time: the operation bar. */
  readonly children?: ReactNode;
}

export function TimeBar(props: TimeBarProps) {
  const { others, axis, width, compact, rows } = props;
  const { shown, more } = shownBranches(others, false);
  const beside = width - axis.x1 >= BESIDE;
  return (
    <section className={`time-bar ${compact ? 'compact' : ''}`} aria-label="Time">
      {props.notices}
      <div className="tracks">
        <Track {...props} forks={compact ? [] : shown} onZoom={props.onZoomAround} />
        {!compact && shown.length > 0 && <Branches others={others} rows={rows.length} axis={axis} width={width} onReturn={props.onReturn} />}
        {!compact && beside && <Scale {...props} />}
      </div>
      {compact && others.length > 0 && <BranchStrip others={others} onReturn={props.onReturn} />}
      {!compact && <More more={more} onReturn={props.onReturn} />}
      {compact && props.until !== null && <UntilRunning {...props} until={props.until} />}
      <div className="controls">
        <Transport {...props} narrow={!compact && !beside} />
        {props.children}
      </div>
    </section>
  );
}
