/** Clients of workloads that ask the nearest replica, or stay with the first that answered. */
import { describe, expect, it } from 'vitest';
import { at, resultOf } from '../coordination/test-run.ts';

const regions: { readonly [id: string]: string } = { A: 'eu', B: 'eu', C: 'us', D: 'us' };
const replicas = Object.entries(regions).map(([id, region]) => ({ id, region }));
const names = Object.keys(regions);

/** Whom a client's operations asked, in order, and how they ended. */
function asked(document: object, client = 'c'): { readonly via: string; readonly atMs: number }[] {
  const found: { via: string; atMs: number }[] = [];
  resultOf({ replicas, ...document }, (record, atMs) => {
    if (record.type === 'operation-invoked' && record.n > 0 && record.client === (client === 'c' ? 0 : 1))
      found.push({ via: names[record.via ?? -1] ?? 'none', atMs });
  });
  return found;
}
const line = (via: string, more: object = {}) => ({ client: 'c', operation: 'read', via, perSec: 10, count: 60, keys: 3, ...more });
const vias = (document: object) => asked(document).map(({ via }) => via);

describe('a client that asks the nearest replica', () => {
  it('asks one replica, which another seed or name may change', () => {
    expect(new Set(vias({ workload: [line('nearest')] })).size).toBe(1);
    const homes = Array.from({ length: 30 }, (_, seed) => vias({ seed, workload: [line('nearest', { count: 1 })] })[0]);
    expect(new Set(homes).size).toBe(4);
  });

  it('goes to the other one of its region while that is down, and back', () => {
    const home = vias({ workload: [line('nearest')] })[0] ?? '';
    const script = at(2000, { type: 'crash', replica: home }, 4000, { type: 'restart', replica: home });
    const beside = names.find((name) => name !== home && regions[name] === regions[home]);
    const found = asked({ workload: [line('nearest')], script });
    expect(new Set(found.filter(({ atMs }) => atMs > 2000 && atMs < 4000).map(({ via }) => via))).toEqual(new Set([beside]));
    expect(new Set(found.filter(({ atMs }) => atMs < 2000 || atMs > 4000).map(({ via }) => via))).toEqual(new Set([home]));
  });

  it('goes by the delays of the scenario’s links where these say otherwise', () => {
    const home = vias({ workload: [line('nearest')] })[0] ?? '';
    const far = names.find((name) => regions[name] !== regions[home]) ?? '';
    const network = { links: [{ from: home, to: far, latencyMs: 1 }] };
    expect(new Set(vias({ network, workload: [line('nearest')], script: at(0, { type: 'crash', replica: home }) }))).toEqual(new Set([far]));
  });
});

describe('a sticky client', () => {
  it('stays with the first coordinator that answered', () => {
    expect(new Set(vias({ workload: [line('sticky')] })).size).toBe(1);
    expect(new Set(vias({ workload: [line('random')] })).size).toBe(4);
  });

  it('may ask several before one has answered', () => {
    const late = vias({ network: { clientLatencyMs: 400 }, workload: [line('sticky')] });
    expect(new Set(late.slice(0, 8)).size).toBeGreaterThan(1);
    expect(new Set(late.slice(9)).size).toBe(1);
  });

  it('finds another when it is down, and does not go back', () => {
    const first = vias({ workload: [line('sticky')] })[0] ?? '';
    const script = at(2000, { type: 'crash', replica: first }, 3000, { type: 'restart', replica: first });
    const found = asked({ workload: [line('sticky')], script });
    const after = new Set(found.filter(({ atMs }) => atMs > 3000).map(({ via }) => via));
    expect([after.size, after.has(first)]).toEqual([1, false]);
  });

  it('is taken over by whoever answers a second try', () => {
    const first = vias({ workload: [line('sticky')] })[0] ?? '';
    const next = names[(names.indexOf(first) + 1) % names.length];
    const found = asked({ coordination: { retries: 1 }, workload: [line('sticky')], script: at(2050, { type: 'crash', replica: first }) });
    expect(new Set(found.filter(({ atMs }) => atMs > 2200).map(({ via }) => via))).toEqual(new Set([next]));
  });
});
