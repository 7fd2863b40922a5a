/**
 * Every copy of every key at once: rows are keys, columns are replicas, and a cell says which version stands there, how it got there and
 * how far it is behind. Equal copies of a row look equal.
 */
import { memo, useMemo } from 'react';
import { listOf } from '../../base/format.ts';
import { selectedReplica } from '../../engine/picture/selection.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { VersionChip } from '../Chips.tsx';
import { damageWords } from '../damage.ts';
import { arrivalOf, arrivalText } from '../marks-of.ts';
import type { StageProps } from '../stage.ts';
import { type Matrix, type MatrixCell, type MatrixColumn, type MatrixRow, matrixOf } from './model.ts';
import { useMatrixFocus } from './use-matrix-focus.ts';
import './keys.css';

export function KeysView(props: StageProps) {
  const { snapshot, selection, shownKey } = props;
  const { replicas } = snapshot;
  const matrix = useMemo(() => matrixOf({ replicas, selection, shownKey }), [replicas, selection, shownKey]);
  if (matrix.rows.length === 0)
    return (
      <div className="keys-empty">
        <strong>No replica holds anything yet.</strong>
        <p>Each key that is written becomes a row here, with the version that every replica holds.</p>
      </div>
    );
  return <MatrixTable matrix={matrix} {...props} />;
}

