import { describe, expect, it } from 'vitest';
import type { Latency, Scenario } from '../scenario/scenario.ts';
import {
  applyCut,
  applyHeal,
  applyMend,
  applyPartition,
  cloneLinkState,
  createLinkState,
  isCut,
  linkEnds,
  linkKey,
  linkOverride,
  overrideLink,
  sideOf,
  slowFactor,
  slowLink,
  slowReplica,
} from './link-state.ts';

const [A, B, C, D, PHONE] = [0, 1, 2, 3, -1];
const fifty: Latency = { distribution: 'constant', ms: 50 };

function network(links: { from: string; to: string; latencyMs?: Latency; loss?: number }[] = []) {
  return createLinkState({ replicas: ['A', 'B', 'C', 'D'].map((id) => ({ id })), network: { links } } as unknown as Scenario);
}

describe('the state of the links', () => {
  it('is whole at the start', () => {
    const state = network();
    expect(isCut(state, A, B)).toBeNull();
    expect(slowFactor(state, A, B)).toBe(1);
    expect(linkOverride(state, A, B)).toBeUndefined();
    expect(sideOf(state, C)).toBe(0);
  });

  it('cuts the sides of a partition from each other both ways, and leaves those not named with the first', () => {
    const state = network();
    applyPartition(state, 4, [[A], [C, B]]);
    expect([isCut(state, A, B), isCut(state, B, A), isCut(state, B, C), isCut(state, A, D), isCut(state, D, C)]).toEqual([
      'partition',
      'partition',
      null,
      null,
      'partition',
    ]);
    expect([A, B, C, D].map((replica) => sideOf(state, replica))).toEqual([0, 1, 1, 0]);
  });

  it('lets clients reach every side', () => {
    const state = network();
    applyPartition(state, 4, [[A], [B]]);
    expect([isCut(state, PHONE, A), isCut(state, PHONE, B), isCut(state, B, PHONE)]).toEqual([null, null, null]);
  });

  it('puts a new partition in place of the old one', () => {
    const state = network();
    applyPartition(state, 4, [
      [A, B],
      [C, D],
    ]);
    applyPartition(state, 4, [[A, B, C], [D]]);
    expect([isCut(state, A, C), isCut(state, A, D)]).toEqual([null, 'partition']);
  });

  it('heals partitions and leaves cuts, which are mended', () => {
    const state = network();
    applyPartition(state, 4, [[A], [B]]);
    applyCut(state, A, C);
    applyHeal(state);
    expect([isCut(state, A, B), isCut(state, A, C), isCut(state, C, A)]).toEqual([null, 'cut', 'cut']);
    applyMend(state, A, C);
    expect([isCut(state, A, C), isCut(state, C, A)]).toEqual([null, null]);
  });

  it('cuts and mends one direction where asked to', () => {
    const state = network();
    applyCut(state, A, B, false);
    expect([isCut(state, A, B), isCut(state, B, A)]).toEqual(['cut', null]);
    applyCut(state, A, B);
    applyMend(state, B, A, false);
    expect([isCut(state, A, B), isCut(state, B, A)]).toEqual(['cut', null]);
    expect([...state.cuts].map(linkEnds)).toEqual([{ from: A, to: B }]);
  });

  it('slows a link in one direction, and a replica, until the factor is 1 again', () => {
    const state = network();
    slowLink(state, A, B, 10);
    slowReplica(state, C, 4);
    expect([slowFactor(state, A, B), slowFactor(state, B, A), state.slowReplicas.get(C)]).toEqual([10, 1, 4]);
    slowLink(state, A, B, 1);
    slowReplica(state, C, 1);
    expect([state.slowLinks.size, state.slowReplicas.size]).toEqual([0, 0]);
  });

  it('gives single directions what the scenario and later commands say', () => {
    const state = network([
      { from: 'A', to: 'B', latencyMs: fifty },
      { from: 'B', to: 'C', loss: 0.5 },
    ]);
    expect(linkOverride(state, A, B)).toEqual({ latency: fifty, loss: undefined });
    expect(linkOverride(state, B, A)).toBeUndefined();
    overrideLink(state, A, B, { latency: undefined, loss: 0 });
    expect(linkOverride(state, A, B)).toEqual({ latency: fifty, loss: 0 });
    expect(linkOverride(state, PHONE, B)).toBeUndefined();
  });

  it('is not changed by what happens to its copy', () => {
    const state = network([{ from: 'A', to: 'B', loss: 0.1 }]);
    applyPartition(state, 4, [[A], [B]]);
    const copy = cloneLinkState(state);
    applyHeal(copy);
    applyCut(copy, C, D);
    slowReplica(copy, A, 3);
    slowLink(copy, A, B, 3);
    overrideLink(copy, A, B, { latency: undefined, loss: 1 });
    expect(isCut(state, A, B)).toBe('partition');
    expect([state.cuts.size, state.slowReplicas.size, state.slowLinks.size, linkOverride(state, A, B)?.loss]).toEqual([0, 0, 0, 0.1]);
    expect(linkKey(A, B)).not.toBe(linkKey(B, A));
  });
});
