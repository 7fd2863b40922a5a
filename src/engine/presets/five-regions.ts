/** The Friday night of document 004 (lines 4 to 6): five copies around the world, nobody down, and two answers to one question. */
import type { Preset } from './preset.ts';

const title = 'Five regions, two addresses';

export const fiveRegions: Preset = {
  title,
  summary:
    'A copy in each of five regions, and one answer is enough. The address changes while two regions are cut off; hours after the cut has healed they still show the old one, for nothing repairs.',
  startMs: 500,
  scenario: {
    version: 1,
    title,
    replicas: [
      { id: 'Dublin', region: 'europe' },
      { id: 'Ohio', region: 'america' },
      { id: 'Tokyo', region: 'asia' },
      { id: 'Sydney', region: 'oceania' },
      { id: 'Lagos', region: 'africa' },
    ],
    network: { latencyMs: 2, regionLatencyMs: 80 },
    placement: { replicationFactor: { europe: 1, america: 1, asia: 1, oceania: 1, africa: 1 } },
    coordination: { read: 'local-one', write: 'local-one' },
    script: [
      { atMs: 10, command: { type: 'write', client: 'app', via: 'Dublin', key: 'address', value: 'Old Street 1' } },
      {
        atMs: 1000,
        command: {
          type: 'partition',
          groups: [
            ['Dublin', 'Ohio', 'Lagos'],
            ['Tokyo', 'Sydney'],
          ],
        },
      },
      { atMs: 1500, command: { type: 'write', client: 'app', via: 'Dublin', key: 'address', value: 'New Street 2' } },
      { atMs: 3000, command: { type: 'heal' } },
      { atMs: 300_000, command: { type: 'read', client: 'app', via: 'Dublin', key: 'address' } },
      { atMs: 300_000, command: { type: 'read', client: 'dashboard', via: 'Tokyo', key: 'address' } },
      { atMs: 7_200_000, command: { type: 'read', client: 'warehouse', via: 'Sydney', key: 'address' } },
    ],
    stop: { atMs: 7_201_000 },
  },
};
