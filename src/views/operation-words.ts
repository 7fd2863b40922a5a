/** An operation in words, the same in the table of operations and in the inspector: what was asked, what was seen or written, and what came of it. */
import { duration } from '../base/format.ts';
import { valueText } from '../engine/picture/sentences.ts';
import type { OperationView } from '../engine/picture/snapshot.ts';
import type { FailureReason } from '../engine/trace.ts';
import { behindText } from './marks-of.ts';
import type { OperationRow } from './operation-rows.ts';

const reasons: Readonly<Record<FailureReason, string>> = {
  timeout: 'no answer in time',
  unavailable: 'too few replicas reachable',
  'coordinator-down': 'coordinator is down',
  'too-many-siblings': 'too many siblings',
  'not-of-this-type': 'the key’s type has no such operation',
  behind: 'replicas lack what the session has seen',
};

export function valueWords({ kind, values, value, completedUs, ok }: OperationView): string {
  if (kind === 'delete') return 'a tombstone';
  if (kind !== 'read') return valueText(value);
  if (completedUs === null || ok !== true) return '';
  return values.length === 0 ? 'nothing' : values.map(valueText).join(' and ');
}

export interface Outcome {
  readonly word: string;
  /** Why it failed, or how far it has come. */
  readonly detail: string;
  /** That a read was stale, in words; empty where not. */
  readonly stale: string;
}

export function outcomeOf({ outcome, view, behind }: OperationRow): Outcome {
  const stale = !view.stale ? '' : behind === null ? 'stale' : behindText(behind);
  if (outcome === 'ok') return { word: 'ok', detail: '', stale };
  if (outcome === 'failed') return { word: 'failed', detail: view.reason === null ? '' : reasons[view.reason], stale };
  const what = view.kind === 'read' ? 'answers' : 'acks';
  return { word: 'open', detail: view.needed > 0 ? `${view.acknowledgements} of ${view.needed} ${what}` : 'waiting', stale };
}

/** How long it took; of an open one how long it has waited. */
export function tookText({ view, outcome, ahead }: OperationRow, tUs: number): string {
  if (outcome !== 'open' && view.completedUs !== null) return view.completedUs === view.invokedUs ? 'at once' : duration(view.completedUs - view.invokedUs);
  if (ahead) return 'not over yet';
  return tUs <= view.invokedUs ? 'just begun' : `${duration(tUs - view.invokedUs)} so far`;
}
