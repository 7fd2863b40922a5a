/** Every checker, in the order in which they see a record: a fold that derives `violation-found`. One more is a file and a line. */
import { type AnyFold, anyFold } from '../folds/fold.ts';
import { corruptionSpread } from './corruption-spread.ts';
import { hintOverflow } from './hint-overflow.ts';
import { lostAcknowledgedWrite } from './lost-acknowledged-write.ts';
import { resurrection } from './resurrection.ts';
import { sessionGuarantees } from './session-guarantees.ts';
import { unsafeGc } from './unsafe-gc.ts';

export const checkers: readonly AnyFold[] = [
  anyFold(lostAcknowledgedWrite),
  anyFold(resurrection),
  anyFold(unsafeGc),
  anyFold(hintOverflow),
  anyFold(sessionGuarantees),
  anyFold(corruptionSpread),
];
export type { EndedOperation } from './client-history.ts';
export { notConverged } from './not-converged.ts';
export { type SearchName, search, searchNames } from './searches.ts';
