/**
 * How the first write of a run spreads, after Demers et al. (1987): who holds it, how fast, at how many messages. A replica holds it if
 * its copy has it or something that supersedes it. In rounds mode time is counted in rounds from the first that starts after the write;
 * otherwise in gossip intervals since the write, with a fraction. Also remembers every key's first version, for conditions.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { Series, type SeriesPoint } from '../folds/series.ts';
import { SpreadCurve } from '../folds/spread-curve.ts';
import type { Message } from '../message.ts';
import type { Mechanism, Moment, RecordOf } from '../trace.ts';
import type { Cell, Version } from '../versions/version.ts';

const SHARES = [0.5, 0.9, 0.99, 1] as const;

export interface SpreadState {
  /** By key: the first version written to it. */
  readonly firsts: CowPages<Version>;
  /** The first key written; −1 before. */
  key: number;
  version: Version | undefined;
  writtenUs: number;
  owners: number;
  holders: number;
  /** By replica: 1 where it has held the write at some time. */
  readonly everHeld: Uint8Array;
  everHeldCount: number;
  /** Gossip messages that carried the update. */
  carriers: number;
  /** Rounds so far, from the first that started after the write. */
  rounds: number;
  /** A replica first got it since the last round ended. */
  news: boolean;
  /** When each share was reached, in rounds or intervals; null: not yet, or no gossip then. */
  readonly reached: (number | null)[];
  /** By share: reached, whether or not that was worth a number. */
  readonly passed: boolean[];
  last: number | null;
  /** Holders by round, or by microseconds. */
  readonly series: Series;
  /** The same with what gossip spent on it, and when and from whom each replica first heard: what pictures are drawn from. */
  readonly curve: SpreadCurve;
}

/** By what and from whom a copy changed; null: it was lost or dropped. */
type Source = { readonly mechanism: Mechanism; readonly from: number } | null;

export interface SpreadReport {
  readonly rounds50: number | null;
  readonly rounds90: number | null;
  readonly rounds99: number | null;
  readonly rounds100: number | null;
  readonly residue: number | null;
  readonly updatesPerReplica: number | null;
  readonly lastRound: number | null;
}

function isGossip(type: Message['type']): boolean {
  return type === 'gossip-push' || type === 'gossip-reply' || type === 'gossip-pull';
}

function covers(facts: FoldFacts, cell: Cell | undefined, version: Version): boolean {
  return cell !== undefined && facts.policy.covers(cell, version);
}

function onStored(state: SpreadState, record: RecordOf<'version-stored'>, moment: Moment, facts: FoldFacts): void {
  const { key } = record;
  if (key !== state.key && state.firsts.get(key) === undefined) {
    const version = firstWrite(record.after, facts);
    if (version !== undefined) begin(state, key, version, facts);
  }
  if (key !== state.key || state.version === undefined) return;
  count(state, record.replica, record.before, record.after, moment, facts, record);
}

/** The earliest invoked of the versions here that clients wrote; a delete is no write of a value. */
function firstWrite(cell: Cell, facts: FoldFacts): Version | undefined {
  let first: Version | undefined;
  for (const version of cell.versions) {
    if (version.operation <= 0 || version.tombstone) continue;
    if (first === undefined || version.operation < first.operation) first = version;
  }
  return first !== undefined && facts.writes.get(first.operation) !== undefined ? first : undefined;
}

function begin(state: SpreadState, key: number, version: Version, facts: FoldFacts): void {
  state.firsts.set(key, version);
  if (state.key >= 0) return;
  state.key = key;
  state.version = version;
  state.writtenUs = facts.writes.get(version.operation)?.invokedUs ?? 0;
  state.owners = facts.view.preferenceList(key).length;
}

function count(state: SpreadState, replica: number, before: Cell | undefined, after: Cell | undefined, moment: Moment, facts: FoldFacts, source: Source): void {
  const { version } = state;
  if (version === undefined || !facts.view.owns(replica, state.key)) return;
  const had = covers(facts, before, version);
  const has = covers(facts, after, version);
  if (had === has) return;
  state.holders += has ? 1 : -1;
  const inRounds = facts.scenario.mode === 'rounds';
  const spread = source !== null && source.mechanism !== 'write';
  if (has && state.everHeld[replica] === 0) {
    state.everHeld[replica] = 1;
    state.everHeldCount++;
    if (source !== null) state.curve.hear(replica, inRounds ? roundOf(state, moment, facts, spread) : moment.atUs, source.from, source.mechanism === 'gossip');
    if (spread) {
      state.news = true;
      if (!inRounds && facts.scenario.gossip.protocol !== 'off') state.last = intervals(state, moment, facts);
    }
  }
  // In rounds nothing is judged before the round has ended, but for what held before the first.
  if (!inRounds) {
    state.series.add(moment.atUs, state.holders);
    state.curve.add(moment.atUs, moment.atUs, state.holders);
    judge(state, facts.scenario.gossip.protocol === 'off' ? null : intervals(state, moment, facts));
  } else if (state.rounds === 0 && !spread) {
    state.series.add(0, state.holders);
    state.curve.add(0, moment.atUs, state.holders);
    judge(state, 0);
  }
}

