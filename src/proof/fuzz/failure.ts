/**
 * What a fuzz found: a sentence for people, and a kind, by which a shorter scenario is known to fail the same way. The kind of an error
 * of the engine is its sentence without what differs from run to run (numbers, names, values).
 */

export interface Failure {
  readonly kind: string;
  readonly message: string;
}

/** Thrown by a check where something does not hold. */
export class FuzzFailure extends Error {
  override name = 'FuzzFailure';
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The scenario does not keep what the claim presupposes (a fault was never taken back, say): it shows nothing, for or against. */
export const UNFAIR = 'unfair';

const STACK_LINES = 6;

export function failureOf(error: unknown): Failure {
  if (error instanceof FuzzFailure) return { kind: error.kind, message: error.message };
  if (!(error instanceof Error)) return { kind: 'throws', message: String(error) };
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .slice(0, STACK_LINES);
  return { kind: `throws: ${withoutParticulars(error.message)}`, message: [error.message, ...where].join('\n') };
}

function withoutParticulars(message: string): string {
  return message
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\b[a-z]?[0-9][0-9.,]*\b/gi, '#')
    .replace(/\b[A-F]\b/g, '#');
}

/** What of a check's outcome counts as a failure; null where it holds. */
export function outcomeOf(check: () => unknown): Failure | null {
  try {
    check();
    return null;
  } catch (error) {
    return failureOf(error);
  }
}
