/** One process of the fuzz: tries the seeds that it is sent, and makes failing scenarios short. It knows nothing of files or progress. */
import { failureOf, outcomeOf } from './failure.ts';
import { fuzzNamed } from './fuzzes.ts';
import type { Job, Report } from './jobs.ts';
import { shrink } from './shrink.ts';
import type { ShrinkDocument } from './shrink-steps.ts';

/** Tries the seed; whatever its check throws becomes the report's failure. */
export function trySeed({ fuzz, seed }: Job): Report {
  const { document, check } = fuzzNamed(fuzz);
  try {
    return { type: 'seed', seed, failure: null, tally: [...check(document(seed))] };
  } catch (error) {
    return { type: 'seed', seed, failure: failureOf(error), tally: [] };
  }
}

/** The shortest scenario found that fails as the seed's own does; what it is called says so. */
export function shrinkSeed({ fuzz, seed }: Job): Report {
  const { document, check } = fuzzNamed(fuzz);
  const given = document(seed);
  const failure = outcomeOf(() => check(given)) ?? { kind: 'none', message: 'it does not fail' };
  const start = JSON.parse(JSON.stringify(given ?? null)) as ShrinkDocument;
  const fails = (candidate: ShrinkDocument): boolean => outcomeOf(() => check(candidate))?.kind === failure.kind;
  if (typeof start !== 'object' || start === null || !fails(start)) return { type: 'shrink', seed, failure, shrunk: null };
  const shrunk = shrink(start, fails);
  const after = outcomeOf(() => check(shrunk.document)) ?? failure;
  const titled = { ...shrunk.document, title: `fuzz ${fuzz} ${seed}: ${failure.kind}`.slice(0, 200) };
  const isSame = fails(titled);
  return { type: 'shrink', seed, failure: after, shrunk: { ...shrunk, document: isSame ? titled : shrunk.document } };
}

if (process.send !== undefined && process.argv[2] === 'labor') {
  const report = (one: Report): void => void process.send?.(one);
  process.on('message', (job: Job) => report(job.type === 'seed' ? trySeed(job) : shrinkSeed(job)));
  // Ctrl-C is for whoever gives out the seeds; without it there is nothing left to do.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  report({ type: 'ready' });
}
