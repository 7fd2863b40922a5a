import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { parseScenario } from '../scenario/index.ts';
import { presets } from './index.ts';

function resultOf(id: string): Result {
  const parsed = parseScenario(presets[id]?.scenario);
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  while (cluster.nextUs() <= (parsed.scenario.stop.atMs ?? 0) * 1000) cluster.step();
  return buildResult(cluster.world);
}

describe('the presets of quorums and sessions show', () => {
  it('a comment that its writer does not see, and that a token brings', () => {
    const bare = resultOf('comment-without-a-promise');
    expect([bare.history.at(-1)?.values, bare.violations.map(({ checker }) => checker)]).toEqual([[], ['read-your-writes']]);
    const token = resultOf('comment-with-a-token');
    expect([token.history.at(-1)?.values, token.violations]).toEqual([['nice post'], []]);
  });

  it('a sloppy quorum that reads the old value, until the hints are handed over', () => {
    const result = resultOf('sloppy-quorum');
    expect(result.history.map(({ type, ok, values }) => [type, ok, values])).toEqual([
      ['write', true, ['milk']],
      ['write', true, ['milk, eggs']],
      ['read', true, ['milk']],
      ['read', true, ['milk, eggs']],
    ]);
    expect([result.operations.staleReads, result.hints.delivered, result.converged]).toEqual([1, 2, true]);
  });

  it('a third replica that a quorum read repairs', () => {
    const result = resultOf('quorum-repairs-the-third');
    expect(result.history.at(-1)).toMatchObject({ ok: true, values: ['new'] });
    expect([result.repairs['read-repair'], result.converged]).toEqual([1, true]);
  });
});
