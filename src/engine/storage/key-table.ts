/**
 * Keys are integers inside and names at the edges. The first `baseCount` keys are those loaded before time began (k0, k1, …); others
 * are numbered when an event first names them, so the same events give the same numbers.
 */
import { hashString } from '../../base/hash.ts';

const LOADED_NAME = /^k(0|[1-9][0-9]{0,6})$/;

export interface KeyNames {
  readonly names: string[];
  readonly hashes: number[];
  readonly count: number;
}

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

  /** The names as they are now. Cheap: lists only ever grow, so a snapshot is how much of them there was. */
  snapshot(): KeyNames {
    return { names: this.names, hashes: this.hashes, count: this.names.length };
  }

  /** Goes back, or over, to the names of a snapshot: other events may have given the same numbers to other names meanwhile. */
  restore({ names, hashes, count }: KeyNames): void {
    const same = this.names === names;
    // What grew past the snapshot belongs to whoever took a later one.
    if (names.length > count) {
      for (let i = count; same && i < names.length; i++) this.numbers.delete(names[i]);
      this.names = names.slice(0, count);
      this.hashes = hashes.slice(0, count);
    } else {
      this.names = names;
      this.hashes = hashes;
    }
    if (!same) this.numbers = new Map(this.names.map((name, i) => [name, this.baseCount + i]));
  }
}
