/**
 * What pictures need beyond state: how each copy came to be, what the latest event did, and what was dropped lately. A fold like the
 * metrics, so that scrubbing shows the same as playing.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Message } from '../message.ts';
import type { DropReason, Mechanism, Moment, TraceRecord } from '../trace.ts';
import type { HappeningView } from './snapshot.ts';

export interface Arrival {
  readonly mechanism: Mechanism;
  readonly from: number;
}

export interface Drop {
  readonly message: Message;
  readonly reason: DropReason;
  readonly atUs: number;
}

export interface PictureState {
  /** By key × replicas + replica: by what and from whom the copy came; nothing for loaded ones. */
  arrivals: CowPages<Arrival>;
  /** What the latest event that dropped anything dropped. */
  drops: readonly Drop[];
  dropEvent: number;
  /** Records of the latest event that are worth a word. */
  told: readonly TraceRecord[];
  toldUs: number;
  toldEvent: number;
}

const REASONS: { readonly [R in DropReason]: string } = {
  partition: 'by the partition',
  cut: 'by a cut link',
  loss: 'on the way',
  'receiver-down': 'because its receiver is down',
  'queue-full': 'because its receiver’s queue is full',
  command: 'by hand',
  crash: 'with the crash of its receiver',
};

function keep(state: PictureState, record: TraceRecord, moment: Moment): void {
  state.told = state.toldEvent === moment.event ? [...state.told, record] : [record];
  state.toldEvent = moment.event;
  state.toldUs = moment.atUs;
}

export const picture: Fold<PictureState> = {
  id: 'picture',
  create: () => ({ arrivals: new CowPages(), drops: [], dropEvent: -1, told: [], toldUs: 0, toldEvent: -1 }),
  on: {
    'version-stored'(state, record, moment, facts) {
      state.arrivals.set(record.key * facts.replicas + record.replica, { mechanism: record.mechanism, from: record.from });
      keep(state, record, moment);
    },
    'message-dropped'(state, record, moment) {
      const drop = { message: record.message, reason: record.reason, atUs: moment.atUs };
      state.drops = state.dropEvent === moment.event ? [...state.drops, drop] : [drop];
      state.dropEvent = moment.event;
      keep(state, record, moment);
    },
    repaired: keep,
    'operation-completed': keep,
    'operation-failed': keep,
    'partition-changed': keep,
    'link-changed': keep,
    'replica-crashed': keep,
    'replica-restarted': keep,
    'clock-changed': keep,
    'hint-stored': keep,
    'tombstone-compacted': keep,
    'knob-set': keep,
    'violation-found': keep,
    'round-ended': keep,
  },
  fork: (state) => ({ ...state, arrivals: state.arrivals.fork() }),
};

/** What the event did, in sentences; empty where the latest event did nothing worth a word. */
export function happeningsOf(state: PictureState, event: number, facts: FoldFacts): readonly HappeningView[] {
  if (state.toldEvent !== event) return [];
  return state.told.flatMap((record) => {
    const told = tell(record, facts);
    return told === null ? [] : [{ ...told, type: record.type, atUs: state.toldUs }];
  });
}

type Told = Pick<HappeningView, 'replica' | 'text' | 'mechanism'> | null;

function plain(replica: string | null, text: string): Told {
  return { replica, text, mechanism: null };
}

function tell(record: TraceRecord, facts: FoldFacts): Told {
  const name = (actor: number): string => (actor >= 0 ? facts.replicaName(actor) : facts.clientName(-1 - actor));
  const keyName = (key: number): string => facts.keys.name(key);
  switch (record.type) {
    case 'version-stored':
      if (record.mechanism !== 'write') return null;
      return { replica: name(record.replica), text: `${name(record.replica)} stored a version of ${keyName(record.key)}`, mechanism: 'write' };
    case 'message-dropped': {
      const { type, from, to } = record.message;
      return plain(name(to), `A ${type} message from ${name(from)} to ${name(to)} was dropped ${REASONS[record.reason]}`);
    }
    case 'repaired': {
      const from = record.from === record.replica ? '' : ` from ${name(record.from)}`;
      return {
        replica: name(record.replica),
        text: `${name(record.replica)}’s copy of ${keyName(record.key)} was repaired by ${record.mechanism}${from}`,
        mechanism: record.mechanism,
      };
    }
    case 'operation-completed':
      return plain(null, `${facts.clientName(record.client)}’s ${record.kind} of ${keyName(record.key)} succeeded`);
    case 'operation-failed':
      return plain(null, `${facts.clientName(record.client)}’s ${record.kind} of ${keyName(record.key)} failed: ${record.detail}`);
    case 'partition-changed': {
      const sides = record.groups.map((group) => group.map(name).join(', ')).join(' from ');
      return plain(null, record.groups.length > 1 ? `A partition cuts ${sides}` : 'The partition is healed');
    }
    case 'link-changed':
      return plain(
        name(record.from),
        record.from === record.to
          ? `${name(record.from)} works at ${record.amount} times the time`
          : `The link from ${name(record.from)} to ${name(record.to)} changed: ${record.what}`,
      );
    case 'replica-crashed':
      return plain(
        name(record.replica),
        `${name(record.replica)} crashed${record.lose === 'nothing' ? '' : ` and lost its ${record.lose === 'disk' ? 'disk' : 'unsynced data'}`}`,
      );
    case 'replica-restarted':
      return plain(name(record.replica), `${name(record.replica)} is up again`);
    case 'clock-changed':
      return plain(name(record.replica), `${name(record.replica)}’s clock was stepped by ${record.byMs} ms`);
    case 'hint-stored':
      return { replica: name(record.replica), text: `${name(record.replica)} keeps a hint for ${name(record.target)}`, mechanism: 'hinted-handoff' };
    case 'tombstone-compacted':
      return plain(name(record.replica), `${name(record.replica)} dropped the tombstone of ${keyName(record.key)}`);
    case 'knob-set':
      return plain(null, `${record.path} is now ${JSON.stringify(record.value)}`);
    case 'violation-found':
      return plain(null, `${record.checker}: ${record.detail}`);
    case 'round-ended':
      return plain(null, `Round ${record.round} is over`);
    default:
      return null;
  }
}
