/** A deleted value must stay deleted: a replica that held and compacted a tombstone must not store a live version which that delete superseded. */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { actorName, describeValue, describeWrite, inMs } from '../folds/sentences.ts';
import type { Moment, RecordOf } from '../trace.ts';
import type { Cell } from '../versions/version.ts';

/** One tombstone that a replica dropped; immutable. */
interface Compacted {
  readonly replica: number;
  readonly cell: Cell;
  readonly atUs: number;
}

interface ResurrectionState {
  /** By key; an entry goes once its violation is reported. */
  readonly compacted: CowPages<readonly Compacted[]>;
}

function onStored(state: ResurrectionState, record: RecordOf<'version-stored'>, _moment: Moment, facts: FoldFacts): void {
  const { replica, key, before, after, mechanism, from } = record;
  const dropped = state.compacted.get(key);
  if (dropped === undefined) return;
  const one = dropped.find((candidate) => candidate.replica === replica);
  if (one === undefined) return;
  const back = after.versions.find((version) => !version.tombstone && before?.versions.includes(version) !== true && facts.policy.covers(one.cell, version));
  if (back === undefined) return;
  const rest = dropped.filter((candidate) => candidate !== one);
  state.compacted.set(key, rest.length === 0 ? undefined : rest);
  const source = from === replica ? '' : ` from ${actorName(from, facts)}`;
  const tombstone = one.cell.versions.find((version) => version.tombstone) ?? one.cell.versions[0];
  facts.derive({
    type: 'violation-found',
    checker: 'resurrection',
    detail: `${facts.replicaName(replica)} stores ${facts.keys.name(key)} = ${describeValue(back)} again, by ${mechanism}${source}: ${describeWrite(tombstone, facts)} had superseded it, and ${facts.replicaName(replica)} compacted that tombstone at ${inMs(one.atUs)}`,
  });
}

export const resurrection: Fold<ResurrectionState> = {
  id: 'resurrection',
  create: () => ({ compacted: new CowPages() }),
  on: {
    'version-stored': onStored,
    'tombstone-compacted': (state, { replica, key, cell }, { atUs }) => {
      const others = (state.compacted.get(key) ?? []).filter((candidate) => candidate.replica !== replica);
      state.compacted.set(key, [...others, { replica, cell, atUs }]);
    },
  },
  fork: (state) => ({ compacted: state.compacted.fork() }),
};
