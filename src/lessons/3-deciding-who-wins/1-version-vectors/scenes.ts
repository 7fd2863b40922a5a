/**
 * The runs of the lesson as documents, shared by its steps and its questions. All begin alike: one cart, which every writer has read. Latencies of 30 to 60 ms
 * keep a write in flight long enough for another to begin, so that what is concurrent here is concurrent under every seed.
 */
import type { ScenarioDocument } from '../../../quiz/question.ts';

const base = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
  store: { conflict: 'dotted-version-vector' },
  // One replica answers at once; what reaches the others, and when, is the subject.
  coordination: { read: 'one', write: 'one' },
};
const gossip = { protocol: 'push-pull', intervalMs: 400, jitter: 0.5 };

const write = (atMs: number, client: string, via: string, value: string) => ({ atMs, command: { type: 'write', client, via, key: 'cart', value } });
const read = (atMs: number, client: string, via: string) => ({ atMs, command: { type: 'read', client, via, key: 'cart' } });
const resolve = (atMs: number, client: string, via: string, value: string) => ({ atMs, command: { type: 'resolve', client, via, key: 'cart', value } });

const twoReaders = [write(20, 'phone', 'A', 'milk'), read(200, 'phone', 'A'), read(200, 'laptop', 'C')];
const twoAdds = [write(700, 'phone', 'A', 'milk, eggs'), write(720, 'laptop', 'C', 'milk, bread')];

/** The link A–C is cut, so only B hears both writes. Nothing repairs. */
export const cutOff: ScenarioDocument = {
  ...base,
  title: 'Two devices, one cart',
  script: [...twoReaders, { atMs: 500, command: { type: 'cut', from: 'A', to: 'C' } }, ...twoAdds],
  stop: { atMs: 900 },
};

/** The same with gossip, which carries both writes round the cut. */
export const cutOffWithGossip: ScenarioDocument = {
  ...cutOff,
  title: 'Two devices, one cart, with gossip',
  gossip,
  stop: { atMs: 8000, whenConverged: true },
};

/** A and B meet, C is apart: whoever reads through A has seen two of the concurrent writes. */
export const readTooLittle: ScenarioDocument = {
  ...base,
  title: 'A resolve that has not read all',
  gossip,
  script: [
    write(20, 'phone', 'A', 'milk'),
    read(200, 'phone', 'A'),
    read(200, 'laptop', 'B'),
    read(200, 'tablet', 'C'),
    { atMs: 400, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
    write(600, 'phone', 'A', 'milk, eggs'),
    write(610, 'laptop', 'B', 'milk, bread'),
    write(620, 'tablet', 'C', 'milk, tea'),
    read(1000, 'phone', 'A'),
    resolve(1100, 'phone', 'A', 'milk, eggs, bread'),
    { atMs: 1400, command: { type: 'heal' } },
  ],
  stop: { atMs: 3000 },
};

/** No fault at all: a removal and an addition cross on the way. The tablet writes the union of what it reads. */
export const removedAndAdded: ScenarioDocument = {
  ...base,
  title: 'A removed item and a union',
  script: [
    write(20, 'phone', 'A', 'milk, eggs'),
    read(200, 'phone', 'A'),
    read(200, 'laptop', 'B'),
    write(600, 'phone', 'A', 'eggs'),
    write(610, 'laptop', 'B', 'milk, eggs, bread'),
    read(900, 'tablet', 'C'),
    resolve(1000, 'tablet', 'C', 'eggs, milk, bread'),
  ],
  stop: { atMs: 1500 },
};

/** Two clients that have read one cart, and nothing else: the learner does the rest. Gossip, so that a partition made and healed leaves no replica behind. */
export const twoClients: ScenarioDocument = {
  ...base,
  title: 'Siblings with nothing broken',
  gossip,
  script: [write(20, 'phone', 'A', 'milk'), read(200, 'phone', 'A'), read(200, 'laptop', 'B')],
  stop: { atMs: 20_000 },
};

/** C’s messages to A are lost, A’s to C arrive. */
export const oneWay: ScenarioDocument = {
  ...base,
  title: 'A cut in one direction',
  script: [...twoReaders, { atMs: 500, command: { type: 'cut', from: 'C', to: 'A', bothWays: false } }, ...twoAdds],
  stop: { atMs: 900 },
};

/** Each replica names one write, before any has heard of another. */
export const threeWriters: ScenarioDocument = {
  ...base,
  title: 'Three writers who had read nothing',
  script: [write(20, 'phone', 'A', 'eggs'), write(25, 'laptop', 'B', 'bread'), write(30, 'tablet', 'C', 'tea')],
  stop: { atMs: 300 },
};

/** Timestamps with one writer: nothing is ever concurrent. */
export const oneWriter: ScenarioDocument = {
  ...base,
  title: 'One writer under timestamps',
  store: { conflict: 'lww' },
  script: [
    { atMs: 20, command: { type: 'write', client: 'sensor', via: 'A', key: 'reading', value: '19.5 °C' } },
    { atMs: 220, command: { type: 'write', client: 'sensor', via: 'B', key: 'reading', value: '19.7 °C' } },
    { atMs: 420, command: { type: 'write', client: 'sensor', via: 'C', key: 'reading', value: '20.1 °C' } },
  ],
  stop: { atMs: 700 },
};
