/** A fifth replica joins four that are being read and written (documents, 004:598-606): ownership moves, and no quorum read misses a write. */
import type { Preset } from './preset.ts';

const title = 'A replica joins under load';

export const joinUnderLoad: Preset = {
  title,
  summary:
    'E is sent the keys it will own, at 30 KB a second, while clients go on. Writes of those keys go to E too and wait for one acknowledgement more; then E owns them, and who owned them before drops them.',
  startMs: 1000,
  scenario: {
    version: 1,
    title,
    replicas: 4,
    data: { keys: 200, valueBytes: 500 },
    network: { latencyMs: { distribution: 'uniform', min: 2, max: 12 } },
    placement: { bootstrapBytesPerSec: 30_000 },
    coordination: { writeTimeoutMs: 500 },
    antiEntropy: { mechanism: 'merkle', intervalMs: 1000, branching: 4, depth: 4 },
    workload: [
      { client: 'reader', operation: 'read', via: 'random', perSec: 50, endMs: 11_000, keys: 200 },
      { client: 'writer', operation: 'write', via: 'random', perSec: 25, endMs: 11_000, keys: 200 },
    ],
    script: [{ atMs: 1500, command: { type: 'join', replica: 'E' } }],
    stop: { atMs: 14_000 },
  },
};
