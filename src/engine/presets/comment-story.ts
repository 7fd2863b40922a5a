/** The story that the comment presets share, so that they differ in nothing but the promise: a comment written at one replica and read at another half a second too early. */
import type { Json } from '../versions/version.ts';

/** The story's document with this session. */
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
