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

export const shortcutGroups = ['Time', 'The run', 'In a figure'] as const;

export interface Shortcut {
  /** Null: belongs to the focused figure or control, and is only told. */
  readonly id: ShortcutId | null;
  /** As `KeyboardEvent.key` names them; any one will do. */
  readonly keys: readonly string[];
  /** As they are printed, one after the other. */
  readonly shown: readonly string[];
  /** What it does, as a verb. */
  readonly label: string;
  readonly group: (typeof shortcutGroups)[number];
  /** A character alone, which speech input may say by accident: it can be switched off (WCAG 2.1.4). */
  readonly single: boolean;
}

const of = (id: ShortcutId | null, keys: readonly string[], shown: readonly string[], label: string, group: Shortcut['group']): Shortcut => ({
  id,
  keys,
  shown,
  label,
  group,
  single: id !== null && keys.some((key) => key.length === 1 && key !== ' '),
});

export const shortcuts: readonly Shortcut[] = [
  of('play', [' '], ['Space'], 'Play or pause, unless a control has the focus', 'Time'),
  of('moment-on', ['.'], ['.'], 'Step on to the next moment', 'Time'),
  of('moment-back', [','], [','], 'Step back to the last moment', 'Time'),
  of('event-on', ['>'], ['Shift', '.'], 'Step on by one event', 'Time'),
  of('event-back', ['<'], ['Shift', ','], 'Step back by one event', 'Time'),
  of('zoom-in', ['+', '='], ['+'], 'Zoom in on time', 'Time'),
  of('zoom-out', ['-'], ['−'], 'Zoom out of time', 'Time'),
  of('whole-run', ['0'], ['0'], 'Show the whole run', 'Time'),
  of('undo', ['u'], ['U'], 'Undo the latest command', 'The run'),
  of('start-over', ['R'], ['Shift', 'R'], 'Start over', 'The run'),
  of('help', ['?'], ['?'], 'Open this sheet', 'The run'),
  of(null, ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'], ['Arrow keys'], 'Move inside the focused figure, table or track', 'In a figure'),
  of(null, ['Enter'], ['Enter'], 'Select, and open the commands for it', 'In a figure'),
  of(null, ['ContextMenu', 'F10'], ['Shift', 'F10'], 'Open all commands for it, as the menu key and a right click do', 'In a figure'),
  of(null, ['Escape'], ['Escape'], 'Close a bar or sheet, or clear the selection', 'In a figure'),
];

interface KeyLike {
  readonly key: string;
  readonly code?: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}
interface FocusLike {
  closest(selector: string): unknown;
}

const FIELDS = 'input, select, textarea, [contenteditable="true"], [role="dialog"], [role="menu"]';
const CONTROLS = 'button, a, summary, [role="button"], [role="switch"], [role="tab"], [role="menuitem"], [role="option"]';

/** Comma and full stop with Shift are other characters on every other keyboard: their place counts as well. */
function keyOf({ key, code, shiftKey }: KeyLike): string {
  if (shiftKey === true && code === 'Comma') return '<';
  if (shiftKey === true && code === 'Period') return '>';
  return key;
}

/** Which shortcut a key means, or null: none in a field, a menu or a dialog; Space only where no control has the focus; single keys only if wanted. */
export function matchShortcut(event: KeyLike, focus: FocusLike | null, singleKeys = true): ShortcutId | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (focus !== null && focus.closest(FIELDS) !== null) return null;
  const key = keyOf(event);
  const found = shortcuts.find((one) => one.id !== null && one.keys.includes(key));
  if (found === undefined || (found.single && !singleKeys)) return null;
  return found.id === 'play' && focus !== null && focus.closest(CONTROLS) !== null ? null : found.id;
}
