/** What the presets about versions and CRDTs must show. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import { presets } from './index.ts';

function ran(id: string, more: { readonly [section: string]: object } = {}): Result {
  const parsed = parseScenario({ ...presets[id]?.scenario, ...more });
  if (!parsed.ok) throw new Error(parsed.message);
  const { stop } = parsed.scenario;
  const cluster = new Cluster(parsed.scenario);
  new Run(cluster, { atUs: Number(stop.atMs) * 1000, whenConverged: false, when: null }).finish();
  return buildResult(cluster.world);
}

const lastRead = ({ history }: Result) => history.filter(({ type }) => type === 'read').at(-1)?.values;
const everywhere = ({ replicas }: Result, key: string) => Object.values(replicas ?? {}).map((keys) => keys[key]?.values);

describe('the presets of versions', () => {
  it.each([
    ['cart-union', 'cart', [['bread', 'eggs', 'milk']]],
    ['cart-or-set', 'cart', [['bread', 'eggs']]],
    ['or-set-add-wins', 'fruit', [['apple', 'banana', 'cherry']]],
    ['counter-of-three', 'likes', [15]],
    ['three-names', 'user:123:name', ['Alice']],
    ['cart-and-status', 'cart:alice', [['eggs', 'milk']]],
    ['cart-and-status', 'status:alice', ['at home']],
    ['hybrid-clock-keeps-a-write', 'cart', ['milk, eggs']],
    ['pruned-vector', 'x', ['first', 'fourth']],
  ])('%s: %s is %j on every replica', (id, key, values) => {
    const result = ran(id);
    for (const held of everywhere(result, key)) expect(held).toEqual(values);
    expect([result.converged, result.refused, result.violations, result.operations.failed, result.operations.staleReads]).toEqual([true, [], [], 0, 0]);
  });

  it('three-names keeps three siblings until they are resolved', () => {
    const reads = ran('three-names').history.filter(({ type }) => type === 'read');
    expect(reads.map(({ values }) => values)).toEqual([['Alice', 'Alicia', 'Allison'], ['Alice']]);
  });

  it('hybrid-clock-keeps-a-write loses it by plain clocks, and where A is further ahead than is accepted', () => {
    expect(lastRead(ran('hybrid-clock-keeps-a-write', { store: { conflict: 'lww' } }))).toEqual(['milk']);
    expect(lastRead(ran('hybrid-clock-keeps-a-write', { store: { conflict: 'hlc', hlcMaxOffsetMs: 200 } }))).toEqual(['milk']);
  });

  it('pruned-vector has no such sibling where vectors are whole', () => {
    expect(lastRead(ran('pruned-vector', { store: { conflict: 'dotted-version-vector' } }))).toEqual(['fourth']);
  });

  it.each(['cart-or-set', 'or-set-add-wins', 'counter-of-three'])('%s ends the same where operations send deltas', (id) => {
    const store = presets[id]?.scenario.store as object;
    expect(lastRead(ran(id, { store: { ...store, crdtSync: 'delta' } }))).toEqual(lastRead(ran(id)));
  });
});
