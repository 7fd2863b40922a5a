/** Pointer and keys on the figure: what a press means, roving focus through all that can be chosen, a line drawn across empty ground. */
import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { boxOnPage, pointIn } from '../../ui/pointer.ts';
import type { Anchor, PickHow } from '../stage.ts';
import type { Point } from './geometry.ts';
import { boxOf, hit, itemOf, keyOfSelection, replicaFinder, type Scene } from './items.ts';
import { normalised, sidesOfLine, toNextSide } from './partition.ts';
import type { ClusterViewProps } from './props.ts';

/** A press that goes further than this is a line across the stage. */
const DRAG_FROM = 14;

export function usePicking(props: ClusterViewProps, scene: Scene, order: readonly string[]) {
  const stage = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [hovered, setHovered] = useState<string | null>(null);
  const [line, setLine] = useState<{ readonly from: Point; readonly to: Point } | null>(null);
  const drag = useRef<{ readonly from: Point; moved: boolean } | null>(null);
  const { layout } = scene;
  const finder = useMemo(() => replicaFinder(layout), [layout]);
  const selectedKey = keyOfSelection(props.selection);
  const known = new Set(order);
  const current = focus !== null && known.has(focus) ? focus : selectedKey !== null && known.has(selectedKey) ? selectedKey : (order[0] ?? null);
  const ids = props.snapshot.replicas.map((one) => one.id);

  // A message that has arrived takes its focus with it: whoever was on it stays in the figure.
  const lost = focus !== null && focused && !known.has(focus);
  useEffect(() => {
    if (lost && document.activeElement === document.body && current !== null) focusItem(stage.current, current);
  }, [lost, current]);

  const pointOf = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    return stage.current === null ? { x: event.clientX, y: event.clientY } : pointIn(stage.current, event);
  };
  const anchorOf = (key: string): Anchor | null => {
    const box = boxOf(scene, key);
    return box === null || stage.current === null ? null : boxOnPage(stage.current, box);
  };
  const pick = (key: string | null, how: PickHow) => {
    if (props.partition !== null) {
      if (key?.startsWith('r:') === true) props.onPartition(toNextSide(props.partition, key.slice(2), ids));
      return;
    }
    const item = key === null ? null : itemOf(key);
    if (item !== null && key !== null) props.onPick(item.selection, how, anchorOf(key));
    else if (props.selection !== null) props.onPick(null, 'mark', null);
  };
  const at = (event: MouseEvent<HTMLElement>): string | null => {
    const element = event.target instanceof Element ? event.target.closest('[data-item]') : null;
    // Pressed by key or by a reader: there is no point, but there is the element.
    if (event.detail === 0 && element !== null) return element.getAttribute('data-item');
    return hit(scene, pointOf(event), finder);
  };

  const handlers = {
    onClick: (event: MouseEvent<HTMLElement>) => {
      if (isControl(event.target)) return;
      const wasDrag = drag.current?.moved === true;
      drag.current = null;
      if (wasDrag) return;
      const key = at(event);
      if (key !== null) setFocus(key);
      pick(key, 'press');
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      if (isControl(event.target)) return;
      const element = event.target instanceof Element ? event.target.closest('[data-item]') : null;
      // The menu key reports the middle of what has the focus, or nothing.
      const key = event.button === 2 ? hit(scene, pointOf(event), finder) : (element?.getAttribute('data-item') ?? null);
      if (key === null) return;
      event.preventDefault();
      setFocus(key);
      pick(key, 'menu');
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      drag.current = null;
      if (event.button !== 0 || isControl(event.target) || ids.length < 2) return;
      const point = pointOf(event);
      const under = hit(scene, point, finder);
      if (under === null || under.startsWith('l:')) drag.current = { from: point, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const point = pointOf(event);
      if (!layout.labels) setHovered(finder(point)?.id ?? null);
      const { current: started } = drag;
      if (started === null || event.buttons !== 1) return;
      if (!started.moved && Math.hypot(point.x - started.from.x, point.y - started.from.y) < DRAG_FROM) return;
      if (!started.moved) event.currentTarget.setPointerCapture(event.pointerId);
      started.moved = true;
      setLine({ from: started.from, to: point });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const { current: started } = drag;
      setLine(null);
      if (started?.moved !== true) return;
      const draft = sidesOfLine(started.from, pointOf(event), [...layout.replicas.values()]);
      if (draft !== null) props.onPartition(normalised(draft, ids));
    },
    onPointerCancel: () => {
      drag.current = null;
      setLine(null);
    },
    onPointerLeave: () => setHovered(null),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const key = event.target.closest('[data-item]')?.getAttribute('data-item') ?? null;
      if (key !== null) setFocus(key);
      setFocused(key !== null && event.target.matches(':focus-visible'));
    },
    onBlur: () => setFocused(false),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Escape') {
        if (props.partition !== null) props.onCancelPartition();
        else if (props.selection !== null) props.onPick(null, 'mark', null);
        return;
      }
      if (isControl(event.target) || current === null) return;
      const by = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
      const next =
        event.key === 'Home'
          ? order[0]
          : event.key === 'End'
            ? order.at(-1)
            : by === 0
              ? undefined
              : order[(order.indexOf(current) + by + order.length) % order.length];
      if (next !== undefined) {
        event.preventDefault();
        setFocus(next);
        focusItem(stage.current, next);
      } else if (event.key === 'Enter' || (event.key === ' ' && focused)) {
        // After a press of the pointer Space is left to Play: nobody sees then that a mark has the focus.
        event.preventDefault();
        pick(current, 'press');
      } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        event.preventDefault();
        pick(current, 'menu');
      }
    },
  };
  return { stage, handlers, current, focusedKey: focused ? current : null, hovered, line, selectedKey };
}

/** Heal and the like: buttons of their own, not marks of the figure. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button:not([data-item]), fieldset') !== null;
}

function focusItem(stage: HTMLElement | null, key: string): void {
  const element = stage?.querySelector(`[data-item="${CSS.escape(key)}"]`);
  if (element instanceof HTMLElement || element instanceof SVGElement) element.focus();
}
