/**
 * A long table of which only the rows in sight are drawn, with the semantics of the whole: one tab stop, arrow keys move, Enter picks.
 * It keeps the row of the moment in sight until the reader scrolls away, and draws a line where the playhead stands.
 */

import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Glyph } from '../ui/Glyph.tsx';
import { useSize } from '../ui/use-size.ts';
import { heightOf, isInSight, type RowsInput, rowsInSight, scrollToShow, topOf } from './rows-in-sight.ts';
import { type Anchor, anchorOf, type PickHow } from './stage.ts';
import './row-grid.css';

export interface GridRow {
  readonly key: string;
  /** What belongs to the moment shown. */
  readonly now: boolean;
  readonly selected: boolean;
  /** Cells, each with role `gridcell`; a button with `data-go` inside goes to the row's time. */
  readonly cells: ReactNode;
}

export interface Density {
  readonly rowHeight: number;
  /** `wide`: a line a row; `middle`: two lines where the words need them; `narrow`: no head, cells above each other. */
  readonly kind: 'wide' | 'middle' | 'narrow';
}

export interface RowGridProps {
  readonly label: string;
  /** Names the grid's columns in its style sheet. */
  readonly className: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** `goId`: what the button that goes to the row's time must be named by. */
  readonly row: (index: number, goId: string) => GridRow;
  /** How rows stand in a table of this width. */
  readonly density: (width: number) => Density;
  readonly aheadFrom: number | null;
  /** The row that is kept in sight. */
  readonly current: number | null;
  readonly enterGoes: boolean;
  readonly onPick: (index: number, how: PickHow, anchor: Anchor) => void;
  readonly onGo: (index: number) => void;
  readonly onClear: () => void;
}

/** A cell of a row. */
export function Cell({
  className,
  title,
  children,
  ...data
}: {
  readonly className: string;
  readonly title?: string;
  readonly children: ReactNode;
  readonly [data: `data-${string}`]: string | boolean | undefined;
}) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid is the tab stop and names the active row
    <span role="gridcell" className={className} title={title} {...data}>
      {children}
    </span>
  );
}

function Head({ columns }: { readonly columns: readonly string[] }) {
  return (
    <div role="rowgroup" className="row-grid-head">
      {/* biome-ignore lint/a11y/useFocusableInteractive: a head does nothing */}
      <div role="row" aria-rowindex={1} className="row-grid-row">
        {columns.map((column, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: a head does nothing
          <span key={column} role="columnheader" aria-colindex={at + 1}>
            {column}
          </span>
        ))}
      </div>
    </div>
  );
}

const HEAD = 28;
const DIVIDER = 24;

