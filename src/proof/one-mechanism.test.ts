/** What the whole engine promises of repair: nothing heals by itself, each mechanism heals alone and is named, concurrency is kept, clocks can lose writes. */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from './simulate-document.ts';

/** C is cut off while x is written a second time; the cut is mended at two seconds, and x is read at QUORUM at six. */
function missedWrite(more: object, readAtMs = 6000): object {
  return {
    version: 1,
    ...more,
    script: [
      { atMs: 0, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 1 } },
      { atMs: 500, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
      { atMs: 1000, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 2 } },
      { atMs: 4000, command: { type: 'heal' } },
      { atMs: readAtMs, command: { type: 'read', client: 'c2', via: 'A', key: 'x' } },
    ],
    stop: { atMs: 60_000 },
  };
}

const mechanisms = {
  'hinted-handoff': { hintedHandoff: { enabled: true } },
  'read-repair': { readRepair: { mode: 'async' } },
  gossip: { gossip: { protocol: 'push-pull' } },
  'anti-entropy': { antiEntropy: { mechanism: 'merkle', intervalMs: 5000 } },
};

describe('a replica that missed a write', () => {
  it('stays stale for ever with every mechanism off', () => {
    const result = simulateDocument(missedWrite({}));
    expect(result.converged).toBe(false);
    expect(result.replicas?.C.x.values).toEqual([1]);
    expect(result.repairs).toEqual({ 'read-repair': 0, 'hinted-handoff': 0, gossip: 0, 'anti-entropy': 0 });
  });

  for (const [name, knobs] of Object.entries(mechanisms)) {
    it(`is healed by ${name} alone, and repairs names it and nothing else`, () => {
      const result = simulateDocument(missedWrite(knobs));
      expect(result.converged).toBe(true);
      expect(result.replicas?.C.x.values).toEqual([2]);
      for (const [mechanism, count] of Object.entries(result.repairs)) expect(count > 0, mechanism).toBe(mechanism === name);
      expect(result.violations).toEqual([]);
    });
  }

  for (const protocol of ['push', 'pull']) {
    it(`is healed by gossip that only ${protocol}s`, () => {
      const result = simulateDocument(missedWrite({ gossip: { protocol } }));
      expect(result.converged).toBe(true);
      expect(result.repairs.gossip).toBe(1);
    });
  }

  it('is healed by a full comparison, and by a read that waits for its repair', () => {
    expect(simulateDocument(missedWrite({ antiEntropy: { mechanism: 'full', intervalMs: 5000 } })).repairs['anti-entropy']).toBe(1);
    const blocking = simulateDocument(missedWrite({ coordination: { read: 'all' }, readRepair: { mode: 'blocking' } }));
    expect(blocking.repairs['read-repair']).toBe(1);
    const read = blocking.history.find((entry) => entry.type === 'read');
    // One round trip to read and one to repair, 5 ms each way.
    expect(Number(read?.completedAtMs) - Number(read?.invokedAtMs)).toBe(20);
  });

  it('gets no hint once it was silent for longer than the window', () => {
    const result = simulateDocument(missedWrite({ hintedHandoff: { enabled: true, windowMs: 1000 } }));
    expect(result.hints).toEqual({ stored: 0, delivered: 0, expired: 0, refused: 1 });
    expect(result.converged).toBe(false);
  });
});

