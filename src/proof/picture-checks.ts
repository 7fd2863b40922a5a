/**
 * What must hold of the pictures and records that a page is sent, checked event by event: pictures that share their parts are those built
 * from nothing, and what the records tell, added up, is what the pictures show. Throws, saying what does not hold.
 */
import { deepStrictEqual } from 'node:assert';
import type { Playback, PlaybackFrame } from '../engine/picture/playback.ts';
import type { CellView, CopyView, OperationView, Snapshot } from '../engine/picture/snapshot.ts';
import { buildSnapshot } from '../engine/picture/snapshot-builder.ts';

/** The picture of a frame is the one that is built anew of the same moment. */
export function checkShared(playback: Playback, { snapshot }: PlaybackFrame): void {
  deepStrictEqual(snapshot, buildSnapshot(playback.history.cluster));
}

/** A cell as a record of its copy would tell it. */
function copyOf(replica: string, cell: CellView): CopyView {
  const { key, versions, stale, hash, by, from } = cell;
  const tombstone = versions.length > 0 && versions.every((version) => version.tombstone);
  return { replica, key, labels: versions.map(({ label }) => label), hash, tombstone, stale, by, from };
}

/** Adds up the records of one event after another, from a first picture on, and compares with the pictures. */
export class Told {
  private readonly copies = new Map<string, CopyView>();
  private readonly open = new Map<string, OperationView>();
  private readonly ended = new Map<string, OperationView>();
  private readonly repairs: { [mechanism: string]: number };

  constructor({ replicas, clients, repairs }: Snapshot) {
    for (const { id, cells } of replicas) for (const cell of cells) this.copies.set(`${id}/${cell.key}`, copyOf(id, cell));
    for (const client of clients) {
      for (const operation of client.open) this.open.set(`${client.id}#${operation.n}`, operation);
      if (client.last !== null) this.ended.set(client.id, client.last);
    }
    this.repairs = { ...repairs };
  }

  check({ snapshot, records }: PlaybackFrame): void {
    for (const { type, copy, operation, mechanism } of records) {
      if (copy !== null) this.copies.set(`${copy.replica}/${copy.key}`, copy);
      if (type === 'repaired' && mechanism !== null) this.repairs[mechanism] = (this.repairs[mechanism] ?? 0) + 1;
      if (operation === null) continue;
      const name = `${operation.client}#${operation.n}`;
      if (type === 'operation-invoked') this.open.set(name, operation);
      else {
        this.open.delete(name);
        this.ended.set(operation.client, operation);
      }
    }
    this.checkCopies(snapshot);
    this.checkOperations(snapshot);
    deepStrictEqual({ ...snapshot.repairs }, this.repairs);
  }

  private checkCopies({ replicas }: Snapshot): void {
    const shown = new Set(replicas.flatMap(({ cells }) => cells.map(({ key }) => key)));
    for (const { id, cells } of replicas) {
      const seen = new Set<string>();
      for (const cell of cells) {
        seen.add(cell.key);
        const name = `${id}/${cell.key}`;
        const told = this.copies.get(name);
        // Of loaded copies nothing is told until something happens to them.
        if (told !== undefined) deepStrictEqual(copyOf(id, cell), told);
        else deepStrictEqual([cell.by, cell.from, cell.stale], ['data', null, 0]);
        this.copies.set(name, copyOf(id, cell));
      }
      for (const key of shown) {
        const told = seen.has(key) ? undefined : this.copies.get(`${id}/${key}`);
        if (told !== undefined) deepStrictEqual([told.labels, told.stale], [[], 0]);
      }
    }
  }

  private checkOperations({ clients }: Snapshot): void {
    const open = clients.flatMap((client) => client.open.map((operation) => `${client.id}#${operation.n}`));
    deepStrictEqual(open.sort(), [...this.open.keys()].sort());
    for (const client of clients) {
      for (const operation of client.open) {
        const told = this.open.get(`${client.id}#${operation.n}`);
        deepStrictEqual({ ...operation, acknowledgements: 0, needed: 0 }, { ...told, acknowledgements: 0, needed: 0 });
      }
      deepStrictEqual(client.last, this.ended.get(client.id) ?? null);
    }
  }
}
