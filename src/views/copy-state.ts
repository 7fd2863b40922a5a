/** The state behind a counter or a set in one line of words, as a card or a cell says it: "8 = A 3 + B 5", "eggs, milk". */
import { valueText } from '../engine/picture/sentences.ts';
import type { EntryView, StateView } from '../engine/picture/snapshot.ts';

const MINUS = '\u2212';

export const totalOf = (entries: readonly EntryView[]): number => entries.reduce((sum, { up, down }) => sum + up - down, 0);

const plain = (number: number): string => (number < 0 ? `${MINUS}${-number}` : String(number));

/** `A 3 + B 5`; of a counter both ways `A 3 − 1`. */
export function entriesText(entries: readonly EntryView[]): string {
  return entries.map(({ actor, up, down }) => `${actor} ${up}${down === 0 ? '' : ` ${MINUS} ${down}`}`).join(' + ');
}

/** What is read off the state, and what that is made of. */
export function stateText(state: StateView): string {
  if (state.type === 'counter') {
    const total = plain(totalOf(state.entries));
    return state.entries.length === 0 ? total : `${total} = ${entriesText(state.entries)}`;
  }
  const held = state.elements.filter(({ removed }) => !removed);
  return held.length === 0 ? 'empty set' : held.map(({ value }) => valueText(value)).join(', ');
}

/** The same, the fullest first: what a place too narrow for one may take instead. */
export function stateTexts(state: StateView): readonly string[] {
  if (state.type === 'set' || state.entries.length === 0) return [stateText(state)];
  return [stateText(state), plain(totalOf(state.entries))];
}
