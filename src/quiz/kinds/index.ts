/** Every kind of question. One more is a file here, a member of `Question` and a line below. */
import type { Answer, Kind, Question, QuestionKind } from '../question.ts';
import { clickNode } from './click-node.tsx';
import { multiple } from './multiple.tsx';
import { numeric } from './numeric.tsx';
import { ordering } from './ordering.tsx';
import { predictState } from './predict-state.tsx';
import { single } from './single.tsx';

export const kinds = {
  single,
  multiple,
  numeric,
  ordering,
  'predict-state': predictState,
  'click-node': clickNode,
} as const satisfies { readonly [K in QuestionKind]: { readonly kind: K } };

/** The kind of this question, for who holds any question: its own type of answer is checked by `read` and `missing`, not by the compiler. */
export function kindOf(question: Question): Kind<Question, Answer> {
  return kinds[question.kind] as unknown as Kind<Question, Answer>;
}
