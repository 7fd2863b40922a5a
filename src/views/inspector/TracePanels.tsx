/** The facts of a link, a message, a client, an operation and an event: all of them from the records and the queue of the moment. */
import { useMemo } from 'react';
import { clock, duration } from '../../base/format.ts';
import { messageNames } from '../../engine/picture/sentences.ts';
import type { MessageView } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { ReplicaBadge, TimeLink } from '../Chips.tsx';
import { kindOf } from '../kinds.ts';
import { type OperationRow, operationRows } from '../operation-rows.ts';
import { outcomeOf, tookText, valueWords } from '../operation-words.ts';
import type { StageProps } from '../stage.ts';
import { Facts, OperationList, RecordList, Section } from './parts.tsx';
import { causeOf, eventRecords, linkFacts, messageFacts, operationRecords } from './trace-facts.ts';

const LISTED = 8;
const grouped = new Intl.NumberFormat('en-US');

export function LinkFacts({ snapshot, tUs, onPick, ...props }: StageProps & { readonly a: string; readonly b: string }) {
  return linkFacts(snapshot, props.a, props.b).map(({ from, to, state, messages }) => (
    <Section key={from} title={`From ${from} to ${to}`}>
      <p className="inspector-way" data-state={state}>
        <Glyph name={state === 'open' ? 'arrow' : state === 'receiver crashed' ? 'cross' : 'cut'} size={14} />
        {state === 'open' ? 'open' : state === 'partitioned' ? 'cut by the partition' : state === 'cut' ? 'cut' : `${to} is crashed`}
      </p>
      {messages.length === 0 && <p className="inspector-quiet">Nothing is on its way.</p>}
      <ul className="inspector-operations">
        {messages.slice(0, LISTED).map((message) => (
          <li key={`${message.address}+${message.copy}`}>
            <button type="button" onClick={() => onPick({ type: 'message', address: message.address }, 'mark', null)}>
              <Glyph name={kindOf(message.type)} size={12} />
              <span>
                {messageNames[message.type]} <span className="inspector-quiet">{message.keys.join(', ')}</span>
              </span>
              <span className="inspector-quiet">in {duration(Math.max(0, message.deliverUs - tUs))}</span>
            </button>
          </li>
        ))}
      </ul>
      {messages.length > LISTED && <p className="inspector-note">and {messages.length - LISTED} more on their way</p>}
    </Section>
  ));
}

export function MessageFactsPanel({ snapshot, records, address, tUs, onPick, onTime }: StageProps & { readonly address: string }) {
  const facts = messageFacts(snapshot, records, address);
  if (facts === null) return <p className="inspector-note">Its records are not held here: go back in time to see it.</p>;
  const { message, state, end } = facts;
  const cause = causeOf(address);
  const chooseCause = cause.selection;
  return (
    <>
      <Facts
        rows={[
          ['From', <Party key="from" id={message.from} {...{ snapshot, onPick }} />],
          ['To', <Party key="to" id={message.to} {...{ snapshot, onPick }} />],
          ['Sent at', <TimeLink key="sent" us={message.sentUs} onTime={onTime} />],
          ['Arrives', state === 'on its way' ? `in ${duration(Math.max(0, message.deliverUs - tUs))}, at ${clock(message.deliverUs)}` : null],
          [state === 'dropped' ? 'Dropped at' : 'Arrived at', end === null ? null : <TimeLink key="end" us={end.atUs} onTime={onTime} />],
          ['Took', state === 'arrived' && end !== null ? duration(end.atUs - message.sentUs) : null],
          ['Carries', carried(message)],
          ['Size', `${grouped.format(message.bytes)} bytes`],
          [
            'Sent because of',
            chooseCause === null ? (
              cause.text
            ) : (
              <button key="cause" type="button" className="inspector-link" onClick={() => onPick(chooseCause, 'mark', null)}>
                {cause.text}
              </button>
            ),
          ],
        ]}
      />
      <Section title="Address">
        <p className="inspector-address">{address}</p>
        <p className="inspector-note">It names this message in every replay of this run.</p>
      </Section>
    </>
  );
}

