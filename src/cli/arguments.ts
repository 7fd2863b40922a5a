/** The arguments of `simulate` (scenario.md, section 7), read and checked; what is wrong is named in one line. */
import { type SearchName, searchNames } from '../engine/checkers/index.ts';

export class BadArgument extends Error {
  override name = 'BadArgument';
}

export interface Arguments {
  readonly scenario: string;
  /** Null: the scenario's own seed. */
  readonly seeds: { readonly from: number; readonly to: number } | null;
  readonly until: string | null;
  readonly show: readonly string[];
  readonly check: readonly SearchName[];
  readonly trace: string | null;
  readonly pretty: boolean;
  readonly list: boolean;
}

const USAGE =
  'usage: simulate <scenario.json | id of a preset, a lesson’s step or a challenge> [--seed N | --seeds FIRST..LAST] [--until MS | CONDITION] [--check causality,linearizability] [--show membership,placement] [--trace FILE] [--pretty] | --list';
const MAX_SEED = 4_294_967_295;
const SHOWN = ['membership', 'placement'];

/** Throws BadArgument, naming the argument and what it may be. */
export function parseArguments(argv: readonly string[]): Arguments {
  const options = {
    scenario: '',
    seeds: null as Arguments['seeds'],
    until: null as string | null,
    show: [] as string[],
    check: [] as SearchName[],
    trace: null as string | null,
    pretty: false,
    list: false,
  };
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i];
    const value = (): string => {
      const next = argv[++i];
      if (next === undefined || next.startsWith('--')) throw new BadArgument(`${name} needs a value; ${USAGE}`);
      return next;
    };
    if (name === '--pretty') options.pretty = true;
    else if (name === '--list') options.list = true;
    else if (name === '--seed') options.seeds = seedRange(value());
    else if (name === '--seeds') options.seeds = seedRange(value());
    else if (name === '--until') options.until = value();
    else if (name === '--trace') options.trace = value();
    else if (name === '--show') options.show.push(...shown(value()));
    else if (name === '--check') options.check.push(...checked(value()));
    else if (name.startsWith('--')) throw new BadArgument(`unknown option ${name}; ${USAGE}`);
    else if (options.scenario !== '') throw new BadArgument(`one scenario at a time, not ${options.scenario} and ${name}; ${USAGE}`);
    else options.scenario = name;
  }
  if (options.scenario === '' && !options.list) throw new BadArgument(USAGE);
  return options;
}

function checked(text: string): SearchName[] {
  return text.split(',').map((name) => {
    const found = searchNames.find((one) => one === name);
    if (found === undefined) throw new BadArgument(`--check ${name}: it may be ${searchNames.join(' or ')}; every other checker always runs`);
    return found;
  });
}

function shown(text: string): string[] {
  const parts = text.split(',');
  for (const part of parts) {
    if (!SHOWN.includes(part)) throw new BadArgument(`--show ${part}: it may be ${SHOWN.join(' or ')}`);
  }
  return parts;
}

function seedRange(text: string): { from: number; to: number } {
  const match = /^([0-9]{1,10})(?:\.\.([0-9]{1,10}))?$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (match === null || to < from || to > MAX_SEED)
    throw new BadArgument(`${text} is no seed or range of seeds: whole numbers from 0 to ${MAX_SEED}, as in 7 or 1..200`);
  return { from, to };
}
