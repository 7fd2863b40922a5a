/**
 * The chosen thing from near: what it is and how it stands in the first line, then the one sentence that answers why, what can be done to
 * it, and the facts. Closing it clears the selection.
 */
import { touchesReplica } from '../../engine/picture/selection.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { CommandItem } from '../command-item.ts';
import type { StageProps } from '../stage.ts';
import { Answer } from './Answer.tsx';
import { Commands } from './Commands.tsx';
import { CopyFacts, KeyFacts, ReplicaFacts } from './CopyPanels.tsx';
import { headOf } from './head.ts';
import { ClientFacts, EventFacts, LinkFacts, MessageFactsPanel, OperationFacts } from './TracePanels.tsx';
import type { ExplanationPart } from './types.ts';
import './inspector.css';

export interface InspectorProps extends StageProps {
  /** Why the chosen copy is as it is; null where there is no such question. */
  readonly explanation: readonly ExplanationPart[] | null;
  /** What can be done to the chosen thing, the likeliest first. */
  readonly commands: readonly CommandItem[];
}

export function Inspector(props: InspectorProps) {
  const { selection, explanation, commands, onPick } = props;
  if (selection === null) return null;
  const head = headOf(props, selection);
  return (
    <section className="inspector" aria-label={`${head.kind} ${head.name}`} data-type={selection.type}>
      <div className="inspector-head">
        <span className="inspector-badge" data-down={head.down || undefined}>
          {head.glyph === null ? head.badge : <Glyph name={head.glyph} size={16} />}
        </span>
        <h2>
          {head.kind} <span className="inspector-name">{head.name}</span>
        </h2>
        <p className="inspector-state">{head.state}</p>
        <Button kind="quiet" className="icon" label="Close" onPress={() => onPick(null, 'mark', null)}>
          <Glyph name="cross" size={14} />
        </Button>
      </div>
      <Answer
        question={explanation === null ? null : head.question}
        parts={explanation ?? (head.sentence === null ? null : [{ text: head.sentence }])}
        records={props.records}
        onTime={props.onTime}
      />
      <Commands commands={commands} key={JSON.stringify(selection)} />
      <Facts {...props} />
    </section>
  );
}

function Facts(props: InspectorProps) {
  const { selection } = props;
  switch (selection?.type) {
    case 'replica':
      return <ReplicaFacts {...props} id={selection.id} />;
    case 'copy':
      return <CopyFacts {...props} replica={selection.replica} id={selection.key} />;
    case 'key':
      return <KeyFacts {...props} id={selection.key} chosen={(replica) => touchesReplica(selection, replica)} />;
    case 'link':
      return <LinkFacts {...props} a={selection.a} b={selection.b} />;
    case 'message':
      return <MessageFactsPanel {...props} address={selection.address} />;
    case 'client':
      return <ClientFacts {...props} id={selection.id} />;
    case 'operation':
      return <OperationFacts {...props} client={selection.client} n={selection.n} />;
    case 'event':
      return <EventFacts {...props} event={selection.event} />;
    default:
      return null;
  }
}
