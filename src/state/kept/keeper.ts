/**
 * A shelf that never fails: what the browser does not take is held in memory until the page is closed, and written as soon as there is room. Damaged
 * texts are set aside under a name of their own; where even that does not fit, they stay where they are and nothing is written over them.
 */
import { type Shelf, StorageFull } from './shelf.ts';

export const BLOCKED = 'This browser does not let the page store anything: your work is kept until you close it.';

export interface Keeper {
  read(name: string): string | null;
  /** True where the text is on the shelf; false where it is only in memory. */
  write(name: string, text: string): boolean;
  remove(name: string): void;
  /** Every name that begins so. */
  names(prefix: string): readonly string[];
  /** Moves a text to another name. */
  setAside(name: string, to: string): void;
  readonly trouble: 'none' | 'full' | 'blocked';
  /** The names whose latest text is only in memory. */
  unsaved(): readonly string[];
}

export function createKeeper(shelf: Shelf): Keeper {
  /** What the shelf did not take; null: what it did not remove. */
  const held = new Map<string, string | null>();
  /** Names whose text on the shelf must stay. */
  const frozen = new Set<string>();
  let trouble: Keeper['trouble'] = 'none';

  /** Whether the shelf did it. */
  const tried = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      trouble = error instanceof StorageFull ? 'full' : 'blocked';
      return false;
    }
  };
  const asked = <T>(work: () => T, otherwise: T): T => {
    let answer = otherwise;
    tried(() => {
      answer = work();
    });
    return answer;
  };
  const put = (name: string, text: string | null): boolean => {
    const done = !frozen.has(name) && tried(() => (text === null ? shelf.remove(name) : shelf.write(name, text)));
    if (done) held.delete(name);
    else held.set(name, text);
    return done;
  };
  /** Brings to the shelf what waits in memory, now that something was done there. */
  const catchUp = (): void => {
    const before = trouble;
    trouble = 'none';
    for (const [name, text] of [...held]) if (!frozen.has(name) && !put(name, text)) return;
    if (frozen.size > 0 && held.size > 0) trouble = before === 'none' ? 'full' : before;
  };
  const read = (name: string): string | null => (held.has(name) ? (held.get(name) ?? null) : asked(() => shelf.read(name), null));

  return {
    get trouble() {
      return trouble;
    },
    read,
    write(name, text) {
      const done = put(name, text);
      if (done) catchUp();
      return done;
    },
    remove(name) {
      if (put(name, null)) catchUp();
    },
    names(prefix) {
      const all = new Set(asked(() => shelf.names(), []));
      for (const [name, text] of held) if (text === null) all.delete(name);
      for (const [name, text] of held) if (text !== null) all.add(name);
      return [...all].filter((name) => name.startsWith(prefix)).sort();
    },
    setAside(name, to) {
      const text = read(name);
      if (text === null) return;
      if (put(to, text)) return void put(name, null);
      // No room for both: the room of the one will do for the other.
      if (tried(() => shelf.remove(name)) && put(to, text)) return;
      tried(() => shelf.write(name, text));
      frozen.add(name);
      held.set(name, null);
    },
    unsaved: () => [...held].filter(([, text]) => text !== null).map(([name]) => name),
  };
}
