/** What a learner can do to the cluster: cut and heal, and one read or write by a client. One press works with what is filled in. */
import { useId, useState } from 'react';
import { Button, Choice } from '../../ui/controls.tsx';
import './operation-bar.css';

export interface OperationBarProps {
  readonly replicas: readonly { readonly id: string; readonly up: boolean }[];
  readonly clients: readonly string[];
  readonly shownKey: string;
  readonly cut: boolean;
  readonly sides: string;
  readonly onCut: () => void;
  readonly onHeal: () => void;
  readonly onWrite: (client: string, via: string, value: string) => void;
  readonly onRead: (client: string, via: string) => void;
}

export function OperationBar(props: OperationBarProps) {
  const { replicas, clients } = props;
  const heading = useId();
  const [client, setClient] = useState(clients[0] ?? 'phone');
  const [via, setVia] = useState<string | null>(null);
  const [value, setValue] = useState('milk, tea');
  const chosen = replicas.find((replica) => replica.id === via) ?? replicas[0];
  const known = clients.includes(client) ? clients : [client, ...clients];
  const down = chosen === undefined ? 'There is no replica' : chosen.up ? null : `${chosen.id} is crashed`;
  return (
    <section className="operations" aria-labelledby={heading}>
      <h2 id={heading}>Try something</h2>
      <div className="operation-row">
        <Button onPress={props.onCut} unavailable={props.cut ? 'It is cut already' : null} title={`Cut the network between ${props.sides}`}>
          Cut in two
        </Button>
        <Button onPress={props.onHeal} unavailable={props.cut ? null : 'Nothing is cut'}>
          Heal
        </Button>
        <span className="second">{props.sides}</span>
      </div>
      <form
        className="operation-row"
        onSubmit={(event) => {
          event.preventDefault();
          if (down === null && chosen !== undefined) props.onWrite(client, chosen.id, value);
        }}
      >
        <Choice label="Client" value={client} options={known.map((id) => ({ value: id, label: id }))} onChange={setClient} />
        <Choice
          label="Through replica"
          value={chosen?.id ?? ''}
          options={replicas.slice(0, 100).map((replica) => ({ value: replica.id, label: `via ${replica.id}` }))}
          onChange={setVia}
        />
        <input
          className="field"
          aria-label={`Value of ${props.shownKey}`}
          value={value}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setValue(event.target.value)}
        />
        <Button kind="ink" unavailable={down} onPress={() => chosen !== undefined && props.onWrite(client, chosen.id, value)}>
          Write
        </Button>
        <Button unavailable={down} onPress={() => chosen !== undefined && props.onRead(client, chosen.id)}>
          Read
        </Button>
      </form>
    </section>
  );
}
