/** A replica's clock is stepped: ahead, or back. Its timers go by its steady clock and do not notice. */

import type { CommandHandler } from './fault.ts';
import { replicaNamed } from './replica-named.ts';

export const skewClock: CommandHandler<'skew-clock'> = ({ world }, command) => {
  const id = replicaNamed(world, command.replica);
  world.actor(id).clockOffsetUs += Math.round(command.byMs * 1000);
  world.emit({ type: 'clock-changed', replica: id, byMs: command.byMs });
  return null;
};
