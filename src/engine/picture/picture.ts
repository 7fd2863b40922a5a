/**
 * What pictures need beyond state: how each copy came to be, what the latest event did, and what was dropped lately. A fold like the
 * metrics, so that scrubbing shows the same as playing.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Message } from '../message.ts';
import type { DropReason, Mechanism, Moment, TraceRecord } from '../trace.ts';
import { sentenceOf } from './sentences.ts';
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
    const about = aboutOf(record, facts);
    return about === null ? [] : [{ ...about, text: sentenceOf(record, facts), type: record.type, atUs: state.toldUs }];
  });
}

/** Whom a record is about and what it is put down to; null for what the picture shows well enough without a word. */
function aboutOf(record: TraceRecord, facts: FoldFacts): Pick<HappeningView, 'replica' | 'mechanism'> | null {
  switch (record.type) {
    case 'version-stored':
      return record.mechanism === 'write' ? { replica: facts.replicaName(record.replica), mechanism: 'write' } : null;
    case 'message-dropped':
      return { replica: record.message.to < 0 ? facts.clientName(-1 - record.message.to) : facts.replicaName(record.message.to), mechanism: null };
    case 'repaired':
      return { replica: facts.replicaName(record.replica), mechanism: record.mechanism };
    case 'hint-stored':
      return { replica: facts.replicaName(record.replica), mechanism: 'hinted-handoff' };
    case 'link-changed':
      return { replica: facts.replicaName(record.from), mechanism: null };
    case 'replica-crashed':
    case 'replica-restarted':
    case 'clock-changed':
    case 'tombstone-compacted':
      return { replica: facts.replicaName(record.replica), mechanism: null };
    default:
      return { replica: null, mechanism: null };
  }
}
