import { describe, expect, it } from 'vitest';
import { browserShelf, StorageBlocked, StorageFull } from './shelf.ts';

/** As a browser's storage, with room for so many characters of one text. */
function storage(room: number): Storage {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    key: (index) => [...held.keys()][index] ?? null,
    getItem: (name) => held.get(name) ?? null,
    setItem(name, text) {
      if (text.length > room) throw new DOMException('no room', 'QuotaExceededError');
      held.set(name, text);
    },
    removeItem: (name) => void held.delete(name),
    clear: () => held.clear(),
  };
}

describe('the browser’s storage as a shelf', () => {
  it('keeps texts by name', () => {
    const one = storage(100);
    const shelf = browserShelf(() => one);
    shelf.write('a', 'text');
    shelf.write('b', 'other');
    shelf.remove('b');
    expect([shelf.read('a'), shelf.read('b'), shelf.names()]).toEqual(['text', null, ['a']]);
  });

  it('is full where the quota is used up, and blocked where there never was any', () => {
    const one = storage(3);
    const shelf = browserShelf(() => one);
    expect(() => shelf.write('a', 'text')).toThrow(StorageBlocked);
    shelf.write('a', 'abc');
    expect(() => shelf.write('a', 'text')).toThrow(StorageFull);
    expect(shelf.read('a')).toBe('abc');
  });

  it('is blocked where the browser does not even name it', () => {
    const shelf = browserShelf(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(() => shelf.read('a')).toThrow(StorageBlocked);
    expect(() => shelf.names()).toThrow(StorageBlocked);
    expect(() => shelf.write('a', 'text')).toThrow(StorageBlocked);
    expect(() => browserShelf(() => null as unknown as Storage).read('a')).toThrow(StorageBlocked);
  });
});
