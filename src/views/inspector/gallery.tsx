/** The cases of the inspector: one for each thing that can be chosen. Explanation and commands are the page's: here the inspector says what it knows itself. */
import type { Selection } from '../../engine/picture/selection.ts';
import type { CommandItem } from '../command-item.ts';
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { Inspector } from './Inspector.tsx';
import type { ExplanationPart } from './types.ts';

const nothing = () => undefined;
const commands: readonly CommandItem[] = [
  { id: 'write', label: 'Write through C', glyph: 'write', unavailable: null, run: nothing },
  { id: 'crash', label: 'Crash C', glyph: 'cross', unavailable: null, run: nothing },
  { id: 'restart', label: 'Restart C', glyph: 'restart', unavailable: 'C is up', run: nothing },
  { id: 'slow', label: 'Slow C down', glyph: 'timer', unavailable: null, run: nothing },
];
const inspector = ({ stage }: GalleryData) => <Inspector {...stage} explanation={null} commands={[]} />;

/** With the kind of answer and commands that the page hands over; its moments are the run's own drops. */
function answered({ stage }: GalleryData) {
  const drop = stage.records.find((record) => record.type === 'message-dropped' && record.message?.to === 'C');
  const parts: readonly ExplanationPart[] = [
    { text: 'C missed write #2 ', glyph: 'write' },
    ...(drop === undefined ? [] : [{ text: '(it was dropped ', glyph: 'drop' as const }, { text: 'by the partition', event: drop.event }, { text: ') ' }]),
    { text: 'and nothing has repaired it: hints are off, and ' },
    { text: 'C’s next gossip round ', glyph: 'gossip' },
    { text: 'cannot cross the cut.' },
  ];
  return <Inspector {...stage} explanation={parts} commands={commands} />;
}

const story = 'partition-healed-by-gossip';
const one = (id: string, title: string, run: GalleryCase['run'], atMs: number, select: Selection, extra: Partial<GalleryCase> = {}): GalleryCase => ({
  id,
  title,
  slot: 'side',
  run,
  atMs,
  select,
  key: 'cart',
  render: inspector,
  ...extra,
});

const counted = {
  version: 1,
  store: { conflict: 'pn-counter' },
  script: [
    { atMs: 0, command: { type: 'increment', client: 'phone', via: 'A', key: 'cart', by: 3 } },
    { atMs: 100, command: { type: 'increment', client: 'laptop', via: 'B', key: 'cart', by: 5 } },
    { atMs: 200, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
    { atMs: 300, command: { type: 'increment', client: 'laptop', via: 'B', key: 'cart', by: -2 } },
    { atMs: 400, command: { type: 'increment', client: 'phone', via: 'A', key: 'cart', by: 1 } },
  ],
};
const removed = {
  version: 1,
  store: { conflict: 'two-phase-set' },
  script: [
    { atMs: 0, command: { type: 'add', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 100, command: { type: 'add', client: 'laptop', via: 'B', key: 'cart', value: 'eggs' } },
    { atMs: 200, command: { type: 'remove', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
  ],
};

export const cases: readonly GalleryCase[] = [
  one('counter', 'A counter that missed two', counted, 900, { type: 'copy', replica: 'C', key: 'cart' }),
  one('set', 'A set that remembers what was removed', removed, 900, { type: 'copy', replica: 'B', key: 'cart' }),
  one('rotten', 'A rotten copy', 'bit-rot-scrubbed', 7500, { type: 'copy', replica: 'B', key: 'k7' }),
  one('replica', 'A stale replica, with its answer', story, 900, { type: 'replica', id: 'C' }, { render: answered }),
  one('hints', 'A replica that keeps hints', 'healed-by-hints', 2600, { type: 'replica', id: 'A' }),
  one('copy', 'A copy', story, 2600, { type: 'copy', replica: 'D', key: 'cart' }),
  one('key', 'A key with siblings', 'siblings-in-a-cart', 1500, { type: 'key', key: 'cart' }),
  one('hundred', 'A key on 100 replicas', 'gossip-100', 6600, { type: 'key', key: 'news' }, { key: 'news' }),
  one('link', 'A cut link', story, 900, { type: 'link', a: 'A', b: 'C' }),
  one('message', 'A message', story, 720, { type: 'message', address: 'phone#3/B>A:write' }),
  one('client', 'A client', 'siblings-in-a-cart', 1500, { type: 'client', id: 'phone' }),
  one('operation', 'An operation', story, 900, { type: 'operation', client: 'phone', n: 2 }),
  one('event', 'An event', story, 900, { type: 'event', event: 27 }),
];
