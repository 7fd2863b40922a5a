/**
 * Regions and racks as a scenario gives them: where each replica stands, how many owners that leaves a key, and what must hold of the names.
 * A cluster either names a region for every replica or for none; a client stands in no region.
 */
import type { ReplicaSpec, Scenario } from './scenario.ts';
import { BadValue, listed, member } from './schema.ts';

type Sites = Pick<Scenario, 'replicas'>;

/** The region of a replica; null for a client, and where the scenario knows no regions. */
export function regionOf({ replicas }: Sites, actor: number): string | null {
  return actor < 0 ? null : (replicas[actor]?.region ?? null);
}

/** True where both are replicas, of two regions. */
export function isBetweenRegions(sites: Sites, from: number, to: number): boolean {
  return from >= 0 && to >= 0 && regionOf(sites, from) !== regionOf(sites, to);
}

/** How many copies of a key there are: at most as many in each region as replicas stand there. */
export function copiesOf({ placement, replicas }: Pick<Scenario, 'placement' | 'replicas'>): number {
  const { replicationFactor } = placement;
  if (typeof replicationFactor === 'number') return Math.min(replicationFactor, replicas.length);
  const inRegion = (region: string): number => replicas.filter((spec) => spec.region === region).length;
  return Object.entries(replicationFactor).reduce((sum, [region, wanted]) => sum + Math.min(wanted, inRegion(region)), 0);
}

/** Throws `BadValue` where some replicas name a region and others none, or where copies are asked for in a region that is not there. */
export function checkRegions(scenario: Scenario): void {
  const { replicas, placement } = scenario;
  const { replicationFactor, pin } = placement;
  const byRegion = typeof replicationFactor !== 'number';
  const missing = replicas.findIndex(({ region }) => region === null);
  if (missing >= 0 && (byRegion || replicas.some(({ region }) => region !== null))) {
    const why = byRegion ? '"placement.replicationFactor" is given for each region' : 'other replicas name one';
    fail(`$.replicas[${missing}].region`, `is missing; ${why}, so every replica must name its region`);
  }
  if (!byRegion) return;
  const names = [...new Set(replicas.map(({ region }) => region ?? ''))];
  if (Object.keys(replicationFactor).length === 0) fail('$.placement.replicationFactor', `is an empty object; it must name a region: ${regions(names)}`);
  for (const region of Object.keys(replicationFactor)) {
    if (!names.includes(region))
      fail(member('$.placement.replicationFactor', region), `is for a region in which no replica stands; it must be ${regions(names)}`);
  }
  const known = new Map(replicas.map((spec): [string, ReplicaSpec] => [spec.id, spec]));
  for (const [key, pinned] of Object.entries(pin)) {
    pinned.forEach((name, index) => {
      const region = known.get(name)?.region ?? null;
      if (region === null || Object.hasOwn(replicationFactor, region)) return;
      fail(`${member('$.placement.pin', key)}[${index}]`, `is "${name}" of region "${region}", for which "placement.replicationFactor" has no copies`);
    });
  }
}

function regions(names: readonly string[]): string {
  return listed(
    names.slice(0, 6).map((name) => JSON.stringify(name)),
    'or',
  );
}

function fail(at: string, message: string): never {
  throw new BadValue(at, `${at} ${message}`);
}
