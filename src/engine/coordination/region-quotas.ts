/**
 * The levels that count by region, after Cassandra: LOCAL_ONE and LOCAL_QUORUM ask owners of the coordinator's own region, EACH_QUORUM a
 * quorum of the owners of every region. Owners elsewhere are asked and written to all the same, as the fan-out has it; nobody waits for
 * them. Only owners count, never stand-ins. Where no replica names a region, all stand in one.
 */
import type { NodeContext, OperationAnswer } from '../protocol.ts';
import { regionOf } from '../scenario/regions.ts';
import type { Level } from '../scenario/scenario.ts';

/** So many answers must come from these owners. */
export interface Quota {
  readonly region: string | null;
  readonly owners: readonly number[];
  readonly needed: number;
}

/** What the level asks of each region; null for one that does not count by region. */
export function quotasOf({ self, config }: NodeContext, level: Level, owners: readonly number[]): readonly Quota[] | null {
  if (level !== 'local-one' && level !== 'local-quorum' && level !== 'each-quorum') return null;
  const quota = (region: string | null): Quota => {
    const there = owners.filter((owner) => regionOf(config, owner) === region);
    return { region, owners: there, needed: level === 'local-one' ? 1 : Math.floor(there.length / 2) + 1 };
  };
  if (level !== 'each-quorum') return [quota(regionOf(config, self))];
  return [...new Set(owners.map((owner) => regionOf(config, owner)))].map(quota);
}

/** The same where some are about to own the key: in their region one acknowledgement more is asked for, as without regions (Cassandra). */
export function withPending({ config }: NodeContext, quotas: readonly Quota[], pending: readonly number[]): readonly Quota[] {
  if (pending.length === 0) return quotas;
  return quotas.map(({ region, owners, needed }) => {
    const there = pending.filter((one) => regionOf(config, one) === region);
    return { region, owners: [...owners, ...there], needed: needed + there.length };
  });
}

function answersFor({ owners }: Quota, answered: readonly number[]): number {
  return answered.filter((replica) => owners.includes(replica)).length;
}

export function meetsQuotas(quotas: readonly Quota[], answered: readonly number[]): boolean {
  return quotas.every((quota) => answersFor(quota, answered) >= quota.needed);
}

/** True where one more answer from this owner would bring some region nearer to what it lacks. */
export function countsFor(quotas: readonly Quota[], answered: readonly number[], owner: number): boolean {
  return quotas.some((quota) => quota.owners.includes(owner) && answersFor(quota, answered) < quota.needed);
}

/** The owners of which an answer can count: only among these may a write that must be named by an owner look for one. */
export function ownersThatCount(quotas: readonly Quota[] | null, owners: readonly number[]): readonly number[] {
  return quotas === null ? owners : owners.filter((owner) => quotas.some((quota) => quota.owners.includes(owner)));
}

/** Of `ranked`, the first that each quota needs, and further ones up to `count` in all; in the same order. */
export function pickByQuotas(quotas: readonly Quota[], ranked: readonly number[], count: number): readonly number[] {
  const picked = new Set<number>();
  for (const { owners, needed } of quotas) for (const owner of ranked.filter((candidate) => owners.includes(candidate)).slice(0, needed)) picked.add(owner);
  for (const owner of ranked) if (picked.size < count) picked.add(owner);
  return ranked.filter((owner) => picked.has(owner));
}

/** Why no set of owners could ever meet these; null where one could. */
export function refusedQuota(level: Level, quotas: readonly Quota[] | null): OperationAnswer | null {
  const short = quotas?.find(({ owners, needed }) => needed > owners.length);
  if (short === undefined) return null;
  const why = short.region === null ? 'a client that coordinates stands in none' : `the key has ${short.owners.length} in ${short.region}`;
  return { ok: false, reason: 'unavailable', detail: `${level} needs ${short.needed} in the coordinator’s region and ${why}` };
}

/** Why a detector's word makes the operation unavailable; null where it is tried. */
export function unavailableQuota(name: string, level: Level, quotas: readonly Quota[], isAlive: (owner: number) => boolean): OperationAnswer | null {
  for (const { region, owners, needed } of quotas) {
    const alive = owners.filter(isAlive).length;
    if (alive >= needed) continue;
    const where = region === null ? '' : ` in ${region}`;
    return { ok: false, reason: 'unavailable', detail: `${level} needs ${needed} replicas${where} and ${name} believes ${alive} of ${owners.length} alive` };
  }
  return null;
}

/** As in "1 of 2 replies in us", for the first region that lacks some. */
export function quotaText(quotas: readonly Quota[], answered: readonly number[], what: string): string {
  const short = quotas.find((quota) => answersFor(quota, answered) < quota.needed) ?? quotas[0];
  const where = short.region === null ? '' : ` in ${short.region}`;
  return `${answersFor(short, answered)} of ${short.needed} ${what}${where}`;
}
