/** The documents’ worked example of a Merkle tree: 10,000 keys in 1,024 leaves, four of them different (facts.md A6). */
import type { Preset } from './preset.ts';

const title = 'A Merkle tree of 1,024 leaves';

export const merkle1024Leaves: Preset = {
  title,
  summary: 'Two replicas with 10,000 keys differ in four. Comparing hashes from the root down finds them in eleven questions, without sending the rest.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B'],
    placement: { replicationFactor: 2 },
    data: { keys: 10_000, divergent: [{ replica: 'B', keys: 4 }] },
    antiEntropy: { mechanism: 'merkle', branching: 2, depth: 10 },
    // One session, begun by hand before the first timer, so that its figures are those of one session.
    script: [{ atMs: 1000, command: { type: 'repair', from: 'A', to: 'B' } }],
    stop: { atMs: 5000 },
  },
};
