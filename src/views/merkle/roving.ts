/** Going along marks with the arrow keys, and which of them a press means: the nearest in that direction, the nearest within a finger's width. Pure. */

export interface Target {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const HIT = 22;
/** Middles so far apart stand in one column. */
const COLUMN = 12;

const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

export function isArrow(key: string): key is keyof typeof ways {
  return Object.hasOwn(ways, key);
}

/** Sideways to the nearest column, there to what is nearest in height; up and down within the column, past its end to what is nearest. */
export function nextTarget<T extends Target>(targets: readonly T[], from: T, key: keyof typeof ways): T | null {
  const [dx, dy] = ways[key];
  const x = from.x + from.width / 2;
  const y = from.y + from.height / 2;
  const ahead = targets
    .map((one) => {
      const ax = one.x + one.width / 2 - x;
      const ay = one.y + one.height / 2 - y;
      return { one, along: ax * dx + ay * dy, across: Math.abs(ax * dy) + Math.abs(ay * dx) };
    })
    .filter(({ one, along }) => one.id !== from.id && along > 1);
  if (dx !== 0) {
    const column = Math.min(...ahead.map(({ along }) => along)) + COLUMN;
    return least(ahead.filter(({ along }) => along <= column).map(({ one, across }) => ({ one, far: across })));
  }
  const inColumn = ahead.filter(({ across }) => across <= COLUMN);
  return least((inColumn.length > 0 ? inColumn : ahead).map(({ one, along, across }) => ({ one, far: along + 3 * across })));
}

function least<T>(all: readonly { readonly one: T; readonly far: number }[]): T | null {
  let best: { readonly one: T; readonly far: number } | null = null;
  for (const next of all) if (best === null || next.far < best.far) best = next;
  return best === null ? null : best.one;
}

export function targetAt<T extends Target>(targets: readonly T[], x: number, y: number): T | null {
  let best: T | null = null;
  let least = HIT;
  for (const one of targets) {
    const dx = Math.max(one.x - x, 0, x - one.x - one.width);
    const dy = Math.max(one.y - y, 0, y - one.y - one.height);
    const away = Math.hypot(dx, dy);
    if (away > least || (away === least && best !== null)) continue;
    least = away;
    best = one;
  }
  return best;
}
