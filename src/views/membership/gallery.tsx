/** The cases of the membership view: all alive, a node suspected and dead, views that differ across a partition, a large cluster. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { MembershipView } from './MembershipView.tsx';

const shown = ({ stage }: GalleryData) => <MembershipView {...stage} />;
const swim = {
  version: 1,
  replicas: 5,
  membership: { detector: 'swim' },
  script: [{ atMs: 2500, command: { type: 'crash', replica: 'C' } }],
};
const split = {
  version: 1,
  replicas: 6,
  membership: { detector: 'phi-accrual' },
  script: [
    {
      atMs: 2000,
      command: {
        type: 'partition',
        groups: [
          ['A', 'B'],
          ['C', 'D', 'E', 'F'],
        ],
      },
    },
    { atMs: 30_000, command: { type: 'crash', replica: 'F' } },
    { atMs: 31_000, command: { type: 'restart', replica: 'F' } },
  ],
};
const one = (id: string, title: string, run: GalleryCase['run'], atMs: number, extra: Partial<GalleryCase> = {}): GalleryCase => ({
  id,
  title,
  slot: 'upper',
  run,
  atMs,
  render: shown,
  ...extra,
});

export const cases: readonly GalleryCase[] = [
  one('alive', 'Everybody believes everybody alive', swim, 1000),
  one('suspected', 'C is suspected by some', swim, 5200),
  one('dead', 'C is believed dead', swim, 30_000, { select: { type: 'replica', id: 'A' } }),
  one('split', 'Views that differ: each side believes the other dead', split, 31_100),
  one('off', 'No failure detector', 'day-one', 1000),
];
