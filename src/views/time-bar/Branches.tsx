/**
 * Other runs that were left and are kept, as rows over the track's lines: each row is one button that returns to its run. At most three on
 * a desk and one on a phone; the rest stand in a list.
 */
import { lazy, Suspense } from 'react';
import { Glyph } from '../../ui/Glyph.tsx';
import type { TimeAxis } from '../time-axis.ts';
import { BRANCH, branchY } from './measures.ts';
import { BESIDE, type Fork } from './Track.tsx';

/** A run that was left and is kept. */
export interface BranchRow extends Fork {
  /** What was done in it, e.g. "hints off". */
  readonly label: string;
  /** What it had come to when it was left. */
  readonly outcome: string;
}

const SHOWN = 3;
const SHOWN_ON_PHONE = 1;

/** The rows that are drawn, and how many more there are. */
export function shownBranches(others: readonly BranchRow[], compact: boolean): { readonly shown: readonly BranchRow[]; readonly more: readonly BranchRow[] } {
  const most = compact ? SHOWN_ON_PHONE : SHOWN;
  return { shown: others.slice(0, most), more: others.slice(most) };
}

export interface BranchesProps {
  readonly others: readonly BranchRow[];
  /** How many lanes stand above. */
  readonly rows: number;
  readonly axis: TimeAxis;
  readonly width: number;
  readonly onReturn: (id: number) => void;
}

const nameOf = ({ label, outcome }: BranchRow) => `Return to the run with ${label}: ${outcome}`;

/** Rows laid over the drawing of the track. */
export function Branches({ others, rows, axis, width, onReturn }: BranchesProps) {
  const { shown } = shownBranches(others, false);
  const beside = width - axis.x1 >= BESIDE;
  return (
    <ul className="branches" aria-label="Other runs that are kept">
      {shown.map((branch, i) => {
        const x = axis.x(branch.forkedAtUs);
        const end = Math.max(x + 18, axis.x(Math.max(branch.seenUs, branch.forkedAtUs)));
        // Beside the axis where there is room; else in the longer free stretch of the row, before the fork or after the end.
        const place = beside
          ? { left: axis.x1 + 28, right: 16 }
          : width - end > 240
            ? { left: end + 12, right: 16 }
            : x - axis.x0 > 240
              ? { left: axis.x0, right: width - x + 10, justifyContent: 'flex-end' }
              : { right: 16, maxWidth: 320, paddingLeft: 8, background: 'var(--n1)' };
        return (
          <li key={branch.id} style={{ top: branchY({ rows, branches: 0 }, i) - BRANCH / 2, height: BRANCH }}>
            <button type="button" className="branch" aria-label={nameOf(branch)} title={nameOf(branch)} onClick={() => onReturn(branch.id)}>
              <span className="branch-label">{branch.label}</span>
              <span className="branch-outcome" style={place}>
                <span className="branch-words">{branch.outcome}</span>
                <strong>Return</strong>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** On a phone: one row that names its run, and the list of the rest. */
export function BranchStrip({ others, onReturn }: Pick<BranchesProps, 'others' | 'onReturn'>) {
  const { shown, more } = shownBranches(others, true);
  return (
    <div className="branch-strip">
      {shown.map((branch) => (
        <button key={branch.id} type="button" className="branch" aria-label={nameOf(branch)} onClick={() => onReturn(branch.id)}>
          <Glyph name="siblings" size={14} />
          <span className="branch-words">{branch.label}</span>
          <strong>Return</strong>
        </button>
      ))}
      <More more={more} onReturn={onReturn} />
    </div>
  );
}

const MoreBranches = lazy(() => import('./MoreBranches.tsx').then((found) => ({ default: found.MoreBranches })));

/** The rest as a list, where there is a rest. */
export function More({ more, onReturn }: { readonly more: readonly BranchRow[]; readonly onReturn: (id: number) => void }) {
  if (more.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <MoreBranches more={more} onReturn={onReturn} />
    </Suspense>
  );
}
