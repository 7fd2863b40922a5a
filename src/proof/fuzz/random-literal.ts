/**
 * Bugs of the source documents, run as written, for some of the fuzz's documents: those that choose whom to write to, what to answer or
 * what to count, but neither how copies merge nor what a version is. The cluster must then still converge to what was stored.
 */
import { type LiteralId, literalIds, literalMismatch } from '../../engine/literal/index.ts';
import { Dice } from './dice.ts';
import { AS_THEY_WERE, type FuzzDocument } from './random-times.ts';

/** Bugs that no such run may have, and why. */
export const breaking: { readonly [id in LiteralId]?: string } = {
  'E001-14': 'a hint becomes a new version where it comes, after all operations are over',
  'E001-22': 'ties stay ties',
  'E002-02': 'ties stay ties',
  'E002-11': 'ties stay ties',
  'E002-32': 'ties stay ties',
  'E002-14': 'what was superseded is stored again, by every owner if need be',
  'E002-15': 'replaces what its client had not seen',
  'E002-18': 'merges otherwise',
  'E002-21': 'merges otherwise',
  'E002-22': 'names two additions alike',
  'E002-26': 'overwrites newer copies with older ones',
  'E002-31': 'leaves that differ hash alike',
};

/** The same document, or, one time in ten, one with one to three bugs. */
export function withLiteral(document: FuzzDocument): FuzzDocument {
  const dice = new Dice(document.seed ^ 0x117e2a1);
  if (AS_THEY_WERE.includes(document.seed) || dice.chance(0.9)) return document;
  const { conflict, perKey = {} } = document.store as { readonly conflict: string; readonly perKey?: { readonly [key: string]: string } };
  const policies = [conflict, ...Object.values(perKey)];
  const fitting = literalIds.filter((id) => breaking[id] === undefined && literalMismatch(id, policies) === null);
  return { ...document, literal: dice.shuffled(fitting).slice(0, dice.whole(1, 3)) };
}
