/**
 * Containers that a checkpoint shares instead of copying.
 * CowPages is a sparse array of immutable entries in pages of 256 that are copied on the first write after a fork;
 * AppendLog is a list that only grows, of which every holder owns a length, copied when a fork appends first.
 */

const PAGE_BITS = 8;
const PAGE_SIZE = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_SIZE - 1;

interface Page<T> {
  owner: object;
  entries: (T | undefined)[];
}

export class CowPages<T> {
  private pages: (Page<T> | undefined)[] = [];
  private owner: object = {};
  /** One more than the highest index ever set: where searches end. */
  private top = 0;

  get(index: number): T | undefined {
    const page = this.pages[index >>> PAGE_BITS];
    return page === undefined ? undefined : page.entries[index & PAGE_MASK];
  }

  /** Stores an entry, which must never be changed afterwards; undefined removes it. */
  set(index: number, entry: T | undefined): void {
    const at = index >>> PAGE_BITS;
    if (index >= this.top) this.top = index + 1;
    while (this.pages.length <= at) this.pages.push(undefined);
    let page = this.pages[at];
    if (page === undefined) {
      page = { owner: this.owner, entries: new Array<T | undefined>(PAGE_SIZE).fill(undefined) };
      this.pages[at] = page;
    } else if (page.owner !== this.owner) {
      page = { owner: this.owner, entries: page.entries.slice() };
      this.pages[at] = page;
    }
    page.entries[index & PAGE_MASK] = entry;
  }

  /** The lowest index that is `from` or higher and holds an entry; −1 where there is none. */
  nextIndex(from: number): number {
    for (let index = from; index < this.top; index++) {
      const page = this.pages[index >>> PAGE_BITS];
      if (page === undefined) index |= PAGE_MASK;
      else if (page.entries[index & PAGE_MASK] !== undefined) return index;
    }
    return -1;
  }

  /** Visits every entry by rising index. */
  forEach(visit: (entry: T, index: number) => void): void {
    for (let index = this.nextIndex(0); index >= 0; index = this.nextIndex(index + 1)) visit(this.get(index) as T, index);
  }

  /** A copy that shares every page until either side writes to it. */
  fork(): CowPages<T> {
    const copy = new CowPages<T>();
    copy.pages = this.pages.slice();
    copy.top = this.top;
    this.owner = {};
    return copy;
  }
}

export class AppendLog<T> {
  private items: T[] = [];
  private count = 0;

  get length(): number {
    return this.count;
  }

  at(index: number): T {
    return this.items[index];
  }

  push(item: T): void {
    if (this.items.length > this.count) this.items = this.items.slice(0, this.count);
    this.items.push(item);
    this.count++;
  }

  toArray(): T[] {
    return this.items.slice(0, this.count);
  }

  /** A log of the same entries that shares them until one of the two appends. */
  fork(): AppendLog<T> {
    const copy = new AppendLog<T>();
    copy.items = this.items;
    copy.count = this.count;
    return copy;
  }
}
