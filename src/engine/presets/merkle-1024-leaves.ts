/** The documents’ worked example of a Merkle tree: 10,000 keys in 1,024 leaves, four of them different (facts.md A6). */
import type { Preset } from './preset.ts';

const title = 'A Merkle tree of 1,024 leaves';

export const merkle1024Leaves: Preset = {
  title,
  summary: 'Two replicas with 10,000 keys differ in four. Comparing hashes from the root down finds them in ten steps, without sending the rest.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B'],
    placement: { replicationFactor: 2 },
    data: { keys: 10_000, divergent: [{ replica: 'B', keys: 4 }] },
    antiEntropy: { mechanism: 'merkle', intervalMs: 1000, branching: 2, depth: 10 },
    stop: { atMs: 30_000, whenConverged: true },
  },
};
