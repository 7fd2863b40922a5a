/** What the contents page says of this lesson. */
import type { LessonMeta } from '../../../course/lesson.ts';

export const meta: LessonMeta = {
  id: 'push-gossip',
  part: 'spreading-news',
  place: 1,
  title: 'Push gossip',
  summary: 'Say how many rounds one write needs to reach a hundred replicas, why that is more than doubling gives, and what makes the end slow.',
  minutes: 10,
  buildsOn: [],
};
