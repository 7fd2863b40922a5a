/** What the panels of the inspector are made of: a titled section, a list of named facts, rows of records and of operations. */
import type { ReactNode } from 'react';
import { clock } from '../../base/format.ts';
import type { RecordView } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { TimeLink } from '../Chips.tsx';
import { operationGlyph, recordGlyph, recordTone } from '../marks-of.ts';
import type { OperationRow } from '../operation-rows.ts';
import { outcomeOf, valueWords } from '../operation-words.ts';

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="inspector-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Facts by name, those without a value left out. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode | null])[] }) {
  const given = rows.filter(([, value]) => value !== null && value !== '');
  if (given.length === 0) return null;
  return (
    <dl className="inspector-facts">
      {given.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const RECORDS_LISTED = 40;

export function RecordList({ records, onTime }: { readonly records: readonly RecordView[]; readonly onTime: (us: number) => void }) {
  const shown = records.slice(-RECORDS_LISTED);
  return (
    <>
      {shown.length < records.length && (
        <p className="inspector-note">
          The latest {shown.length} of {records.length}:
        </p>
      )}
      <ol className="inspector-records">
        {shown.map((record) => (
          <li key={`${record.event}/${record.nth}`}>
            <TimeLink us={record.atUs} onTime={onTime} />
            <span className="inspector-inline" data-tone={recordTone(record)}>
              <Glyph name={recordGlyph(record)} size={13} />
            </span>
            <span>{record.text}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

export interface OperationListProps {
  readonly rows: readonly OperationRow[];
  readonly onChoose: (row: OperationRow) => void;
}

/** Operations as buttons that choose them, the latest first. */
export function OperationList({ rows, onChoose }: OperationListProps) {
  return (
    <ul className="inspector-operations">
      {rows.map((row) => {
        const { word, detail, stale } = outcomeOf(row);
        const value = valueWords(row.view);
        return (
          <li key={`${row.client}#${row.n}`}>
            <button type="button" onClick={() => onChoose(row)}>
              <Glyph name={operationGlyph(row.view.kind)} size={12} />
              <span>
                {row.view.kind} {row.view.key} {value !== '' && row.view.kind !== 'delete' && <span className="inspector-quiet">{value}</span>}
              </span>
              <span className="inspector-quiet">
                {[stale === '' ? word : stale, detail].filter((one) => one !== '').join(', ')}
                <br />
                {clock(row.view.invokedUs)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
