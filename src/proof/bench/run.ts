/**
 * `npm run bench`: the engine beside the leanest loops that could do a part of its work, as ratios of one run on one machine, and the first load of
 * the built page (`load`), which needs a browser and so runs in a process of its own. Names as arguments run only those: `npm run bench -- seek`.
 * Speed is measured here and asserted nowhere.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventsPerSecond } from './events.ts';
import { frameCosts } from './frames.ts';
import { membershipAgainstLoop } from './membership.ts';
import { memoryOfAMillionKeys } from './memory.ts';
import { merkleAgainstFull, workedExample } from './merkle.ts';
import { seekTimes } from './seek.ts';
import { spreadAgainstLoop } from './spread.ts';

/** With the loader that this process has. A load that could not be measured fails the command; a missed aim does not. */
function firstLoad(): void {
  const script = join(fileURLToPath(new URL('../..', import.meta.url)), 'cli/bench-load.ts');
  const { status } = spawnSync(process.execPath, [...process.execArgv, script], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exitCode = 1;
}

const benchmarks = {
  events: eventsPerSecond,
  spread: spreadAgainstLoop,
  seek: seekTimes,
  frames: frameCosts,
  membership: membershipAgainstLoop,
  merkle: merkleAgainstFull,
  example: workedExample,
  memory: memoryOfAMillionKeys,
  load: firstLoad,
};
const asked = process.argv.slice(2);

for (const [name, run] of Object.entries(benchmarks)) if (asked.length === 0 || asked.includes(name)) run();
