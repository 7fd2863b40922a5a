/** A corrupt or forged value must stay where it came to be: no other replica may take it. Said once for each replica that does. */
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { actorName, describeValue } from '../folds/sentences.ts';
import type { Moment, RecordOf } from '../trace.ts';

/** Where a bad version came to be, and who has taken it since. */
interface Source {
  readonly replica: number;
  readonly forged: boolean;
  readonly takers: readonly number[];
}

interface SpreadState {
  /** By the version's fingerprint. */
  readonly bad: Map<number, Source>;
}

function onCorrupted({ bad }: SpreadState, { replica, part, before, after }: RecordOf<'copy-corrupted'>): void {
  for (const { hash } of after.versions) {
    if (before?.versions.some((version) => version.hash === hash) !== true && !bad.has(hash)) bad.set(hash, { replica, forged: part === 'lie', takers: [] });
  }
}

function onStored({ bad }: SpreadState, record: RecordOf<'version-stored'>, _moment: Moment, facts: FoldFacts): void {
  if (bad.size === 0) return;
  const { replica, key, after, mechanism, from } = record;
  for (const version of after.versions) {
    const source = bad.get(version.hash);
    if (source === undefined || source.replica === replica || source.takers.includes(replica)) continue;
    bad.set(version.hash, { ...source, takers: [...source.takers, replica] });
    const what = source.forged ? 'that no client wrote' : 'that rotted';
    const detail = `${facts.replicaName(replica)} took ${facts.keys.name(key)} = ${describeValue(version)} from ${actorName(from, facts)} by ${mechanism}: a value ${what} on ${facts.replicaName(source.replica)}`;
    facts.derive({ type: 'violation-found', checker: 'corruption-spread', detail });
  }
}

export const corruptionSpread: Fold<SpreadState> = {
  id: 'corruption-spread',
  create: () => ({ bad: new Map() }),
  on: { 'copy-corrupted': onCorrupted, 'version-stored': onStored },
  fork: ({ bad }) => ({ bad: new Map(bad) }),
};
