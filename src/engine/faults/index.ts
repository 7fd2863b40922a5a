/** Every fault, by the name of its command. One more fault is a file and a line here. */
import { corrupt } from './corrupt.ts';
import { crash, restart } from './crash.ts';
import { lie } from './lie.ts';
import { cut, heal, link, mend, partition, slow } from './links.ts';
import { delay, deliver, drop, duplicate } from './one-message.ts';
import { skewClock } from './skew-clock.ts';

export const faults = {
  crash,
  restart,
  partition,
  heal,
  cut,
  mend,
  slow,
  link,
  drop,
  duplicate,
  delay,
  deliver,
  'skew-clock': skewClock,
  corrupt,
  lie,
} as const;

export type { CommandHandler, Refusal } from './fault.ts';
export { replicaNamed } from './replica-named.ts';
