/** The arguments of `npm run fuzz`, read and checked. */
import { DEFAULT_FUZZ, fuzzes } from './fuzzes.ts';

export interface FuzzArguments {
  readonly fuzz: string;
  readonly first: number;
  readonly last: number;
  /** Null: as many as there are cores. */
  readonly jobs: number | null;
  /** Where the short scenarios go. */
  readonly out: string;
  /** One scenario to judge instead of seeds. */
  readonly file: string | null;
}

export const USAGE = `usage: npm run fuzz -- [${Object.keys(fuzzes).join(' | ')}] [--seeds FIRST..LAST] [--jobs N] [--out FOLDER] | [scenario.json]`;
const SEEDS = 10_000;
const MOST_JOBS = 256;

/** What was asked for; a string: why that cannot be done. */
export function parseFuzzArguments(given: readonly string[], out: string): FuzzArguments | string {
  let options: FuzzArguments = { fuzz: DEFAULT_FUZZ, first: 1, last: SEEDS, jobs: null, out, file: null };
  for (let i = 0; i < given.length; i++) {
    const word = given[i] ?? '';
    const value = word.startsWith('--') ? (given[++i] ?? '') : '';
    if (word === '--seeds') {
      const match = /^([0-9]{1,10})(?:\.\.([0-9]{1,10}))?$/.exec(value);
      const first = Number(match?.[1]);
      const last = Number(match?.[2] ?? match?.[1]);
      if (match === null || last < first) return `--seeds ${value} is no FIRST..LAST`;
      options = { ...options, first, last };
    } else if (word === '--jobs') {
      if (!/^[1-9][0-9]{0,2}$/.test(value) || Number(value) > MOST_JOBS) return `--jobs ${value} is no whole number from 1 to ${MOST_JOBS}`;
      options = { ...options, jobs: Number(value) };
    } else if (word === '--out' && value !== '') options = { ...options, out: value };
    else if (word.startsWith('--')) return `${word} is not known here, or lacks its value`;
    else if (Object.hasOwn(fuzzes, word)) options = { ...options, fuzz: word };
    else if (word.endsWith('.json') && options.file === null) options = { ...options, file: word };
    else return `${word} is neither a fuzz nor a scenario file`;
  }
  return options;
}
