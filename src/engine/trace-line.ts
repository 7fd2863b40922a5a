/** One record of the trace as a line of JSON with names for numbers: what `--trace` writes. */
import { addressOf, type Message } from './message.ts';
import type { Moment, TraceRecord } from './trace.ts';
import { type Cell, isDeleted, valuesOf } from './versions/version.ts';
import type { World } from './world/world.ts';

const ACTORS = new Set(['replica', 'target', 'peer', 'actor', 'from', 'to', 'via']);

export function traceLine(world: World, record: TraceRecord, moment: Moment): string {
  const line: Record<string, unknown> = { event: moment.event, atMs: moment.atUs / 1000 };
  for (const [name, value] of Object.entries(record)) line[name] = readable(world, name, value);
  return JSON.stringify(line);
}

function readable(world: World, name: string, value: unknown): unknown {
  if (typeof value === 'number') {
    if (ACTORS.has(name)) return world.nameOf(value);
    if (name === 'key') return world.keys.name(value);
    if (name === 'client') return world.nameOf(-1 - value);
    return name === 'invokedUs' ? value / 1000 : value;
  }
  if (name === 'message') return messageOf(world, value as Message);
  if (name === 'groups') return (value as readonly (readonly number[])[]).map((group) => group.map(world.nameOf));
  if (name === 'divergent')
    return (value as readonly { replica: number; key: number }[]).map(({ replica, key }) => ({ replica: world.nameOf(replica), key: world.keys.name(key) }));
  return isCell(value) ? cellOf(value) : value;
}

function isCell(value: unknown): value is Cell {
  return typeof value === 'object' && value !== null && 'versions' in value && 'clock' in value;
}

function cellOf(cell: Cell): object {
  return { values: valuesOf(cell), tombstone: isDeleted(cell), clock: cell.clock, timestampsMs: cell.versions.map((version) => version.timestampUs / 1000) };
}

function messageOf(world: World, message: Message): object {
  const { type, payloadBytes, bytes, sentUs, deliverUs, cells } = message;
  const keys = cells.slice(0, 10).map(({ key }) => world.keys.name(key));
  return {
    address: addressOf(message, world.nameOf),
    type,
    from: world.nameOf(message.from),
    to: world.nameOf(message.to),
    keys,
    payloadBytes,
    bytes,
    sentAtMs: sentUs / 1000,
    deliverAtMs: deliverUs / 1000,
  };
}
