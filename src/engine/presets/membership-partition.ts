/** The documents' large partition: 700 replicas on one side, 300 on the other, for a minute, under Cassandra's detector (errata E003-17). */
import type { Preset } from './preset.ts';

const title = '1,000 replicas apart for a minute';

/** From n701 on: the smaller side. All others stay together. */
const smaller = Array.from({ length: 300 }, (_, i) => `n${701 + i}`);

export const membershipPartition: Preset = {
  title,
  summary:
    'A cut sets 300 of 1,000 replicas apart. After some 18 mean intervals without a heartbeat each takes the whole other side for dead, and back soon after the heal.',
  scenario: {
    version: 1,
    title,
    replicas: 1000,
    membership: { detector: 'phi-accrual' },
    script: [
      { atMs: 30_500, command: { type: 'partition', groups: [['n1'], smaller] } },
      { atMs: 90_500, command: { type: 'heal' } },
    ],
    stop: { atMs: 130_000, when: { all: [{ commanded: 'heal' }, { metric: 'membership.deadMarks', atMost: 0 }] } },
  },
};
