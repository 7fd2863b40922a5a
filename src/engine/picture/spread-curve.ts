/** How the run's first write has spread, for pictures: read off the metric's fold, with names for numbers. */
import { spread } from '../metrics/index.ts';
import type { World } from '../world/world.ts';
import type { SpreadView } from './snapshot.ts';

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
    heardAt: curve.heardAt(),
    heardFrom: curve.heardFrom(),
  };
}
