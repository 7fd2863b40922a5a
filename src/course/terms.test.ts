/** The one file of terms: every definition short enough to be read in passing, and no term twice. */
import { describe, expect, it } from 'vitest';
import { termOf, terms } from './terms.ts';

const sentences = (text: string): number => text.match(/[.!?](?=\s|$)/g)?.length ?? 0;
const words = (text: string): number => text.split(/\s+/).length;

describe('the terms of the field', () => {
  it.each(terms.map(({ id, definition }) => [id, definition]))('%s is defined in two sentences of at most fifty words', (_id, definition) => {
    expect(sentences(definition)).toBe(2);
    expect(words(definition)).toBeLessThanOrEqual(50);
  });

  it('have a name of their own each', () => {
    expect(new Set(terms.map(({ term }) => term.toLowerCase())).size).toBe(terms.length);
    expect(new Set(terms.map(({ definition }) => definition)).size).toBe(terms.length);
  });

  it('are found by id, and what is none is not', () => {
    expect(termOf('hinted-handoff')?.term).toBe('hinted handoff');
    expect(termOf('merkle-tree')?.term).toBe('Merkle tree');
    expect(termOf('constructor')).toBeNull();
  });
});
