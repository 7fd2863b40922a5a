/** What clients saw: every operation of the run with its outcome as it stands at the moment shown, the newest last. */
import { useMemo } from 'react';
import { clock } from '../../base/format.ts';
import { touchesReplica } from '../../engine/picture/selection.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { Glyph, type GlyphName } from '../../ui/Glyph.tsx';
import { ReplicaBadge } from '../Chips.tsx';
import { operationGlyph } from '../marks-of.ts';
import { type OperationRow, operationRows } from '../operation-rows.ts';
import { outcomeOf, tookText, valueWords } from '../operation-words.ts';
import { Cell, type Density, RowGrid } from '../RowGrid.tsx';
import type { StageProps } from '../stage.ts';
import './operations.css';

const columns = ['Client', 'What', 'Value', 'Via', 'Level', 'Began', 'Took', 'Outcome'];
const density = (width: number): Density => (width < 940 ? { rowHeight: 64, kind: 'narrow' } : { rowHeight: 32, kind: 'wide' });

export function OperationsView({ snapshot, records, recordsFrom, selection, tUs, scenario, onPick, onTime }: StageProps) {
  const { event, clients } = snapshot;
  const rows = useMemo(() => operationRows({ event, clients, records, recordsFrom }), [event, clients, records, recordsFrom]);
  if (rows.length === 0)
    return (
      <div className="row-grid-empty">
        <strong>No client has asked for anything yet.</strong>
        <p>{emptyText(scenario)}</p>
      </div>
    );
  const firstAhead = rows.findIndex((row) => row.ahead);
  const aheadFrom = firstAhead < 0 ? null : firstAhead;
  const current = (aheadFrom ?? rows.length) - 1;
  const isSelected = (row: OperationRow) =>
    (selection?.type === 'operation' && selection.client === row.client && selection.n === row.n) ||
    (selection?.type === 'event' && !row.ahead && (row.beganEvent === selection.event || row.endEvent === selection.event));
  return (
    <RowGrid
      label="Operations, the newest last"
      className="operations"
      columns={columns}
      count={rows.length}
      density={density}
      aheadFrom={aheadFrom}
      current={current < 0 ? null : current}
      enterGoes={false}
      row={(index, goId) => {
        const row = rows[index] as OperationRow;
        const now = !row.ahead && (row.beganEvent === event || row.endEvent === event);
        const via = row.view.via;
        const viaChosen = via !== null && touchesReplica(selection, via);
        const clientChosen = selection?.type === 'client' && selection.id === row.client;
        return {
          key: `${row.client}#${row.n}`,
          now,
          selected: isSelected(row),
          cells: <Cells row={row} tUs={tUs} goId={goId} viaChosen={viaChosen} clientChosen={clientChosen} />,
        };
      }}
      onPick={(index, how, anchor) => {
        const row = rows[index];
        if (row !== undefined) onPick({ type: 'operation', client: row.client, n: row.n }, how, anchor);
      }}
      onGo={(index) => {
        const row = rows[index];
        if (row !== undefined) onTime(row.view.invokedUs);
      }}
      onClear={() => onPick(null, 'mark', null)}
    />
  );
}

function emptyText({ script }: Scenario): string {
  const coming = script.some(({ command }) => 'client' in command);
  return coming
    ? 'Press Play: what clients read and write is listed here, with what they saw.'
    : 'Write or read something: it is listed here, with what the client saw.';
}

interface CellsProps {
  readonly row: OperationRow;
  readonly tUs: number;
  readonly goId: string;
  readonly viaChosen: boolean;
  readonly clientChosen: boolean;
}

const clientGlyphs: readonly GlyphName[] = ['phone', 'laptop'];

function Cells({ row, tUs, goId, viaChosen, clientChosen }: CellsProps) {
  const { view, ahead } = row;
  const outcome = outcomeOf(row);
  const glyph = clientGlyphs.find((name) => name === view.client) ?? 'client';
  return (
    <>
      <Cell className="op-client" data-chosen={clientChosen || undefined}>
        <Glyph name={glyph} size={14} /> {view.client}
        {ahead && <span className="visually-hidden">, ahead of you</span>}
      </Cell>
      <Cell className="op-what">
        <Glyph name={operationGlyph(view.kind)} size={12} /> {view.kind} <strong>{view.key}</strong>
      </Cell>
      <Cell className="op-value" title={valueWords(view)}>
        {valueWords(view)}
      </Cell>
      <Cell className="op-via">{view.via === null ? <span className="op-quiet">itself</span> : <ReplicaBadge id={view.via} chosen={viaChosen} />}</Cell>
      <Cell className="op-level">{view.level}</Cell>
      <Cell className="op-began">
        <button type="button" id={goId} data-go className="time-link" tabIndex={-1} aria-label={`Go to ${clock(view.invokedUs)}`}>
          {clock(view.invokedUs)}
        </button>
      </Cell>
      <Cell className="op-took">{tookText(row, tUs)}</Cell>
      <Cell className="op-outcome" data-outcome={row.outcome}>
        <Glyph name={row.outcome === 'ok' ? 'ack' : row.outcome === 'failed' ? 'cross' : 'timer'} size={13} />
        <span>
          {outcome.word}
          {outcome.detail !== '' && <span className="op-detail">, {outcome.detail}</span>}
        </span>
        {outcome.stale !== '' && (
          <span className="op-stale">
            <Glyph name="stale" size={12} /> {outcome.stale}
          </span>
        )}
      </Cell>
    </>
  );
}
