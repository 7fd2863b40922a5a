/** The deletion pair of facts A10.4: a replica back after grace resurrects what was deleted; one back before takes the tombstone. */
import { describe, expect, it } from 'vitest';
import { presets } from '../../engine/presets/index.ts';
import { simulateDocument } from '../simulate-document.ts';

describe('a delete that one replica misses', () => {
  it('is undone on all three when it returns after grace and compaction', () => {
    const result = simulateDocument(presets['resurrected-delete'].scenario);
    const stored = Object.values(result.replicas ?? {}).map((keys) => Object.values(keys)[0]);
    expect(stored.length).toBe(3);
    for (const cell of stored) expect(cell.values.length).toBe(1);
    expect(result.violations.map(({ checker }) => checker)).toContain('resurrection');
  });

  it('holds on all three when it returns before grace', () => {
    const result = simulateDocument(presets['delete-within-grace'].scenario);
    const stored = Object.values(result.replicas ?? {}).map((keys) => Object.values(keys)[0]);
    expect(stored.length).toBe(3);
    for (const cell of stored) {
      expect(cell.values).toEqual([]);
      expect(cell.tombstone).toBe(true);
    }
    expect(result.violations).toEqual([]);
  });

  it('holds where the replica that was away for longer comes back with an empty disk, to be filled by repair (A10.3)', () => {
    const { scenario } = presets['resurrected-delete'];
    // What is rebuilt, not rejoined, has nothing to bring back.
    const lines = scenario.script as readonly { readonly atMs: number; readonly command: { readonly type: string } }[];
    const script = lines.map((line) => (line.command.type === 'crash' ? { ...line, command: { ...line.command, lose: 'disk' } } : line));
    const { replicas, violations } = simulateDocument({ ...scenario, script });
    for (const keys of Object.values(replicas ?? {})) expect(Object.values(keys).flatMap(({ values }) => values)).toEqual([]);
    expect(violations).toEqual([]);
  });
});

describe('Riak’s delete_mode as a grace (A10.5)', () => {
  /** What A, B and C store of a key that was deleted at 1.02 s, and what the checkers say; all of them, or A and B alone, have the tombstone. */
  const deleted = (gcGraceMs: number, atMs: number, missed = false) => {
    const { replicas, violations } = simulateDocument({
      version: 1,
      placement: { pin: { x: ['A', 'B', 'C'] } },
      store: { conflict: 'dotted-version-vector', gcGraceMs, compactionIntervalMs: 100 },
      script: [
        { atMs: 0, command: { type: 'write', client: 'c', via: 'A', key: 'x', value: 'old' } },
        { atMs: 500, command: { type: 'read', client: 'c', via: 'A', key: 'x' } },
        ...(missed ? [{ atMs: 900, command: { type: 'crash', replica: 'C' } }] : []),
        { atMs: 1020, command: { type: 'delete', client: 'c', via: 'A', key: 'x' } },
      ],
      stop: { atMs },
    });
    const left = ['A', 'B', 'C'].filter((replica) => replicas?.[replica]?.x?.tombstone === true);
    return [left.join(''), violations.map(({ checker }) => checker)];
  };

  it.each([
    ['reaps three seconds after the delete', 3000, 4000, 4200],
    ['reaps at once', 0, 1050, 1200],
  ])('%s what all owners hold', (_what, graceMs, beforeMs, afterMs) => {
    expect(deleted(graceMs, beforeMs)).toEqual(['ABC', []]);
    expect(deleted(graceMs, afterMs)).toEqual(['', []]);
  });

  it('keeps it for ever', () => {
    expect(deleted(2_592_000_000, 600_000)).toEqual(['ABC', []]);
  });

  it('does not ask whether all hold it, as Riak does: where one owner lacks it that is told', () => {
    expect(deleted(3000, 4000, true)).toEqual(['AB', []]);
    expect(deleted(3000, 4200, true)).toEqual(['', ['unsafe-gc', 'unsafe-gc']]);
  });
});
