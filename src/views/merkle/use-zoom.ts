/** The window on a tree, moved smoothly when another node is zoomed into (van Wijk and Nuij's path, by d3), at once when the tree itself grows or no motion is wanted. */
import { easeCubicInOut, interpolateNumber, interpolateZoom } from 'd3';
import { useEffect, useRef, useState } from 'react';
import type { TreeWindow } from './layout.ts';

const LONGEST_MS = 1200;
const SHORTEST_MS = 250;

export interface Flight {
  readonly durationMs: number;
  /** The window at a share of the way, 0 to 1. */
  readonly at: (share: number) => TreeWindow;
}

export function flightBetween(from: TreeWindow, to: TreeWindow): Flight {
  const zoom = interpolateZoom([0, from.row + from.rows / 2, from.rows], [0, to.row + to.rows / 2, to.rows]);
  const level = interpolateNumber(from.level, to.level);
  const levels = interpolateNumber(from.levels, to.levels);
  return {
    durationMs: Math.min(LONGEST_MS, Math.max(SHORTEST_MS, zoom.duration)),
    at: (share) => {
      if (share >= 1) return to;
      const [, middle, rows] = zoom(share);
      return { level: level(share), levels: levels(share), row: middle - rows / 2, rows };
    },
  };
}

/** `focus` names what is zoomed into. `finish` ends a flight at once. */
export function useZoom(focus: string, target: TreeWindow, still: boolean): { readonly window: TreeWindow; readonly finish: () => void } {
  const [flying, setFlying] = useState<TreeWindow | null>(null);
  const last = useRef({ focus, window: target });
  const running = useRef(0);
  const finish = () => {
    cancelAnimationFrame(running.current);
    setFlying(null);
  };
  const { level, levels, row, rows } = target;
  useEffect(() => {
    const to = { level, levels, row, rows };
    const from = last.current;
    last.current = { focus, window: to };
    cancelAnimationFrame(running.current);
    if (still || from.focus === focus) {
      setFlying(null);
      return;
    }
    const flight = flightBetween(from.window, to);
    const start = performance.now();
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - start) / flight.durationMs));
      setFlying(share >= 1 ? null : flight.at(easeCubicInOut(share)));
      if (share < 1) running.current = requestAnimationFrame(step);
    };
    setFlying(from.window);
    running.current = requestAnimationFrame(step);
    return () => cancelAnimationFrame(running.current);
  }, [focus, level, levels, row, rows, still]);
  return { window: flying ?? target, finish };
}
