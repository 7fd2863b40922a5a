/** The facts of a replica, of one copy and of a key: what is held where, what misses, what each waits for. */
import { useMemo, useState } from 'react';
import { clock, duration } from '../../base/format.ts';
import { valueText } from '../../engine/picture/sentences.ts';
import type { CellView, DamageView } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { ReplicaBadge, TimeLink, VersionChip } from '../Chips.tsx';
import { type ColourOf, coloursOf } from '../classes.ts';
import { damageWords } from '../damage.ts';
import { arrivalText, behindText } from '../marks-of.ts';
import { operationRows } from '../operation-rows.ts';
import type { StageProps } from '../stage.ts';
import { Facts, Section } from './parts.tsx';
import { classesOf, conditionsOf, copiesOf, hintsOf, keyFacts, type NamedVersion, newestAcknowledged, waitsOf } from './replica-facts.ts';
import { StateFigure } from './StateFigure.tsx';
import './state.css';

const KEYS_LISTED = 6;

function useRows({ snapshot, records, recordsFrom }: StageProps) {
  const { event, clients } = snapshot;
  return useMemo(() => operationRows({ event, clients, records, recordsFrom }), [event, clients, records, recordsFrom]);
}

export function ReplicaFacts(props: StageProps & { readonly id: string }) {
  const { snapshot, id, recordsFrom } = props;
  const rows = useRows(props);
  const replica = snapshot.replicas.find((one) => one.id === id);
  if (replica === undefined) return null;
  const conditions = conditionsOf(replica);
  const shown = replica.cells.find(({ key }) => key === props.shownKey);
  return (
    <>
      {replica.cells.length > 0 && <KeyTable {...props} facts={keyFacts(replica, snapshot, rows, recordsFrom === 0)} />}
      {shown?.damage !== undefined && <Damage damage={shown.damage} />}
      {shown?.state !== undefined && (
        <Section title={`${shown.key} on ${id}`}>
          <StateFigure state={shown.state} copies={copiesOf(snapshot, shown.key).map((one) => one.cell)} />
        </Section>
      )}
      <Waits {...props} />
      {replica.hints.length > 0 && (
        <Section title="Hints it keeps">
          <ul className="inspector-hints">
            {hintsOf(replica).map(({ target, count, some }) => (
              <li key={target}>
                <span className="inspector-inline" data-tone="repair">
                  <Glyph name="hint" size={13} />
                </span>
                {count} for <ReplicaBadge id={target} down={snapshot.replicas.find((one) => one.id === target)?.up === false} />
                <span className="inspector-quiet">
                  {some.map((one) => `${one.key} ${one.label}`).join(', ')}
                  {count > some.length ? ` and ${count - some.length} more` : ''}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {conditions.length > 0 && (
        <Section title="Its machine">
          {conditions.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Section>
      )}
    </>
  );
}

function Waits({ snapshot, id, tUs }: StageProps & { readonly id: string }) {
  const replica = snapshot.replicas.find((one) => one.id === id);
  if (replica === undefined) return null;
  const waits = waitsOf(replica, tUs);
  return (
    <Section title="What it waits for">
      {waits.length === 0 && (
        <p className="inspector-quiet">{replica.up ? 'Nothing of its own: it only answers others.' : 'Its restart: until then it does nothing.'}</p>
      )}
      <ul className="inspector-waits">
        {waits.map((wait) => (
          <li key={wait.name}>
            <Glyph name={wait.glyph} size={14} />
            <span>
              {wait.name} <span className="inspector-quiet">every {duration(wait.intervalUs)}</span>
            </span>
            <span className="inspector-left">{wait.inUs === 0 ? 'now' : `in ${duration(roughly(wait.inUs))}`}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Time left, rounded up so that it does not flicker while time flows. */
function roughly(us: number): number {
  return us > 100_000 ? Math.ceil(us / 10_000) * 10_000 : Math.ceil(us / 1000) * 1000;
}

function KeyTable({ facts, id, onPick }: StageProps & { readonly id: string; readonly facts: ReturnType<typeof keyFacts> }) {
  const [all, setAll] = useState(false);
  const shown = all ? facts : facts.slice(0, KEYS_LISTED);
  return (
    <div>
      <table className="inspector-keys">
        <caption className="visually-hidden">What {id} holds</caption>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">On {id}</th>
            <th scope="col">Newest acked</th>
            <th scope="col">Missing</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, cell, newest, missing, colourOf }) => (
            <tr key={key}>
              <th scope="row">
                <button type="button" className="inspector-link" onClick={() => onPick({ type: 'copy', replica: id, key }, 'mark', null)}>
                  {key}
                </button>
              </th>
              <td>
                <Versions cell={cell} colourOf={colourOf} />
              </td>
              <td>
                <Newest versions={newest} colourOf={colourOf} />
              </td>
              <td data-missing={cell.stale > 0 || undefined}>{missing}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {facts.length > KEYS_LISTED && (
        <button type="button" className="inspector-link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer keys' : `and ${facts.length - KEYS_LISTED} more keys`}
        </button>
      )}
    </div>
  );
}

function Versions({ cell, colourOf }: { readonly cell: CellView; readonly colourOf: ColourOf }) {
  if (cell.versions.length === 0) return <span className="inspector-quiet">{cell.damage === undefined ? 'nothing' : damageWords(cell.damage).word}</span>;
  return (
    <span className="inspector-chips">
      {cell.damage !== undefined && <Glyph name={damageWords(cell.damage).glyph} size={13} />}
      {cell.versions.length > 1 && <Glyph name="siblings" size={13} />}
      {cell.versions.slice(0, 4).map((version) => (
        <VersionChip key={version.label} label={version.label} colour={colourOf(version, cell)} tombstone={version.tombstone} />
      ))}
    </span>
  );
}

function Newest({ versions, colourOf }: { readonly versions: readonly NamedVersion[] | null; readonly colourOf: ColourOf }) {
  if (versions === null) return <span className="inspector-quiet">not known</span>;
  if (versions.length === 0) return <span className="inspector-quiet">none</span>;
  return (
    <span className="inspector-chips">
      {versions.slice(0, 4).map((version) => (
        <VersionChip key={version.number} label={version.label} colour={colourOf(version, { stale: 0 })} />
      ))}
    </span>
  );
}

export function CopyFacts(props: StageProps & { readonly replica: string; readonly id: string }) {
  const { snapshot, replica: name, id: key, onPick } = props;
  const replica = snapshot.replicas.find((one) => one.id === name);
  const cell = replica?.cells.find((one) => one.key === key);
  if (replica === undefined) return null;
  const came = cell === undefined || cell.versions.length === 0 ? null : arrivalText(cell.by, cell.from);
  const atUs = cell?.arrival?.atUs ?? null;
  return (
    <>
      <Facts
        rows={[
          ['It came by', came],
          ['It came at', atUs === null ? null : <TimeLink key="came" us={atUs} onTime={props.onTime} />],
          ['Lag', cell === undefined || cell.stale === 0 ? null : behindText(cell.stale)],
        ]}
      />
      {cell?.damage !== undefined && <Damage damage={cell.damage} />}
      {cell?.state !== undefined && (
        <Section title="What it holds">
          <StateFigure state={cell.state} copies={copiesOf(snapshot, key).map((one) => one.cell)} />
        </Section>
      )}
      {cell !== undefined && cell.state === undefined && cell.versions.length > 0 && (
        <Section title={cell.versions.length > 1 ? `Its ${cell.versions.length} siblings` : 'What it holds'}>
          <VersionList cell={cell} colourOf={coloursOf(copiesOf(snapshot, key).map((one) => one.cell))} />
        </Section>
      )}
      <Waits {...props} id={name} />
      <Holders {...props} chosen={(one) => one === name} />
      <p className="inspector-more">
        <button type="button" className="inspector-link" onClick={() => onPick({ type: 'replica', id: name }, 'mark', null)}>
          All of {name}
        </button>
        <button type="button" className="inspector-link" onClick={() => onPick({ type: 'key', key }, 'mark', null)}>
          All copies of {key}
        </button>
      </p>
    </>
  );
}

function Damage({ damage }: { readonly damage: DamageView }) {
  const { glyph, says } = damageWords(damage);
  return (
    <p className="inspector-damage">
      <Glyph name={glyph} size={16} />
      {says}
    </p>
  );
}

function VersionList({ cell, colourOf }: { readonly cell: CellView; readonly colourOf: ColourOf }) {
  return (
    <ul className="inspector-versions">
      {cell.versions.map((version) => (
        <li key={version.label}>
          <VersionChip label={version.label} colour={colourOf(version, cell)} tombstone={version.tombstone} />
          <span>{version.tombstone ? 'deleted' : valueText(version.value)}</span>
          <span className="inspector-quiet">
            {version.client === null ? 'loaded at the start' : `${version.client}’s write #${version.number}, ${clock(version.writtenUs)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

const NAMED = 14;

/** Who holds what: equal copies together. */
function Holders({ snapshot, id, chosen, onPick }: StageProps & { readonly id: string; readonly chosen: (replica: string) => boolean }) {
  const copies = copiesOf(snapshot, id);
  const colourOf = coloursOf(copies.map((one) => one.cell));
  const without = snapshot.replicas.length - copies.length;
  return (
    <Section title="Who holds what">
      <ul className="inspector-holders">
        {classesOf(copies).map(({ cell, replicas }) => (
          <li key={`${cell.hash}/${cell.stale}`} data-stale={cell.stale > 0 || undefined}>
            <span>
              <Versions cell={cell} colourOf={colourOf} />
              {cell.stale > 0 && <span className="inspector-quiet"> {behindText(cell.stale)}</span>}
            </span>
            <span className="inspector-badges">
              {replicas.slice(0, NAMED).map((name) => (
                <button key={name} type="button" aria-label={`${name}’s copy`} onClick={() => onPick({ type: 'copy', replica: name, key: id }, 'mark', null)}>
                  <ReplicaBadge id={name} chosen={chosen(name)} />
                </button>
              ))}
              {replicas.length > NAMED && <span className="inspector-quiet">and {replicas.length - NAMED} more</span>}
            </span>
          </li>
        ))}
      </ul>
      {without > 0 && <p className="inspector-note">{without === 1 ? 'One replica holds' : `${without} replicas hold`} nothing of it.</p>}
    </Section>
  );
}

export function KeyFacts(props: StageProps & { readonly id: string; readonly chosen: (replica: string) => boolean }) {
  const { snapshot, id, recordsFrom } = props;
  const rows = useRows(props);
  const copies = copiesOf(snapshot, id);
  const colourOf = coloursOf(copies.map((one) => one.cell));
  const siblings = copies.find(({ cell }) => cell.versions.length > 1 && cell.stale === 0) ?? copies.find(({ cell }) => cell.versions.length > 1);
  return (
    <>
      <Facts
        rows={[['Newest acked', <Newest key="newest" versions={newestAcknowledged(snapshot, id, copies, rows, recordsFrom === 0)} colourOf={colourOf} />]]}
      />
      <Holders {...props} />
      {siblings !== undefined && (
        <Section title={`Siblings on ${siblings.replica.id}`}>
          <VersionList cell={siblings.cell} colourOf={colourOf} />
        </Section>
      )}
    </>
  );
}
