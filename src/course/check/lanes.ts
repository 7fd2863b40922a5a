/** The lanes of a scene as documents: one, or two that differ in one knob. */
import type { ScenarioDocument, Scene } from '../lesson.ts';

export type Lane = 1 | 2;

export const lanesOf = ({ contrast }: Pick<Scene, 'contrast'>): readonly Lane[] => (contrast === undefined ? [1] : [1, 2]);

export function laneDocument(document: ScenarioDocument, { contrast }: Pick<Scene, 'contrast'>, lane: Lane): ScenarioDocument {
  return lane === 1 || contrast === undefined ? document : withField(document, contrast.path.split('.'), contrast.value);
}

function withField(document: ScenarioDocument, [head = '', ...rest]: readonly string[], value: unknown): ScenarioDocument {
  if (rest.length === 0) return { ...document, [head]: value };
  const inner = document[head];
  return { ...document, [head]: withField(typeof inner === 'object' && inner !== null ? (inner as ScenarioDocument) : {}, rest, value) };
}