/** The key has other owners: how many there are, and how many of them hold the write. */
function countOwners(state: SpreadState, facts: FoldFacts): void {
  const { version, key } = state;
  if (version === undefined) return;
  const owners = facts.view.preferenceList(key);
  state.owners = owners.length;
  state.holders = owners.filter((owner) => covers(facts, facts.copyOf(owner, key), version)).length;
}

/** The round in which a copy that comes now counts: the one that goes on, but for what was written before the first. */
function roundOf(state: SpreadState, moment: Moment, facts: FoldFacts, spread: boolean): number {
  if (state.rounds > 0) return state.rounds + 1;
  return spread && moment.atUs - facts.scenario.gossip.intervalMs * 500 >= state.writtenUs ? 1 : 0;
}

function intervals(state: SpreadState, moment: Moment, facts: FoldFacts): number {
  return (moment.atUs - state.writtenUs) / (facts.scenario.gossip.intervalMs * 1000);
}

function judge(state: SpreadState, at: number | null): void {
  for (let i = 0; i < SHARES.length; i++) {
    if (state.passed[i] || state.holders < SHARES[i] * state.owners - 1e-9) continue;
    state.passed[i] = true;
    state.reached[i] = at;
  }
}

function onRoundEnded(state: SpreadState, moment: Moment, facts: FoldFacts): void {
  if (state.version === undefined) return;
  const startedUs = moment.atUs - facts.scenario.gossip.intervalMs * 500;
  if (startedUs < state.writtenUs) return;
  state.rounds++;
  if (state.news) state.last = state.rounds;
  state.news = false;
  state.series.add(state.rounds, state.holders);
  state.curve.add(state.rounds, moment.atUs, state.holders);
  judge(state, state.rounds);
}

function carriesIt(state: SpreadState, message: Message, facts: FoldFacts): boolean {
  const { version, key } = state;
  if (version === undefined || !isGossip(message.type)) return false;
  const { cells } = message;
  for (let i = 0; i < cells.length; i++) if (cells[i].key === key) return facts.policy.covers(cells[i].cell, version);
  return false;
}

function onSent(state: SpreadState, { message }: { readonly message: Message }, _moment: Moment, facts: FoldFacts): void {
  if (!carriesIt(state, message, facts)) return;
  state.carriers++;
  state.curve.carry();
}

export const spread: Fold<SpreadState> = {
  id: 'spread',
  create: (facts) => ({
    firsts: new CowPages(),
    key: -1,
    version: undefined,
    writtenUs: 0,
    owners: 0,
    holders: 0,
    everHeld: new Uint8Array(facts.capacity),
    everHeldCount: 0,
    carriers: 0,
    rounds: 0,
    news: false,
    reached: [null, null, null, null],
    passed: [false, false, false, false],
    last: null,
    series: new Series(),
    curve: new SpreadCurve(facts.replicas),
  }),
  on: {
    'version-stored': onStored,
    'version-lost': (state, { replica, key, before, after }, moment, facts) => {
      if (key === state.key) count(state, replica, before, after, moment, facts, null);
    },
    'replica-joined': (state, _record, _moment, facts) => countOwners(state, facts),
    'replica-left': (state, _record, _moment, facts) => countOwners(state, facts),
    'copy-dropped': (state, { replica, key, cell }, moment, facts) => {
      if (key === state.key) count(state, replica, cell, undefined, moment, facts, null);
    },
    'tombstone-compacted': (state, { replica, key, cell }, moment, facts) => {
      if (key === state.key) count(state, replica, cell, undefined, moment, facts, null);
    },
    'round-ended': (state, _record, moment, facts) => onRoundEnded(state, moment, facts),
    'message-sent': onSent,
    'message-duplicated': onSent,
    'message-dropped': (state, { message }, _moment, facts) => {
      if (carriesIt(state, message, facts)) state.curve.lose();
    },
  },
  fork: (state) => ({
    ...state,
    firsts: state.firsts.fork(),
    everHeld: state.everHeld.slice(),
    reached: state.reached.slice(),
    passed: state.passed.slice(),
    series: state.series.fork(),
    curve: state.curve.fork(),
  }),
};

/** The `spread` of the result: in rounds, or gossip intervals; null where nothing was written, the share was never reached, or gossip is off. */
export function spreadReport(state: SpreadState, facts: FoldFacts): SpreadReport {
  const written = state.version !== undefined;
  const [rounds50, rounds90, rounds99, rounds100] = state.reached;
  return {
    rounds50,
    rounds90,
    rounds99,
    rounds100,
    residue: written ? (state.owners - state.everHeldCount) / state.owners : null,
    updatesPerReplica:
      written && (state.carriers > 0 || facts.scenario.gossip.protocol !== 'off') ? state.carriers / (facts.view.members?.length ?? facts.replicas) : null,
    lastRound: state.last,
  };
}

/** Holders of the first write over time: by round (0: before the first) in rounds mode, else by microseconds. */
export function holdersOverTime(state: SpreadState): readonly SeriesPoint[] {
  return state.series.points();
}
