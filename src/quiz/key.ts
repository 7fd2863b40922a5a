/** The key of a question: typed with it, or read off a run. Who grades has it computed by then; who shows or checks a question asks here which of the two it is. */
import type { FromRun, Key } from './question.ts';

export function isFromRun<T>(key: Key<T>): key is FromRun<T> {
  if (typeof key !== 'object' || key === null) return false;
  const fields = key as { readonly run?: unknown; readonly atMs?: unknown; readonly read?: unknown };
  return typeof fields.run === 'object' && fields.run !== null && typeof fields.atMs === 'number' && typeof fields.read === 'function';
}
