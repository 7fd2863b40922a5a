/**
 * `npm run bench`: the engine beside the leanest loops that could do a part of its work, as ratios of one run on one machine.
 * Speed is measured here and asserted nowhere.
 */
import { eventsPerSecond } from './events.ts';
import { frameCosts } from './frames.ts';
import { memoryOfAMillionKeys } from './memory.ts';
import { merkleAgainstFull } from './merkle.ts';
import { seekTimes } from './seek.ts';
import { spreadAgainstLoop } from './spread.ts';

const benchmarks = {
  events: eventsPerSecond,
  spread: spreadAgainstLoop,
  seek: seekTimes,
  frames: frameCosts,
  merkle: merkleAgainstFull,
  memory: memoryOfAMillionKeys,
};
const asked = process.argv.slice(2);

for (const [name, run] of Object.entries(benchmarks)) if (asked.length === 0 || asked.includes(name)) run();
