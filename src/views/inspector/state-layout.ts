/** Where the bars of a counter's entries stand: one row an owner, up to the right, down to the left of zero, and dashed what other copies know beyond. Pure. */
import { scaleLinear } from 'd3';
import type { CellView, EntryView } from '../../engine/picture/snapshot.ts';

export const ROW = 24;
const BAR = 12;
const NAME = 44;
const COUNT = 76;

export interface Bar {
  readonly kind: 'up' | 'down' | 'unheard-up' | 'unheard-down';
  readonly x: number;
  readonly width: number;
}
export interface EntryRow {
  readonly actor: string;
  readonly y: number;
  readonly up: number;
  readonly down: number;
  /** So much more others have heard of. */
  readonly unheardUp: number;
  readonly unheardDown: number;
  readonly bars: readonly Bar[];
}
export interface CounterLayout {
  readonly width: number;
  readonly height: number;
  readonly barHeight: number;
  readonly zeroX: number;
  /** Where the numbers end. */
  readonly endX: number;
  readonly rows: readonly EntryRow[];
}

/** `copies`: all that there are of the key, this one among them. Owners by name. */
export function counterLayout(entries: readonly EntryView[], copies: readonly CellView[], width: number): CounterLayout {
  const most = new Map<string, { up: number; down: number }>();
  for (const copy of copies) {
    if (copy.state?.type !== 'counter') continue;
    for (const { actor, up, down } of copy.state.entries) {
      const known = most.get(actor) ?? { up: 0, down: 0 };
      most.set(actor, { up: Math.max(known.up, up), down: Math.max(known.down, down) });
    }
  }
  for (const { actor, up, down } of entries) {
    const known = most.get(actor) ?? { up: 0, down: 0 };
    most.set(actor, { up: Math.max(known.up, up), down: Math.max(known.down, down) });
  }
  const all = [...most.values()];
  const x = scaleLinear()
    .domain([-Math.max(0, ...all.map(({ down }) => down)), Math.max(1, ...all.map(({ up }) => up))])
    .range([NAME, width - COUNT]);
  const rows = [...most]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([actor, known], row): EntryRow => {
      const held = entries.find((entry) => entry.actor === actor) ?? { actor, up: 0, down: 0 };
      const bar = (kind: Bar['kind'], from: number, to: number): readonly Bar[] => (from === to ? [] : [{ kind, x: x(from), width: x(to) - x(from) }]);
      return {
        actor,
        y: row * ROW + ROW / 2,
        up: held.up,
        down: held.down,
        unheardUp: known.up - held.up,
        unheardDown: known.down - held.down,
        bars: [
          ...bar('up', 0, held.up),
          ...bar('unheard-up', held.up, known.up),
          ...bar('down', -held.down, 0),
          ...bar('unheard-down', -known.down, -held.down),
        ],
      };
    });
  return { width, height: Math.max(1, rows.length) * ROW, barHeight: BAR, zeroX: x(0), endX: width, rows };
}

/** A row in words: "A 3", "B 5 − 1, 2 more not heard of". */
export function rowText({ actor, up, down, unheardUp, unheardDown }: EntryRow): string {
  const unheard = unheardUp + unheardDown;
  return `${actor} ${up}${down === 0 ? '' : ` \u2212 ${down}`}${unheard === 0 ? '' : `, ${unheard} more not heard of`}`;
}
