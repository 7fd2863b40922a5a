/** A comment that its own writer does not see: written at one replica, read at another half a second too early, with nothing promised. */
import { commentStory } from './comment-story.ts';
import type { Preset } from './preset.ts';

const title = 'A comment its writer does not see';

export const commentWithoutAPromise: Preset = {
  title,
  summary: 'Alice writes a comment at A and reads at B before it has arrived there: her own comment is missing. Nobody promised her to read her writes.',
  scenario: commentStory(title, {}),
};
