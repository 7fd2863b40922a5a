/** The keys between the trees: which names a leaf has room for, where each stands, and the versions of a key that differs. Pure. */
import type { LeafKeys } from '../../engine/picture/comparison-view.ts';
import type { TreeLayout } from './layout.ts';
import type { Target } from './roving.ts';
import type { RowState } from './rows.ts';

const CHAR = 6.7;
const GAP = 8;

export interface NameMark extends Target {
  readonly key: string;
  readonly state: RowState;
  /** Labels of both copies, where the leaf's only key differs and there is room. */
  readonly labels: readonly [string, string] | null;
}

export interface MoreMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export function nameMarks(
  layout: TreeLayout,
  leaves: readonly LeafKeys[],
  leafLevel: number,
  labelOf: (key: string) => readonly [string, string] | null,
): { readonly names: readonly NameMark[]; readonly more: readonly MoreMark[] } {
  const names: NameMark[] = [];
  const more: MoreMark[] = [];
  const byLeaf = new Map(leaves.map((leaf) => [leaf.leaf, leaf]));
  const room = layout.centre.x1 - layout.centre.x0 - 8;
  const middle = (layout.centre.x0 + layout.centre.x1) / 2;
  const height = Math.max(13, Math.min(20, layout.pitchY - 1));
  let last = Number.NEGATIVE_INFINITY;
  for (const { item, side } of layout.boxes) {
    const leaf = side === 0 && item.level === leafLevel && item.count === 1 ? byLeaf.get(item.index) : undefined;
    if (leaf === undefined) continue;
    const y = layout.rowY(item.row);
    // Where rows are too close, as many leaves as have room are named.
    if (y - last < 13) continue;
    last = y;
    let shown = leaf.keys.length;
    const width = (n: number): number =>
      leaf.keys.slice(0, n).reduce((sum, key) => sum + key.length * CHAR, 0) + GAP * (n - 1) + (n < leaf.count ? GAP + CHAR * `+${leaf.count - n}`.length : 0);
    while (shown > 0 && width(shown) > room) shown--;
    let x = middle - width(shown) / 2;
    for (const key of leaf.keys.slice(0, shown)) {
      const own = key.length * CHAR;
      const labels = leaf.count === 1 && item.state === 'different' ? labelOf(key) : null;
      const fits = labels !== null && own + 2 * 12 + (labels[0].length + labels[1].length) * CHAR + 20 <= room + 8;
      names.push({ id: `key ${key}`, key, x: x - 3, y: y - height / 2, width: own + 6, height, state: item.state, labels: fits ? labels : null });
      x += own + GAP;
    }
    if (shown < leaf.count) more.push({ id: item.id, x, y, text: shown === 0 ? `${leaf.count} keys` : `+${leaf.count - shown}` });
  }
  return { names, more };
}
