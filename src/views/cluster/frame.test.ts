import { describe, expect, it } from 'vitest';
import { cell, everythingAtOnce, message, replica, snapshotOf, version } from './fixtures.ts';
import { cellOf, classColours, kindOf, picture } from './frame.ts';
import { legendOf } from './Legend.tsx';

const LINGER = 100_000;

describe('the picture of a moment', () => {
  it('moves a message linearly in simulated time', () => {
    const sent = { ...message('A', 'B', 'write', 0), sentUs: 1000, deliverUs: 5000 };
    const at = (us: number) => picture(snapshotOf([], { messages: [sent] }), us, [], LINGER).moving[0]?.share;
    expect([at(1000), at(2000), at(3000), at(5000)]).toEqual([0, 0.25, 0.5, 1]);
  });

  it('is the same whether a time was reached by playing or by scrubbing', () => {
    expect(picture(everythingAtOnce, 420_000, [], LINGER)).toEqual(picture(structuredClone(everythingAtOnce), 420_000, [], LINGER));
  });

  it('keeps a drop in sight for a while, with its reason, and then no longer', () => {
    expect(picture(everythingAtOnce, 418_000, [], LINGER).dropped.map((drop) => drop.reason)).toEqual(['partition']);
    expect(picture(everythingAtOnce, 410_001 + LINGER, [], LINGER).dropped).toEqual([]);
  });

  it('names the mechanism of a repair and from whom it came', () => {
    expect(picture(everythingAtOnce, 418_000, [], LINGER).repairs).toMatchObject([{ to: 'B', from: 'A', name: 'gossip' }]);
  });

  it('shows what a replica waits for, nearest first, and nothing for a crashed one', () => {
    const ticks = [
      { name: 'anti-entropy', atUs: 900_000, intervalUs: 1_000_000 },
      { name: 'gossip', atUs: 500_000, intervalUs: 1_000_000 },
    ];
    const view = picture(snapshotOf([replica('A', [], { ticks }), replica('B', [], { ticks, up: false })]), 400_000, [], LINGER);
    expect(view.rings.get('A')?.map((ring) => [ring.kind, ring.share])).toEqual([
      ['gossip', 0.9],
      ['hash', 0.5],
    ]);
    expect(view.rings.get('B')).toEqual([]);
  });

  it('has a mark for every type of message', () => {
    expect([kindOf('write'), kindOf('read'), kindOf('write-ack'), kindOf('merkle-hashes'), kindOf('hint'), kindOf('gossip-pull')]).toEqual([
      'write',
      'read',
      'ack',
      'hash',
      'hint',
      'gossip',
    ]);
  });
});

describe('a message of an operation', () => {
  const reply = { ...message('B', 'A', 'read-reply', 0.5), address: 'phone#1/B>A:read-reply' };
  const open = { ...everythingAtOnce.clients[1]!.open[0]!, client: 'phone', n: 1, kind: 'read' as const };
  it('is late once its client has its answer, and not before', () => {
    const late = (clients: (typeof everythingAtOnce)['clients']) =>
      picture(snapshotOf([], { messages: [reply], clients }), 418_000, [], LINGER).moving[0]?.late;
    expect(late([{ id: 'phone', open: [open], last: null }])).toBe(false);
    expect(late([{ id: 'phone', open: [], last: null }])).toBe(true);
  });
  it('looks like a read where the client asked to read', () => {
    const asked = { ...reply, type: 'client-request' as const };
    expect(picture(snapshotOf([], { messages: [asked], clients: [{ id: 'phone', open: [open], last: null }] }), 418_000, [], LINGER).moving[0]?.kind).toBe(
      'read',
    );
  });
});

describe('the colour of a copy', () => {
  const milk = version('milk', 1);
  const eggs = version('eggs', 2);
  it('is the same for equal copies, another for different ones, and none for a stale one', () => {
    const shown = snapshotOf([
      replica('A', [cell([milk])]),
      replica('B', [cell([eggs])]),
      replica('C', [cell([milk])]),
      replica('D', [cell([milk], { stale: 1 })]),
    ]);
    const colourOf = classColours(shown, 'cart');
    const of = (i: number) => {
      const held = cellOf(shown.replicas[i]!, 'cart')!;
      return colourOf(held.versions[0]!, held);
    };
    expect(of(0)).toBe(of(2));
    expect(of(0)).not.toBe(of(1));
    expect(of(3)).toBe('stale');
  });
});

describe('the legend', () => {
  it('names only the marks on screen', () => {
    expect(legendOf(snapshotOf([replica('A', [], { ticks: [] })]), 0, [], LINGER, 'cart')).toEqual([]);
    expect(legendOf(everythingAtOnce, 418_000, [], LINGER, 'cart')).toEqual([
      'write',
      'read',
      'ack',
      'late',
      'hint',
      'gossip',
      'drop',
      'stale',
      'siblings',
      'tombstone',
      'repair',
      'timer',
    ]);
  });
});
