import { describe, expect, it } from 'vitest';
import { matchShortcut, shortcutGroups, shortcuts } from './shortcuts.ts';

const key = (name: string, more: { readonly [name: string]: boolean | string } = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more });
/** The focus on an element that is one of these. */
const on = (...names: readonly string[]) => ({ closest: (selector: string) => (selector.split(', ').some((one) => names.includes(one)) ? {} : null) });

describe('shortcuts', () => {
  it('give each key one meaning', () => {
    const keys = shortcuts.flatMap((one) => one.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(shortcuts.every((one) => shortcutGroups.includes(one.group))).toBe(true);
  });

  it('step by moment, and with Shift by event, on keyboards of any language', () => {
    expect(matchShortcut(key('.'), null)).toBe('moment-on');
    expect(matchShortcut(key(','), null)).toBe('moment-back');
    expect(matchShortcut(key('>', { shiftKey: true, code: 'Period' }), null)).toBe('event-on');
    expect(matchShortcut(key(';', { shiftKey: true, code: 'Comma' }), null)).toBe('event-back');
  });

  it('leave Space to the control that has the focus', () => {
    expect(matchShortcut(key(' '), on())).toBe('play');
    expect(matchShortcut(key(' '), on('button'))).toBeNull();
    expect(matchShortcut(key('.'), on('button'))).toBe('moment-on');
  });

  it('do nothing in a field, a menu or a dialog, nor with another key held', () => {
    expect(matchShortcut(key('u'), on('input'))).toBeNull();
    expect(matchShortcut(key('u'), on('[role="dialog"]'))).toBeNull();
    expect(matchShortcut(key('u', { ctrlKey: true }), null)).toBeNull();
  });

  it('leave arrows, Enter and Escape to the focused figure', () => {
    for (const name of ['ArrowLeft', 'Enter', 'Escape', 'ContextMenu']) expect(matchShortcut(key(name), null)).toBeNull();
  });

  it('keep only Space where single keys are switched off', () => {
    expect(matchShortcut(key(' '), null, false)).toBe('play');
    for (const one of shortcuts) if (one.id !== null && one.id !== 'play') expect(matchShortcut(key(one.keys[0]!), null, false)).toBeNull();
  });
});
