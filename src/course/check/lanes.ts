/** The lanes of a scene as documents: one, or two that differ in one knob. */
import { withField } from '../../base/fields.ts';
import type { ScenarioDocument, Scene } from '../lesson.ts';

export type Lane = 1 | 2;

export const lanesOf = ({ contrast }: Pick<Scene, 'contrast'>): readonly Lane[] => (contrast === undefined ? [1] : [1, 2]);

export function laneDocument(document: ScenarioDocument, { contrast }: Pick<Scene, 'contrast'>, lane: Lane): ScenarioDocument {
  return lane === 1 || contrast === undefined ? document : withField(document, contrast.path, contrast.value);
}
