/**
 * The time bar: the scrub track on the page's axis, other runs that are kept as rows under it, and the controls of time. It shows only what
 * was seen: no tick, no length of what the worker has computed ahead. All it knows of the run comes in as props.
 */
import type { ReactNode } from 'react';
import { Glyph } from '../../ui/Glyph.tsx';
import { Track, type TrackProps } from './Track.tsx';
import { Transport, type TransportProps } from './Transport.tsx';
import './time-bar.css';
import './transport.css';

/** A run that was left and is kept. */
export interface BranchRow {
  readonly id: number;
  /** What was done in it. */
  readonly label: string;
  /** What it had come to when it was left. */
  readonly outcome: string;
  readonly forkedAtUs: number;
  readonly seenUs: number;
}

export interface TimeBarProps extends Omit<TrackProps, 'onPlay' | 'playing' | 'onZoom' | 'tUs'>, TransportProps {
  readonly others: readonly BranchRow[];
  readonly onReturn: (id: number) => void;
  readonly onZoomAround: (factor: number, aroundUs: number) => void;
  /** Notices. */
  readonly notices?: ReactNode;
  /** What stands beside the controls of time: the operation bar. */
  readonly children?: ReactNode;
}

const SHOWN = 3;
const ROW = 26;

export function TimeBar(props: TimeBarProps) {
  const { others, axis, width } = props;
  const shown = others.slice(0, SHOWN);
  return (
    <section className="time-bar" aria-label="Time">
      {props.notices}
      <Track {...props} onZoom={props.onZoomAround} />
      {others.length > 0 && (
        <ul className="branches" aria-label="Other runs that are kept">
          {shown.map((branch) => (
            <BranchButton key={branch.id} branch={branch} axis={axis} width={width} onReturn={props.onReturn} />
          ))}
          {others.length > SHOWN && (
            <li>
              <details className="more-branches">
                <summary>and {others.length - SHOWN} more</summary>
                <ul>
                  {others.slice(SHOWN).map((branch) => (
                    <BranchButton key={branch.id} branch={branch} axis={axis} width={width} onReturn={props.onReturn} />
                  ))}
                </ul>
              </details>
            </li>
          )}
        </ul>
      )}
      <div className="controls">
        <Transport {...props} />
        {props.children}
      </div>
    </section>
  );
}

function BranchButton({
  branch,
  axis,
  width,
  onReturn,
}: {
  readonly branch: BranchRow;
  readonly axis: TimeBarProps['axis'];
  readonly width: number;
  readonly onReturn: (id: number) => void;
}) {
  const from = axis.x(branch.forkedAtUs);
  const to = Math.max(from + 24, axis.x(branch.seenUs));
  const wide = axis.x0 >= 100;
  const beside = wide && width - axis.x1 > 200;
  return (
    <li>
      <button type="button" className="branch" onClick={() => onReturn(branch.id)} aria-label={`Return to the run with ${branch.label}: ${branch.outcome}`}>
        {wide && <span className="branch-label">{branch.label}</span>}
        {wide && (
          <svg className="branch-line" width={width} height={ROW} aria-hidden="true" focusable="false">
            <path d={`M${from} 0C${from} ${ROW / 2} ${from + 4} ${ROW / 2} ${from + 14} ${ROW / 2}H${to}`} />
            <path d={`M${to} ${ROW / 2 - 5}v10`} />
          </svg>
        )}
        <span className="branch-outcome" style={beside ? { left: axis.x1 + 28 } : undefined}>
          {!wide && <Glyph name="siblings" size={13} />}
          <span className="branch-words">{wide ? branch.outcome : branch.label}</span> <strong>Return</strong>
        </span>
      </button>
    </li>
  );
}
