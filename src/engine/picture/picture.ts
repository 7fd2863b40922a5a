/**
 * What pictures need beyond state: how each copy came to be, what the latest event did, and what was dropped lately. A fold like the
 * metrics, so that scrubbing shows the same as playing.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Message } from '../message.ts';
import type { DropReason, Mechanism, Moment, RecordOf, TraceRecord } from '../trace.ts';
import { sentenceOf } from './sentences.ts';
import type { HappeningView } from './snapshot.ts';

/**
 * Keys that are drawn: the first so many loaded ones, fewer where so many replicas hold them that a picture would hold more copies than
 * this, and those that events have named or changed, as they come, up to so many in all.
 */
const LOADED_SHOWN = 32;
const LOADED_COPIES_SHOWN = 20_000;
const KEYS_SHOWN = 200;

export interface Arrival {
  readonly mechanism: Mechanism;
  readonly from: number;
  readonly atUs: number;
  readonly event: number;
  /** Of the versions that came with it, the key's latest write in event order; 0 for loaded ones. */
  readonly number: number;
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
  /** The keys that are drawn, replaced where one more comes in; none ever leaves, so that nothing vanishes from a picture. */
  keys: ReadonlySet<number>;
  /** Fingerprints of versions that replicas made up, replaced where one more is told. */
  lies: ReadonlySet<number>;
}

function show(state: PictureState, key: number): void {
  if (state.keys.size < KEYS_SHOWN && !state.keys.has(key)) state.keys = new Set(state.keys).add(key);
}

function keep(state: PictureState, record: TraceRecord, moment: Moment): void {
  state.told = state.toldEvent === moment.event ? [...state.told, record] : [record];
  state.toldEvent = moment.event;
  state.toldUs = moment.atUs;
}

function arrivalOf({ mechanism, from, before, after }: RecordOf<'version-stored'>, { atUs, event }: Moment, facts: FoldFacts): Arrival {
  const held = before?.versions ?? [];
  let number = 0;
  for (const { hash, operation } of after.versions) if (!held.some((one) => one.hash === hash)) number = Math.max(number, facts.writes.numberOf(operation));
  return { mechanism, from, atUs, event, number };
}

export const picture: Fold<PictureState> = {
  id: 'picture',
  create: ({ keys, replicas }) => ({
    arrivals: new CowPages(),
    drops: [],
    dropEvent: -1,
    told: [],
    toldUs: 0,
    toldEvent: -1,
    lies: new Set(),
    keys: new Set(Array.from({ length: Math.min(LOADED_SHOWN, keys.baseCount, Math.max(1, Math.floor(LOADED_COPIES_SHOWN / replicas))) }, (_, key) => key)),
  }),
  on: {
    'data-loaded'(state, { divergent }) {
      for (const { key } of divergent) show(state, key);
    },
    'operation-invoked': (state, { key }) => show(state, key),
    'version-stored'(state, record, moment, facts) {
      show(state, record.key);
      state.arrivals.set(record.key * facts.capacity + record.replica, arrivalOf(record, moment, facts));
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
    'version-lost'(state, { replica, key }, _moment, facts) {
      show(state, key);
      // What is left, if anything, is what the disk still held.
      state.arrivals.set(key * facts.capacity + replica, undefined);
    },
    'copy-corrupted'(state, record, moment) {
      show(state, record.key);
      if (record.part === 'lie') state.lies = new Set([...state.lies, ...record.after.versions.map(({ hash }) => hash)]);
      keep(state, record, moment);
    },
    'corruption-found': keep,
    'copy-dropped'(state, { replica, key }, _moment, facts) {
      state.arrivals.set(key * facts.capacity + replica, undefined);
    },
    'range-move-started': keep,
    'replica-joined': keep,
    'replica-left': keep,
    'tombstone-compacted'(state, record, moment) {
      show(state, record.key);
      keep(state, record, moment);
    },
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
    case 'range-move-started':
    case 'replica-joined':
    case 'replica-left':
    case 'replica-crashed':
    case 'replica-restarted':
    case 'clock-changed':
    case 'copy-corrupted':
    case 'corruption-found':
    case 'tombstone-compacted':
      return { replica: facts.replicaName(record.replica), mechanism: null };
    default:
      return { replica: null, mechanism: null };
  }
}
