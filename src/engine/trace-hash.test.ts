import { describe, expect, it } from 'vitest';
import { message, stamped } from './folds/fold-fixture.ts';
import type { TraceRecord } from './trace.ts';
import { TraceHash } from './trace-hash.ts';

const write: TraceRecord = { type: 'message-sent', message: message('write', 0, 1) };
const stored: TraceRecord = { type: 'version-stored', replica: 0, key: 0, before: undefined, after: stamped(1, 'a', 10), mechanism: 'write', from: 0 };
const NOW = { atUs: 5000, event: 3 };

function hashOf(...records: readonly TraceRecord[]): string {
  const hash = new TraceHash();
  for (const record of records) hash.add(record, NOW);
  return hash.hex();
}

describe('the trace hash', () => {
  it('is the same for the same records and differs with their order', () => {
    expect(hashOf(write, stored)).toBe(hashOf(write, stored));
    expect(hashOf(write, stored)).not.toBe(hashOf(stored, write));
    expect(hashOf(write)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('differs with every field, the time and the event', () => {
    const others: TraceRecord[] = [
      { ...stored, replica: 1 },
      { ...stored, key: 1 },
      { ...stored, before: stamped(1, 'a', 9) },
      { ...stored, after: stamped(1, 'b', 10) },
      { ...stored, mechanism: 'gossip' },
      { ...stored, from: 1 },
      { type: 'message-sent', message: message('write', 1, 0) },
      { type: 'message-delivered', message: message('write', 0, 1) },
      write,
      { type: 'clock-changed', replica: 0, byMs: 0.25 },
      { type: 'clock-changed', replica: 0, byMs: -0.25 },
      { type: 'command-applied', command: { type: 'heal' } },
      { type: 'partition-changed', groups: [[0], [1, 2]] },
      { type: 'partition-changed', groups: [[0, 1], [2]] },
      { type: 'timer-fired', actor: 2 ** 40, timer: 'gossip', n: 1 },
    ];
    const hashes = new Set([stored, ...others].map((record) => hashOf(record)));
    expect(hashes.size).toBe(others.length + 1);
    const later = new TraceHash();
    later.add(stored, { atUs: 5001, event: 3 });
    const next = new TraceHash();
    next.add(stored, { atUs: 5000, event: 4 });
    expect(new Set([hashOf(stored), later.hex(), next.hex()]).size).toBe(3);
  });

  it('takes a field that is undefined for one left out', () => {
    const cut: TraceRecord = { type: 'command-applied', command: { type: 'cut', from: 'A', to: 'B' } };
    expect(hashOf({ type: 'command-applied', command: { type: 'cut', from: 'A', to: 'B', bothWays: undefined } })).toBe(hashOf(cut));
  });

  it('goes on by itself in a fork', () => {
    const hash = new TraceHash();
    hash.add(write, NOW);
    const fork = hash.fork();
    hash.add(stored, NOW);
    expect(fork.hex()).toBe(hashOf(write));
    expect(hash.hex()).toBe(hashOf(write, stored));
  });
});
