/** Replication that takes half a second, and a reader that does not wait (mechanisms.md, "Alice demo": three replicas, 500 ms). */
import type { Preset } from './preset.ts';

const title = 'Read too soon';

export const readTooSoon: Preset = {
  title,
  summary: 'Alice’s name is written through A, and copies take half a second to arrive. A read through C before that finds nothing, one after it finds her.',
  scenario: {
    version: 1,
    title,
    network: { latencyMs: 500 },
    coordination: { read: 'one', write: 'one' },
    script: [
      { atMs: 100, command: { type: 'write', client: 'alice', via: 'A', key: 'name', value: 'Alice' } },
      { atMs: 200, command: { type: 'read', client: 'bob', via: 'C', key: 'name' } },
      { atMs: 1000, command: { type: 'read', client: 'bob', via: 'C', key: 'name' } },
    ],
    stop: { atMs: 2000 },
  },
};