function carried({ keys, type }: MessageView): string {
  if (keys.length === 0) return type.startsWith('merkle') ? 'hashes' : '';
  return keys.length < 4 ? keys.join(', ') : `${keys.join(', ')} and perhaps more keys`;
}

function Party({ id, snapshot, onPick }: Pick<StageProps, 'snapshot' | 'onPick'> & { readonly id: string }) {
  const replica = snapshot.replicas.find((one) => one.id === id);
  return (
    <button type="button" className="inspector-link" onClick={() => onPick({ type: replica === undefined ? 'client' : 'replica', id }, 'mark', null)}>
      {replica === undefined ? id : <ReplicaBadge id={id} down={!replica.up} />}
    </button>
  );
}

function useRows({ snapshot, records, recordsFrom }: StageProps) {
  const { event, clients } = snapshot;
  return useMemo(() => operationRows({ event, clients, records, recordsFrom }), [event, clients, records, recordsFrom]);
}

export function ClientFacts(props: StageProps & { readonly id: string }) {
  const { id, onPick, recordsFrom } = props;
  const mine = useRows(props).filter((row) => row.client === id && !row.ahead);
  const open = mine.filter((row) => row.outcome === 'open');
  const over = mine.filter((row) => row.outcome !== 'open').reverse();
  const onChoose = (row: OperationRow) => onPick({ type: 'operation', client: row.client, n: row.n }, 'mark', null);
  return (
    <>
      {open.length > 0 && (
        <Section title="Open">
          <OperationList rows={open} onChoose={onChoose} />
        </Section>
      )}
      <Section title="Last results">
        {over.length === 0 && <p className="inspector-quiet">None yet.</p>}
        <OperationList rows={over.slice(0, LISTED)} onChoose={onChoose} />
        {(over.length > LISTED || recordsFrom > 0) && <p className="inspector-note">Earlier ones are in the table of operations.</p>}
      </Section>
    </>
  );
}

export function OperationFacts(props: StageProps & { readonly client: string; readonly n: number }) {
  const { snapshot, records, client, n, tUs, onTime, onPick } = props;
  const row = useRows(props).find((one) => one.client === client && one.n === n);
  if (row === undefined) return <p className="inspector-note">Its records are not held here: go back in time to see it.</p>;
  const { view } = row;
  const { word, detail, stale } = outcomeOf(row);
  const happened = operationRecords(records, client, n, row.ahead ? props.seenEvent : snapshot.event);
  return (
    <>
      <Facts
        rows={[
          ['Client', <Party key="client" id={client} {...{ snapshot, onPick }} />],
          ['Via', view.via === null ? 'itself' : <Party key="via" id={view.via} {...{ snapshot, onPick }} />],
          ['Level', view.level],
          ['Key', view.key],
          [view.kind === 'read' ? 'Saw' : 'Wrote', valueWords(view)],
          ['Which write', row.number === null ? null : `#${row.number} of ${view.key}`],
          ['Began', <TimeLink key="began" us={view.invokedUs} onTime={onTime} />],
          ['Took', tookText(row, tUs)],
          ['Outcome', [word, detail, stale].filter((one) => one !== '').join(', ')],
        ]}
      />
      <Section title={row.ahead ? 'What came of it, ahead of you' : 'What came of it'}>
        <RecordList records={happened} onTime={onTime} />
      </Section>
    </>
  );
}

export function EventFacts({ records, event, onTime, onPick }: StageProps & { readonly event: number }) {
  const mine = eventRecords(records, event);
  if (mine.length === 0) return <p className="inspector-note">Its records are not held here: go back in time to see it.</p>;
  const message = mine.find((record) => record.message !== null)?.message ?? null;
  return (
    <>
      <Section title={mine.length === 1 ? 'Its record' : `Its ${mine.length} records`}>
        <RecordList records={mine} onTime={onTime} />
      </Section>
      {message !== null && (
        <p className="inspector-more">
          <button type="button" className="inspector-link" onClick={() => onPick({ type: 'message', address: message.address }, 'mark', null)}>
            The {messageNames[message.type]} from {message.from} to {message.to}
          </button>
        </p>
      )}
    </>
  );
}
