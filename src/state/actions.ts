/**
 * The one list of what can be done to the thing that is chosen: buttons, the bar at a mark, right-click lists and the keyboard all read
 * it. Each entry says for what it stands, what it is called there, and why it cannot apply now. The likeliest comes first.
 */
import type { Selection } from '../engine/picture/selection.ts';
import type { MessageView, RecordView, ReplicaView, Snapshot } from '../engine/picture/snapshot.ts';
import type { Command, Scenario } from '../engine/scenario/scenario.ts';

export interface ActionContext {
  readonly selection: Selection;
  readonly snapshot: Snapshot;
  readonly scenario: Scenario;
  readonly shownKey: string | null;
  readonly records: readonly RecordView[];
}

/** What an action does: a command of the log, or going to a moment that was seen. */
export type Deed = { readonly type: 'command'; readonly command: Command } | { readonly type: 'go'; readonly event: number; readonly atUs: number };

export interface Action {
  readonly id: string;
  /** A verb, and what it is done to where that is not plain. */
  readonly label: string;
  readonly glyph: string | null;
  /** Why it cannot be done now, as a sentence without its full stop; null where it can. */
  readonly unavailable: string | null;
  readonly deed: Deed | null;
}

interface Entry<T extends Selection['type'] = Selection['type']> {
  readonly id: string;
  readonly on: readonly T[];
  readonly glyph?: string;
  /** Null: does not belong to this thing at all. */
  readonly make: (context: ActionContext) => Made | null;
}
interface Made {
  readonly label: string;
  readonly command?: Command;
  readonly go?: { readonly event: number; readonly atUs: number };
  readonly unavailable?: string | null;
}

const replicaOf = ({ selection, snapshot }: ActionContext): ReplicaView | undefined => {
  const id = selection.type === 'replica' ? selection.id : selection.type === 'copy' ? selection.replica : null;
  return snapshot.replicas.find((one) => one.id === id);
};
const keyOf = ({ selection, shownKey }: ActionContext): string =>
  selection.type === 'key' || selection.type === 'copy' ? selection.key : (shownKey ?? 'cart');
const clientOf = ({ selection, snapshot }: ActionContext): string =>
  selection.type === 'client' || selection.type === 'operation'
    ? selection.type === 'client'
      ? selection.id
      : selection.client
    : (snapshot.clients[0]?.id ?? 'phone');
const downText = (replica: ReplicaView): string | null => (replica.up ? null : `${replica.id} is crashed`);
const messageOf = ({ selection, snapshot }: ActionContext): MessageView | undefined =>
  selection.type === 'message' ? snapshot.messages.find((one) => one.address === selection.address) : undefined;
const isCut = ({ snapshot }: ActionContext, from: string, to: string): boolean => snapshot.cuts.some((cut) => cut.from === from && cut.to === to);

/** Through whom a client acts when nothing else is said: the coordinator it used last, else the first that is up. */
function viaOf({ snapshot }: ActionContext, client: string): ReplicaView | undefined {
  const last = snapshot.clients.find((one) => one.id === client)?.last?.via;
  return snapshot.replicas.find((one) => one.id === last && one.up) ?? snapshot.replicas.find((one) => one.up);
}

/** A value that tells the nth write of a key from those before it. */
function nextValue({ snapshot }: ActionContext, key: string): string {
  let most = 0;
  for (const replica of snapshot.replicas)
    for (const cell of replica.cells) if (cell.key === key) for (const version of cell.versions) most = Math.max(most, version.number);
  return `edit ${most + 1}`;
}

const restOf = (snapshot: Snapshot, id: string): readonly string[] => snapshot.replicas.map((one) => one.id).filter((one) => one !== id);
const peerOf = (context: ActionContext, id: string): string | undefined => context.snapshot.replicas.find((one) => one.id !== id && one.up)?.id;

