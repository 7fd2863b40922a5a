/** The documents' worked example of a gossip of membership: three nodes, of which one knows less of the third (facts A13.3). */
import type { Preset } from './preset.ts';

const title = 'Three digests';

export const membershipDigests: Preset = {
  title,
  summary: 'n1 and n2 agree on all but n3, of which n2 has heard version 8 and n1 version 10. Follow a Syn: the Ack asks only for what is above 8.',
  scenario: {
    version: 1,
    title,
    replicas: ['n1', 'n2', 'n3'],
    membership: {
      detector: 'phi-accrual',
      initial: {
        n1: { n1: { generation: 5, version: 23 }, n2: { generation: 3, version: 41 }, n3: { generation: 7, version: 10 } },
        n2: { n1: { generation: 5, version: 23 }, n2: { generation: 3, version: 41 }, n3: { generation: 7, version: 8 } },
        n3: { n1: { generation: 5, version: 23 }, n2: { generation: 3, version: 41 }, n3: { generation: 7, version: 10 } },
      },
    },
    stop: { atMs: 5000 },
  },
};
