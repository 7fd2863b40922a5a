/**
 * The fuzz by the thousand: `npx tsx src/proof/fuzz/run.ts [count] [first seed]` runs the convergence fuzz, `… mutations [count] [first
 * seed]` runs mutated scenarios, each for up to 10,000 events. Progress goes to standard error; the document of the first failure goes
 * to standard output, for `npm run simulate`. Exits 1 where anything failed.
 */
import { checkConvergence, type Tally } from './convergence.ts';
import { randomDocument } from './random-document.ts';

function convergence(count: number, first: number): number {
  const total: Tally = new Map();
  const failed: number[] = [];
  for (let seed = first; seed < first + count; seed++) {
    try {
      for (const [what, n] of checkConvergence(randomDocument(seed))) total.set(what, (total.get(what) ?? 0) + n);
    } catch (error) {
      process.stderr.write(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      if (failed.length === 0) process.stdout.write(`${JSON.stringify(randomDocument(seed), null, 2)}\n`);
      failed.push(seed);
    }
    if ((seed - first + 1) % 100 === 0) process.stderr.write(`${seed - first + 1} of ${count} runs, ${failed.length} failed\n`);
  }
  process.stderr.write(`${[...total].sort().map(([what, n]) => `  ${what}: ${n}`).join('\n')}\n`);
  if (failed.length > 0) process.stderr.write(`failed seeds: ${failed.join(', ')}\n`);
  return failed.length;
}

const [count = '1000', first = '1'] = process.argv.slice(2);
process.exitCode = convergence(Number(count), Number(first)) > 0 ? 1 : 0;
