/** What makes a drawing one tab stop: which mark has the focus, arrow keys between marks, Enter, the menu key and Escape, and a press or right click near one. */
import { type KeyboardEvent, type MouseEvent, type RefObject, useRef, useState } from 'react';
import { pointIn } from '../../ui/pointer.ts';
import type { PickHow } from '../stage.ts';
import { isArrow, nextTarget, type Target, targetAt } from './roving.ts';

export interface RovingOptions<T extends Target> {
  /** Each is drawn as an element with its id as `data-target`. */
  readonly targets: readonly T[];
  readonly onTake: (target: T, how: PickHow, element: Element) => void;
  readonly onClear: () => void;
  /** True for a list read from top to bottom: left and right go up and down. */
  readonly list?: boolean;
  /** What lies right of this belongs to the mark beside it. */
  readonly right?: number;
}

export interface Roving {
  readonly active: string | null;
  readonly setActive: (id: string) => void;
  readonly figure: {
    readonly ref: RefObject<SVGSVGElement | null>;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onClick: (event: MouseEvent) => void;
    readonly onContextMenu: (event: MouseEvent) => void;
  };
}

export function useRoving<T extends Target>({ targets, onTake, onClear, list = false, right = Number.POSITIVE_INFINITY }: RovingOptions<T>): Roving {
  const [at, setAt] = useState<string | null>(null);
  const ref = useRef<SVGSVGElement>(null);
  const active = targets.find((one) => one.id === at) ?? targets[0];
  const elementOf = ({ id }: T) => ref.current?.querySelector<SVGElement>(`[data-target="${CSS.escape(id)}"]`) ?? null;
  const take = (target: T, how: PickHow): void => {
    setAt(target.id);
    const element = elementOf(target);
    if (element !== null) onTake(target, how, element);
  };
  const move = (key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'): void => {
    const turned = !list ? key : key === 'ArrowLeft' ? 'ArrowUp' : key === 'ArrowRight' ? 'ArrowDown' : key;
    const next = active === undefined ? null : nextTarget(targets, active, turned);
    if (next === null) return;
    setAt(next.id);
    elementOf(next)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (active === undefined) return;
    if (isArrow(event.key)) move(event.key);
    else if (event.key === 'Enter') take(active, 'press');
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) take(active, 'menu');
    else if (event.key === 'Escape') onClear();
    else return;
    event.preventDefault();
  };
  const onPoint = (event: MouseEvent, how: PickHow): void => {
    if (ref.current === null) return;
    if (how === 'menu') event.preventDefault();
    const { x, y } = pointIn(ref.current, event);
    const hit = targetAt(targets, Math.min(x, right), y);
    if (hit === null) onClear();
    else take(hit, how);
  };
  return {
    active: active?.id ?? null,
    setActive: setAt,
    figure: { ref, onKeyDown, onClick: (event) => onPoint(event, 'press'), onContextMenu: (event) => onPoint(event, 'menu') },
  };
}
