/** The sentences that answer why a copy is stale and why a value is here: what they name, and when they change. */
import { describe, expect, it } from 'vitest';
import { presets } from '../presets/index.ts';
import { parseScenario } from '../scenario/index.ts';
import { explain, questionOf, whyStale } from './explain.ts';
import { textOf } from './explanation.ts';
import { Playback } from './playback.ts';
import type { Snapshot } from './snapshot.ts';

function at(run: string | object, atMs: number): Snapshot {
  const parsed = parseScenario(typeof run === 'string' ? presets[run]?.scenario : run);
  if (!parsed.ok) throw new Error(parsed.message);
  return new Playback(parsed.scenario).toTime(atMs * 1000).snapshot;
}

const said = (run: string | object, atMs: number, replica: string, key = 'cart'): string => textOf(explain(at(run, atMs), replica, key));

/** C is cut off during a write, or whatever `more` says. */
function story(more: object, script: readonly object[]): object {
  return { version: 1, replicas: ['A', 'B', 'C'], ...more, script };
}

const write = (atMs: number, value: string, more: object = {}): object => ({
  atMs,
  command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value, ...more },
});

/** Of a preset with a workload the first so many events say enough. */
const FRAMES_READ = 1500;

describe('why a copy is stale', () => {
  it('names the drop, its cause and its moment, and that nothing is scheduled', () => {
    expect(said('stale-replica-everything-off', 600, 'C')).toBe(
      'C missed write #2 (A’s write was dropped by the partition at 500 ms) and nothing is scheduled that could repair it: every repair mechanism is off.',
    );
    const parts = explain(at('stale-replica-everything-off', 600), 'C', 'cart');
    expect(parts.find((part) => part.event !== undefined)).toMatchObject({ text: '500 ms', atUs: 500_000 });
    expect(parts.map((part) => part.glyph).filter(Boolean)).toEqual(['write', 'drop']);
  });

  it('says of a write that still flies when it is due, and calls that no fault', () => {
    expect(said('partition-healed-by-gossip', 20, 'B')).toBe('B has not got write #1 yet: A’s write is on its way and due in 44 ms.');
  });

  it('follows a hint from the wait for an acknowledgement over the cut to its arrival', () => {
    expect(said('healed-by-hints', 600, 'C')).toContain('A still waits for C before it keeps a hint; read repair, gossip and anti-entropy are off.');
    expect(said('healed-by-hints', 2600, 'C')).toContain('the hint on A cannot cross the cut;');
    expect(said('healed-by-hints', 3500, 'C')).toContain('the hint on A goes out in 500 ms;');
    expect(said('healed-by-hints', 4000, 'C')).toContain(', but a hint from A is due in 43 ms.');
    expect(said('healed-by-hints', 4100, 'C')).toBe('phone wrote “milk, eggs” through A (write #2); C got it by a hint from A at 4,042 ms (event 28).');
  });

  it('names for each other mechanism what keeps it, or when it comes', () => {
    expect(said('healed-by-read-repair', 600, 'C')).toContain('read repair waits for a read;');
    expect(said('healed-by-gossip', 600, 'C')).toContain('gossip cannot bring it, since A and B are behind the cut;');
    expect(said('healed-by-gossip', 3500, 'C')).toContain('gossip’s next round is in 108 ms;');
    expect(said('healed-by-merkle', 3500, 'C')).toContain('C’s next anti-entropy tick is in 819 ms;');
  });

  it('says that a replica is down, and who keeps a hint for it', () => {
    const run = story({ hintedHandoff: { enabled: true } }, [write(0, 'a'), { atMs: 100, command: { type: 'crash', replica: 'C' } }, write(200, 'b')]);
    expect(said(run, 500, 'C')).toBe('C missed write #2 (A’s write found C down at 205 ms) and nothing can repair it while C is down.');
    expect(said(run, 3000, 'C')).toContain('while C is down; A keeps a hint for it.');
  });

  it('knows a copy that went with the disk, a write that was never sent, and a value that was never loaded', () => {
    const lost = story({}, [
      write(0, 'a'),
      { atMs: 100, command: { type: 'crash', replica: 'C', lose: 'disk' } },
      { atMs: 200, command: { type: 'restart', replica: 'C' } },
    ]);
    expect(said(lost, 300, 'C')).toContain('C had write #1 and lost it in its crash at 100 ms and nothing is scheduled');
    expect(said(story({}, [write(0, 'a', { local: true })]), 300, 'C')).toContain('C missed write #1 (A never sent it to C when phone wrote it at 0 ms)');
    const data = story({ data: { keys: 1, divergent: [{ replica: 'C', keys: 1, kind: 'missing' }] } }, []);
    expect(said(data, 0, 'C', 'k0')).toContain('C never had the value that the others were loaded with and nothing is scheduled');
  });

  it('says why hints were refused, lost or expired', () => {
    const cut = { atMs: 100, command: { type: 'partition', groups: [['A', 'B'], ['C']] } };
    expect(said(story({ hintedHandoff: { enabled: true, windowMs: 1000 } }, [write(0, 'a'), cut, write(2000, 'b')]), 5000, 'C')).toContain(
      'A’s hint for C was refused, as C had been silent for too long, at 4,000 ms',
    );
    expect(said(story({ hintedHandoff: { enabled: true, ttlMs: 1000 } }, [write(0, 'a'), cut, write(200, 'b')]), 60_000, 'C')).toContain(
      'A’s hint for C expired at',
    );
    const crash = { atMs: 4000, command: { type: 'crash', replica: 'A', lose: 'disk' } };
    expect(
      said(
        story({ hintedHandoff: { enabled: true } }, [write(0, 'a'), cut, write(200, 'b'), crash, { atMs: 4100, command: { type: 'restart', replica: 'A' } }]),
        5000,
        'C',
      ),
    ).toContain('A’s hint for C was lost when A crashed at 4,000 ms');
  });

  it('says of timestamps that tie for good that nothing tells them apart', () => {
    const run = story({ store: { conflict: 'lww', tieBreak: 'none' }, coordination: { write: 'one' } }, [
      write(0, 'a'),
      { atMs: 0, command: { type: 'write', client: 'laptop', via: 'B', key: 'cart', value: 'b' } },
    ]);
    expect(said(run, 100, 'A')).toContain('kept its own: both carry the same timestamp');
  });

  it('asks nothing of a tombstone that compaction took, until the old value comes back', () => {
    const snapshot = at('resurrected-delete', 8500);
    expect(questionOf(snapshot, 'A', 'cart')).toBe('Why does A hold nothing?');
    expect(textOf(explain(snapshot, 'A', 'cart'))).toBe('A holds nothing of cart, and misses nothing that a client was told is safe.');
    expect(said('resurrected-delete', 11_500, 'A')).toContain('then the old value came back by anti-entropy from C at');
  });

  it('leads with the cause in at most 45 words, for every stale copy of every small preset', { timeout: 120_000 }, () => {
    for (const [name, preset] of Object.entries(presets)) {
      const parsed = parseScenario(preset.scenario);
      if (!parsed.ok) continue;
      const { replicas, workload, data } = parsed.scenario;
      if (replicas.length > 10 || workload.length > 1 || data.keys > 10_000) continue;
      const playback = new Playback(parsed.scenario);
      let left = FRAMES_READ;
      for (let frame = playback.step(); frame !== null && left-- > 0 && frame.snapshot.atUs < 12_000_000; frame = playback.step()) {
        const { snapshot } = frame;
        for (const { replica, key } of snapshot.whys) expect(textOf(explain(snapshot, replica, key)).split(' ').length, name).toBeLessThanOrEqual(45);
      }
    }
  });
});

