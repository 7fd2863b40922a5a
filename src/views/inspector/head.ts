/** The first lines of the inspector: what the chosen thing is called, how it stands, and, where no explanation is given, one sentence about it. */
import { clock, countWord, duration, listOf } from '../../base/format.ts';
import type { Selection } from '../../engine/picture/selection.ts';
import { messageNames } from '../../engine/picture/sentences.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { kindOf } from '../kinds.ts';
import { operationGlyph, recordGlyph } from '../marks-of.ts';
import { operationRows } from '../operation-rows.ts';
import { outcomeOf, valueWords } from '../operation-words.ts';
import type { StageProps } from '../stage.ts';
import { copiesOf, replicaState } from './replica-facts.ts';
import { eventRecords, linkFacts, messageFacts } from './trace-facts.ts';

export interface Head {
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  /** Stands in the square: a name, or a mark instead. */
  readonly badge: string;
  readonly glyph: GlyphName | null;
  readonly down: boolean;
  /** What an explanation would answer. */
  readonly question: string | null;
  readonly sentence: string | null;
}

type Context = Pick<StageProps, 'snapshot' | 'records' | 'recordsFrom' | 'tUs' | 'shownKey'>;
const none = { badge: '', glyph: null, down: false, question: null, sentence: null } as const;

export function headOf(context: Context, selection: Selection): Head {
  const { snapshot } = context;
  switch (selection.type) {
    case 'replica':
      return replicaHead(context, selection.id, context.shownKey);
    case 'copy':
      return copyHead(context, selection.replica, selection.key);
    case 'key':
      return keyHead(context, selection.key);
    case 'link': {
      const ways = linkFacts(snapshot, selection.a, selection.b);
      const shut = ways.filter((way) => way.state !== 'open');
      const state = shut.length === 0 ? 'open' : shut.length === 2 ? (shut[0]?.state ?? '') : 'half open';
      const sentence =
        shut.length === 0
          ? `What ${selection.a} and ${selection.b} send each other arrives.`
          : `Nothing passes ${shut.length === 2 ? `between ${selection.a} and ${selection.b}` : `from ${shut[0]?.from} to ${shut[0]?.to}`}.`;
      return { ...none, kind: 'Link', name: `${selection.a}–${selection.b}`, state, glyph: shut.length > 0 ? 'cut' : 'equal', sentence };
    }
    case 'message':
      return messageHead(context, selection.address);
    case 'client': {
      const client = snapshot.clients.find((one) => one.id === selection.id);
      const open = client?.open.length ?? 0;
      const glyph = selection.id === 'phone' || selection.id === 'laptop' ? selection.id : 'client';
      const state =
        client === undefined
          ? 'has asked for nothing yet'
          : open > 0
            ? `waits for ${countWord(open)} ${open === 1 ? 'answer' : 'answers'}`
            : 'waits for nothing';
      return { ...none, kind: 'Client', name: selection.id, state, glyph };
    }
    case 'operation':
      return operationHead(context, selection.client, selection.n);
    case 'event': {
      const records = eventRecords(context.records, selection.event);
      const [first] = records;
      const ahead = selection.event > snapshot.event ? ', ahead of you' : '';
      const state = first === undefined ? 'not held here' : `at ${clock(first.atUs)}${ahead}`;
      return {
        ...none,
        kind: 'Event',
        name: `${selection.event}`,
        state,
        glyph: first === undefined ? 'timer' : recordGlyph(first),
        sentence: first === undefined ? null : `${first.text}.`,
      };
    }
  }
}

function replicaHead({ snapshot }: Context, id: string, key: string | null): Head {
  const replica = snapshot.replicas.find((one) => one.id === id);
  if (replica === undefined) return { ...none, kind: 'Replica', name: id, state: 'not part of this cluster', badge: id };
  const cell = replica.cells.find((one) => one.key === key);
  const stale = (cell?.stale ?? 0) > 0;
  const question = !replica.up ? `What can ${id} do now?` : stale ? `Why is ${id} stale?` : cell === undefined ? null : `Why does ${id} hold this?`;
  const behind = replica.cells.filter((one) => one.stale > 0).length;
  const sentence = !replica.up
    ? `${id} is crashed: its disk is kept, and it hears nothing until it restarts.`
    : replica.cells.length === 0
      ? `${id} holds nothing yet.`
      : behind === 0
        ? `${id} misses no acknowledged write.`
        : `${id} is behind on ${countWord(behind)} ${behind === 1 ? 'key' : 'keys'}.`;
  return { ...none, kind: 'Replica', name: id, state: replicaState(replica, snapshot), badge: id, down: !replica.up, question, sentence };
}

