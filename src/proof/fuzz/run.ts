/**
 * The fuzz by the thousand. `npm run fuzz` tries 10,000 seeds of everything but broken documents on all cores; `npm run fuzz -- [NAME] [--seeds
 * FIRST..LAST] [--jobs N] [--out FOLDER]` others, `npm run fuzz -- FILE` judges one scenario again. Progress goes to standard error; each
 * failure becomes a short scenario in a file for `npm run simulate`, and a line on standard output. Ctrl-C says what was found so
 * far. Exits 1 where anything failed, 2 where it was asked for nonsense.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Crew } from './crew.ts';
import type { Failure } from './failure.ts';
import { outcomeOf } from './failure.ts';
import { type FuzzArguments, parseFuzzArguments, USAGE } from './fuzz-arguments.ts';
import { DEFAULT_FUZZ, fuzzNamed } from './fuzzes.ts';
import type { Report } from './jobs.ts';
import { ProgressBar } from './progress.ts';

const MOST_SHRUNK = 25;

class Findings {
  readonly failures = new Map<number, Failure>();
  readonly total = new Map<string, number>();
  done = 0;
  private readonly options: FuzzArguments;
  private readonly bar: ProgressBar;
  private readonly of: number;

  constructor(options: FuzzArguments, bar: ProgressBar) {
    this.options = options;
    this.bar = bar;
    this.of = options.last - options.first + 1;
  }

  seed(seed: number, failure: Failure | null, tally: readonly (readonly [string, number])[]): void {
    this.done++;
    for (const [what, n] of tally) this.total.set(what, (this.total.get(what) ?? 0) + n);
    if (failure !== null) {
      this.failures.set(seed, failure);
      this.bar.say(`seed ${seed}: ${failure.message}`);
    }
    this.bar.show({ done: this.done, of: this.of, failed: this.failures.size });
  }

  shrunk({ seed, failure, shrunk }: Extract<Report, { type: 'shrink' }>): void {
    const { fuzz, out } = this.options;
    const file = join(out, `${fuzz}-${seed}.json`);
    mkdirSync(out, { recursive: true });
    const document = shrunk === null ? fuzzNamed(fuzz).document(seed) : shrunk.document;
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
    const how = shrunk === null ? 'as it is' : `${shrunk.tried} shorter ones tried${shrunk.unfinished ? ', not to the end' : ''}`;
    this.bar.say(`seed ${seed}, shortened (${how}): ${failure.message.split('\n')[0]}`);
    const again = fuzz === DEFAULT_FUZZ ? '' : `${fuzz} `;
    process.stdout.write(`seed ${seed}: npm run --silent simulate -- ${file} --pretty   (judged again: npm run fuzz -- ${again}${file})\n`);
  }

  sum(): void {
    const { failures, bar } = this;
    for (const [what, n] of [...this.total].sort()) bar.say(`  ${what}: ${n}`);
    bar.say(`${this.done} of ${this.of} seeds tried, ${failures.size} failed`);
    const kinds = new Map<string, number[]>();
    for (const [seed, { kind }] of failures) kinds.set(kind, [...(kinds.get(kind) ?? []), seed]);
    for (const [kind, seeds] of kinds) bar.say(`  ${kind}: ${seeds.length} (seeds ${seeds.sort((a, b) => a - b).join(', ')})`);
    if (failures.size > MOST_SHRUNK) bar.say(`only the first ${MOST_SHRUNK} failures were shortened; run a seed alone for the others: --seeds SEED`);
  }
}

async function runMany(options: FuzzArguments): Promise<number> {
  const { fuzz, first, last } = options;
  const bar = new ProgressBar(process.stderr, () => Date.now());
  const findings = new Findings(options, bar);
  const processes = Math.min(options.jobs ?? availableParallelism(), last - first + 1);
  bar.say(`${fuzz}: ${fuzzNamed(fuzz).what}; seeds ${first} to ${last}, ${processes} at a time`);
  const crew = new Crew({
    fuzz,
    first,
    last,
    processes,
    mostShrunk: MOST_SHRUNK,
    onSeed: (seed, failure, tally) => findings.seed(seed, failure, tally),
    onShrunk: (report) => findings.shrunk(report),
  });
  const stop = (): void => {
    bar.say('stopped');
    crew.stop();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await crew.run();
  bar.end();
  findings.sum();
  return findings.failures.size > 0 ? 1 : 0;
}

function runFile(fuzz: string, file: string): number {
  const failure = outcomeOf(() => fuzzNamed(fuzz).check(JSON.parse(readFileSync(file, 'utf8'))));
  process.stdout.write(failure === null ? `${file}: holds\n` : `${file}: ${failure.kind}: ${failure.message}\n`);
  return failure === null ? 0 : 1;
}

const options = parseFuzzArguments(process.argv.slice(2), join(tmpdir(), 'eventually-fuzz'));
if (typeof options === 'string') {
  process.stderr.write(`${options}; ${USAGE}\n`);
  process.exitCode = 2;
} else process.exitCode = options.file === null ? await runMany(options) : runFile(options.fuzz, options.file);