/** A name that no replica has had, as far as it is known here: those that are gone are found in the records. */
function nextName({ snapshot, scenario, records }: ActionContext): string {
  const used = new Set([...snapshot.replicas, ...scenario.replicas].map(({ id }) => id));
  for (const { type, replica } of records) if (type === 'range-move-started' && replica !== null) used.add(replica);
  for (const { command } of scenario.script) {
    if (command.type === 'join') used.add(command.replica);
    if (command.type === 'replace') used.add(command.with);
  }
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const last = letters.findLastIndex((letter) => used.has(letter));
  if (last >= 0 && last < letters.length - 1) return letters[last + 1] ?? '';
  let n = used.size + 1;
  while (used.has(`n${n}`)) n++;
  return `n${n}`;
}

function ofReplica(make: (replica: ReplicaView, context: ActionContext) => Made | null): Entry['make'] {
  return (context) => {
    const replica = replicaOf(context);
    return replica === undefined ? null : make(replica, context);
  };
}
/** For what is done to a replica's own copy of the key at hand. */
function ofCopy(make: (replica: string, key: string) => Made): Entry['make'] {
  return ofReplica((replica, context) => {
    const key = keyOf(context);
    const holds = replica.cells.some((cell) => cell.key === key);
    return { ...make(replica.id, key), unavailable: downText(replica) ?? (holds ? null : `${replica.id} holds nothing of ${key}`) };
  });
}
function ofLink(make: (a: string, b: string, context: ActionContext) => Made | null): Entry['make'] {
  return (context) => (context.selection.type === 'link' ? make(context.selection.a, context.selection.b, context) : null);
}
function ofMessage(label: string, command: (message: string) => Command): Entry['make'] {
  return (context) => {
    const message = messageOf(context);
    if (context.selection.type !== 'message') return null;
    return message === undefined ? { label, unavailable: 'It is no longer on its way' } : { label, command: command(message.address) };
  };
}

