/** How the Lab sorts the presets, by what they are about. A preset that no group names stands in the last one, so that none is ever hidden. */

export interface PresetGroup {
  readonly title: string;
  /** What the runs of the group have in common. */
  readonly about: string;
  readonly ids: readonly string[];
}

export const REST = 'More';

export const presetGroups: readonly PresetGroup[] = [
  {
    title: 'A missed write, and what heals it',
    about: 'hints, read repair, gossip and Merkle trees, one at a time',
    ids: [
      'day-one',
      'partition-healed-by-gossip',
      'stale-replica-everything-off',
      'healed-by-hints',
      'lost-hint',
      'healed-by-read-repair',
      'healed-by-gossip',
      'healed-by-merkle',
      'friday-night-address',
      'timeline-of-x',
      'x-is-42',
      'user-123',
    ],
  },
  {
    title: 'Two writes at once: who wins',
    about: 'clocks, version vectors, siblings and CRDTs',
    ids: [
      'siblings-in-a-cart',
      'fast-clock-loses-a-write',
      'milk-or-eggs',
      'milk-and-eggs',
      'cart-union',
      'cart-or-set',
      'or-set-add-wins',
      'counter-of-three',
      'three-names',
      'cart-and-status',
      'hybrid-clock-keeps-a-write',
      'pruned-vector',
    ],
  },
  {
    title: 'Quorums and what a client sees',
    about: 'failed writes, stand-ins, one’s own comment, overload',
    ids: [
      'failed-minority-write',
      'quorum-repairs-the-third',
      'sloppy-quorum',
      'comment-without-a-promise',
      'comment-with-a-token',
      'read-too-soon',
      'cold-keys',
      'overloaded-replica',
    ],
  },
  {
    title: 'How stale a read is',
    about: 'a thousand reads right after a write, with latencies as measured',
    ids: ['pbs-lnkd-ssd', 'pbs-lnkd-disk', 'pbs-ymmr', 'pbs-wan'],
  },
  {
    title: 'Deletes and rot',
    about: 'tombstones, and copies that decay',
    ids: ['resurrected-delete', 'delete-within-grace', 'bit-rot-spreads', 'bit-rot-scrubbed'],
  },
  { title: 'News among many', about: 'gossip and rumours among 100 to 5,000 replicas', ids: ['gossip-100', 'gossip-1000', 'digests-5000', 'rumour-1000'] },
  {
    title: 'Comparing and repairing at scale',
    about: 'Merkle trees, bandwidth, repair storms',
    ids: ['merkle-1024-leaves', 'merkle-million-keys', 'repair-bandwidth', 'repair-bandwidth-coarse', 'repair-storm', 'repair-paced'],
  },
  {
    title: 'Who is alive',
    about: 'failure detectors, and what each node believes',
    ids: ['membership-digests', 'membership-partition', 'memberlist-lan', 'memberlist-wan', 'memberlist-local'],
  },
  { title: 'Regions', about: 'copies far apart, and what crosses between them', ids: ['five-regions', 'two-regions', 'delete-across-regions', 'repair-plan'] },
  { title: 'Coming and going', about: 'replicas that join and are replaced', ids: ['join-under-load', 'replaced-node', 'empty-node'] },
  { title: 'Systems as they are built', about: 'Dynamo, Cassandra and Riak with their own settings', ids: ['dynamo-2007', 'cassandra-4', 'riak-2'] },
];

/** The groups with those of these presets that they name, and the rest; none is empty. */
export function grouped(ids: readonly string[]): readonly PresetGroup[] {
  const named = new Set(presetGroups.flatMap((group) => group.ids));
  const rest = { title: REST, about: 'not sorted yet', ids: ids.filter((id) => !named.has(id)) };
  return [...presetGroups.map((group) => ({ ...group, ids: group.ids.filter((id) => ids.includes(id)) })), rest].filter((group) => group.ids.length > 0);
}

/** True where every word asked for stands somewhere in the texts. */
export function matches(query: string, texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
