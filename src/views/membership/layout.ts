/** The matrix of beliefs as plain data: who believes what of whom, whether it is so, and where each mark stands. A row for each node that believes, a column for each that is believed of. */
import { scaleBand } from 'd3';
import { listOf } from '../../base/format.ts';
import type { BeliefsView, ReplicaView, Snapshot } from '../../engine/picture/snapshot.ts';

/** At most so many rows, and columns. */
export const SHOWN = 40;

export const beliefKinds = ['alive', 'suspected', 'dead', 'unknown'] as const;
export type BeliefKind = (typeof beliefKinds)[number];

const letters: Readonly<Record<string, BeliefKind | 'self'>> = { a: 'alive', s: 'suspected', d: 'dead', u: 'unknown', '-': 'self' };

export interface Belief {
  readonly by: string;
  readonly of: string;
  /** `none`: who should believe is down and believes nothing. */
  readonly kind: BeliefKind | 'self' | 'none';
  /** What is believed is not so. */
  readonly wrong: boolean;
  readonly words: string;
}
export interface BeliefRow {
  readonly id: string;
  readonly up: boolean;
  readonly beliefs: readonly Belief[];
}
export interface Matrix {
  readonly ids: readonly string[];
  readonly rows: readonly BeliefRow[];
  readonly more: number;
}

/** Of a cluster that is too large the chosen node, those that are down, then those about whom or by whom something is believed, then the rest by their order. */
export function matrixOf({ replicas, beliefs }: Pick<Snapshot, 'replicas' | 'beliefs'>, chosen: string | null): Matrix {
  const shown = fitting(replicas, chosen);
  const rows = shown.map((at): BeliefRow => {
    const { id, up } = replicas[at];
    return { id, up, beliefs: shown.map((of) => beliefOf(replicas[at], replicas[of], kindOf(replicas, beliefs, at, of))) };
  });
  return { ids: shown.map((at) => replicas[at].id), rows, more: replicas.length - shown.length };
}

function fitting(replicas: readonly ReplicaView[], chosen: string | null): readonly number[] {
  const all = replicas.map((_, at) => at);
  if (replicas.length <= SHOWN) return all;
  const suspected = new Set(replicas.flatMap(({ suspects }) => suspects));
  const rank = ({ id, up, suspects }: ReplicaView) => (id === chosen ? 0 : !up ? 1 : suspected.has(id) ? 2 : suspects.length > 0 ? 3 : 4);
  return all
    .sort((a, b) => rank(replicas[a]) - rank(replicas[b]) || a - b)
    .slice(0, SHOWN)
    .sort((a, b) => a - b);
}

function kindOf(replicas: readonly ReplicaView[], beliefs: BeliefsView | undefined, by: number, of: number): Belief['kind'] {
  if (by === of) return 'self';
  if (!replicas[by].up) return 'none';
  if (beliefs !== undefined) return letters[beliefs.rows[by]?.[of] ?? ''] ?? 'none';
  return replicas[by].suspects.includes(replicas[of].id) ? 'dead' : 'alive';
}

function beliefOf(by: ReplicaView, of: ReplicaView, kind: Belief['kind']): Belief {
  const wrong = (kind === 'dead' && of.up) || (kind === 'alive' && !of.up);
  return { by: by.id, of: of.id, kind, wrong, words: wordsOf(by.id, of.id, kind, wrong) };
}

function wordsOf(by: string, of: string, kind: Belief['kind'], wrong: boolean): string {
  if (kind === 'self') return `${by} itself`;
  if (kind === 'none') return `${by} is down and believes nothing of ${of}`;
  if (kind === 'unknown') return `${by} has heard nothing of ${of}`;
  const said = kind === 'suspected' ? `${by} suspects ${of}` : `${by} believes ${of} ${kind}`;
  return wrong ? `${said}, which is not so` : said;
}

/** How things stand in a sentence: who believes whom dead or suspects them. */
export function summaryOf({ rows }: Matrix): string {
  const about = new Map<string, { dead: string[]; suspected: string[] }>();
  for (const { id, beliefs } of rows) {
    for (const { of, kind } of beliefs) {
      if (kind !== 'dead' && kind !== 'suspected') continue;
      const found = about.get(of) ?? { dead: [], suspected: [] };
      about.set(of, found);
      found[kind].push(id);
    }
  }
  if (about.size === 0) return 'Everybody believes everybody alive, or has heard nothing of them.';
  const verb = (names: readonly string[], one: string, many: string) => (names.length === 1 ? one : many);
  const parts = [...about].slice(0, 3).map(([of, { dead, suspected }]) => {
    const said = [
      ...(dead.length > 0 ? [`${listOf(dead, 4)} ${verb(dead, 'believes', 'believe')} ${of} dead`] : []),
      ...(suspected.length > 0 ? [`${listOf(suspected, 4)} ${verb(suspected, 'suspects', 'suspect')} ${dead.length > 0 ? 'it' : of}`] : []),
    ];
    return said.join(' and ');
  });
  const rest = about.size - parts.length;
  return `${parts.join('; ')}${rest > 0 ? `; and so of ${rest} more` : ''}.`;
}

export interface Grid {
  /** The side of a cell, with its gap. */
  readonly step: number;
  readonly cell: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly at: (id: string) => number;
}

const LARGEST = 64;
const SMALLEST = 12;
/** Room for names beside the rows, and over the columns. */
const HEAD = 84;

/** Square cells as large as the room allows; where it allows too little, the figure is larger than the room and scrolls. */
export function gridOf(ids: readonly string[], width: number, height: number): Grid {
  const longest = Math.max(1, ...ids.map((id) => id.length));
  const left = Math.max(44, Math.min(HEAD, longest * 8 + 36));
  const room = Math.min((width - left - 8) / Math.max(1, ids.length), (height - 40) / Math.max(1, ids.length));
  const step = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(room)));
  const side = step * ids.length;
  const band = scaleBand<string>().domain(ids).range([0, side]).paddingInner(0.1).paddingOuter(0.05);
  return { step, cell: band.bandwidth(), left, top: 36, width: left + side + 8, height: 36 + side + 4, at: (id) => band(id) ?? 0 };
}
