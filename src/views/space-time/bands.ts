/** Cuts as hatched bands: a partition in the gap between its sides, or in a row of its own above mixed lanes; a cut link along both of its lanes. */
import type { TimeAxis } from '../time-axis.ts';
import { bordersOf, type Lane, type Lanes } from './lanes.ts';
import type { Cut, Story } from './story.ts';

export interface DrawnBand {
  readonly id: string;
  readonly event: number;
  readonly fromUs: number;
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly height: number;
  /** Stands on the band; empty on strips along a lane. */
  readonly label: string;
  /** Where the word begins, clear of the crosses on the band; null where it has no room. */
  readonly labelX: number | null;
  /** Of a cut link: the lane of its other end. */
  readonly joinsY: number | null;
}

const BAND = 16;
/** How wide the word is, with its plate. */
export const BAND_WORD = 58;
const INDENT = 10;
const CROSS = 10;
const COUNT = 10;
const STRIP = 5;
/** Strips run just below their lane. */
const BELOW = 5;

export function bandsOf(
  story: Story,
  axis: TimeAxis,
  lanes: Lanes,
  laneOf: ReadonlyMap<string, Lane>,
  crosses: readonly { readonly x: number; readonly y: number }[],
): readonly DrawnBand[] {
  return story.cuts
    .filter((cut) => cut.toUs >= axis.fromUs && cut.fromUs <= axis.toUs)
    .flatMap((cut): readonly DrawnBand[] => {
      const x1 = axis.x(cut.fromUs);
      const x2 = cut.toUs === Number.POSITIVE_INFINITY ? axis.x1 : axis.x(cut.toUs);
      const base = { event: cut.event, fromUs: cut.fromUs, x1, x2, labelX: null, joinsY: null };
      if (cut.link) return strips(cut, laneOf).map((strip) => ({ ...base, ...strip, id: `${cut.event}/${strip.y}`, height: STRIP, label: '' }));
      return rowsOf(cut, lanes).map((y) => ({
        ...base,
        id: `${cut.event}/${y}`,
        y: y - BAND / 2,
        height: BAND,
        label: 'partition',
        labelX: wordOn(y, x1, x2, crosses),
      }));
    });
}

/** The first place on the band where no cross lies under the word. */
function wordOn(y: number, x1: number, x2: number, crosses: readonly { readonly x: number; readonly y: number }[]): number | null {
  const near = crosses.filter((one) => Math.abs(one.y - y) < BAND).map((one) => one.x);
  const starts = [x1 + INDENT, ...near.map((x) => x + CROSS + COUNT).sort((a, b) => a - b)];
  const free = (left: number) => left >= x1 + INDENT && left + BAND_WORD < x2 - 4 && near.every((x) => x + CROSS < left || x - CROSS > left + BAND_WORD);
  return starts.find(free) ?? null;
}

function rowsOf(cut: Cut, { lanes, splits, bandRow }: Lanes): readonly number[] {
  const shown = lanes.filter((lane) => lane.type === 'replica').map((lane) => lane.id);
  const borders = bordersOf(cut.groups, shown);
  if (borders === null) return bandRow === null ? [] : [bandRow];
  return borders.flatMap(({ below }) => splits.find((split) => split.below === below)?.y ?? []);
}

function strips(cut: Cut, laneOf: ReadonlyMap<string, Lane>) {
  const [from, to] = cut.groups.map((group) => laneOf.get(group[0] ?? ''));
  if (from === undefined || to === undefined) return [];
  return [
    { y: from.y + BELOW, joinsY: to.y },
    { y: to.y + BELOW, joinsY: null },
  ];
}
