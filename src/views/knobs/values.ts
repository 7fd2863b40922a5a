/**
 * What stands in a knob's field, and what was meant by what is typed there. Numbers are said with the unit in which they are short ("3 h" for
 * 10,800,000 ms) and read back to the same number; what cannot be read is named in a sentence with what is allowed.
 */
import type { Knob } from '../../engine/scenario/index.ts';
import type { Latency, LatencyPreset, Scenario } from '../../engine/scenario/scenario.ts';

/** What a number may be. `ladder`: how − and + go: by one, by twentieths, doubling, through 1, 2 and 5, or through usual lengths of time. */
export interface Numeric {
  readonly name: string;
  readonly whole: boolean;
  readonly min: number;
  readonly max: number;
  readonly unit: string | null;
  readonly time: boolean;
  readonly ladder: 'one' | 'share' | 'double' | 'decade' | 'time';
  /** Ends the sentence "it must be …". */
  readonly allowed: string;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });
const units: readonly { readonly ms: number; readonly name: string; readonly also: readonly string[] }[] = [
  { ms: 86_400_000, name: 'days', also: ['day', 'd'] },
  { ms: 3_600_000, name: 'h', also: ['hour', 'hours'] },
  { ms: 60_000, name: 'min', also: ['minute', 'minutes', 'm'] },
  { ms: 1000, name: 's', also: ['sec', 'second', 'seconds'] },
  { ms: 1, name: 'ms', also: [''] },
];
const MICROSECONDS = 1000;
const rounded = (ms: number): number => Math.round(ms * MICROSECONDS) / MICROSECONDS;
const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** `3 h`, `1.5 s`, `1,250 ms`: the longest unit that says it exactly with at most one decimal. */
export function timeText(ms: number): string {
  const unit = units.find((one) => Math.abs(ms) >= one.ms && rounded(oneDecimal(ms / one.ms) * one.ms) === ms);
  if (unit === undefined) return `${grouped.format(ms)} ms`;
  const amount = oneDecimal(ms / unit.ms);
  return `${grouped.format(amount)} ${amount === 1 ? unit.name.replace(/ys$/, 'y') : unit.name}`;
}

export function numberText(numeric: Pick<Numeric, 'time'>, value: number): string {
  return numeric.time ? timeText(value) : grouped.format(value);
}

/** As it is said in a sentence: with its unit. */
export function amountText(numeric: Numeric, value: number): string {
  const unit = numeric.time || numeric.unit === null || numeric.ladder === 'share' ? '' : ` ${numeric.unit}`;
  return `${numberText(numeric, value)}${value === 1 ? unit.replace(/([^/])s$/, '$1') : unit}`;
}

function refused(numeric: Numeric, typed: string): Read<number> {
  const units = numeric.time ? ', as in 500, 2 s, 5 min, 3 h or 10 days' : '';
  const found = typed.trim() === '' ? 'is empty' : `is “${typed.trim()}”`;
  return { ok: false, why: `${numeric.name} ${found}; it must be ${numeric.allowed}${units}.` };
}

/** Commas only between thousands: "0,5" must not become 5. */
const NUMBER = /^(-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)\s*([a-z]*)$/i;