describe('why a value is here', () => {
  it('says who wrote it through whom, and how it came', () => {
    expect(said('healed-by-gossip', 4000, 'C')).toBe('phone wrote “milk, eggs” through A (write #2); C got it by gossip from A at 3,651 ms (event 32).');
    expect(said('healed-by-gossip', 25, 'A')).toBe('phone wrote “milk” through A (write #1); A stored it at 20 ms (event 2).');
  });

  it('says of siblings that neither writer had seen the other’s write', () => {
    expect(said('siblings-in-a-cart', 6000, 'C')).toMatch(
      /^C keeps 2 siblings, phone’s “milk, eggs” and laptop’s “milk, bread”: neither writer had seen the other’s write; the last came by gossip from [AB] at [\d,]+ ms\.$/,
    );
  });

  it('says which later write gave way to a fast clock', () => {
    expect(said('fast-clock-loses-a-write', 1000, 'B')).toContain('Write #2 came later and gave way at 600 ms: it is stamped 600 ms, before 1,100 ms.');
  });

  it('is asked only where there is one; a stale copy has its reasons instead', () => {
    const snapshot = at('healed-by-gossip', 600);
    expect(whyStale(snapshot, 'A', 'cart')).toBeNull();
    expect(questionOf(snapshot, 'A', 'cart')).toBe('Why does A hold this?');
    expect(questionOf(snapshot, 'C', 'cart')).toBe('Why is C stale?');
  });
});
