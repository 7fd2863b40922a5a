/**
 * The documents' large partition: 700 replicas on one side, 300 on the other, for a minute, under Cassandra's detector (errata E003-17). While it
 * lasts two replicas join and one dies, which only the larger side can hear of.
 */
import type { Preset } from './preset.ts';

const title = '1,000 replicas apart for a minute';

/** The story among so many replicas, of which the last `smaller` are set apart. */
export function apart(replicas: number, smaller: number): Preset['scenario'] {
  const others = Array.from({ length: smaller }, (_, i) => `n${replicas - smaller + 1 + i}`);
  return {
    version: 1,
    title,
    replicas,
    membership: { detector: 'phi-accrual' },
    script: [
      { atMs: 30_500, command: { type: 'partition', groups: [['n1'], others] } },
      { atMs: 40_000, command: { type: 'join', replica: `n${replicas + 1}` } },
      { atMs: 41_000, command: { type: 'join', replica: `n${replicas + 2}` } },
      { atMs: 45_000, command: { type: 'crash', replica: 'n2' } },
      { atMs: 90_500, command: { type: 'heal' } },
    ],
    stop: {
      atMs: 200_000,
      when: {
        all: [
          { commanded: 'heal' },
          { event: 'replica-joined', count: 2 },
          { metric: 'membership.wrongMarks', atMost: 0 },
          { metric: 'membership.disputed', atMost: 0 },
        ],
      },
    },
  };
}

export const membershipPartition: Preset = {
  title,
  summary:
    'A cut sets 300 of 1,000 replicas apart. After some 18 mean intervals without a heartbeat each takes the whole other side for dead, and back soon after the heal; who joined and who died meanwhile all know then.',
  scenario: apart(1000, 300),
};
