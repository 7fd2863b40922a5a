import type { AnyFold } from '../fold.ts';
export const checkers: readonly AnyFold[] = [];
