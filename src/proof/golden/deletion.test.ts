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
