/**
 * What a client asks of the cluster: who, through whom, what, at which level. One press works with what is filled in. A form like any
 * other: the result stands beside the client on the stage, not here.
 */
import { useId, useState } from 'react';
import type { Command } from '../../engine/scenario/scenario.ts';
import type { WriteKind } from '../../engine/versions/policy.ts';
import { Button, Choice } from '../../ui/controls.tsx';
import './operation-bar.css';

export interface OperationBarProps {
  readonly replicas: readonly { readonly id: string; readonly up: boolean }[];
  readonly clients: readonly string[];
  readonly keys: readonly string[];
  readonly shownKey: string;
  /** The scenario's levels now, e.g. "quorum". */
  readonly readLevel: string;
  readonly writeLevel: string;
  /** True where replicas stand in regions. */
  readonly regional: boolean;
  /** A value that tells the next write from those before it. */
  readonly nextValue: string;
  /** What can be asked of a key besides reading it. */
  readonly takes: (key: string) => readonly WriteKind[];
  readonly onSend: (command: Command) => void;
}

type Kind = 'read' | WriteKind;
const kinds: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'write', label: 'writes' },
  { value: 'increment', label: 'counts' },
  { value: 'add', label: 'adds' },
  { value: 'remove', label: 'removes' },
  { value: 'read', label: 'reads' },
  { value: 'delete', label: 'deletes' },
  { value: 'resolve', label: 'resolves' },
];
const verbs: Readonly<Record<Kind, string>> = {
  write: 'Write',
  read: 'Read',
  delete: 'Delete',
  resolve: 'Resolve',
  increment: 'Count',
  add: 'Add',
  remove: 'Remove',
};
const levels = ['one', 'two', 'three', 'quorum', 'all'] as const;
/** Where regions are known: of the coordinator's own, or of every one. */
const regionalLevels = ['local-one', 'local-quorum', 'each-quorum'] as const;
const OUTSIDE = '';
const REPLICAS_LISTED = 100;

export function OperationBar(props: OperationBarProps) {
  const { replicas, clients, keys } = props;
  const list = useId();
  const [client, setClient] = useState(clients[0] ?? 'phone');
  const [asked, setKind] = useState<Kind>('write');
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const [via, setVia] = useState<string | null>(null);
  const [level, setLevel] = useState<string>('');
  const theKey = key ?? props.shownKey;
  const takes = props.takes(theKey.trim());
  const offered = kinds.filter((one) => one.value === 'read' || takes.includes(one.value));
  // What was asked of another key may not be known to this one.
  const kind = offered.some((one) => one.value === asked) ? asked : (offered[0]?.value ?? 'read');
  const counts = kind === 'increment';
  const carries = kind !== 'read' && kind !== 'delete';
  const theValue = value ?? (counts ? '1' : props.nextValue);
  const chosen = via === OUTSIDE ? null : (replicas.find((replica) => replica.id === via) ?? replicas.find((replica) => replica.up) ?? replicas[0]);
  const known = clients.includes(client) ? clients : [client, ...clients];
  const own = kind === 'read' ? props.readLevel : props.writeLevel;
  const unavailable =
    theKey.trim() === ''
      ? 'Name a key first'
      : carries && theValue.trim() === ''
        ? 'Say what to write first'
        : chosen != null && !chosen.up
          ? `${chosen.id} is crashed`
          : counts && !Number.isFinite(Number(theValue))
            ? 'Say by which number to count first'
            : null;

  const send = () => {
    if (unavailable !== null) return;
    const base = { client, key: theKey.trim(), ...(chosen == null ? {} : { via: chosen.id }) };
    const consistency = level === '' ? {} : { consistency: level as 'one' };
    if (kind === 'read') props.onSend({ type: 'read', ...base, ...consistency });
    else if (kind === 'delete') props.onSend({ type: 'delete', ...base, ...consistency });
    else if (kind === 'increment') props.onSend({ type: kind, ...base, by: Number(theValue), ...consistency });
    else props.onSend({ type: kind, ...base, value: theValue, ...consistency });
    setValue(null);
  };

  return (
    <form
      className="operation-bar"
      aria-label="Ask the cluster"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <span className="operation-title" aria-hidden="true">
        Ask the cluster
      </span>
      <Choice label="Client" value={client} options={known.map((id) => ({ value: id, label: id }))} onChange={setClient} />
      <Choice label="What it does" value={kind} options={offered} onChange={(next) => setKind(next as Kind)} />
      <input
        className="field key"
        aria-label="Key"
        list={list}
        value={theKey}
        maxLength={60}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => setKey(event.target.value)}
      />
      <datalist id={list}>
        {keys.slice(0, 200).map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {carries && (
        <input
          className="field value"
          aria-label={counts ? `By how much to count ${theKey}` : kind === 'add' || kind === 'remove' ? `Element of ${theKey}` : `New value of ${theKey}`}
          placeholder={counts ? 'number' : kind === 'add' || kind === 'remove' ? 'element' : 'new value'}
          value={theValue}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <Choice
        label="Through replica"
        value={chosen?.id ?? OUTSIDE}
        options={[...replicas.slice(0, REPLICAS_LISTED).map(({ id }) => ({ value: id, label: `via ${id}` })), { value: OUTSIDE, label: 'by itself' }]}
        onChange={setVia}
      />
      <Choice
        label="Consistency level"
        value={level}
        options={[{ value: '', label: `${own}, as set` }, ...[...levels, ...(props.regional ? regionalLevels : [])].map((one) => ({ value: one, label: one }))]}
        onChange={setLevel}
      />
      <Button kind="ink" unavailable={unavailable} onPress={send}>
        {verbs[kind]}
      </Button>
    </form>
  );
}
