/**
 * A hash tree (Merkle 1987) as state: 64-bit hashes of any fixed shape, in pages that forks share until one side writes. A write marks
 * its leaf; `refresh` recomputes only the marked leaves' ancestors, as Riak's hashtree does, so the tree is never rebuilt.
 *
 * What is stored of a node is its hash XOR the hash that it has in an empty tree. So an absent page is a page of empty subtrees, and an
 * empty tree of 2^20 leaves costs nothing.
 */
import { finish, foldHigh, foldLow, HIGH_SEED, LOW_SEED } from './mix.ts';
import type { TreeShape } from './shape.ts';

const PAGE_BITS = 8;
const PAGE_NODES = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_NODES - 1;

interface Page {
  readonly owner: object;
  /** High and low half of each node in turn. */
  readonly words: Uint32Array;
}

/** How children's hashes become their parent's: mixed in order (the default), or their exclusive-or, as in Cassandra and Riak's Tictac trees. */
export interface Combining {
  readonly combine?: 'concatenate' | 'xor';
  /** `weak-32`: inner hashes too are of 32 bits. */
  readonly hash?: 'strong' | 'weak-32';
}

interface EmptyHashes {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

const emptyHashes = new WeakMap<TreeShape, Map<string, EmptyHashes>>();

/** The hash of a node of an empty tree, by level: 0 for leaves, and for all nodes where children are combined by exclusive-or. */
function emptyHashesOf(shape: TreeShape, { combine = 'concatenate', hash = 'strong' }: Combining): EmptyHashes {
  const ofShape = emptyHashes.get(shape) ?? new Map<string, EmptyHashes>();
  emptyHashes.set(shape, ofShape);
  const kind = `${combine} ${hash}`;
  const known = ofShape.get(kind);
  if (known !== undefined) return known;
  const high = new Uint32Array(shape.depth + 1);
  const low = new Uint32Array(shape.depth + 1);
  for (let level = shape.depth - 1; level >= 0 && combine === 'concatenate'; level--) {
    let h = HIGH_SEED;
    let g = LOW_SEED;
    for (let child = 0; child < shape.branching[level]; child++) {
      h = foldHigh(h, high[level + 1], low[level + 1]);
      g = foldLow(g, high[level + 1], low[level + 1]);
    }
    high[level] = finish(h);
    low[level] = hash === 'weak-32' ? 0 : finish(g);
  }
  const made = { high, low };
  ofShape.set(kind, made);
  return made;
}

export class HashTree {
  readonly shape: TreeShape;
  private readonly combining: Combining;
  private readonly empty: EmptyHashes;
  private pages: (Page | undefined)[] = [];
  private owner: object = {};
  private dirty: number[] = [];
  /** So many leaves are marked that recomputing every inner node is cheaper than sorting them. */
  private allDirty = false;

  constructor(shape: TreeShape, combining: Combining = {}) {
    this.shape = shape;
    this.combining = combining;
    this.empty = emptyHashesOf(shape, combining);
  }

  /** Adds what one key holds to a leaf, or takes it out again: the same call, since XOR is its own inverse. */
  toggle(leaf: number, high: number, low: number): void {
    const node = this.shape.offsets[this.shape.depth] + leaf;
    const words = this.writable(node >>> PAGE_BITS);
    const at = (node & PAGE_MASK) << 1;
    words[at] ^= high;
    words[at + 1] ^= low;
    if (this.allDirty) return;
    this.dirty.push(leaf);
    if (this.dirty.length <= (this.shape.leaves >>> 2) + 16) return;
    this.allDirty = true;
    this.dirty = [];
  }

  /** Nodes of a level; level 0 is the root. */
  nodesAt(level: number): number {
    return this.shape.counts[level];
  }

  /** High half of a node's hash, as of the last `refresh`. */
  high(level: number, index: number): number {
    const node = this.shape.offsets[level] + index;
    const page = this.pages[node >>> PAGE_BITS];
    const stored = page === undefined ? 0 : page.words[(node & PAGE_MASK) << 1];
    return (stored ^ this.empty.high[level]) >>> 0;
  }

  /** Low half of a node's hash, as of the last `refresh`. */
  low(level: number, index: number): number {
    const node = this.shape.offsets[level] + index;
    const page = this.pages[node >>> PAGE_BITS];
    const stored = page === undefined ? 0 : page.words[((node & PAGE_MASK) << 1) | 1];
    return (stored ^ this.empty.low[level]) >>> 0;
  }

