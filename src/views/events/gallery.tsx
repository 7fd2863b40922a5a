/** The cases of the table of events. */
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { EventsView } from './EventsView.tsx';

const events = ({ stage }: GalleryData) => <EventsView {...stage} />;
/** As of a long run, whose oldest records are let go. */
const withoutOldest = ({ stage }: GalleryData) => {
  const recordsFrom = Math.floor(stage.seenEvent / 2);
  return <EventsView {...stage} recordsFrom={recordsFrom} records={stage.records.filter((record) => record.event >= recordsFrom)} />;
};

export const cases: readonly GalleryCase[] = [
  { id: 'empty', title: 'Nothing happened yet', slot: 'lower', run: 'partition-healed-by-gossip', atMs: 0, render: events },
  { id: 'cut', title: 'During a cut', slot: 'lower', run: 'partition-healed-by-gossip', atMs: 760, render: events },
  {
    id: 'ahead',
    title: 'Behind what was seen, A chosen',
    slot: 'lower',
    run: 'healed-by-hints',
    atMs: 700,
    seenMs: 6000,
    select: { type: 'replica', id: 'A' },
    render: events,
  },
  { id: 'chosen', title: 'An event chosen', slot: 'lower', run: 'healed-by-hints', atMs: 1500, select: { type: 'event', event: 20 }, render: events },
  { id: 'hundred', title: '100 replicas', slot: 'lower', run: 'gossip-100', atMs: 9000, render: events },
  {
    id: 'older',
    title: 'A long run without its oldest events',
    slot: 'lower',
    run: 'partition-healed-by-gossip',
    atMs: 8000,
    seenMs: 9000,
    render: withoutOldest,
  },
];
