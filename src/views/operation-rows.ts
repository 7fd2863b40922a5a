/**
 * What clients asked and what they saw, from the records of the trace and nothing else: one row an operation, as it stands at the moment
 * shown. What comes after that moment is known only where the whole operation lies ahead of it, and is marked so.
 */
import type { OperationView, RecordView, Snapshot } from '../engine/picture/snapshot.ts';

export interface OperationRow {
  readonly client: string;
  readonly n: number;
  readonly view: OperationView;
  /** Begun after the moment shown: seen before, ahead of the reader. */
  readonly ahead: boolean;
  readonly outcome: 'open' | 'ok' | 'failed';
  /** Of a write, delete or resolve: which of its key's writes it is, from 1; null for reads, and where older records are not held. */
  readonly number: number | null;
  /** By how many acknowledged writes a stale read was behind, where values and order leave no doubt; else null. */
  readonly behind: number | null;
  /** Events of its beginning and end; null where not held or not yet. */
  readonly beganEvent: number | null;
  readonly endEvent: number | null;
  readonly text: string | null;
}

interface Building {
  view: OperationView;
  number: number | null;
  beganEvent: number | null;
  endEvent: number | null;
  end: RecordView | null;
}

export type OperationRowsInput = Pick<Snapshot, 'event' | 'clients'> & { readonly records: readonly RecordView[]; readonly recordsFrom: number };

/** In the order in which they began. */
export function operationRows(input: OperationRowsInput): readonly OperationRow[] {
  const { records, event, clients, recordsFrom } = input;
  const all = new Map<string, Building>();
  const writes = new Map<string, number>();
  // Of an operation that began before the records held: as the moment itself knows it.
  if (recordsFrom > 0)
    for (const client of clients)
      for (const view of client.open) all.set(`${view.client}#${view.n}`, { view, number: null, beganEvent: null, endEvent: null, end: null });
  for (const record of records) {
    if (record.operation === null || record.client === null || record.n === null) continue;
    const id = `${record.client}#${record.n}`;
    if (record.type === 'operation-invoked') {
      const number = record.operation.kind === 'read' || recordsFrom > 0 ? null : (writes.get(record.operation.key) ?? 0) + 1;
      if (number !== null) writes.set(record.operation.key, number);
      all.set(id, { view: record.operation, number, beganEvent: record.event, endEvent: null, end: null });
      continue;
    }
    const begun = all.get(id) ?? { view: record.operation, number: null, beganEvent: null, endEvent: null, end: null };
    all.set(id, { ...begun, endEvent: record.event, end: record });
  }
  const open = new Map(clients.flatMap((client) => client.open).map((view) => [`${view.client}#${view.n}`, view]));
  const sorted = [...all].sort(([, a], [, b]) => (a.beganEvent ?? -1) - (b.beganEvent ?? -1) || a.view.invokedUs - b.view.invokedUs);
  const rows = sorted.map(([id, one]) => rowOf(one, event, open.get(id)));
  return recordsFrom > 0 ? rows : withBehind(rows);
}

function rowOf({ view, number, beganEvent, endEvent, end }: Building, event: number, now: OperationView | undefined): OperationRow {
  const ahead = beganEvent !== null && beganEvent > event;
  const known = end !== null && (ahead || end.event <= event) ? end : null;
  const base = { client: view.client, n: view.n, number, ahead, beganEvent, behind: null };
  if (known?.operation == null) return { ...base, view: ahead ? view : (now ?? view), outcome: 'open', endEvent: null, text: null };
  return { ...base, view: known.operation, outcome: known.operation.ok === true ? 'ok' : 'failed', endEvent, text: known.text };
}

/**
 * A stale read that saw one value, written once, of a key whose writes came one after the other: then the later acknowledged ones can be
 * counted. Anything less clear stays "stale".
 */
function withBehind(rows: readonly OperationRow[]): readonly OperationRow[] {
  if (!rows.some((row) => row.view.stale)) return rows;
  const byKey = new Map<string, OperationRow[]>();
  for (const row of rows) if (row.view.kind !== 'read') byKey.set(row.view.key, [...(byKey.get(row.view.key) ?? []), row]);
  return rows.map((row) => (row.view.stale ? { ...row, behind: behindOf(row, byKey.get(row.view.key) ?? []) } : row));
}

function behindOf(read: OperationRow, writes: readonly OperationRow[]): number | null {
  const seen = read.view.values.map((value) => JSON.stringify(value));
  const before = writes.filter((one) => one.outcome === 'ok' && one.endEvent !== null && read.beganEvent !== null && one.endEvent < read.beganEvent);
  if (seen.length > 1) return null;
  const written = writes.filter((one) => one.view.kind !== 'delete' && JSON.stringify(one.view.value) === seen[0]);
  const from = written[0];
  if (seen.length === 1 && (written.length !== 1 || from?.outcome !== 'ok')) return null;
  const later = from === undefined ? before : before.filter((one) => (one.number ?? 0) > (from.number ?? 0));
  let end = from?.endEvent ?? 0;
  for (const one of later) {
    if (one.beganEvent === null || one.beganEvent <= end) return null;
    end = one.endEvent ?? end;
  }
  return later.length > 0 ? later.length : null;
}

/** Writes of the key that were acknowledged up to the moment shown, by number; none where older records are not held. */
export function acknowledgedNumbers(rows: readonly OperationRow[], key: string): ReadonlyMap<number, OperationRow> {
  const out = new Map<number, OperationRow>();
  for (const row of rows) if (row.view.key === key && row.number !== null && row.outcome === 'ok' && !row.ahead) out.set(row.number, row);
  return out;
}
