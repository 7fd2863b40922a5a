/** The words in which checkers and results speak of writes, actors and times: names instead of numbers, the same on every platform. */

import { ACTOR_STEP, canonicalJson, LOADER_ACTOR, UNWRITTEN, type Version } from '../versions/version.ts';
import type { FoldFacts } from './fold.ts';

type Names = Pick<FoldFacts, 'replicaName' | 'clientName'>;

/** Milliseconds with up to three decimals and grouped thousands, as in `10,300.5 ms`. */
export function inMs(us: number): string {
  const whole = Math.trunc(Math.abs(us) / 1000);
  const decimals = String(Math.abs(us) % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${us < 0 ? '−' : ''}${grouped}${decimals === '' ? '' : `.${decimals}`} ms`;
}

/** A replica's or client's name by its actor number. */
export function actorName(actor: number, facts: Names): string {
  return actor >= 0 ? facts.replicaName(actor) : facts.clientName(-1 - actor);
}

/** The name of an entry in a version vector: `A`, `A~2` after it lost data once, `loaded`. */
export function vectorActorName(actor: number, facts: Names): string {
  if (actor === LOADER_ACTOR) return 'loaded';
  if (actor < 0) return facts.clientName(-1 - actor);
  const incarnation = Math.floor(actor / ACTOR_STEP) + 1;
  const name = facts.replicaName(actor % ACTOR_STEP);
  return incarnation === 1 ? name : `${name}~${incarnation}`;
}

/** A write as its client knows it: `phone's write #2 of x = "b"`, `phone's delete #3 of x`. */
export function describeWrite(version: Version, facts: FoldFacts): string {
  const write = facts.writes.get(version.operation);
  if (version.operation === UNWRITTEN) return 'a value that nobody wrote';
  if (write === undefined) return 'what was loaded before time began';
  const { client, n, kind, key, value } = write;
  const what = kind === 'delete' ? '' : ` = ${shortened(canonicalJson(value))}`;
  return `${facts.clientName(client)}'s ${kind} #${n} of ${facts.keys.name(key)}${what}`;
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/** A version's value in a sentence. */
export function describeValue(version: Version): string {
  return version.tombstone ? 'a tombstone' : shortened(version.text);
}
