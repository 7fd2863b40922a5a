/**
 * The fuzz by the thousand: `npx tsx src/proof/fuzz/run.ts [count] [first seed]` runs the convergence fuzz, `… mutations [count] [first
 * seed]` runs mutated scenarios, each for up to 10,000 events. Progress goes to standard error; the document of the first failure goes
 * to standard output, for `npm run simulate`. Exits 1 where anything failed.
 */
import { checkConvergence, type Tally } from './convergence.ts';
import { mutatedDocument } from './mutate.ts';
import { checkMutation } from './mutations.ts';
import { randomDocument } from './random-document.ts';

/** Everything that CI samples, at full length. */
const MUTATION_BOUNDS = { replicas: 10_000, keys: 1_000_000, events: 10_000 };
/** One document takes longer than this only if something is wrong, or the cluster is of thousands. */
const SLOW_MS = 20_000;

interface Fuzz {
  /** Runs a seed; throws where something does not hold. */
  run(seed: number, tally: Tally): void;
  document(seed: number): unknown;
}

const fuzzes: { readonly [name: string]: Fuzz } = {
  convergence: {
    run: (seed, tally) => {
      for (const [what, n] of checkConvergence(randomDocument(seed))) tally.set(what, (tally.get(what) ?? 0) + n);
    },
    document: randomDocument,
  },
  mutations: {
    run: (seed, tally) => {
      const begun = Date.now();
      const outcome = checkMutation(seed, MUTATION_BOUNDS);
      tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
      const tookMs = Date.now() - begun;
      if (tookMs > SLOW_MS) process.stderr.write(`seed ${seed} took ${tookMs} ms\n`);
    },
    document: mutatedDocument,
  },
};

function runAll({ run, document }: Fuzz, count: number, first: number): number {
  const total: Tally = new Map();
  const failed: number[] = [];
  for (let seed = first; seed < first + count; seed++) {
    try {
      run(seed, total);
    } catch (error) {
      process.stderr.write(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      if (failed.length === 0) process.stdout.write(`${JSON.stringify(document(seed), null, 2)}\n`);
      failed.push(seed);
    }
    if ((seed - first + 1) % 100 === 0) process.stderr.write(`${seed - first + 1} of ${count} runs, ${failed.length} failed\n`);
  }
  process.stderr.write(
    `${[...total]
      .sort()
      .map(([what, n]) => `  ${what}: ${n}`)
      .join('\n')}\n`,
  );
  if (failed.length > 0) process.stderr.write(`failed seeds: ${failed.join(', ')}\n`);
  return failed.length;
}

const given = process.argv.slice(2);
const named = given[0] === 'mutations' || given[0] === 'convergence' ? given.shift() : undefined;
const [count = named === 'mutations' ? '10000' : '1000', first = '1'] = given;
const fuzz = fuzzes[named ?? 'convergence'];
if (fuzz !== undefined) process.exitCode = runAll(fuzz, Number(count), Number(first)) > 0 ? 1 : 0;