function copyHead({ snapshot }: Context, id: string, key: string): Head {
  const replica = snapshot.replicas.find((one) => one.id === id);
  const cell = replica?.cells.find((one) => one.key === key);
  const base = { ...none, kind: `${id}’s copy of`, name: key, badge: id, down: replica?.up === false };
  if (cell === undefined)
    return { ...base, state: 'nothing', question: `Why does ${id} hold nothing?`, sentence: `${id} holds nothing of ${key}, and nothing is missing there.` };
  const stale = cell.stale > 0;
  const state = stale ? 'stale' : cell.versions.length > 1 ? `${cell.versions.length} siblings` : 'up to date';
  const sentence = stale
    ? `${id} misses ${countWord(cell.stale)} acknowledged ${cell.stale === 1 ? 'write' : 'writes'} of ${key}.`
    : `${id} holds all that was acknowledged of ${key}.`;
  return { ...base, state, question: stale ? `Why is this copy stale?` : 'Why is this value here?', sentence };
}

function keyHead({ snapshot }: Context, key: string): Head {
  const copies = copiesOf(snapshot, key).filter(({ cell }) => cell.versions.length > 0);
  const stale = copiesOf(snapshot, key).filter(({ cell }) => cell.stale > 0);
  const different = new Set(copies.map(({ cell }) => cell.hash)).size;
  const state = `${copies.length} ${copies.length === 1 ? 'copy' : 'copies'}${stale.length > 0 ? `, ${stale.length} stale` : ''}`;
  const behind = listOf(stale.map(({ replica }) => replica.id));
  const sentence =
    copies.length === 0
      ? `No replica holds ${key}.`
      : stale.length > 0
        ? `${behind} ${stale.length === 1 ? 'is' : 'are'} behind on ${key}.`
        : different > 1
          ? `No copy of ${key} is stale, but they are not all the same.`
          : `Every copy of ${key} is the same.`;
  return { ...none, kind: 'Key', name: key, state, glyph: different > 1 ? 'different' : 'equal', sentence };
}

function messageHead({ snapshot, records, tUs }: Context, address: string): Head {
  const facts = messageFacts(snapshot, records, address);
  if (facts === null) return { ...none, kind: 'Message', name: '', state: 'not held here', glyph: 'arrow' };
  const { message, state, end } = facts;
  const left = duration(Math.max(0, message.deliverUs - tUs));
  const sentence = end !== null ? `${end.text}.` : state === 'on its way' ? `It reaches ${message.to} in ${left}, if nothing stops it.` : null;
  return { ...none, kind: 'Message', name: messageNames[message.type], state, glyph: state === 'dropped' ? 'drop' : kindOf(message.type), sentence };
}

const PAST = {
  write: 'wrote',
  read: 'read',
  delete: 'deleted',
  resolve: 'resolved',
  increment: 'incremented',
  add: 'added to',
  remove: 'removed from',
} as const;
/** Before the value, where it is not “as”. */
const PREPOSITION: { readonly [kind: string]: string } = { increment: 'by', add: 'the element', remove: 'the element' };

function operationHead({ snapshot, records, recordsFrom }: Context, client: string, n: number): Head {
  const row = operationRows({ event: snapshot.event, clients: snapshot.clients, records, recordsFrom }).find((one) => one.client === client && one.n === n);
  const base = { ...none, kind: 'Operation', name: `${client}#${n}` };
  if (row === undefined) return { ...base, state: 'not held here', glyph: 'client' };
  const { word, detail, stale } = outcomeOf(row);
  const { kind, key } = row.view;
  const what = valueWords(row.view);
  const saw = kind === 'read' ? (what === '' ? '' : ` and saw ${what}`) : kind === 'delete' ? '' : ` ${PREPOSITION[kind] ?? 'as'} ${what}`;
  const verb = PAST[kind];
  const doing =
    row.outcome === 'ok'
      ? `${client} ${verb} ${key}${saw}`
      : row.outcome === 'open'
        ? `${client} ${kind}s ${key} and waits`
        : `${client} tried to ${kind} ${key}`;
  const because = row.outcome === 'failed' && detail !== '' ? `: ${detail}` : stale !== '' ? `, ${stale}` : '';
  return { ...base, state: `${word}${row.ahead ? ', ahead of you' : ''}`, glyph: operationGlyph(kind), sentence: `${doing}${because}.` };
}
