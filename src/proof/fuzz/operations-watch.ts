/**
 * Watches a run's trace for what `brute-operations.ts` asks: which operation became which event, what its namer had seen, who has come
 * to know it, and by what somebody may have lost it. Then judges the end: every owner shows what the surviving operations say, and no event
 * is gone that somebody knew and never lost. Where a value may be gone, and why, is `Losses`; nothing else excuses one.
 */
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { RecordOf, TraceRecord } from '../../engine/trace.ts';
import type { Cell, Version } from '../../engine/versions/version.ts';
import type { World } from '../../engine/world/world.ts';
import type { PlainCopy } from './brute-merge.ts';
import { isLater, type Knowledge, knows, mustShow, NOTHING_KNOWN, type PlainEvent, showsNow } from './brute-operations.ts';
import { FuzzFailure } from './failure.ts';
import { allCopies, isGone, plainCopy, storedCells } from './picture.ts';

const TIMED = ['lww', 'hlc', 'lww-register'];
const LOADER = '65535';

interface Watched extends PlainEvent {
  /** 0: loaded. */
  readonly operation: number;
  /** Replicas that know it: have stored it, or something made with it. */
  readonly holders: Set<number>;
  /** Somebody who knew it has lost data since. */
  lost: boolean;
}

/** Keys of which more may be gone, or be back, than their operations say. */
interface Losses {
  /** A copy rotted or was forged: what is shown need not be anybody's write. */
  readonly forged: Set<number>;
  /** Tombstones were compacted: what they had replaced may be back. */
  readonly compacted: Set<number>;
  /** A hint was lost, grew too old or was refused: a write that only stand-ins or hints took in may be gone. */
  readonly hints: Set<number>;
}

type Request = Pick<RecordOf<'operation-invoked'>, 'kind' | 'value' | 'context' | 'level'>;
/** Levels at which one of the owners that stay has the write too. */
const OVERLAPPING = ['quorum', 'all', 'each-quorum'];

export class OperationsWatch {
  private readonly world: World;
  private readonly store: Scenario['store'];
  private readonly requests = new Map<number, Request>();
  private readonly acknowledged = new Set<number>();
  private readonly events = new Map<number, Watched[]>();
  /** The operation that the latest command asked for is of one replica alone, whatever level it names. */
  private isLocal = false;
  /** Sides may have seen different owners. */
  private isRingGossiped = false;
  private readonly losses: Losses = { forged: new Set(), compacted: new Set(), hints: new Set() };

  constructor(world: World) {
    this.world = world;
    this.store = world.base.store;
    for (let key = 0; key < world.base.data.keys; key++) this.events.set(key, loadedEvents(world, key, this.policyOf(key)));
  }

  hear(record: TraceRecord): void {
    switch (record.type) {
      case 'command-applied':
        this.isLocal = 'local' in record.command && record.command.local === true;
        break;
      case 'operation-invoked':
        this.requests.set(record.operation, this.isLocal ? { ...record, level: 'one' } : record);
        this.isLocal = false;
        break;
      case 'operation-completed':
        if (record.kind !== 'read') this.acknowledged.add(record.operation);
        break;
      case 'version-stored':
        this.onStored(record);
        break;
      case 'version-lost':
        this.onGone(record.replica, record.key, record.after);
        break;
      case 'tombstone-compacted':
        this.losses.compacted.add(record.key);
        this.onGone(record.replica, record.key, undefined);
        break;
      case 'copy-dropped':
        this.onDropped(record);
        break;
      case 'ring-learned':
        this.isRingGossiped = true;
        break;
      case 'copy-corrupted':
        this.losses.forged.add(record.key);
        break;
      case 'hint-lost':
      case 'hint-expired':
      case 'hint-refused':
        this.losses.hints.add(record.key);
        break;
      default:
    }
  }

  private policyOf(key: number): string {
    return this.store.perKey[this.world.keys.name(key)] ?? this.store.conflict;
  }

  /** The key's events so far; those of its loading first. */
  private eventsOf(key: number): Watched[] {
    const events = this.events.get(key) ?? [];
    this.events.set(key, events);
    return events;
  }

  private onStored({ replica, key, before, after, mechanism, from }: RecordOf<'version-stored'>): void {
    const policy = this.policyOf(key);
    const events = this.eventsOf(key);
    const copy = plainCopy(after);
    if (TIMED.includes(policy)) this.learnTimed(key, after);
    else if (mechanism === 'write' && from === replica) {
      const event = this.namedNow(before, after);
      if (event !== null) events.push(event);
    }
    for (const event of events) if (isKnownBy(copy, event, policy, this.store.tieBreak)) event.holders.add(replica);
  }

