/** Every shortcut of the page in one registry: the keyboard handler matches against it and the help sheet is printed from it. */

export type ShortcutId =
  | 'play'
  | 'moment-back'
  | 'moment-on'
  | 'event-back'
  | 'event-on'
  | 'zoom-in'
  | 'zoom-out'
  | 'whole-run'
  | 'undo'
  | 'start-over'
  | 'help';

export interface Shortcut {
  /** Null: belongs to the focused figure or control, and is only told. */
  readonly id: ShortcutId | null;
  /** As `KeyboardEvent.key` names it. */
  readonly keys: readonly string[];
  /** As it is printed. */
  readonly shown: string;
  readonly does: string;
  readonly group: 'Time' | 'The run' | 'In a figure';
}

export const shortcuts: readonly Shortcut[] = [
  { id: 'play', keys: [' '], shown: 'Space', does: 'Play or pause, unless a control has the focus', group: 'Time' },
  { id: 'moment-on', keys: ['.'], shown: '.', does: 'Step on to the next moment', group: 'Time' },
  { id: 'moment-back', keys: [','], shown: ',', does: 'Step back to the last moment', group: 'Time' },
  { id: 'event-on', keys: ['>'], shown: 'Shift .', does: 'Step on by one event', group: 'Time' },
  { id: 'event-back', keys: ['<'], shown: 'Shift ,', does: 'Step back by one event', group: 'Time' },
  { id: 'zoom-in', keys: ['+', '='], shown: '+', does: 'Zoom in on time', group: 'Time' },
  { id: 'zoom-out', keys: ['-'], shown: '−', does: 'Zoom out of time', group: 'Time' },
  { id: 'whole-run', keys: ['0'], shown: '0', does: 'Show the whole run', group: 'Time' },
  { id: 'undo', keys: ['u'], shown: 'u', does: 'Undo the latest command', group: 'The run' },
  { id: 'start-over', keys: ['R'], shown: 'Shift R', does: 'Start over', group: 'The run' },
  { id: 'help', keys: ['?'], shown: '?', does: 'Open this sheet', group: 'The run' },
  { id: null, keys: [], shown: '← ↑ → ↓', does: 'Move inside the focused figure, table or track', group: 'In a figure' },
  { id: null, keys: [], shown: 'Enter', does: 'Select, and open the commands for it', group: 'In a figure' },
  { id: null, keys: [], shown: 'Shift F10', does: 'Open all commands for it, as a right click does', group: 'In a figure' },
  { id: null, keys: [], shown: 'Escape', does: 'Close a bar or sheet, or clear the selection', group: 'In a figure' },
];

const CONTROLS = 'button, a, input, select, textarea, [role="button"], [role="switch"], [role="tab"], [role="menuitem"]';

interface KeyLike {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Which shortcut a key means, or null: none in a field, and Space only where no control has the focus. */
export function matchShortcut(event: KeyLike, focus: { closest(selector: string): unknown } | null): ShortcutId | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (focus !== null && focus.closest('input, select, textarea, [role="dialog"]') !== null) return null;
  const found = shortcuts.find((one) => one.keys.includes(event.key))?.id ?? null;
  if (found === 'play' && focus !== null && focus.closest(CONTROLS) !== null) return null;
  return found;
}
