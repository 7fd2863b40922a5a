/** What a scenario may not say of regions and racks. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from './parse.ts';

const v = (more: object) => ({ version: 1, ...more });

const table: readonly (readonly [what: string, document: unknown, path: string, message: string])[] = [
  [
    'a replica without a region beside one with',
    v({ replicas: [{ id: 'A', region: 'eu' }, 'B'] }),
    '$.replicas[1].region',
    '$.replicas[1].region is missing; other replicas name one, so every replica must name its region',
  ],
  [
    'copies by region where replicas name none',
    v({ placement: { replicationFactor: { eu: 3 } } }),
    '$.replicas[0].region',
    '$.replicas[0].region is missing; "placement.replicationFactor" is given for each region, so every replica must name its region',
  ],
  [
    'copies in an unknown region',
    v({ replicas: [{ id: 'A', region: 'eu' }], placement: { replicationFactor: { eu: 1, 'us-east': 1 } } }),
    '$.placement.replicationFactor["us-east"]',
    '$.placement.replicationFactor["us-east"] is for a region in which no replica stands; it must be "eu"',
  ],
  [
    'copies in no region',
    v({ replicas: [{ id: 'A', region: 'eu' }], placement: { replicationFactor: {} } }),
    '$.placement.replicationFactor',
    '$.placement.replicationFactor is an empty object; it must name a region: "eu"',
  ],
  [
    'a key pinned to a region without copies',
    v({
      replicas: [
        { id: 'A', region: 'eu' },
        { id: 'B', region: 'us' },
      ],
      placement: { replicationFactor: { eu: 1 }, pin: { x: ['B'] } },
    }),
    '$.placement.pin.x[0]',
    '$.placement.pin.x[0] is "B" of region "us", for which "placement.replicationFactor" has no copies',
  ],
];

describe('a scenario with bad regions', () => {
  it.each(table)('is refused for %s', (_what, document, path, message) => {
    expect(parseScenario(document)).toEqual({ ok: false, path, message });
  });
});
