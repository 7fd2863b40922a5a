/**
 * Keys are integers inside and names at the edges. The first `baseCount` keys are those loaded before time began (k0, k1, …); others
 * are numbered when an event first names them, so the same events give the same numbers.
 */
import { hashString } from '../../base/hash.ts';

const LOADED_NAME = /^k(0|[1-9][0-9]{0,6})$/;

export class KeyTable {
  readonly baseCount: number;
  private names: string[] = [];
  private hashes: number[] = [];
  private numbers = new Map<string, number>();

  constructor(baseCount: number) {
    this.baseCount = baseCount;
  }

  /** How many keys have numbers: 0 … size − 1. */
  get size(): number {
    return this.baseCount + this.names.length;
  }

  name(key: number): string {
    return key < this.baseCount ? `k${key}` : this.names[key - this.baseCount];
  }

  /** 32-bit hash of the key's name. */
  hash(key: number): number {
    return key < this.baseCount ? hashString(`k${key}`) : this.hashes[key - this.baseCount];
  }

  /** The key's number, or −1 where no event has named it. */
  find(name: string): number {
    const loaded = LOADED_NAME.exec(name);
    if (loaded !== null && Number(loaded[1]) < this.baseCount) return Number(loaded[1]);
    return this.numbers.get(name) ?? -1;
  }

  /** The key's number, given now if it has none. */
  intern(name: string): number {
    const known = this.find(name);
    if (known >= 0) return known;
    const key = this.size;
    this.names.push(name);
    this.hashes.push(hashString(name));
    this.numbers.set(name, key);
    return key;
  }

  /** Forgets every key numbered `size` or more: what events now undone had named. */
  truncate(size: number): void {
    while (this.size > size) {
      const name = this.names.pop();
      this.hashes.pop();
      if (name !== undefined) this.numbers.delete(name);
    }
  }
}