export function readNumber(numeric: Numeric, typed: string): Read<number> {
  const match = NUMBER.exec(typed.trim().replace('−', '-'));
  if (match === null) return refused(numeric, typed);
  const digits = (match[1] ?? '').replaceAll(',', '');
  const word = (match[2] ?? '').toLowerCase();
  const unit = numeric.time ? units.find((one) => one.name === word || one.also.includes(word)) : undefined;
  const amount = Number(digits);
  if (!/\d/.test(digits) || !Number.isFinite(amount) || (word !== '' && unit === undefined)) return refused(numeric, typed);
  const value = numeric.time ? rounded(amount * (unit?.ms ?? 1)) : amount;
  const fits = value >= numeric.min && value <= numeric.max && (!numeric.whole || Number.isInteger(value));
  return fits ? { ok: true, value: value + 0 } : refused(numeric, typed);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const times: readonly number[] = [
  ...[0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 20, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 30].map((n) => n * DAY),
];
const decades: readonly number[] = [0, ...Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat()];
const doubles: readonly number[] = [0, ...Array.from({ length: 41 }, (_, power) => 2 ** power)];

/** The next value that − or + goes to, within what is allowed. */
export function stepped(numeric: Numeric, value: number, by: 1 | -1): number {
  const clamped = (next: number): number => Math.min(numeric.max, Math.max(numeric.min, next));
  if (numeric.ladder === 'one') return clamped(by === 1 ? Math.floor(value) + 1 : Math.ceil(value) - 1);
  if (numeric.ladder === 'share') {
    const twentieths = Math.round(value * 20 * 1e6) / 1e6;
    return clamped((by === 1 ? Math.floor(twentieths) + 1 : Math.ceil(twentieths) - 1) / 20);
  }
  const ladder = { time: times, decade: decades, double: doubles }[numeric.ladder];
  const next = by === 1 ? ladder.find((step) => step > value) : ladder.filter((step) => step < value).at(-1);
  return clamped(next ?? (by === 1 ? numeric.max : numeric.min));
}

const DOUBLING = ['placement.virtualNodes', 'antiEntropy.hashBytes', 'hintedHandoff.bytesPerSec'];
const MANY = 100_000;

/** The field of a knob that is a number. With a scenario, its bounds follow the replicas that there are. */
export function numericOf(knob: Knob, name: string, scenario?: Scenario): Numeric {
  const min = knob.min ?? 0;
  const time = knob.unit === 'ms';
  const share = !time && knob.max === 1 && knob.type === 'number';
  const many = (knob.max ?? MANY) >= MANY && knob.path !== 'seed';
  const peers = knob.path === 'gossip.fanout' && scenario !== undefined ? scenario.replicas.length - 1 : null;
  const allowed = knob.allowed.replace(/, or null$|, or a list .*$|, or an object .*$|, or a distribution$/, '');
  return {
    name,
    min,
    max: peers ?? knob.max ?? Number.MAX_SAFE_INTEGER,
    whole: knob.type === 'integer',
    unit: knob.unit,
    time,
    ladder: time ? 'time' : share ? 'share' : DOUBLING.includes(knob.path) ? 'double' : many ? 'decade' : 'one',
    allowed: peers === null ? allowed : `a whole number from 1 to ${grouped.format(peers)}, below the number of replicas`,
  };
}

/** Children of a tree's nodes: one number for all levels, or one for each. */
export function levelsText(value: number | readonly number[]): string {
  return typeof value === 'number' ? grouped.format(value) : value.join(' × ');
}

/** Copies of a key: one number for all, or one for each region. */
export function byRegionText(value: object | number): string {
  if (typeof value === 'number') return grouped.format(value);
  return Object.entries(value)
    .map(([region, copies]) => `${copies} in ${region}`)
    .join(', ');
}

/** Levels stand apart by ×, a comma with a space or a space; 1,024 is one number. */
export function readLevels(knob: Knob, name: string, typed: string): Read<number | readonly number[]> {
  const parts = typed
    .trim()
    .split(/\s*[×x;]\s*|,\s+|\s+/)
    .map((part) => Number(/^\d{1,3}(,\d{3})+$/.test(part) ? part.replaceAll(',', '') : part || Number.NaN));
  const fits = parts.every((part) => Number.isInteger(part) && part >= (knob.min ?? 2) && part <= (knob.max ?? Number.MAX_SAFE_INTEGER));
  const [first] = parts;
  if (!fits || first === undefined || parts.length > 20) {
    const found = typed.trim() === '' ? 'is empty' : `is “${typed.trim()}”`;
    return { ok: false, why: `${name} ${found}; it must be ${knob.allowed}, as in 16 × 4.` };
  }
  return { ok: true, value: parts.length === 1 ? first : parts };
}

export interface LatencyPart {
  readonly name: string;
  readonly label: string;
  readonly value: number;
}

/** The numbers of a distribution, in the order in which they are asked for. */
export function latencyParts(latency: Latency): readonly LatencyPart[] {
  switch (latency.distribution) {
    case 'constant':
      return [{ name: 'ms', label: 'Delay', value: latency.ms }];
    case 'uniform':
      return [
        { name: 'min', label: 'Shortest', value: latency.min },
        { name: 'max', label: 'Longest', value: latency.max },
      ];
    case 'exponential':
      return [{ name: 'mean', label: 'Mean', value: latency.mean }];
    case 'lognormal':
      return [
        { name: 'median', label: 'Median', value: latency.median },
        { name: 'sigma', label: 'Sigma', value: latency.sigma },
      ];
    case 'pareto-mix':
      return [
        { name: 'xm', label: 'Shortest', value: latency.xm },
        { name: 'alpha', label: 'Shape', value: latency.alpha },
        { name: 'paretoShare', label: 'Share of the body', value: latency.paretoShare },
        { name: 'mean', label: 'Mean of the tail', value: latency.mean },
      ];
    case 'preset':
      return [];
  }
}

const fits: { readonly [P in LatencyPreset]: string } = { 'lnkd-ssd': 'LinkedIn, SSD', 'lnkd-disk': 'LinkedIn, disk', ymmr: 'Yammer', wan: 'wide area' };
export const latencyPresets = Object.keys(fits) as readonly LatencyPreset[];
export const fitName = (preset: LatencyPreset): string => fits[preset];

/** The same delay in the middle under another distribution, so that a change of form is a change of form alone. */
export function asDistribution(latency: Latency, form: Latency['distribution']): Latency {
  const [first, second] = latencyParts(latency);
  const centre = rounded(latency.distribution === 'uniform' ? ((first?.value ?? 0) + (second?.value ?? 0)) / 2 : (first?.value ?? 5));
  switch (form) {
    case 'constant':
      return { distribution: 'constant', ms: centre };
    case 'uniform':
      return { distribution: 'uniform', min: rounded(centre / 2), max: rounded(centre * 1.5) };
    case 'exponential':
      return { distribution: 'exponential', mean: centre };
    case 'lognormal':
      return { distribution: 'lognormal', median: centre, sigma: 0.5 };
    case 'pareto-mix':
      return { distribution: 'pareto-mix', xm: centre, alpha: 3, paretoShare: 0.9, mean: rounded(centre * 3) };
    case 'preset':
      return { distribution: 'preset', preset: 'lnkd-ssd' };
  }
}

/** `5 ms`, `2 ms to 8 ms`, `5 ms on average`. */
export function latencyText(latency: Latency): string {
  switch (latency.distribution) {
    case 'constant':
      return timeText(latency.ms);
    case 'uniform':
      return `${timeText(latency.min)} to ${timeText(latency.max)}`;
    case 'exponential':
      return `${timeText(latency.mean)} on average, exponential`;
    case 'lognormal':
      return `median ${timeText(latency.median)}, lognormal`;
    case 'pareto-mix':
      return `from ${timeText(latency.xm)}, with a tail of ${timeText(latency.mean)} on average`;
    case 'preset':
      return `measured: ${fits[latency.preset]}`;
  }
}