const entries: readonly Entry[] = [
  {
    id: 'crash',
    on: ['replica'],
    glyph: 'cross',
    make: ofReplica(({ id, up }) =>
      up ? { label: 'Crash', command: { type: 'crash', replica: id } } : { label: 'Restart', command: { type: 'restart', replica: id } },
    ),
  },
  {
    id: 'read-here',
    on: ['replica', 'copy'],
    glyph: 'read',
    make: ofReplica((replica, context) => {
      const key = keyOf(context);
      return { label: `Read ${key} here`, command: { type: 'read', client: clientOf(context), via: replica.id, key }, unavailable: downText(replica) };
    }),
  },
  {
    id: 'write-here',
    on: ['replica', 'copy'],
    glyph: 'write',
    make: ofReplica((replica, context) => {
      const key = keyOf(context);
      const value = nextValue(context, key);
      return {
        label: `Write “${value}” here`,
        command: { type: 'write', client: clientOf(context), via: replica.id, key, value },
        unavailable: downText(replica),
      };
    }),
  },
  {
    id: 'delete-here',
    on: ['replica', 'copy'],
    glyph: 'tombstone',
    make: ofReplica((replica, context) => {
      const key = keyOf(context);
      return { label: `Delete ${key} here`, command: { type: 'delete', client: clientOf(context), via: replica.id, key }, unavailable: downText(replica) };
    }),
  },
  {
    id: 'isolate',
    on: ['replica'],
    glyph: 'cut',
    make: ofReplica(({ id }, { snapshot }) => {
      const alone = snapshot.groups.some((group) => group.length === 1 && group[0] === id);
      if (alone || snapshot.replicas.length < 2) return { label: 'Cut off', unavailable: alone ? `${id} is cut off already` : 'It is the only replica' };
      return { label: 'Cut off', command: { type: 'partition', groups: [restOf(snapshot, id), [id]] } };
    }),
  },
  {
    id: 'compare',
    on: ['replica', 'copy'],
    glyph: 'hash',
    make: ofReplica((replica, context) => {
      const peer = peerOf(context, replica.id);
      if (peer === undefined) return { label: 'Compare with another', unavailable: 'No other replica is up' };
      return { label: `Compare with ${peer}`, command: { type: 'repair', from: replica.id, to: peer }, unavailable: downText(replica) };
    }),
  },
  {
    id: 'slow',
    on: ['replica'],
    glyph: 'timer',
    make: ofReplica(({ id, slow }) =>
      slow === 1
        ? { label: 'Slow down 10×', command: { type: 'slow', replica: id, factor: 10 } }
        : { label: 'Back to normal speed', command: { type: 'slow', replica: id, factor: 1 } },
    ),
  },
  {
    id: 'clock-ahead',
    on: ['replica'],
    glyph: 'timer',
    make: ofReplica(({ id }) => ({ label: 'Set clock 500 ms ahead', command: { type: 'skew-clock', replica: id, byMs: 500 } })),
  },
  {
    id: 'clock-back',
    on: ['replica'],
    glyph: 'timer',
    make: ofReplica(({ id }) => ({ label: 'Set clock 500 ms back', command: { type: 'skew-clock', replica: id, byMs: -500 } })),
  },
  {
    id: 'crash-disk',
    on: ['replica'],
    glyph: 'cross',
    make: ofReplica((replica) => ({
      label: 'Crash and lose the disk',
      command: { type: 'crash', replica: replica.id, lose: 'disk' },
      unavailable: downText(replica),
    })),
  },
  {
    id: 'leave',
    on: ['replica'],
    glyph: 'minus',
    make: ofReplica((replica, context) => {
      const { id, up } = replica;
      if (!up) {
        const fresh = nextName(context);
        return { label: `Replace with ${fresh}`, command: { type: 'replace', replica: id, with: fresh } };
      }
      const isLast = context.snapshot.replicas.length < 2;
      return { label: 'Leave the cluster', command: { type: 'leave', replica: id }, unavailable: isLast ? 'It is the only replica' : null };
    }),
  },
  {
    id: 'join',
    on: ['replica'],
    glyph: 'plus',
    make: ofReplica((_, context) => {
      const fresh = nextName(context);
      return { label: `Let ${fresh} join`, command: { type: 'join', replica: fresh } };
    }),
  },
  {
    id: 'compact',
    on: ['replica', 'copy'],
    glyph: 'tombstone',
    make: ofReplica((replica) => ({ label: 'Compact', command: { type: 'compact', replica: replica.id }, unavailable: downText(replica) })),
  },
  {
    id: 'rot',
    on: ['replica', 'copy'],
    glyph: 'drop',
    make: ofCopy((replica, key) => ({ label: `Let ${key} rot`, command: { type: 'corrupt', replica, key } })),
  },
  {
    id: 'lie',
    on: ['replica', 'copy'],
    glyph: 'different',
    make: ofCopy((replica, key) => ({ label: `Lie about ${key}`, command: { type: 'lie', replica, key, value: 'forged' } })),
  },
  {
    id: 'scrub',
    on: ['replica', 'copy'],
    glyph: 'search',
    make: ofReplica((replica) => ({ label: 'Scrub', command: { type: 'scrub', replica: replica.id }, unavailable: downText(replica) })),
  },

  {
    id: 'cut-link',
    on: ['link'],
    glyph: 'cut',
    make: ofLink((from, to, context) =>
      isCut(context, from, to) || isCut(context, to, from)
        ? { label: 'Mend', command: { type: 'mend', from, to } }
        : { label: 'Cut', command: { type: 'cut', from, to } },
    ),
  },
  {
    id: 'cut-one-way',
    on: ['link'],
    glyph: 'cut',
    make: ofLink((from, to, context) => ({
      label: `Cut only ${from} to ${to}`,
      command: { type: 'cut', from, to, bothWays: false },
      unavailable: isCut(context, from, to) ? 'That way is cut already' : null,
    })),
  },
  { id: 'slow-link', on: ['link'], glyph: 'timer', make: ofLink((from, to) => ({ label: 'Slow down 10×', command: { type: 'slow', from, to, factor: 10 } })) },
  {
    id: 'speed-link',
    on: ['link'],
    glyph: 'timer',
    make: ofLink((from, to) => ({ label: 'Back to normal speed', command: { type: 'slow', from, to, factor: 1 } })),
  },
  {
    id: 'lose-half',
    on: ['link'],
    glyph: 'drop',
    make: ofLink((from, to) => ({ label: 'Lose half of its messages', command: { type: 'link', from, to, loss: 0.5 } })),
  },
  {
    id: 'lose-none',
    on: ['link'],
    glyph: 'drop',
    make: ofLink((from, to) => ({ label: 'Lose none of its messages', command: { type: 'link', from, to, loss: 0 } })),
  },
  {
    id: 'compare-link',
    on: ['link'],
    glyph: 'hash',
    make: ofLink((from, to) => ({ label: `Compare ${from} with ${to}`, command: { type: 'repair', from, to } })),
  },

  { id: 'drop', on: ['message'], glyph: 'drop', make: ofMessage('Drop', (message) => ({ type: 'drop', message })) },
  { id: 'deliver', on: ['message'], glyph: 'ack', make: ofMessage('Deliver now', (message) => ({ type: 'deliver', message })) },
  { id: 'delay', on: ['message'], glyph: 'timer', make: ofMessage('Delay by 100 ms', (message) => ({ type: 'delay', message, byMs: 100 })) },
  { id: 'duplicate', on: ['message'], glyph: 'siblings', make: ofMessage('Duplicate', (message) => ({ type: 'duplicate', message })) },

  {
    id: 'read',
    on: ['client', 'key'],
    glyph: 'read',
    make: (context) => asClient(context, (client, via, key) => ({ label: `Read ${key} via ${via}`, command: { type: 'read', client, via, key } })),
  },
  {
    id: 'write',
    on: ['client', 'key'],
    glyph: 'write',
    make: (context) =>
      asClient(context, (client, via, key) => {
        const value = nextValue(context, key);
        return { label: `Write “${value}” via ${via}`, command: { type: 'write', client, via, key, value } };
      }),
  },
  {
    id: 'delete',
    on: ['client', 'key'],
    glyph: 'tombstone',
    make: (context) => asClient(context, (client, via, key) => ({ label: `Delete ${key} via ${via}`, command: { type: 'delete', client, via, key } })),
  },
  {
    id: 'again',
    on: ['operation'],
    glyph: 'undo',
    make: (context) => {
      const { selection, records } = context;
      if (selection.type !== 'operation') return null;
      const done = records.find((one) => one.type === 'operation-invoked' && one.client === selection.client && one.n === selection.n)?.operation;
      if (done == null) return { label: 'Do it again', unavailable: 'Its beginning is not held here' };
      const base = { client: done.client, key: done.key, ...(done.via === null ? {} : { via: done.via }) };
      if (done.kind === 'read') return { label: 'Read again', command: { type: 'read', ...base } };
      if (done.kind === 'delete') return { label: 'Delete again', command: { type: 'delete', ...base } };
      return { label: 'Write again', command: { type: 'write', ...base, value: done.value } };
    },
  },
  {
    id: 'go-to-event',
    on: ['event', 'operation'],
    glyph: 'timer',
    make: ({ selection, records, snapshot }) => {
      const found =
        selection.type === 'event'
          ? records.find((one) => one.event === selection.event)
          : selection.type === 'operation'
            ? records.find((one) => one.type === 'operation-invoked' && one.client === selection.client && one.n === selection.n)
            : undefined;
      if (found === undefined) return { label: 'Go there', unavailable: 'That moment is not held here' };
      return { label: 'Go there', go: { event: found.event, atUs: found.atUs }, unavailable: found.event === snapshot.event ? 'You are there' : null };
    },
  },
];

function asClient(context: ActionContext, make: (client: string, via: string, key: string) => Made): Made {
  const client = clientOf(context);
  const via = viaOf(context, client);
  return via === undefined ? { label: 'Read', unavailable: 'No replica is up' } : make(client, via.id, keyOf(context));
}

/** What can be done to the chosen thing, likeliest first; those that cannot be done now say why. */
export function actionsFor(context: ActionContext): readonly Action[] {
  const out: Action[] = [];
  for (const { id, on, glyph, make } of entries) {
    if (!on.includes(context.selection.type)) continue;
    const made = make(context);
    if (made === null) continue;
    const { label, command, go, unavailable = null } = made;
    const deed: Deed | null = command !== undefined ? { type: 'command', command } : go !== undefined ? { type: 'go', ...go } : null;
    out.push({ id, label, glyph: glyph ?? null, unavailable: unavailable ?? (deed === null ? 'It cannot be done here' : null), deed });
  }
  return out;
}
