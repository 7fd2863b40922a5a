/**
 * The engine from a terminal (scenario.md, section 7): one JSON object per seed on standard output, notes and progress on standard
 * error; exit 0, 2 for a bad scenario or argument, 1 where a run failed or hit a limit.
 */
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Cluster } from '../engine/cluster.ts';
import { presets } from '../engine/presets/index.ts';
import { buildResult } from '../engine/result.ts';
import { Run } from '../engine/run.ts';
import { parseCondition, parseScenario } from '../engine/scenario/index.ts';
import type { Condition, Scenario } from '../engine/scenario/scenario.ts';
import { traceLine } from '../engine/trace-line.ts';
import { type Arguments, BadArgument, parseArguments } from './arguments.ts';
import { namedScenarios } from './scenarios.ts';

/** The scenario named on the command line: the id of a preset, of a lesson's step or of a challenge, or the path of a file. Throws BadArgument. */
async function documentOf(name: string): Promise<unknown> {
  const preset = Object.hasOwn(presets, name) ? presets[name as keyof typeof presets] : undefined;
  if (preset !== undefined) return preset.scenario;
  // Lessons are read only where one is asked for.
  const known = existsSync(name) ? undefined : (await namedScenarios()).find(({ id }) => id === name);
  if (known !== undefined) return known.document;
  if (!existsSync(name)) throw new BadArgument(`${name} is neither a file nor a name that --list gives: presets, steps of lessons and challenges`);
  const text = readFileSync(name, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadArgument(`$: ${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function scenarioOf(document: unknown): Scenario {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new BadArgument(parsed.message.startsWith('$') ? parsed.message : `${parsed.path}: ${parsed.message}`);
  return parsed.scenario;
}

/** `--until`: milliseconds, or a condition as JSON. */
function untilOf(text: string | null, scenario: Scenario): { atMs: number | null; when: Condition | null } {
  if (text === null) return { atMs: scenario.stop.atMs, when: scenario.stop.when };
  if (/^[0-9]+(\.[0-9]+)?$/.test(text)) return { atMs: Number(text), when: scenario.stop.when };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new BadArgument(`--until ${text} is neither a number of milliseconds nor a condition in JSON`);
  }
  const parsed = parseCondition(data, scenario);
  if (!parsed.ok) throw new BadArgument(`--until: ${parsed.message}`);
  return { atMs: scenario.stop.atMs, when: parsed.condition };
}

function simulate(scenario: Scenario, options: Arguments, trace: number | null): object {
  const cluster = new Cluster(scenario, [], false);
  const { world } = cluster;
  if (trace !== null) world.listener = (record, moment) => writeSync(trace, `${traceLine(world, record, moment)}\n`);
  const until = untilOf(options.until, scenario);
  const { whenConverged } = scenario.stop;
  if (until.atMs === null && until.when === null && !whenConverged)
    throw new BadArgument('$.stop.atMs is null (endless); the terminal needs another stop: --until, stop.whenConverged or stop.when');
  const atUs = until.atMs === null ? Number.POSITIVE_INFINITY : Math.round(until.atMs * 1000);
  const reason = new Run(cluster, { atUs, whenConverged, when: until.when }).finish();
  if (reason === 'nothing-scheduled') process.stderr.write(`seed ${scenario.seed}: nothing more is scheduled at ${cluster.nowUs / 1000} ms\n`);
  const result = buildResult(world, options.show, options.check);
  for (const { checker, bound } of result.checks ?? []) if (bound !== null) process.stderr.write(`seed ${scenario.seed}: ${checker}: ${bound}\n`);
  return result;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = parseArguments(argv);
    if (options.list) {
      for (const { id, title } of await namedScenarios()) process.stdout.write(`${id}\t${title}\n`);
      return 0;
    }
    const document = await documentOf(options.scenario);
    const first = scenarioOf(document);
    untilOf(options.until, first);
    const trace = options.trace === null ? null : openSync(options.trace, 'w');
    const { from, to } = options.seeds ?? { from: first.seed, to: first.seed };
    let failed = false;
    for (let seed = from; seed <= to; seed++) {
      try {
        const result = simulate({ ...first, seed }, options, trace);
        process.stdout.write(`${JSON.stringify(result, null, options.pretty ? 2 : undefined)}\n`);
      } catch (error) {
        if (error instanceof BadArgument) throw error;
        failed = true;
        process.stderr.write(`seed ${seed}: the run failed: ${error instanceof Error ? error.message : String(error)}\n`);
      }
      if (to > from && process.stderr.isTTY) process.stderr.write(`\r${seed - from + 1} of ${to - from + 1} seeds`);
    }
    if (trace !== null) closeSync(trace);
    return failed ? 1 : 0;
  } catch (error) {
    if (!(error instanceof BadArgument)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
