/** What the view of siblings says of a key's versions, over runs of the engine: which there are, how they are tied and why, and where they stand. */
import { describe, expect, it } from 'vitest';
import { Playback } from '../../engine/picture/playback.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import type { GalleryCase } from '../gallery.ts';
import { cases } from './gallery.tsx';
import { siblingsLayout } from './layout.ts';
import { type SiblingsModel, siblingsModel, unionOf } from './model.ts';

function play(of: Pick<GalleryCase, 'run' | 'atMs' | 'commands'>): Snapshot {
  const parsed = parseScenario(typeof of.run === 'string' ? presets[of.run]?.scenario : of.run);
  if (!parsed.ok) throw new Error(parsed.message);
  const log = (of.commands ?? []).map(({ atMs, command }) => ({ atUs: atMs * 1000, after: 0, command }));
  return new Playback(parsed.scenario, log).toTime(of.atMs * 1000).snapshot;
}

const modelAt = (id: string): SiblingsModel => siblingsModel(play(cases.find((one) => one.id === id)!), 'cart');
const names = ({ cards }: SiblingsModel): string[] => cards.map(({ name, holders, state }) => `${name} ${state} on ${holders.join('') || 'none'}`);

describe('the versions of a key', () => {
  it('are one everywhere before anything goes wrong', () => {
    expect(modelAt('before')).toMatchObject({ headline: 'No siblings: one version of cart everywhere', resolver: null, ties: [] });
    expect(modelAt('nothing').headline).toBe('No siblings: nobody has written cart yet');
  });

  it('are concurrent where neither writer had seen the other’s write, and the entries say so', () => {
    const model = modelAt('apart');
    expect(names(model)).toEqual(['A2 current on A', 'B1 current on BC']);
    expect(model.ties.map(({ kind }) => kind)).toEqual(['concurrent']);
    expect(model.cards.map(({ entries }) => entries.map(({ actor, text, ahead }) => `${actor}${text}${ahead ? '!' : ''}`).join(' '))).toEqual([
      'A2! B0',
      'A1 B1!',
    ]);
    expect(model.reasons[0]).toBe('phone wrote A2 without having seen B1; laptop wrote B1 without having seen A2.');
    expect(model.headline).toBe('2 concurrent versions of cart; no replica holds them side by side yet');
    expect(model.resolver).toBeNull();
  });

  it('become siblings that a client who has read them can put together', () => {
    expect(modelAt('with').resolver).toMatchObject({ value: 'milk, eggs, bread', hasRead: false });
    expect(modelAt('read').resolver).toMatchObject({ client: 'tablet', via: 'C', hasRead: true });
  });

  it('stand before the one that replaces them, with an arrow from each', () => {
    const model = modelAt('resolved');
    expect(names(model)).toEqual(['A2 older on AB', 'B1 older on AB', 'C1 current on C']);
    expect(model.ties.map(({ a, b, kind }) => `${a} ${kind} ${b}`)).toEqual(['A/2 concurrent B/1', 'A/2 before C/1', 'B/1 before C/1']);
    expect(model.headline).toBe('C1 of cart replaces the siblings that A and B still keep');
    expect(model.reasons).toEqual(['tablet wrote C1 having seen A2 and B1: it replaces them wherever it comes.']);
    expect(model.resolver).toBeNull();
  });

  it('are false siblings where a writer had seen what stays beside its write', () => {
    const model = modelAt('false-sibling');
    expect(model.ties.find(({ kind }) => kind === 'false-sibling')).toMatchObject({ a: 'A/1', b: 'A/3' });
    expect(model.reasons.at(-1)).toContain('laptop had seen A1 when it wrote A3');
    expect(model.cards.map(({ name }) => name)).toEqual(['A2', 'A1', 'A3']);
    expect(model.cards[0]!.entries[0]).toMatchObject({ text: '0+2', ahead: true });
  });

  it('are decided by timestamps without vectors, and what is lost is named', () => {
    const model = modelAt('fast-clock');
    expect(names(model)).toEqual(['v2 gone on none', 'v1 current on ABC']);
    expect(model.headline).toBe('Timestamps decide: v1 of cart wins');
    expect(model.reasons).toEqual([
      'v2 was written 500 ms after v1, but is stamped 500 ms earlier.',
      'A’s clock was 1 s ahead when it stamped v1.',
      '“milk, eggs” is lost; nobody is told.',
    ]);
  });

  it('count a tombstone as one of them, with no value to put together', () => {
    const model = modelAt('tombstone');
    expect(model.cards.map(({ version }) => version.tombstone)).toEqual([false, true]);
    expect(model.resolver?.value).toBe('milk, eggs');
  });
});

describe('the union of values', () => {
  it('names each part once, in the order in which they come', () => {
    const version = (value: string | number, tombstone = false) => ({ value, tombstone }) as never;
    expect(unionOf([version('milk, eggs'), version('milk, bread'), version('x', true), version(3)])).toBe('milk, eggs, bread, 3');
  });
});

describe('where cards stand', () => {
  it('never lets two overlap, and leaves every line between cards', () => {
    for (const one of cases) {
      const model = siblingsModel(play(one), 'cart');
      for (const width of [1104, 720, 390]) {
        const { places, cardWidth, compact, lines, narrow } = siblingsLayout(model.cards, model.ties, model.ranks, width);
        const boxes = [...places.values()].map(({ x, y }) => ({ x, y, right: x + cardWidth, bottom: y + (compact ? 84 : 112) }));
        for (const [i, a] of boxes.entries()) {
          for (const b of boxes.slice(i + 1))
            expect(a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y, `${one.id} at ${width}`).toBe(true);
          if (!narrow)
            for (const line of lines) expect(line.x1 > a.x && line.x1 < a.right && line.y1 > a.y && line.y1 < a.bottom, `${one.id} at ${width}`).toBe(false);
        }
      }
    }
  });

  it('puts what happened before to the left of what followed', () => {
    const model = modelAt('resolved');
    const { places } = siblingsLayout(model.cards, model.ties, model.ranks, 1104);
    for (const { a, b, kind } of model.ties) if (kind === 'before') expect(places.get(a)!.x).toBeLessThan(places.get(b)!.x);
  });
});
