/** The same comment with a session token: the read names what its client has written, and B asks those who have it. */
import { commentStory } from './comment-story.ts';
import type { Preset } from './preset.ts';

const title = 'A comment read with a token';

export const commentWithAToken: Preset = {
  title,
  summary: 'Alice sends with her read what she has written. B lacks it and asks the other replicas: she sees her comment, a round trip later.',
  scenario: commentStory(title, { guarantees: ['read-your-writes'] }),
};