export function RowGrid(props: RowGridProps) {
  const { count, columns, current, aheadFrom } = props;
  const { ref, width, height } = useSize();
  const { rowHeight, kind } = props.density(width);
  const narrow = kind === 'narrow';
  const head = narrow ? 0 : HEAD;
  const body = Math.max(0, height - head);
  const rows: RowsInput = { count, rowHeight, aheadFrom, divider: DIVIDER };
  const { scrollTop, onScroll, follows, follow, browse } = useFollowing(ref, rows, body, current);
  const { active, onTime, setActive, onKeyDown, onFocus, id } = useActiveRow(props, ref, rows, body, browse);
  const { first, end } = rowsInSight(rows, scrollTop, body);
  const shown = Array.from({ length: end - first }, (_, i) => first + i);
  const onMouse = (event: MouseEvent, how: PickHow) => {
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest('[data-row]');
    if (row === null) return;
    const index = Number(row.getAttribute('data-row'));
    setActive(index);
    if (how === 'press' && event.target.closest('[data-go]') !== null) return props.onGo(index);
    if (how === 'menu') event.preventDefault();
    props.onPick(index, how, anchorOf(row));
  };
  const toCurrent = () => {
    follow();
    ref.current?.focus({ preventScroll: true });
  };
  return (
    <div className={`row-grid ${props.className}`} data-narrow={narrow || undefined} data-density={kind}>
      <div
        ref={ref}
        className="row-grid-scroll"
        role="grid"
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-activedescendant={active === null || active < first || active >= end ? undefined : `${id}-${active}${onTime ? '-go' : ''}`}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onClick={(event) => onMouse(event, 'press')}
        onContextMenu={(event) => onMouse(event, 'menu')}
      >
        <Head columns={columns} />
        <div role="rowgroup" className="row-grid-body" style={{ height: heightOf(rows) }}>
          {aheadFrom !== null && aheadFrom >= first && aheadFrom <= end && (
            <p className="row-grid-divider" aria-hidden="true" style={{ top: aheadFrom * rows.rowHeight, height: DIVIDER }}>
              <span>ahead of you, seen before</span>
            </p>
          )}
          {shown.map((index) => {
            const { key, now, selected, cells } = props.row(index, `${id}-${index}-go`);
            const ahead = aheadFrom !== null && index >= aheadFrom;
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the grid is the tab stop and names the active row
              <div
                key={key}
                id={`${id}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selected}
                aria-current={now ? 'true' : undefined}
                className="row-grid-row"
                data-row={index}
                data-ahead={ahead || undefined}
                data-active={(active === index && (onTime ? 'time' : 'row')) || undefined}
                style={{ top: topOf(rows, index), height: rows.rowHeight }}
              >
                {cells}
              </div>
            );
          })}
        </div>
      </div>
      {!follows && current !== null && !isInSight(rows, current, scrollTop, body) && (
        <button type="button" className="row-grid-follow" onClick={toCurrent}>
          <Glyph name="arrow" size={13} /> Back to the moment shown
        </button>
      )}
    </div>
  );
}

/** Keeps the current row in sight unless the reader scrolled it away; coming back to it is following again. */
function useFollowing(ref: React.RefObject<HTMLDivElement | null>, rows: RowsInput, height: number, current: number | null) {
  const [scrollTop, setScrollTop] = useState(0);
  const [follows, setFollows] = useState(true);
  const ours = useRef(-1);
  const show = (index: number) => {
    const element = ref.current;
    if (element === null || height <= 0) return;
    const to = Math.round(scrollToShow(rows, index, element.scrollTop, height));
    if (Math.abs(to - element.scrollTop) < 1) return;
    element.scrollTop = to;
    ours.current = element.scrollTop;
    setScrollTop(element.scrollTop);
  };
  /** As `show`, because the reader went there. */
  const browse = (index: number) => {
    show(index);
    setFollows(current === null || isInSight(rows, current, ref.current?.scrollTop ?? 0, height));
  };
  const latest = useRef(show);
  useLayoutEffect(() => {
    latest.current = show;
  });
  const { rowHeight, count, aheadFrom } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of any of these moves the row
  useLayoutEffect(() => {
    if (follows && current !== null) latest.current(current);
  }, [current, follows, height, rowHeight, count, aheadFrom]);
  const onScroll = () => {
    const at = ref.current?.scrollTop ?? 0;
    setScrollTop(at);
    if (Math.abs(at - ours.current) < 2) return;
    ours.current = -1;
    setFollows(current === null || isInSight(rows, current, at, height));
  };
  return { scrollTop, onScroll, follows, follow: () => setFollows(true), browse };
}

/** The row that the arrow keys are on, and whether they are on its time. */
function useActiveRow(props: RowGridProps, ref: React.RefObject<HTMLDivElement | null>, rows: RowsInput, height: number, show: (index: number) => void) {
  const id = useId();
  const [active, setActive] = useState<number | null>(null);
  const [onTime, setOnTime] = useState(false);
  const { count, current } = props;
  useEffect(() => setActive((was) => (was === null || count === 0 ? null : Math.min(was, count - 1))), [count]);
  const move = (to: number) => {
    const index = Math.max(0, Math.min(count - 1, to));
    setActive(index);
    show(index);
  };
  const page = Math.max(1, Math.floor(height / rows.rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = active ?? current ?? 0;
    const moves: Readonly<Record<string, number>> = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - page, PageDown: at + page, Home: 0, End: count - 1 };
    const to = moves[event.key];
    if (count === 0) return;
    if (to !== undefined) move(to);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') setOnTime(event.key === 'ArrowRight');
    else if (event.key === 'Enter' || event.key === ' ' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const row = ref.current?.querySelector(`[data-row="${at}"]`);
      const menu = event.key === 'ContextMenu' || event.key === 'F10';
      const goes = !menu && event.key === 'Enter' && (onTime || props.enterGoes);
      if (goes) props.onGo(at);
      if (row != null && !(goes && onTime)) props.onPick(at, menu ? 'menu' : goes ? 'mark' : 'press', anchorOf(row));
    } else if (event.key === 'Escape') props.onClear();
    else return;
    event.preventDefault();
  };
  const onFocus = () => {
    if (active === null && count > 0) setActive(Math.min(count - 1, current ?? 0));
  };
  return { active, onTime, setActive, onKeyDown, onFocus, id };
}