describe('two writes that did not know of each other', () => {
  const concurrent = (conflict: string): object => ({
    version: 1,
    store: { conflict },
    coordination: { write: 'one', read: 'one' },
    gossip: { protocol: 'push-pull' },
    script: [
      { atMs: 0, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 100, command: { type: 'write', client: 'c1', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 100, command: { type: 'write', client: 'c2', via: 'B', key: 'cart', value: 'eggs' } },
      { atMs: 3000, command: { type: 'heal' } },
    ],
    stop: { atMs: 20_000 },
  });

  for (const conflict of ['version-vector', 'dotted-version-vector']) {
    it(`become the same two siblings on every replica under ${conflict}`, () => {
      const result = simulateDocument(concurrent(conflict));
      expect(result.converged).toBe(true);
      for (const replica of ['A', 'B', 'C']) expect(result.replicas?.[replica].cart.values).toEqual(['eggs', 'milk']);
      expect(result.conflicts.siblings).toBe(1);
    });
  }

  it('become one under last-write-wins, and the other is counted as discarded', () => {
    const result = simulateDocument(concurrent('lww'));
    for (const replica of ['A', 'B', 'C']) expect(result.replicas?.[replica].cart.values).toEqual(['milk']);
    expect(result.conflicts).toEqual({ siblings: 0, discarded: 1 });
  });

  it('never become one where ties are not broken', () => {
    const result = simulateDocument({ ...concurrent('lww'), store: { conflict: 'lww', tieBreak: 'none' } });
    expect(result.converged).toBe(false);
  });

  it('are one again once a client resolves what it has read', () => {
    const scenario = concurrent('dotted-version-vector') as { script: object[] };
    const result = simulateDocument({
      ...scenario,
      script: [
        ...scenario.script,
        { atMs: 15_000, command: { type: 'read', client: 'c1', via: 'C', key: 'cart' } },
        { atMs: 15_100, command: { type: 'resolve', client: 'c1', via: 'C', key: 'cart', value: 'milk and eggs' } },
      ],
    });
    for (const replica of ['A', 'B', 'C']) expect(result.replicas?.[replica].cart.values).toEqual(['milk and eggs']);
  });
});

describe('last-write-wins', () => {
  it('loses the later write behind a fast clock, and a checker says so', () => {
    const result = simulateDocument({
      version: 1,
      replicas: [{ id: 'A', clockSkewMs: 500 }, 'B', 'C'],
      script: [
        { atMs: 0, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 'first' } },
        { atMs: 100, command: { type: 'write', client: 'c2', via: 'B', key: 'x', value: 'second' } },
      ],
      stop: { atMs: 5000 },
    });
    for (const replica of ['A', 'B', 'C']) expect(result.replicas?.[replica].x.values).toEqual(['first']);
    expect(result.violations.map(({ checker }) => checker)).toEqual(['lost-acknowledged-write']);
  });
});

describe('a write that too few replicas acknowledge', () => {
  const minority = simulateDocument({
    version: 1,
    script: [
      { atMs: 0, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 10, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 1 } },
    ],
    stop: { atMs: 10_000 },
  });

  it('fails by its timeout and is not rolled back', () => {
    expect(minority.operations).toMatchObject({ writes: 0, failed: 1 });
    expect(minority.history[0]).toMatchObject({ ok: false, reason: 'timeout', completedAtMs: 2010 });
    expect(minority.replicas?.A.x.values).toEqual([1]);
    expect(minority.replicas?.B).toEqual({});
  });

  it('is unavailable at once where the level needs more replicas than there are', () => {
    const result = simulateDocument({
      version: 1,
      replicas: 2,
      script: [{ atMs: 5, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 1, consistency: 'three' } }],
      stop: { atMs: 100 },
    });
    expect(result.history[0]).toMatchObject({ ok: false, reason: 'unavailable', completedAtMs: 5 });
    expect(result.messages.count).toBe(0);
  });

  it('fails at once where its coordinator is down', () => {
    const result = simulateDocument({
      version: 1,
      script: [
        { atMs: 0, command: { type: 'crash', replica: 'A' } },
        { atMs: 5, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 1 } },
      ],
      stop: { atMs: 100 },
    });
    expect(result.history[0]).toMatchObject({ ok: false, reason: 'coordinator-down', completedAtMs: 5 });
  });
});

describe('clients', () => {
  it('that coordinate pay the network for every leg', () => {
    const result = simulateDocument({ version: 1, script: [{ atMs: 0, command: { type: 'write', client: 'c1', key: 'x', value: 1 } }], stop: { atMs: 1000 } });
    expect(result.messages.byType.write.count).toBe(3);
    expect(result.history[0]).toMatchObject({ ok: true, completedAtMs: 10 });
  });

  it('that go through an owner wait only for the others', () => {
    const result = simulateDocument({
      version: 1,
      network: { clientLatencyMs: 3 },
      script: [{ atMs: 0, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 1 } }],
      stop: { atMs: 1000 },
    });
    expect(result.messages.byType.write.count).toBe(2);
    expect(result.history[0]).toMatchObject({ ok: true, completedAtMs: 16 });
  });

  it('see an empty answer where nothing was ever written', () => {
    const result = simulateDocument({ version: 1, script: [{ atMs: 0, command: { type: 'read', client: 'c1', via: 'A', key: 'x' } }], stop: { atMs: 1000 } });
    expect(result.history[0]).toMatchObject({ ok: true, values: [] });
  });
});
