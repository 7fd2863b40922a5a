/** A comment that its own writer does not see: written at one replica, read at another half a second too early, with nothing promised. */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

/** The story; with a session its reads wait for, or ask, whoever has the comment. */
export function commentStory(title: string, session: { readonly [name: string]: Json }): { readonly [name: string]: Json } {
  return {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: 500 },
    coordination: { read: 'one', write: 'one', readFanout: 'quorum', readFrom: 'nearest' },
    session,
    script: [
      { atMs: 100, command: { type: 'write', client: 'alice', via: 'A', key: 'comments', value: 'nice post' } },
      { atMs: 150, command: { type: 'read', client: 'alice', via: 'B', key: 'comments' } },
    ],
    stop: { atMs: 3000 },
  };
}

const title = 'A comment its writer does not see';

export const commentWithoutAPromise: Preset = {
  title,
  summary: 'Alice writes a comment at A and reads at B before it has arrived there: her own comment is missing. Nobody promised her to read her writes.',
  scenario: commentStory(title, {}),
};
