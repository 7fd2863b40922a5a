/** Assertions that stay on everywhere: an impossible state stops the run and says which one it was. */

export class ImpossibleState extends Error {
  override name = 'ImpossibleState';
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new ImpossibleState(message);
}

/** Closes a switch over a discriminated union: a new member that nobody handles does not compile. */
export function assertNever(value: never, what = 'value'): never {
  throw new ImpossibleState(`unhandled ${what}: ${JSON.stringify(value)}`);
}
