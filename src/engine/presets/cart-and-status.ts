/** Policies by key: siblings put together for what adds up, last write wins for what is replaced. */
import type { Preset } from './preset.ts';

const title = 'A cart by union, a status by the last write';

export const cartAndStatus: Preset = {
  title,
  summary: 'Phone and laptop change the cart and the status on two sides of a cut. The cart keeps the items of both; of the status only the later one is left.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'lww', perKey: { 'cart:*': 'union' } },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 0, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 100, command: { type: 'write', client: 'phone', via: 'A', key: 'cart:alice', value: ['milk'] } },
      { atMs: 200, command: { type: 'write', client: 'laptop', via: 'B', key: 'cart:alice', value: ['eggs'] } },
      { atMs: 300, command: { type: 'write', client: 'phone', via: 'A', key: 'status:alice', value: 'shopping' } },
      { atMs: 400, command: { type: 'write', client: 'laptop', via: 'B', key: 'status:alice', value: 'at home' } },
      { atMs: 1500, command: { type: 'heal' } },
      { atMs: 7000, command: { type: 'read', client: 'tablet', via: 'C', key: 'cart:alice' } },
      { atMs: 7000, command: { type: 'read', client: 'tablet', via: 'C', key: 'status:alice' } },
    ],
    stop: { atMs: 8000 },
  },
};
