/**
 * Makes a failing scenario short: leaves out whatever it fails the same way without. Lists by delta debugging (Zeller and Hildebrandt
 * 2002), in ever smaller pieces; then replicas, sections and fields back to their defaults, names that can be one, numbers that can be
 * smaller; again until nothing more goes. What it returns still fails, by the judge it is given; it need not be the shortest there is.
 */
import { fieldAt, withField } from '../../base/fields.ts';
import { LISTS, placesOf, renamings, type ShrinkDocument, smallerNumbers, withoutPlace, withoutReplica } from './shrink-steps.ts';

export interface Shrunk {
  readonly document: ShrinkDocument;
  /** How many shorter scenarios were tried. */
  readonly tried: number;
  /** Tries ran out before there was nothing more to leave out. */
  readonly unfinished: boolean;
}

/** `fails`: whether a document fails as the first one does; the first one must. */
export function shrink(document: ShrinkDocument, fails: (document: ShrinkDocument) => boolean, mostTries = 2500): Shrunk {
  const shrinker = new Shrinker(document, fails, mostTries);
  shrinker.run();
  return { document: shrinker.best, tried: shrinker.tried, unfinished: shrinker.tried >= mostTries };
}

class Shrinker {
  best: ShrinkDocument;
  tried = 0;
  private readonly fails: (document: ShrinkDocument) => boolean;
  private readonly mostTries: number;
  private readonly seen = new Set<string>();

  constructor(document: ShrinkDocument, fails: (document: ShrinkDocument) => boolean, mostTries: number) {
    this.best = document;
    this.fails = fails;
    this.mostTries = mostTries;
  }

  run(): void {
    for (let before = ''; before !== JSON.stringify(this.best) && this.tried < this.mostTries; ) {
      before = JSON.stringify(this.best);
      // What makes a run dear goes first.
      this.leaveOutReplicas();
      this.leaveOutFields(1);
      for (const path of LISTS) this.thinOut(path);
      this.leaveOutReplicas();
      this.leaveOutFields(Number.POSITIVE_INFINITY);
      this.mergeNames();
      this.makeNumbersSmaller();
    }
  }

  /** Keeps the candidate where it fails as well. */
  private keep(candidate: ShrinkDocument): boolean {
    const text = JSON.stringify(candidate);
    if (this.tried >= this.mostTries || this.seen.has(text)) return false;
    this.seen.add(text);
    this.tried++;
    if (!this.fails(candidate)) return false;
    this.best = candidate;
    return true;
  }

  /** A list without as many of its entries as possible: all of them, halves, quarters, …, one by one. */
  private thinOut(path: string): void {
    const list = (): readonly unknown[] => (fieldAt(this.best, path) ?? []) as readonly unknown[];
    for (let size = list().length; size >= 1; size = Math.floor(size / 2)) {
      for (let from = list().length - size; from > -size; from -= size) {
        const start = Math.max(0, from);
        const rest = list().filter((_, i) => i < start || i >= from + size);
        if (rest.length < list().length) this.keep(withField(this.best, path, rest) as ShrinkDocument);
      }
    }
  }

  private leaveOutReplicas(): void {
    const { replicas } = this.best;
    if (!Array.isArray(replicas)) return;
    const names = replicas.map((one: string | { readonly id: string }) => (typeof one === 'string' ? one : one.id));
    for (const name of names.reverse()) this.keep(withoutReplica(this.best, name));
  }

  /** Those no deeper than so, the largest parts first, so that most fields go with their section. */
  private leaveOutFields(depth: number): void {
    for (let gone = true; gone; ) {
      gone = false;
      for (const place of placesOf(this.best).filter(({ length }) => length <= depth)) {
        const candidate = withoutPlace(this.best, place);
        if (candidate !== null && this.keep(candidate)) gone = true;
      }
    }
  }

  private mergeNames(): void {
    for (const renamed of renamings(this.best)) this.keep(renamed(this.best));
  }

  private makeNumbersSmaller(): void {
    for (const place of placesOf(this.best)) {
      for (let went = true; went; ) {
        went = smallerNumbers(this.best, place).some((candidate) => this.keep(candidate));
      }
    }
  }
}
