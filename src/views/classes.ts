/**
 * Which versions look the same: identity colour means only "same or different here". Equal versions of a key share a hue, what is stale
 * has none, and past two hues the rest is plain. A version keeps its hue by the parity of its number while it can, so that it does not
 * change hue when another one comes.
 */
import type { CellView, VersionView } from '../engine/picture/snapshot.ts';

export type ClassColour = 'blue' | 'plum' | 'plain' | 'stale';
export type ColourOf = (version: Pick<VersionView, 'number'>, cell: Pick<CellView, 'stale'>) => ClassColour;

/** `cells`: every copy of one key. */
export function coloursOf(cells: Iterable<CellView>): ColourOf {
  const numbers = new Set<number>();
  for (const cell of cells) if (cell.stale === 0) for (const version of cell.versions) numbers.add(version.number);
  const colours = new Map<number, ClassColour>();
  const taken = new Set<ClassColour>();
  for (const number of [...numbers].sort((a, b) => b - a)) {
    const first: ClassColour = number % 2 === 0 ? 'blue' : 'plum';
    const second: ClassColour = first === 'blue' ? 'plum' : 'blue';
    const colour = !taken.has(first) ? first : !taken.has(second) ? second : 'plain';
    taken.add(colour);
    colours.set(number, colour);
  }
  return (version, cell) => (cell.stale > 0 ? 'stale' : (colours.get(version.number) ?? 'plain'));
}
