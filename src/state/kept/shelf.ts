/** Where texts are kept by name: the browser's storage behind an interface, and a shelf in memory that can be made full or blocked, for tests. */

export class StorageFull extends Error {
  override name = 'StorageFull';
}
export class StorageBlocked extends Error {
  override name = 'StorageBlocked';
}

/** Every one of these may throw `StorageBlocked`. */
export interface Shelf {
  read(name: string): string | null;
  /** Throws `StorageFull` where there is no room; what was there under that name stays. */
  write(name: string, text: string): void;
  remove(name: string): void;
  names(): readonly string[];
}

/** Some browsers give a quota of nothing to pages that may not store: full while nothing is there is blocked. */
function troubleOf(error: unknown, stored: number): Error {
  const named = error instanceof Error ? error.name : '';
  if (/quota/i.test(named) && stored > 0) return new StorageFull();
  return new StorageBlocked();
}

/** Asks for the storage each time, since merely naming it throws where it is blocked. */
export function browserShelf(storageOf: () => Storage = () => localStorage): Shelf {
  const asked = <T>(work: (storage: Storage) => T): T => {
    try {
      return work(storageOf());
    } catch (error) {
      throw troubleOf(error, 0);
    }
  };
  return {
    read: (name) => asked((storage) => storage.getItem(name)),
    remove: (name) => asked((storage) => storage.removeItem(name)),
    names: () => asked((storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((name) => name !== null)),
    write(name, text) {
      const storage = asked((one) => one);
      try {
        storage.setItem(name, text);
      } catch (error) {
        throw troubleOf(
          error,
          asked((one) => one.length),
        );
      }
    },
  };
}

export interface MemoryShelf extends Shelf {
  /** So many characters fit, names counted. */
  capacity: number;
  blocked: boolean;
}

export function memoryShelf(held: Map<string, string> = new Map()): MemoryShelf {
  const check = (): void => {
    if (shelf.blocked) throw new StorageBlocked();
  };
  const shelf: MemoryShelf = {
    capacity: Number.POSITIVE_INFINITY,
    blocked: false,
    read(name) {
      check();
      return held.get(name) ?? null;
    },
    write(name, text) {
      check();
      let size = name.length + text.length;
      for (const [other, one] of held) if (other !== name) size += other.length + one.length;
      if (size > shelf.capacity) throw new StorageFull();
      held.set(name, text);
    },
    remove(name) {
      check();
      held.delete(name);
    },
    names() {
      check();
      return [...held.keys()];
    },
  };
  return shelf;
}
