/** What the layout of the cluster view says: where each thing stands, in pixels of the stage. Made by `layout.ts`, read by everything that draws or is hit. */
import type { Box, Point } from './geometry.ts';

export type CardSide = 'above' | 'below';

export interface ReplicaPlace extends Point {
  readonly id: string;
  readonly side: number;
  /** Its card's side: always the outer one, so that links and messages own the inner space. */
  readonly cards: CardSide;
  /** Width that its card and the words about it may use. */
  readonly room: number;
  /** How far to its left other things leave room. */
  readonly left: number;
}

export interface ClientPlace extends Point {
  readonly id: string;
  readonly radius: number;
  /** `beside`: words right of it, as on a phone; else below it, flush with the stage's edge. */
  readonly text: 'below' | 'beside';
  readonly align: 'start' | 'end';
  /** Where its words begin (or end), and how wide and how many they may be, its name counted. */
  readonly textX: number;
  readonly room: number;
  readonly lines: number;
}

export interface SidePlace {
  readonly ids: readonly string[];
  /** Where all of the side stand, if regions are known and it is one. */
  readonly region: string | null;
  readonly box: Box;
  /** Null where there is no room for its label. */
  readonly label: (Point & { readonly anchor: 'start' | 'end'; readonly room: number }) | null;
}

/** `full`: squares with cards; `tiles`: squares with name and version in them; `cells`: squares by class. */
export type Style = 'full' | 'tiles' | 'cells';

export interface ClusterLayout {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  readonly style: Style;
  /** Half a replica's square, and how far its timer ring stands off. */
  readonly half: number;
  readonly ring: number;
  readonly card: { readonly width: number; readonly height: number; readonly off: number };
  /** True where names always show; else on hover, focus and selection. */
  readonly labels: boolean;
  readonly replicas: ReadonlyMap<string, ReplicaPlace>;
  readonly clients: ReadonlyMap<string, ClientPlace>;
  readonly clientsLeftOut: number;
  readonly sides: readonly SidePlace[];
  /** True where every side is a region, which then is told by its outline and not by each replica. */
  readonly byRegion: boolean;
  readonly barriers: readonly Box[];
  /** Where the middle of the Heal button stands. */
  readonly heal: Point;
}

export interface LayoutInput {
  readonly ids: readonly string[];
  /** The sides of the last or coming cut; names in none belong to the first. */
  readonly groups: readonly (readonly string[])[];
  /** Whether the cut holds now: only then is a block of cells split. */
  readonly cut: boolean;
  /** By name of a replica, in which region it stands; empty where none are known. */
  readonly regions?: ReadonlyMap<string, string>;
  readonly clients: readonly { readonly id: string; readonly home: string | null }[];
  readonly width: number;
  readonly height: number;
}

/** The bands along the edges of a stage, and the widths between the sides. */
export interface Frame {
  readonly narrow: boolean;
  readonly edge: number;
  readonly gap: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly labelsInside: boolean;
  readonly clients: readonly [readonly ClientHome[], readonly ClientHome[]];
}

export interface ClientHome {
  readonly id: string;
  readonly home: string | null;
}

export const BARRIER = 20;
/** Up to so many replicas are drawn with cards, where there is room; then as tiles, from `CELLS_FROM` as cells, from `BARE_FROM` without a name. */
export const FULL_LIMIT = 12;
export const NAMELESS_FROM = 30;
/** From here on a replica is nothing but a cell. */
export const SMALL_FROM = 100;
/** More than these are drawn on Canvas. */
export const SVG_LIMIT = 300;
/** A card narrower than this shows its value over its version, where there is height for it. */
export const TWO_LINES_BELOW = 126;
