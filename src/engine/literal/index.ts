/** Literal mode: the documents' own bugs as they were written. The folder is imported from outside through here. */
export { type LiteralBug, type LiteralId, literalBugs, literalIds } from './bugs.ts';
export { literalMismatch, literalRefusal } from './refused.ts';
