/** Versions of one key that live side by side, on a card: what both writers had seen at the left, and from there a line to each version. Pure. */
import type { CellView, DotView, Snapshot, VersionView } from '../../engine/picture/snapshot.ts';
import { type ClassColour, coloursOf } from '../classes.ts';
import { type Box, cellOf, FLOOR, FRAME, fit, valueText } from './layout.ts';

export interface SiblingCard extends Box {
  readonly id: string;
  readonly colour: ClassColour;
  readonly tombstone: boolean;
  readonly value: string;
  readonly label: string;
  /** Who wrote it, and through whom. */
  readonly by: string;
  /** From what came before. */
  readonly path: string;
}
export interface MiniSiblings {
  /** What all of them came from; null where nothing is known of it. */
  readonly past: (Box & { readonly label: string }) | null;
  readonly cards: readonly SiblingCard[];
}

const MOST = 3;
const HEIGHT = 46;
const GAP = 10;
const LEFT = 96;
const EDGE = 10;

/** Distinct versions of the key on any replica, siblings first. */
function versionsOf(cells: readonly CellView[]): readonly { readonly version: VersionView; readonly cell: CellView }[] {
  const found = new Map<string, { version: VersionView; cell: CellView }>();
  for (const cell of [...cells].sort((a, b) => b.versions.length - a.versions.length))
    for (const version of cell.versions) if (!found.has(version.label)) found.set(version.label, { version, cell });
  return [...found.values()].slice(0, MOST);
}

/** What every one of them had seen: of each actor the fewest events. */
export function commonPast(versions: readonly VersionView[]): readonly DotView[] {
  const [first, ...others] = versions;
  if (first === undefined) return [];
  return first.vector.flatMap(({ actor, counter }) => {
    const least = Math.min(counter, ...others.map((one) => one.vector.find((dot) => dot.actor === actor)?.counter ?? 0));
    return least === 0 ? [] : [{ actor, counter: least }];
  });
}

export function siblingsMiniature(snapshot: Snapshot, key: string | null): MiniSiblings {
  const cells = snapshot.replicas.flatMap((replica) => cellOf(replica, key) ?? []);
  const versions = versionsOf(cells);
  const colourOf = coloursOf(cells);
  const label = commonPast(versions.map(({ version }) => version))
    .map(({ actor, counter }) => `${actor}${counter}`)
    .join(' ');
  const middle = FLOOR / 2 + 2;
  const all = versions.length * HEIGHT + (versions.length - 1) * GAP;
  const pastWidth = Math.max(30, fit(label, LEFT - 50, 7.3).length * 7.3 + 12);
  const past = label === '' ? null : { x: EDGE, y: middle - 11, width: pastWidth, height: 22, label: fit(label, LEFT - 50, 7.3) };
  const width = FRAME.width - LEFT - EDGE;
  const cards = versions.map(({ version, cell }, i): SiblingCard => {
    const y = middle - all / 2 + i * (HEIGHT + GAP);
    const from = past === null ? LEFT : past.x + past.width + 3;
    const at = y + HEIGHT / 2;
    const half = (from + LEFT) / 2;
    const through = version.namedBy === null || version.namedBy === version.client ? '' : ` through ${version.namedBy}`;
    return {
      id: version.label,
      x: LEFT,
      y,
      width,
      height: HEIGHT,
      colour: colourOf(version, cell),
      tombstone: version.tombstone,
      value: fit(valueText(version), width - 30 - version.label.length * 7.3, 6.8),
      label: version.label,
      by: version.client === null ? 'loaded' : `${version.client}${through}`,
      path: past === null ? '' : `M${from} ${middle}C${half} ${middle} ${half} ${at} ${LEFT} ${at}`,
    };
  });
  return { past, cards };
}
