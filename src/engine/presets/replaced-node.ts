/** A dead node is replaced (documents, 004:491-505: repair, or bootstrap?): filled before it owns anything, or back at once and empty, to be filled by repair. */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

function replaced(title: string, command: { readonly [name: string]: Json }): { readonly [name: string]: Json } {
  return {
    version: 1,
    title,
    replicas: 5,
    data: { keys: 300, valueBytes: 1000 },
    placement: { bootstrapBytesPerSec: 100_000 },
    coordination: { read: 'one', readFanout: 'quorum', write: 'quorum', readTimeoutMs: 500, writeTimeoutMs: 500 },
    antiEntropy: { mechanism: 'merkle', intervalMs: 1000, branching: 4, depth: 4 },
    workload: [
      { client: 'reader', operation: 'read', via: 'random', perSec: 60, startMs: 4000, endMs: 9000, keys: 300 },
      { client: 'writer', operation: 'write', via: 'random', perSec: 10, endMs: 9000, keys: 300 },
    ],
    script: [
      { atMs: 1000, command: { type: 'crash', replica: 'C', lose: 'disk' } },
      { atMs: 4000, command },
    ],
    stop: { atMs: 20_000 },
  };
}

const bootstrapTitle = 'A dead node is replaced';

export const replacedNode: Preset = {
  title: bootstrapTitle,
  summary:
    'C died with its disk, and F takes its place: the other owners send it what C had, repair waits, and F answers no read before it has all of it. Reads of one replica never miss a thing.',
  startMs: 3900,
  scenario: replaced(bootstrapTitle, { type: 'replace', replica: 'C', with: 'F' }),
};

const repairTitle = 'A dead node comes back empty';

export const emptyNode: Preset = {
  title: repairTitle,
  summary:
    'The same, but C itself is started again on an empty disk. It owns its keys at once, and until repair has filled it, reads that ask it find nothing.',
  startMs: 3900,
  scenario: replaced(repairTitle, { type: 'restart', replica: 'C' }),
};
