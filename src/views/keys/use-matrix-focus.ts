/** One tab stop for the whole matrix: arrow keys move between heads and cells, Enter and the menu key pick, Escape clears; a press anywhere picks too. */
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { anchorOf, type PickHow, type StageProps } from '../stage.ts';
import type { Matrix } from './model.ts';

export interface MatrixFocus {
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onClick: (event: MouseEvent<HTMLElement>) => void;
    readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void;
  };
  /** Attributes of the cell at a row and column; −1 is a head. */
  readonly place: (row: number, column: number) => { readonly 'data-place': string; readonly tabIndex: number };
}

const PAGE = 10;

export function useMatrixFocus(matrix: Matrix, { onPick, onShowKey }: Pick<StageProps, 'onPick' | 'onShowKey'>): MatrixFocus {
  const lastRow = matrix.rows.length - 1;
  const lastColumn = matrix.columns.length - 1;
  const [wanted, setWanted] = useState({ row: 0, column: 0 });
  const at = { row: Math.min(wanted.row, lastRow), column: Math.min(wanted.column, lastColumn) };

  const pick = (row: number, column: number, how: PickHow, element: Element) => {
    const key = matrix.rows[row]?.key;
    const replica = matrix.columns[column]?.id;
    const anchor = anchorOf(element);
    if (key !== undefined && replica !== undefined) onPick({ type: 'copy', replica, key }, how, anchor);
    else if (replica !== undefined) onPick({ type: 'replica', id: replica }, how, anchor);
    else if (key !== undefined) {
      if (how === 'press') onShowKey(key);
      onPick({ type: 'key', key }, how, anchor);
    }
  };
  const move = (event: KeyboardEvent<HTMLElement>, row: number, column: number) => {
    let to = { row: Math.max(-1, Math.min(lastRow, row)), column: Math.max(-1, Math.min(lastColumn, column)) };
    // The corner is no place.
    if (to.row < 0 && to.column < 0) to = at.row < 0 ? { row: -1, column: 0 } : { row: 0, column: -1 };
    setWanted(to);
    const element = event.currentTarget.querySelector<HTMLElement>(`[data-place="${to.row},${to.column}"]`);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { row, column } = at;
    const places: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      PageUp: [Math.max(0, row - PAGE), column],
      PageDown: [row + PAGE, column],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? lastRow : row, lastColumn],
    };
    const to = places[event.key];
    const menu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    const element = event.target instanceof Element ? event.target.closest('[data-place]') : null;
    if (to !== undefined) move(event, ...to);
    else if ((event.key === 'Enter' || event.key === ' ' || menu) && element !== null) pick(row, column, menu ? 'menu' : 'press', element);
    else if (event.key === 'Escape') onPick(null, 'mark', null);
    else return;
    event.preventDefault();
  };
  const onMouse = (event: MouseEvent<HTMLElement>, how: PickHow) => {
    const element = event.target instanceof Element ? event.target.closest('[data-place]') : null;
    if (element === null) return;
    const [row = 0, column = 0] = (element.getAttribute('data-place') ?? '').split(',').map(Number);
    if (how === 'menu') event.preventDefault();
    setWanted({ row, column });
    pick(row, column, how, element);
  };
  return {
    handlers: { onKeyDown, onClick: (event) => onMouse(event, 'press'), onContextMenu: (event) => onMouse(event, 'menu') },
    place: (row, column) => ({ 'data-place': `${row},${column}`, tabIndex: row === at.row && column === at.column ? 0 : -1 }),
  };
}