  /** Where there are no dots a version is its own name, wherever it is first met: the coordinator that named it need not store it. */
  private learnTimed(key: number, cell: Cell): void {
    const events = this.eventsOf(key);
    for (const version of plainCopy(cell).versions) {
      const dot = nameOf(version);
      if (events.some((event) => event.dot[0] === dot[0])) continue;
      const { tombstone, value, ...named } = version;
      const operation = cell.versions[0]?.operation ?? 0;
      events.push({ ...named, dot, kind: tombstone ? 'delete' : 'write', value, ...UNSEEN, operation, holders: new Set(), lost: false });
    }
  }

  /** The event that a replica has just named: the one of its own that its copy did not know. */
  private namedNow(before: Cell | undefined, after: Cell): Watched | null {
    const known = before === undefined ? NOTHING_KNOWN : plainCopy(before);
    const isNew = ({ actor, counter }: Version): boolean => before?.versions.some((old) => old.actor === actor && old.counter === counter) !== true;
    const made = after.event ?? after.versions.find(isNew);
    const request = made === undefined ? undefined : this.requests.get(made.operation);
    if (made === undefined || request === undefined || request.kind === 'read') return null;
    const held = before === undefined ? [] : before.versions.map(({ actor, counter }) => [`${actor}`, counter] as const);
    const read = plainCopy({ versions: [], clock: request.context, hash: 0 });
    const { timestampUs, coordinator, actor, counter, operation } = made;
    const named = { timestamp: timestampUs, logical: 0, coordinator, namer: actor, dot: [`${actor}`, counter] as const };
    return { ...named, kind: request.kind, value: request.value, seen: known, held, read, operation, holders: new Set(), lost: false };
  }

  private onGone(replica: number, key: number, after: Cell | undefined): void {
    const copy = after === undefined ? null : plainCopy(after);
    for (const event of this.eventsOf(key)) {
      if (!event.holders.has(replica) || (copy !== null && isKnownBy(copy, event, this.policyOf(key), this.store.tieBreak))) continue;
      event.holders.delete(replica);
      event.lost = true;
    }
  }

  /**
   * Who owns a key no longer drops it, and the next owner took the copies of those that stay, where this one was silent: of an
   * acknowledged write at quorum there is one, of another there may be none.
   */
  private onDropped({ replica, key }: RecordOf<'copy-dropped'>): void {
    for (const event of this.eventsOf(key)) {
      if (!event.holders.delete(replica)) continue;
      const level = this.requests.get(event.operation)?.level;
      const { config, base, view } = this.world;
      const hasOthers = view.preferenceList(key).length > 1;
      const isKept = hasOthers && OVERLAPPING.includes(`${level}`) && !this.isRingGossiped && !config.coordination.sloppy && base.literal.length === 0;
      if (!isKept) event.lost = true;
    }
  }

  /** What every key must show at the end; to be asked once nothing can be lost any more. Throws where something is gone that may not be. */
  expected(): ReadonlyMap<number, readonly string[]> {
    const { world, losses } = this;
    const expected = new Map<number, readonly string[]>();
    this.forgetTheGone();
    for (const [key, cells] of allCopies(world)) {
      const policy = this.policyOf(key);
      const copies = cells.map(plainCopy);
      if (TIMED.includes(policy)) for (const cell of cells) this.learnTimed(key, cell);
      const known = (event: Watched): boolean => copies.some((copy) => isKnownBy(copy, event, policy, this.store.tieBreak));
      if (losses.forged.has(key)) continue;
      // A pruned vector does not say any more who knows what, and lets come back what was replaced.
      if (this.store.vectorPruning !== null && PRUNED.includes(policy)) continue;
      this.demandNothingGone(key, known);
      // A delta knows of the events before it, not what they took away: where their owner lost its data, nobody can say that any more.
      if (this.store.crdtSync === 'delta' && !TIMED.includes(policy) && this.eventsOf(key).some(({ lost }) => lost)) continue;
      if (!losses.compacted.has(key)) expected.set(key, mustShow(policy, this.store.tieBreak, this.eventsOf(key).filter(known)));
    }
    return expected;
  }

  private forgetTheGone(): void {
    for (const { id } of this.world.replicas.filter((replica) => isGone(this.world, replica.id)))
      for (const events of this.events.values()) for (const event of events) if (event.holders.delete(id)) event.lost = true;
  }