  /** True where the node's hash is another than this one. */
  differs(level: number, index: number, high: number, low: number): boolean {
    return this.high(level, index) !== high || this.low(level, index) !== low;
  }

  /** All hashes of the refreshed tree, level by level, high and low half in turn. */
  words(): Uint32Array {
    const words = new Uint32Array(2 * (this.shape.offsets[this.shape.depth] + this.shape.leaves));
    let at = 0;
    for (let level = 0; level <= this.shape.depth; level++) {
      for (let index = 0; index < this.shape.counts[level]; index++) {
        words[at++] = this.high(level, index);
        words[at++] = this.low(level, index);
      }
    }
    return words;
  }

  /** Brings the inner nodes up to date with the leaves. Costs nothing where nothing changed. */
  refresh(): void {
    if (this.allDirty) {
      for (let level = this.shape.depth - 1; level >= 0; level--) {
        for (let index = 0; index < this.shape.counts[level]; index++) this.recompute(level, index);
      }
      this.allDirty = false;
      return;
    }
    if (this.dirty.length === 0) return;
    const marked = Uint32Array.from(this.dirty).sort();
    let count = marked.length;
    for (let level = this.shape.depth - 1; level >= 0; level--) {
      const children = this.shape.branching[level];
      let kept = 0;
      for (let i = 0; i < count; i++) {
        const parent = Math.floor(marked[i] / children);
        if (kept > 0 && marked[kept - 1] === parent) continue;
        marked[kept++] = parent;
        this.recompute(level, parent);
      }
      count = kept;
    }
    this.dirty = [];
  }

  /** A tree of the same hashes that shares every page until either side writes to it. */
  fork(): HashTree {
    const copy = new HashTree(this.shape, this.combining);
    copy.pages = this.pages.slice();
    copy.dirty = this.dirty.slice();
    copy.allDirty = this.allDirty;
    this.owner = {};
    return copy;
  }

  private recompute(level: number, index: number): void {
    const children = this.shape.branching[level];
    const first = index * children;
    if (this.combining.combine === 'xor') {
      let high = 0;
      let low = 0;
      for (let child = first; child < first + children; child++) {
        high ^= this.high(level + 1, child);
        low ^= this.low(level + 1, child);
      }
      this.put(level, index, high >>> 0, low >>> 0);
      return;
    }
    let h = HIGH_SEED;
    let g = LOW_SEED;
    for (let child = first; child < first + children; child++) {
      const high = this.high(level + 1, child);
      const low = this.low(level + 1, child);
      h = foldHigh(h, high, low);
      g = foldLow(g, high, low);
    }
    this.put(level, index, finish(h), this.combining.hash === 'weak-32' ? 0 : finish(g));
  }

  private put(level: number, index: number, high: number, low: number): void {
    if (!this.differs(level, index, high, low)) return;
    const node = this.shape.offsets[level] + index;
    const words = this.writable(node >>> PAGE_BITS);
    const at = (node & PAGE_MASK) << 1;
    words[at] = high ^ this.empty.high[level];
    words[at + 1] = low ^ this.empty.low[level];
  }

  private writable(at: number): Uint32Array {
    while (this.pages.length <= at) this.pages.push(undefined);
    const page = this.pages[at];
    if (page !== undefined && page.owner === this.owner) return page.words;
    const words = page === undefined ? new Uint32Array(2 * PAGE_NODES) : page.words.slice();
    this.pages[at] = { owner: this.owner, words };
    return words;
  }
}

export interface Comparison {
  /** Leaves that differ, rising. */
  readonly leaves: readonly number[];
  /** Pairs of nodes compared. */
  readonly compared: number;
}

/** Compares two refreshed trees of one shape top-down, level by level, descending only where they differ: what a session does, without the messages. */
export function compareTrees(a: HashTree, b: HashTree): Comparison {
  let differing: number[] = a.differs(0, 0, b.high(0, 0), b.low(0, 0)) ? [0] : [];
  let compared = 1;
  for (let level = 1; level <= a.shape.depth && differing.length > 0; level++) {
    const children = a.shape.branching[level - 1];
    const next: number[] = [];
    for (const parent of differing) {
      for (let node = parent * children; node < (parent + 1) * children; node++) {
        if (a.differs(level, node, b.high(level, node), b.low(level, node))) next.push(node);
      }
    }
    compared += differing.length * children;
    differing = next;
  }
  return { leaves: differing, compared };
}
