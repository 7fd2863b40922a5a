/** The small pictures' cases: what the Lab opens on, and some moments that it does not. */
import type { GalleryCase } from '../gallery.ts';
import { Miniature } from './Miniature.tsx';
import type { PictureKind } from './words.ts';

const one = (id: string, title: string, run: GalleryCase['run'], atMs: number, kind: PictureKind = 'cluster'): GalleryCase => ({
  id,
  title,
  slot: 'side',
  run,
  atMs,
  key: 'cart',
  render: ({ stage }) => <Miniature kind={kind} snapshot={stage.snapshot} tUs={stage.tUs} shownKey={stage.shownKey} />,
});

export const cases: readonly GalleryCase[] = [
  one('stale', 'A stale replica', 'stale-replica-everything-off', 5200),
  one('cut', 'Behind a cut', 'day-one', 900),
  one('lost-hint', 'A lost hint', 'lost-hint', 1700),
  one('hints', 'A hint kept', 'healed-by-hints', 2700),
  one('landing', 'A hint on its way', 'healed-by-hints', 4020),
  one('five', 'Five replicas, cut in two', 'partition-healed-by-gossip', 1300),
  one('tombstones', 'Tombstones, one replica down', 'resurrected-delete', 3000),
  one('fast-clock', 'A fast clock', 'fast-clock-loses-a-write', 1650),
  one('writing', 'A write on its way', 'fast-clock-loses-a-write', 620),
  one('siblings', 'Siblings in a cart', 'siblings-in-a-cart', 7200, 'siblings'),
  one('siblings-cluster', 'Siblings on three replicas', 'siblings-in-a-cart', 7200),
  one('merkle', 'Hash trees compared', 'healed-by-merkle', 4700, 'merkle'),
  one('many', 'A hundred replicas', 'gossip-100', 5100),
  one('nothing', 'Nothing yet', 'fast-clock-loses-a-write', 10),
];