  private demandNothingGone(key: number, known: (event: Watched) => boolean): void {
    const { world, losses } = this;
    const survivors = new Set(
      this.eventsOf(key)
        .filter(known)
        .map(({ operation }) => operation),
    );
    for (const event of this.eventsOf(key)) {
      const which = `${event.kind} ${JSON.stringify(event.value)} of ${world.keys.name(key)} (operation ${event.operation})`;
      if (known(event)) continue;
      if (event.holders.size > 0 && !losses.compacted.has(key))
        throw new FuzzFailure('gone', `${world.nameOf([...event.holders][0] ?? 0)} stored the ${which} and lost nothing since, and nobody knows of it`);
      const mayBeGone = event.lost || losses.hints.has(key) || losses.compacted.has(key) || survivors.has(event.operation);
      if (this.acknowledged.has(event.operation) && !mayBeGone)
        throw new FuzzFailure('acknowledged', `the ${which} was acknowledged, is gone, and nobody lost it`);
    }
  }

  /** Compares what every owner shows at the end with what was expected. */
  compare(expected: ReadonlyMap<number, readonly string[]>): void {
    const { world } = this;
    const stores = storedCells(world);
    for (let key = 0; key < world.keys.size; key++) {
      if (this.losses.forged.has(key)) continue;
      const policy = this.policyOf(key);
      const should = expected.get(key);
      for (const owner of world.view.preferenceList(key)) {
        const cell = stores[owner]?.get(key);
        const shows = cell === undefined ? [] : showsNow(policy, plainCopy(cell).versions);
        if (should !== undefined && shows.join() !== should.join())
          throw new FuzzFailure(
            'operations',
            `${world.nameOf(owner)} shows ${world.keys.name(key)} = ${shows.join(' and ')}; by its operations it should be ${should.join(' and ')}`,
          );
      }
    }
  }
}

const PRUNED = ['version-vector', 'dotted-version-vector', 'union'];
const UNSEEN = { seen: NOTHING_KNOWN, held: [], read: NOTHING_KNOWN };

type Timed = Pick<PlainEvent, 'timestamp' | 'logical' | 'namer' | 'coordinator' | 'value'> & { readonly tombstone: boolean };

/** Where there are no dots an event is named by all that it is. */
function nameOf({ timestamp, logical, coordinator, namer, tombstone, value }: Timed): readonly [string, number] {
  return [JSON.stringify([timestamp, logical, coordinator, namer, tombstone, value]), 0];
}

/** A copy under times knows what it holds and whatever that wins over. */
function isKnownBy(copy: PlainCopy, event: PlainEvent, policy: string, tieBreak: Scenario['store']['tieBreak']): boolean {
  if (!TIMED.includes(policy)) return knows(copy, event.dot);
  return copy.versions.some((version) => {
    const { tombstone, value, ...named } = version;
    const held: PlainEvent = { ...named, dot: nameOf(version), kind: tombstone ? 'delete' : 'write', value, ...UNSEEN };
    return held.dot[0] === event.dot[0] || !isLater(event, held, policy, tieBreak);
  });
}

/** What was there before time began, as the format says: a version and the one before it; where siblings are kept, those of single replicas. */
function loadedEvents(world: World, key: number, policy: string): Watched[] {
  const name = world.keys.name(key);
  const stores = storedCells(world);
  const isTimed = TIMED.includes(policy);
  const isSet = policy.endsWith('-set');
  const isCounter = policy.endsWith('-counter');
  const kind = isSet ? 'add' : isCounter ? 'increment' : 'write';
  const base = { logical: 0, operation: 0, lost: false, ...UNSEEN, kind } as const;
  const one = (nth: number, value: string, more: Partial<Watched>): Watched => {
    const named = { timestamp: nth - 3, coordinator: Number(LOADER), namer: isTimed ? 0 : Number(LOADER), value: isCounter ? 1 : value };
    const dot = isTimed ? nameOf({ ...named, logical: 0, tombstone: false }) : ([LOADER, nth] as const);
    return { ...base, ...named, dot, holders: new Set<number>(), ...more };
  };
  const upTo = (nth: number): Knowledge => ({ clock: { [LOADER]: nth }, cloud: [] });
  const replaced = isSet || isCounter ? {} : { read: upTo(1), seen: upTo(1) };
  const events = [one(1, `${name}:1`, {}), one(2, `${name}:2`, replaced)];
  for (const owner of world.view.preferenceList(key)) {
    const copy = stores[owner]?.get(key);
    const dot = [`${owner}`, 1] as const;
    if (copy?.versions.some(({ operation }) => operation === -2)) events.push({ ...one(1, `${name}:3`, { read: upTo(1), seen: upTo(1) }), timestamp: -1, dot });
    for (const event of events) if (copy !== undefined && isKnownBy(plainCopy(copy), event, policy, world.base.store.tieBreak)) event.holders.add(owner);
  }
  return events;
}
