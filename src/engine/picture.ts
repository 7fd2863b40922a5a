/**
 * What pictures need beyond state: how each copy came to be, what the latest event did, and what was dropped lately. A fold like the
 * metrics, so that scrubbing shows the same as playing.
 */
import { CowPages } from '../base/cow-pages.ts';
import type { Fold, FoldFacts } from './fold.ts';
import type { Message } from './message.ts';
import type { HappeningView } from './snapshot.ts';
import type { DropReason, Mechanism, Moment, TraceRecord } from './trace.ts';

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
  /** What the latest event did that is worth a word. */
  happenings: readonly HappeningView[];
  happeningEvent: number;
}

function happened(state: PictureState, moment: Moment, what: Omit<HappeningView, 'atUs'>): void {
  const earlier = state.happeningEvent === moment.event ? state.happenings : [];
  state.happenings = [...earlier, { ...what, atUs: moment.atUs }];
  state.happeningEvent = moment.event;
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

/** The name of an actor as people read it. */
function nameIn(facts: FoldFacts): (actor: number) => string {
  return (actor) => (actor >= 0 ? facts.replicaName(actor) : facts.clientName(-1 - actor));
}

function fault(state: PictureState, record: TraceRecord, moment: Moment, replica: string | null, text: string): void {
  happened(state, moment, { type: record.type, replica, text, mechanism: null });
}

export const picture: Fold<PictureState> = {
  id: 'picture',
  create: () => ({ arrivals: new CowPages(), drops: [], dropEvent: -1, happenings: [], happeningEvent: -1 }),
  on: {
    'version-stored'(state, record, moment, facts) {
      state.arrivals.set(record.key * facts.replicas + record.replica, { mechanism: record.mechanism, from: record.from });
      if (record.mechanism !== 'write') return;
      const replica = facts.replicaName(record.replica);
      happened(state, moment, { type: record.type, replica, text: `${replica} stored a version of ${facts.keys.name(record.key)}`, mechanism: 'write' });
    },
    'message-dropped'(state, record, moment, facts) {
      const drop = { message: record.message, reason: record.reason, atUs: moment.atUs };
      state.drops = state.dropEvent === moment.event ? [...state.drops, drop] : [drop];
      state.dropEvent = moment.event;
      const name = nameIn(facts);
      const { type, from, to } = record.message;
      happened(state, moment, { type: record.type, replica: name(to), text: `A ${type} message from ${name(from)} to ${name(to)} was dropped ${REASONS[record.reason]}`, mechanism: null });
    },
    repaired(state, record, moment, facts) {
      const replica = facts.replicaName(record.replica);
      const from = record.from === record.replica ? '' : ` from ${nameIn(facts)(record.from)}`;
      happened(state, moment, { type: record.type, replica, text: `${replica}’s copy of ${facts.keys.name(record.key)} was repaired by ${record.mechanism}${from}`, mechanism: record.mechanism });
    },
    'operation-completed'(state, record, moment, facts) {
      const client = facts.clientName(record.client);
      happened(state, moment, { type: record.type, replica: null, text: `${client}’s ${record.kind} of ${facts.keys.name(record.key)} succeeded`, mechanism: null });
    },
    'operation-failed'(state, record, moment, facts) {
      const client = facts.clientName(record.client);
      happened(state, moment, { type: record.type, replica: null, text: `${client}’s ${record.kind} of ${facts.keys.name(record.key)} failed: ${record.detail}`, mechanism: null });
    },
    'partition-changed'(state, record, moment, facts) {
      const sides = record.groups.map((group) => group.map((replica) => facts.replicaName(replica)).join(', ')).join(' from ');
      fault(state, record, moment, null, record.groups.length > 1 ? `A partition cuts ${sides}` : 'The partition is healed');
    },
    'link-changed'(state, record, moment, facts) {
      fault(state, record, moment, facts.replicaName(record.from), `The link from ${facts.replicaName(record.from)} to ${facts.replicaName(record.to)} changed: ${record.what}`);
    },
    'replica-crashed'(state, record, moment, facts) {
      const replica = facts.replicaName(record.replica);
      fault(state, record, moment, replica, `${replica} crashed${record.lose === 'nothing' ? '' : ` and lost its ${record.lose === 'disk' ? 'disk' : 'unsynced data'}`}`);
    },
    'replica-restarted'(state, record, moment, facts) {
      const replica = facts.replicaName(record.replica);
      fault(state, record, moment, replica, `${replica} is up again`);
    },
    'clock-changed'(state, record, moment, facts) {
      const replica = facts.replicaName(record.replica);
      fault(state, record, moment, replica, `${replica}’s clock was stepped by ${record.byMs} ms`);
    },
    'hint-stored'(state, record, moment, facts) {
      const replica = facts.replicaName(record.replica);
      happened(state, moment, { type: record.type, replica, text: `${replica} keeps a hint for ${facts.replicaName(record.target)}`, mechanism: 'hinted-handoff' });
    },
    'tombstone-compacted'(state, record, moment, facts) {
      const replica = facts.replicaName(record.replica);
      happened(state, moment, { type: record.type, replica, text: `${replica} dropped the tombstone of ${facts.keys.name(record.key)}`, mechanism: null });
    },
    'knob-set'(state, record, moment) {
      fault(state, record, moment, null, `${record.path} is now ${JSON.stringify(record.value)}`);
    },
    'violation-found'(state, record, moment) {
      happened(state, moment, { type: record.type, replica: null, text: `${record.checker}: ${record.detail}`, mechanism: null });
    },
    'round-ended'(state, record, moment) {
      happened(state, moment, { type: record.type, replica: null, text: `Round ${record.round} is over`, mechanism: null });
    },
  },
  fork: (state) => ({ ...state, arrivals: state.arrivals.fork() }),
};

