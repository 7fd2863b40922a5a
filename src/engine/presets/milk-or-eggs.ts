/** One cart, two devices (documents, 000: milk from the phone, eggs from the browser): the same two writes by last write wins and as a union of siblings. */
import type { Preset } from './preset.ts';

function twoDevices(title: string, summary: string, conflict: 'lww' | 'union'): Preset {
  return {
    title,
    summary,
    scenario: {
      version: 1,
      title,
      replicas: ['A', 'B', 'C'],
      network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
      store: { conflict },
      coordination: { read: 'quorum', write: 'quorum' },
      script: [
        { atMs: 100, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: ['milk'] } },
        { atMs: 110, command: { type: 'write', client: 'browser', via: 'B', key: 'cart', value: ['eggs'] } },
        { atMs: 1000, command: { type: 'read', client: 'phone', via: 'A', key: 'cart' } },
        { atMs: 1000, command: { type: 'read', client: 'browser', via: 'B', key: 'cart' } },
      ],
      stop: { atMs: 2000 },
    },
  };
}

export const milkOrEggs = twoDevices(
  'Milk or eggs: one is lost',
  'Phone and browser each put an item into an empty cart within the time of a message. The cart is one value and the later stamp wins: the milk is gone, though it was acknowledged.',
  'lww',
);

export const milkAndEggs = twoDevices(
  'Milk and eggs: both are kept',
  'The same two writes, kept as siblings and read as the union of both: milk and eggs. No item that was added is lost; one that was taken out could come back.',
  'union',
);
