/** A command as a panel offers it: what it is called, why it cannot apply now, and what it does. The page makes them from its one list of actions. */
import type { GlyphName } from '../ui/Glyph.tsx';

export interface CommandItem {
  readonly id: string;
  /** A verb, and what it is done to where that is not plain. */
  readonly label: string;
  readonly glyph?: GlyphName;
  /** Why it cannot be done now, as a sentence without its full stop; null where it can. */
  readonly unavailable: string | null;
  readonly run: () => void;
}
