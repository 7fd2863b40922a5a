/** Where a step of a lesson is, and what a step may show on its stage for a while. */
import type { Scene } from '../../quiz/question.ts';

export const stepAddress = (lesson: string, step: string, present = false): string => `#/learn/${lesson}/${step}${present ? '?present' : ''}`;

/** Another run on the stage for a while: what a question is about, or a recorded solution. */
export interface Seeing {
  readonly title: string;
  readonly scene: Scene;
  readonly document: { readonly [name: string]: unknown };
  /** What it shows, in a sentence; null where the question has said it. */
  readonly says: string | null;
}
