/** What a preset is: a named scenario document, in the same form as an imported file, so that it goes through the same parser. */
import type { Json } from '../versions/version.ts';

export interface Preset {
  readonly title: string;
  /** One or two plain sentences: what happens and what to watch. */
  readonly summary: string;
  /** The moment at which a page opens it; the beginning if left out. */
  readonly startMs?: number;
  /** A scenario document (version 1), not yet parsed. */
  readonly scenario: { readonly [name: string]: Json };
}