function MatrixTable({ matrix, snapshot, selection, shownKey, onPick, onShowKey }: StageProps & { readonly matrix: Matrix }) {
  const { columns, rows } = matrix;
  const focus = useMatrixFocus(matrix, { onPick, onShowKey });
  const replicaChosen = selectedReplica(selection);
  const keyChosen = selection?.type === 'key' ? selection.key : selection?.type === 'copy' ? selection.key : null;
  const isCopy = (cell: MatrixCell) => selection?.type === 'copy' && selection.replica === cell.replica && selection.key === cell.key;
  return (
    <div className="keys">
      <table
        className="keys-table"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells can be picked, so the table is a grid; its rows and heads stay what they are
        role="grid"
        aria-label="Copies: keys down, replicas across"
        aria-rowcount={rows.length + matrix.moreKeys + 1}
        aria-colcount={columns.length + matrix.moreReplicas + 1}
        style={{ '--columns': columns.length } as React.CSSProperties}
        {...focus.handlers}
      >
        <colgroup>
          <col className="keys-head-column" />
          {columns.map((column) => (
            <col key={column.id} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <td className="keys-corner">{matrix.moreKeys > 0 || rows.length > 1 ? 'key' : ''}</td>
            {columns.map((column, at) => (
              <ColumnHead key={column.id} column={column} chosen={column.id === replicaChosen} {...focus.place(-1, at)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.key} data-band={row.key === keyChosen || row.key === shownKey || undefined}>
              <RowHead row={row} chosen={selection?.type === 'key' && row.key === keyChosen} shown={row.key === shownKey} {...focus.place(at, -1)} />
              {row.cells.map((cell, column) => (
                <Copy key={cell.replica} cell={cell} band={cell.replica === replicaChosen} chosen={isCopy(cell)} {...focus.place(at, column)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <More matrix={matrix} replicas={snapshot.replicas.length} />
    </div>
  );
}

function More({ matrix, replicas }: { readonly matrix: Matrix; readonly replicas: number }) {
  const parts = [
    ...(matrix.moreReplicas > 0 ? [`${matrix.moreReplicas} more of ${replicas} replicas`] : []),
    ...(matrix.moreKeys > 0 ? [`${matrix.moreKeys} more ${matrix.moreKeys === 1 ? 'key' : 'keys'}`] : []),
  ];
  if (parts.length === 0) return null;
  return <p className="keys-more">and {listOf(parts)}: shown are the chosen ones, one copy of each version, and those that differ.</p>;
}

interface Place {
  readonly 'data-place': string;
  readonly tabIndex: number;
}

function ColumnHead({ column, chosen, ...place }: { readonly column: MatrixColumn; readonly chosen: boolean } & Place) {
  const { id, up, stale } = column;
  const state = `${up ? '' : ', crashed'}${stale > 0 ? `, behind on ${stale} ${stale === 1 ? 'key' : 'keys'}` : ''}`;
  return (
    <th scope="col" className="keys-column" data-band={chosen || undefined} aria-label={`Replica ${id}${state}`} title={`Replica ${id}${state}`} {...place}>
      <span className="keys-badge" data-chosen={chosen || undefined} data-down={!up || undefined}>
        {id}
      </span>
      {!up && <span className="keys-down">crashed</span>}
    </th>
  );
}

function RowHead({ row, chosen, shown, ...place }: { readonly row: MatrixRow; readonly chosen: boolean; readonly shown: boolean } & Place) {
  return (
    <th scope="row" className="keys-row" data-chosen={chosen || undefined} data-shown={shown || undefined} title={`Key ${row.key}`} {...place}>
      <span className="keys-name">{row.key}</span>
      {row.stale > 0 && <span className="keys-row-stale">{row.stale} stale</span>}
    </th>
  );
}

interface CopyProps extends Place {
  readonly cell: MatrixCell;
  readonly band: boolean;
  readonly chosen: boolean;
}

const Copy = memo(
  function Copy({ cell, band, chosen, ...place }: CopyProps) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid
      // biome-ignore lint/a11y/useFocusableInteractive: `place` carries its tabIndex
      <td role="gridcell" aria-label={cell.words} aria-selected={chosen} title={cell.words} data-band={band || undefined} {...place}>
        <div className="keys-cell">
          {cell.versions.length === 0 ? (
            <span className="keys-nothing" data-missing={cell.stale > 0 || undefined}>
              {cell.damage !== null ? 'unreadable' : cell.stale > 0 ? 'missing' : 'nothing'}
            </span>
          ) : (
            <Card cell={cell} />
          )}
          <span className="keys-below">
            {cell.damage !== null && (
              <span className="keys-damage">
                <Glyph name={damageWords(cell.damage).glyph} size={13} /> {damageWords(cell.damage).word}
              </span>
            )}
            {cell.stale > 0 && (
              <span className="keys-lag">
                <span className="keys-lag-badge">{`\u2212${cell.stale}`}</span> <span className="keys-lag-word">stale</span>
              </span>
            )}
            {cell.versions.length > 1 && (
              <span className="keys-siblings">
                <Glyph name="siblings" size={13} /> {cell.versions.length} siblings
              </span>
            )}
            {cell.by !== null && <Came cell={cell} />}
          </span>
        </div>
      </td>
    );
  },
  (a, b) => a.band === b.band && a.chosen === b.chosen && a.tabIndex === b.tabIndex && a['data-place'] === b['data-place'] && sameCell(a.cell, b.cell),
);

function sameCell(a: MatrixCell, b: MatrixCell): boolean {
  return (
    a.words === b.words && a.stale === b.stale && a.versions.length === b.versions.length && a.versions.every((one, i) => one.colour === b.versions[i]?.colour)
  );
}

function Card({ cell }: { readonly cell: MatrixCell }) {
  const { versions, stale } = cell;
  const [first, second] = versions;
  if (first === undefined) return null;
  return (
    <span className="keys-card" data-colour={first.colour} data-second={second?.colour} data-stale={stale > 0 || undefined}>
      {second !== undefined && (
        <span className="keys-count">
          <Glyph name="siblings" size={14} /> {versions.length}
        </span>
      )}
      {versions.slice(0, 3).map((version) => (
        <span key={`${version.label}/${version.text}`} className="keys-version" data-tombstone={version.tombstone || undefined}>
          <span className="keys-value">{version.text}</span>
          <VersionChip label={version.label} colour={version.colour} tombstone={version.tombstone} />
        </span>
      ))}
      {versions.length > 3 && <span className="keys-rest">and {versions.length - 3} more</span>}
    </span>
  );
}

function Came({ cell }: { readonly cell: MatrixCell }) {
  if (cell.by === null) return null;
  const { glyph } = arrivalOf(cell.by);
  return (
    <span className="keys-came" data-repair={(cell.by !== 'write' && cell.by !== 'data') || undefined}>
      {glyph !== null && <Glyph name={glyph} size={11} />} <span className="keys-came-word">{arrivalText(cell.by, cell.from)}</span>
    </span>
  );
}
