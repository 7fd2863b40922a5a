/** What the fuzz's processes tell each other: a seed to try, a failing document to make short; what came of it. */
import type { Failure } from './failure.ts';
import type { ShrinkDocument } from './shrink-steps.ts';

export type Job = { readonly type: 'seed' | 'shrink'; readonly fuzz: string; readonly seed: number };

export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'seed'; readonly seed: number; readonly failure: Failure | null; readonly tally: readonly (readonly [string, number])[] }
  | {
      readonly type: 'shrink';
      readonly seed: number;
      readonly failure: Failure;
      /** Null where the failure does not survive JSON. */
      readonly shrunk: { readonly document: ShrinkDocument; readonly tried: number; readonly unfinished: boolean } | null;
    };
