/** A tombstone must not be dropped while an owner still stores a live version that it supersedes: that copy could come back. */
import type { Fold } from '../folds/fold.ts';
import { describeValue, inMs } from '../folds/sentences.ts';

export const unsafeGc: Fold<null> = {
  id: 'unsafe-gc',
  create: () => null,
  on: {
    'tombstone-compacted': (_state, { replica, key, cell }, { atUs }, facts) => {
      for (const owner of facts.view.preferenceList(key)) {
        const copy = facts.copyOf(owner, key);
        const live = copy?.versions.find((version) => !version.tombstone && facts.policy.covers(cell, version));
        if (live === undefined) continue;
        const detail = `${facts.replicaName(replica)} dropped its tombstone of ${facts.keys.name(key)} at ${inMs(atUs)} while ${facts.replicaName(owner)} still stores ${describeValue(live)}, which it supersedes`;
        facts.derive({ type: 'violation-found', checker: 'unsafe-gc', detail });
        return;
      }
    },
  },
  fork: () => null,
};
