/** How the run's first write has spread, for pictures: read off the metric's fold, with names for numbers. */

import type { SpreadCurve } from '../folds/spread-curve.ts';
import { spread } from '../metrics/index.ts';
import type { World } from '../world/world.ts';
import type { SpreadView } from './snapshot.ts';
import { withoutGone } from './snapshot-parts.ts';

/** Null while nothing was written. */
export function spreadView(world: World): SpreadView | null {
  const { key, version, writtenUs, owners, holders, curve } = world.folds.state(spread);
  if (version === undefined) return null;
  return {
    key: world.keys.name(key),
    value: version.value,
    writtenUs,
    owners,
    holders,
    points: curve.points(),
    ...heard(world, curve),
  };
}

/** By replica as the picture counts them: without those that are gone, with those that joined. */
function heard(world: World, curve: SpreadCurve): Pick<SpreadView, 'heardAt' | 'heardFrom'> {
  const heardAt = curve.heardAt();
  const heardFrom = curve.heardFrom();
  if (world.ring.entries.length === 0) return { heardAt, heardFrom };
  const shown = withoutGone(
    world,
    world.replicas.map(({ id }) => id),
  );
  return { heardAt: shown.map((id) => heardAt[id] ?? null), heardFrom: shown.map((id) => shown.indexOf(heardFrom[id] ?? -1)) };
}
