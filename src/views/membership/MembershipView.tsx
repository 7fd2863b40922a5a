/**
 * What each node believes of each other: a row for who believes, a column for whom, a mark for alive, suspected, dead or nothing heard, and a corner where it is not
 * so. No node sees this matrix; each has its own row.
 */
import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { selectedReplica } from '../../engine/picture/selection.ts';
import { Glyph, type GlyphName, Mark } from '../../ui/Glyph.tsx';
import { useSize } from '../../ui/use-size.ts';
import { anchorOf, type StageProps } from '../stage.ts';
import { type Belief, type BeliefKind, beliefKinds, type Grid, gridOf, type Matrix, matrixOf, summaryOf } from './layout.ts';
import './membership.css';

const glyphs: Readonly<Record<BeliefKind, GlyphName>> = { alive: 'ack', suspected: 'help', dead: 'cross', unknown: 'minus' };
const kindWords: Readonly<Record<BeliefKind, string>> = { alive: 'alive', suspected: 'suspected', dead: 'dead', unknown: 'nothing heard' };
/** Below, a cell says it by its fill and pattern alone, and by its name. */
const MARKED_FROM = 11;

export function MembershipView(props: StageProps) {
  const { snapshot, scenario, selection } = props;
  const { replicas, beliefs } = snapshot;
  const chosen = selectedReplica(selection);
  const matrix = useMemo(() => matrixOf({ replicas, ...(beliefs === undefined ? {} : { beliefs }) }, chosen), [replicas, beliefs, chosen]);
  const { ref, width, height } = useSize();
  if (beliefs === undefined && scenario.membership.detector === 'off')
    return <p className="membership-empty">No failure detector is on: nodes believe nothing of each other, until a request goes unanswered.</p>;
  return (
    <div className="membership">
      <p className="membership-summary">{summaryOf(matrix)}</p>
      <div className="membership-figure" ref={ref}>
        {width > 0 && <Figure {...props} matrix={matrix} grid={gridOf(matrix.ids, width, Math.max(180, height))} chosen={chosen} />}
      </div>
      <Legend matrix={matrix} />
      {matrix.more > 0 && (
        <p className="membership-more">
          and {matrix.more} more nodes: shown are the chosen one, those that are down or believed dead, then the first. In a cluster of this size a suspicion is
          not told from life.
        </p>
      )}
    </div>
  );
}

interface FigureProps extends StageProps {
  readonly matrix: Matrix;
  readonly grid: Grid;
  readonly chosen: string | null;
}

