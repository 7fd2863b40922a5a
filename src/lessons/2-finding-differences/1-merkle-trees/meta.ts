/** What the contents page says of this lesson. */
import type { LessonMeta } from '../../../course/lesson.ts';

export const meta: LessonMeta = {
  id: 'merkle-trees',
  part: 'finding-differences',
  place: 1,
  title: 'Merkle trees',
  summary: 'Say which hashes two replicas compare to find what differs, what that costs, and what it leaves undecided.',
  minutes: 10,
  buildsOn: [],
};
