/** Going along marks with the arrow keys, and which of them a press means: the nearest in that direction, the nearest within a finger's width. Pure. */

export interface Target {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const HIT = 22;

const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

export function isArrow(key: string): key is keyof typeof ways {
  return Object.hasOwn(ways, key);
}

export function nextTarget<T extends Target>(targets: readonly T[], from: T, key: keyof typeof ways): T | null {
  const [dx, dy] = ways[key];
  const x = from.x + from.width / 2;
  const y = from.y + from.height / 2;
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of targets) {
    const ax = one.x + one.width / 2 - x;
    const ay = one.y + one.height / 2 - y;
    const along = ax * dx + ay * dy;
    if (one.id === from.id || along <= 1) continue;
    const across = Math.abs(ax * dy) + Math.abs(ay * dx);
    if (along + 3 * across >= least) continue;
    least = along + 3 * across;
    best = one;
  }
  return best;
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