/** One tab stop; the arrows go from cell to cell, Home and End along a row. */
function Figure({ matrix, grid, chosen, selection, onPick }: FigureProps) {
  const [current, setCurrent] = useState<readonly [row: number, column: number]>([0, -1]);
  const most = matrix.ids.length - 1;
  const here = [Math.min(current[0], most), Math.min(current[1], most)] as const;
  const go = (row: number, column: number, from: Element) => {
    const next = [Math.max(-1, Math.min(most, row)), Math.max(-1, Math.min(most, column))] as const;
    if (next[0] === -1 && next[1] === -1) return;
    setCurrent(next);
    from.closest('svg')?.querySelector<SVGGElement>(`[data-place="${next[0]},${next[1]}"]`)?.focus();
  };
  const pick = (place: readonly [number, number], target: Element, how: 'press' | 'menu') => {
    const [row, column] = place;
    const by = matrix.ids[row];
    const of = matrix.ids[column];
    const id = by ?? of;
    if (id === undefined) return;
    setCurrent(place);
    if (by !== undefined && of !== undefined && by !== of) onPick({ type: 'link', a: by, b: of }, how, anchorOf(target));
    else onPick({ type: 'replica', id }, how, anchorOf(target));
  };
  const placeOf = (target: EventTarget): readonly [readonly [number, number], Element] | null => {
    const found = target instanceof Element ? target.closest('[data-place]') : null;
    const [row, column] = found?.getAttribute('data-place')?.split(',').map(Number) ?? [];
    return found === null || row === undefined || column === undefined ? null : [[row, column], found];
  };
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const at = placeOf(event.target);
    if (at === null) return;
    const [[row, column], target] = at;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, -1],
      End: [row, most],
    };
    const to = steps[event.key];
    if (to !== undefined) go(to[0], to[1], target);
    else if (event.key === 'Enter' || event.key === ' ') pick([row, column], target, 'press');
    else return;
    event.preventDefault();
  };
  const tab = (row: number, column: number) => ({ 'data-place': `${row},${column}`, tabIndex: here[0] === row && here[1] === column ? 0 : -1 });
  return (
    <svg
      className="membership-grid"
      width={grid.width}
      height={grid.height}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells can be picked, so the figure is a grid; keys and presses are heard here for all
      role="grid"
      aria-label="Beliefs: who believes down, of whom across"
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const at = placeOf(event.target);
        if (at !== null) pick(at[0], at[1], 'press');
      }}
      onContextMenu={(event) => {
        const at = placeOf(event.target);
        if (at === null) return;
        event.preventDefault();
        pick(at[0], at[1], 'menu');
      }}
    >
      <text className="membership-axis" x={grid.left + 2} y={10}>
        of whom
      </text>
      <text className="membership-axis" x={2} y={30}>
        {grid.left > 56 ? 'who believes' : 'who'}
      </text>
      <g role="row">
        {matrix.rows.map(({ id, up }, column) => (
          <Head key={id} id={id} up={up} chosen={id === chosen} across grid={grid} {...tab(-1, column)} />
        ))}
      </g>
      {matrix.rows.map(({ id, up, beliefs }, row) => (
        <g key={id} role="row">
          <Head id={id} up={up} chosen={id === chosen} across={false} grid={grid} {...tab(row, -1)} />
          {beliefs.map((belief, column) => (
            <Cell
              key={belief.of}
              belief={belief}
              grid={grid}
              chosen={selection?.type === 'link' && [selection.a, selection.b].sort().join() === [belief.by, belief.of].sort().join()}
              band={belief.by === chosen || belief.of === chosen}
              {...tab(row, column)}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

interface Place {
  readonly 'data-place': string;
  readonly tabIndex: number;
}

interface HeadProps extends Place {
  readonly id: string;
  readonly up: boolean;
  readonly chosen: boolean;
  readonly across: boolean;
  readonly grid: Grid;
}

function Head({ id, up, chosen, across, grid, ...place }: HeadProps) {
  const { left, top, cell, at } = grid;
  const x = across ? left + at(id) + cell / 2 : left - 10;
  const y = across ? top - 8 : top + at(id) + cell / 2;
  const named = cell >= id.length * 7;
  return (
    <g
      className="membership-head"
      role={across ? 'columnheader' : 'rowheader'}
      aria-label={`${across ? `Of ${id}` : `${id} believes`}${up ? '' : ', which is down'}`}
      data-chosen={chosen || undefined}
      data-down={!up || undefined}
      {...place}
    >
      {across ? <rect x={left + at(id)} y={top - 26} width={cell} height={24} rx={4} /> : <rect x={2} y={top + at(id)} width={left - 6} height={cell} rx={4} />}
      {(named || !across) && cell >= 9 && (
        <text x={x} y={y + (across ? 0 : 4.5)} textAnchor={across ? 'middle' : 'end'}>
          {id}
        </text>
      )}
      {!up && cell >= (across ? 30 : 14) && (
        <Mark name="cross" x={across ? x + id.length * 4 + 8 : 12} y={across ? top - 12 : y} size={10} className="membership-cross" />
      )}
    </g>
  );
}

interface CellProps extends Place {
  readonly belief: Belief;
  readonly grid: Grid;
  readonly chosen: boolean;
  readonly band: boolean;
}

const Cell = memo(
  function Cell({ belief, grid, chosen, band, ...place }: CellProps) {
    const { left, top, cell, at } = grid;
    const { by, of, kind, wrong, words } = belief;
    const corner = Math.max(5, cell * 0.28);
    return (
      <g
        className="membership-cell"
        role="gridcell"
        aria-label={words}
        aria-selected={chosen}
        data-kind={kind}
        data-wrong={wrong || undefined}
        data-band={band || undefined}
        transform={`translate(${left + at(of)} ${top + at(by)})`}
        {...place}
      >
        <title>{words}</title>
        <rect width={cell} height={cell} rx={Math.min(6, cell / 5)} />
        {kind !== 'self' && kind !== 'none' && cell >= MARKED_FROM && (
          <Mark name={glyphs[kind]} x={cell / 2} y={cell / 2} size={Math.min(20, cell * 0.62)} className="membership-mark" />
        )}
        {wrong && <path className="membership-corner" d={`M${cell} 0V${corner}L${cell - corner} 0Z`} />}
      </g>
    );
  },
  (a, b) =>
    a.grid.cell === b.grid.cell &&
    a.grid.left === b.grid.left &&
    a.belief.words === b.belief.words &&
    a.chosen === b.chosen &&
    a.band === b.band &&
    a.tabIndex === b.tabIndex &&
    a['data-place'] === b['data-place'] &&
    a.grid.at(a.belief.of) === b.grid.at(b.belief.of),
);

/** Names only the marks that stand in the matrix. */
function Legend({ matrix }: { readonly matrix: Matrix }) {
  const beliefs = matrix.rows.flatMap((row) => row.beliefs);
  return (
    <ul className="membership-legend" aria-label="Marks on screen">
      {beliefKinds
        .filter((kind) => beliefs.some((one) => one.kind === kind))
        .map((kind) => (
          <li key={kind} data-kind={kind}>
            <i>
              <Glyph name={glyphs[kind]} size={11} />
            </i>
            {kindWords[kind]}
          </li>
        ))}
      {beliefs.some((one) => one.wrong) && (
        <li data-kind="wrong">
          <svg width={14} height={14} aria-hidden="true">
            <path className="membership-corner" d="M14 0V10L4 0Z" />
          </svg>
          not so
        </li>
      )}
      {beliefs.some((one) => one.kind === 'none') && (
        <li data-kind="none">
          <i />
          down: believes nothing
        </li>
      )}
    </ul>
  );
}
