/** What the contents page says of the lesson on version vectors and siblings. */
import type { LessonMeta } from '../../../course/lesson.ts';

export const meta: LessonMeta = {
  id: 'version-vectors',
  part: 'deciding-who-wins',
  place: 1,
  title: 'Version vectors and siblings',
  summary: 'Say when two writes are concurrent, what a store keeps of them, and what a client must have read before it may put them together.',
  minutes: 10,
  buildsOn: ['replicas, clients and coordinators', 'gossip'],
};
