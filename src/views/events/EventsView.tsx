/**
 * The trace as a table: what happened, when and to whom, in one sentence each, with search and kinds to choose from. The accessible form of
 * the space-time diagram, and the place to look a thing up.
 */
import { useMemo, useRef, useState } from 'react';
import { clock } from '../../base/format.ts';
import { type Selection, touchesReplica } from '../../engine/picture/selection.ts';
import type { RecordView } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { ReplicaBadge } from '../Chips.tsx';
import { recordGlyph, recordTone } from '../marks-of.ts';
import { Cell, type Density, RowGrid } from '../RowGrid.tsx';
import type { StageProps } from '../stage.ts';
import { type EventKind, eventKinds, kindOf } from './kinds.ts';
import { type Found, find, firstAfter } from './search.ts';
import './events.css';

const columns = ['Event', 'Time', 'What', 'Who'];
const density = (width: number): Density =>
  width < 600 ? { rowHeight: 68, kind: 'narrow' } : width < 1000 ? { rowHeight: 44, kind: 'middle' } : { rowHeight: 28, kind: 'wide' };
const ALL: ReadonlySet<EventKind> = new Set();
const grouped = new Intl.NumberFormat('en-US');

export function EventsView(props: StageProps) {
  const { records, recordsFrom } = props;
  const [query, setQuery] = useState('');
  const [kinds, setKinds] = useState(ALL);
  const before = useRef<Found | null>(null);
  const { found } = useMemo(() => {
    before.current = find(records, query, kinds, before.current);
    return before.current;
  }, [records, query, kinds]);
  const chosen = query !== '' || kinds.size > 0;
  const toggle = (kind: EventKind) => setKinds(kinds.has(kind) ? new Set([...kinds].filter((one) => one !== kind)) : new Set([...kinds, kind]));
  const listAll = () => {
    setQuery('');
    setKinds(ALL);
  };
  return (
    <div className="events">
      <search className="events-bar">
        <label className="events-search">
          <Glyph name="search" size={14} />
          <input
            type="search"
            aria-label="Search the events"
            placeholder="dropped from A, key cart, after 500"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
        <fieldset className="events-kinds">
          <legend className="visually-hidden">Kinds of events</legend>
          {eventKinds.map(({ kind, label, glyph }) => (
            <button key={kind} type="button" className="events-kind" aria-pressed={kinds.has(kind)} onClick={() => toggle(kind)}>
              <Glyph name={glyph} size={12} /> {label}
            </button>
          ))}
        </fieldset>
        <p className="events-count" role="status">
          {chosen ? `${grouped.format(found.length)} found` : ''}
        </p>
      </search>
      {recordsFrom > 0 && <p className="events-older">Events before {grouped.format(recordsFrom)} are not listed here: go back in time to list them.</p>}
      {found.length > 0 ? <EventTable {...props} found={found} /> : <Nothing chosen={chosen} onAll={listAll} />}
    </div>
  );
}

function Nothing({ chosen, onAll }: { readonly chosen: boolean; readonly onAll: () => void }) {
  return (
    <div className="row-grid-empty">
      <strong>{chosen ? 'Nothing that you have seen fits.' : 'Nothing has happened yet.'}</strong>
      {chosen ? (
        <button type="button" className="button plain" onClick={onAll}>
          List all events
        </button>
      ) : (
        <p>Press Play: every event is listed here, in one sentence.</p>
      )}
    </div>
  );
}

function EventTable({ found, snapshot, selection, onPick, onTime }: StageProps & { readonly found: readonly RecordView[] }) {
  const split = firstAfter(found, snapshot.event);
  return (
    <RowGrid
      label="Events of the run, the newest last"
      className="events-table"
      columns={columns}
      count={found.length}
      density={density}
      aheadFrom={split < found.length ? split : null}
      current={split > 0 ? split - 1 : null}
      enterGoes
      row={(index, goId) => {
        const record = found[index] as RecordView;
        const first = index === 0 || found[index - 1]?.event !== record.event;
        return {
          key: `${record.event}/${record.nth}`,
          now: record.event === snapshot.event,
          selected: isChosen(selection, record),
          cells: <Cells record={record} first={first} goId={goId} selection={selection} />,
        };
      }}
      onPick={(index, how, anchor) => {
        const record = found[index];
        if (record !== undefined) onPick({ type: 'event', event: record.event }, how, anchor);
      }}
      onGo={(index) => {
        const record = found[index];
        if (record !== undefined) onTime(record.atUs);
      }}
      onClear={() => onPick(null, 'mark', null)}
    />
  );
}

function isChosen(selection: Selection | null, record: RecordView): boolean {
  switch (selection?.type) {
    case 'event':
      return selection.event === record.event;
    case 'message':
      return selection.address === record.message?.address;
    case 'operation':
      return record.operation !== null && selection.client === record.client && selection.n === record.n;
    default:
      return false;
  }
}

interface CellsProps {
  readonly record: RecordView;
  /** The first row of its event: the others do not repeat its number to the eye. */
  readonly first: boolean;
  readonly goId: string;
  readonly selection: Selection | null;
}

function Cells({ record, first, goId, selection }: CellsProps) {
  const kind = eventKinds.find((one) => one.kind === kindOf(record))?.label ?? '';
  return (
    <>
      <Cell className="ev-number" data-again={!first || undefined}>
        {grouped.format(record.event)}
      </Cell>
      <Cell className="ev-time">
        <button type="button" id={goId} data-go className="time-link" tabIndex={-1} aria-label={`Go to ${clock(record.atUs)}`}>
          {clock(record.atUs)}
        </button>
      </Cell>
      <Cell className="ev-what" title={record.text}>
        <span className="ev-glyph" data-tone={recordTone(record)}>
          <Glyph name={recordGlyph(record)} size={13} />
          <span className="visually-hidden">{kind}: </span>
        </span>
        <span className="ev-text">{record.text}</span>
      </Cell>
      <Cell className="ev-who">
        <Who record={record} selection={selection} />
      </Cell>
    </>
  );
}

function Who({ record, selection }: { readonly record: RecordView; readonly selection: Selection | null }) {
  const { message, replica, peer, client, groups } = record;
  const names = message !== null ? [message.from, message.to] : [replica, peer === replica ? null : peer].filter((name) => name !== null);
  if (groups !== null && groups.length > 1) return <span className="ev-quiet">all</span>;
  if (names.length === 0) return <span className="ev-client">{client}</span>;
  return names.map((name, at) => (
    <span key={name} className="ev-name">
      {at > 0 && message !== null && <Glyph name="arrow" size={10} />}
      <ReplicaBadge id={name} chosen={touchesReplica(selection, name)} />
    </span>
  ));
}
