/** Chance for the fuzz: numbers that follow from a seed alone, so that a failing run is named by one number. */
import { draw } from '../../base/draws.ts';

/** Apart from every concern of the engine. */
const FUZZ = 900_001;

export class Dice {
  private readonly seed: number;
  private thrown = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Other dice that follow from these: what they throw shifts none of the throws that are still to come. */
  beside(): Dice {
    return new Dice(this.seed ^ Math.imul(this.thrown + 1, 0x9e3779b1));
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return draw(this.seed, FUZZ, this.thrown++);
  }

  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.unit() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.whole(0, from.length - 1)] as T;
  }

  /** The same in a random order. */
  shuffled<T>(from: readonly T[]): T[] {
    const left = from.slice();
    const out: T[] = [];
    while (left.length > 0) out.push(...left.splice(this.whole(0, left.length - 1), 1));
    return out;
  }
}
