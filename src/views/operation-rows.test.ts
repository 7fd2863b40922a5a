/** The table of operations says what the moment says: held against the snapshots of whole runs, from any point back. */
import { describe, expect, it } from 'vitest';
import type { OperationView } from '../engine/picture/snapshot.ts';
import { operationRows } from './operation-rows.ts';
import { outcomeOf } from './operation-words.ts';
import { randomDocument, type Step, stepsOf } from './run-fixture.ts';

const rowsOf = ({ snapshot, records }: Step) => operationRows({ event: snapshot.event, clients: snapshot.clients, records, recordsFrom: 0 });

const told = ({ n, kind, key, via, level, value, ok, reason, values, stale, invokedUs, completedUs }: OperationView) => ({
  n,
  kind,
  key,
  via,
  level,
  value,
  ok,
  reason,
  values,
  stale,
  invokedUs,
  completedUs,
});

describe('the table of operations', () => {
  it.each([0, 1, 2, 3, 4, 5])('agrees with the clients at every step of a random run (seed %i)', (seed) => {
    for (const step of stepsOf(randomDocument(seed), 250)) {
      const { snapshot } = step;
      const rows = rowsOf(step);
      const open = rows.filter((row) => row.outcome === 'open').map((row) => `${row.client}#${row.n}`);
      expect(open.sort()).toEqual(snapshot.clients.flatMap((client) => client.open.map((one) => `${one.client}#${one.n}`)).sort());
      for (const { id, last } of snapshot.clients) {
        if (last === null) continue;
        const row = rows.find((one) => one.client === id && one.n === last.n)!;
        expect(told(row.view)).toEqual(told(last));
        expect(row.outcome).toBe(last.ok === true ? 'ok' : 'failed');
      }
    }
  });

  it('shows an earlier moment as it was, however far one has seen', () => {
    const steps = [...stepsOf(randomDocument(4), 200)];
    const seen = steps.at(-1)!.records;
    for (const { snapshot, records } of steps) {
      const then = operationRows({ event: snapshot.event, clients: snapshot.clients, records, recordsFrom: 0 });
      const back = operationRows({ event: snapshot.event, clients: snapshot.clients, records: seen, recordsFrom: 0 });
      expect(back.filter((row) => !row.ahead)).toEqual(then);
      expect(back.slice(then.length).every((row) => row.ahead)).toBe(true);
    }
  });

  it('without the oldest records still knows what is open now', () => {
    for (const { snapshot, records } of stepsOf(randomDocument(2), 150)) {
      const recordsFrom = Math.max(1, snapshot.event - 10);
      const rows = operationRows({ event: snapshot.event, clients: snapshot.clients, records: records.filter((one) => one.event >= recordsFrom), recordsFrom });
      const open = rows.filter((row) => row.outcome === 'open').length;
      expect(open).toBe(snapshot.clients.reduce((sum, client) => sum + client.open.length, 0));
      expect(rows.every((row) => row.number === null)).toBe(true);
    }
  });

  it('says by how many writes a stale read was behind, where that is plain', () => {
    const cutOff = {
      version: 1,
      title: 'C misses two writes',
      replicas: ['A', 'B', 'C'],
      network: { latencyMs: 20 },
      coordination: { read: 'one', write: 'quorum' },
      hintedHandoff: { enabled: false },
      script: [
        { atMs: 0, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
        { atMs: 200, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
        { atMs: 300, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
        { atMs: 400, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart' } },
        { atMs: 500, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs, tea' } },
        { atMs: 600, command: { type: 'read', client: 'laptop', via: 'C', key: 'cart' } },
        { atMs: 700, command: { type: 'read', client: 'laptop', via: 'A', key: 'cart' } },
      ],
      stop: { atMs: 1000 },
    };
    const last = [...stepsOf(cutOff)].at(-1)!;
    const reads = rowsOf(last).filter((row) => row.view.kind === 'read');
    expect(reads.map((row) => outcomeOf(row).stale)).toEqual(['one version behind', '2 versions behind', '']);
  });
});
