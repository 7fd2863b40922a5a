import { describe, expect, it } from 'vitest';
import { at, read, resultOf, write } from './test-run.ts';

/** B and C take in phone's write, and their acknowledgements are lost; laptop writes in between, and then phone tries again. */
const deaf = (coordination: object, more: object = {}): object => ({
  coordination: { retries: 1, ...coordination },
  script: [
    ...at(0, { type: 'cut', from: 'B', to: 'A', bothWays: false }, 0, { type: 'cut', from: 'C', to: 'A', bothWays: false }),
    ...at(10, write('A', 'phone'), 500, write('B', 'laptop', { client: 'laptop' }), 1500, { type: 'mend', from: 'B', to: 'A' }),
    ...at(1500, { type: 'mend', from: 'C', to: 'A' }, 6000, read('A', { consistency: 'all' })),
  ],
  ...more,
});

describe('a write that is tried again', () => {
  it('is one operation, with its second try in the trace and under addresses of its own', () => {
    const seen: string[] = [];
    const result = resultOf(deaf({}), (record) => {
      if (record.type === 'operation-retried') seen.push(`try ${record.attempt} via ${record.via}: ${record.reason}`);
      if (record.type === 'message-sent' && record.message.type === 'write') seen.push(record.message.cause.label);
    });
    expect(seen).toEqual(['phone#1', 'phone#1', 'laptop#1', 'laptop#1', 'try 2 via 0: timeout', 'phone#1~2', 'phone#1~2']);
    expect(result.history.map(({ client, type, ok }) => [client, type, ok])).toEqual([
      ['laptop', 'write', true],
      ['phone', 'write', true],
      ['phone', 'read', true],
    ]);
  });

  it('is applied once where it is recognised, and does not overrule what was written since', () => {
    expect(resultOf(deaf({})).history.at(-1)?.values).toEqual(['laptop']);
  });

  it('is applied twice where it is not: the later write is lost', () => {
    expect(resultOf(deaf({ operationIds: false })).history.at(-1)?.values).toEqual(['phone']);
  });

  it('makes no sibling of itself under vectors, and does where it is not recognised', () => {
    const script = deaf({}) as { script: object[] };
    const alone = script.script.filter((line) => JSON.stringify(line).includes('laptop') === false);
    const vectors = { store: { conflict: 'dotted-version-vector' }, script: alone };
    expect(resultOf(deaf({}, vectors)).history.at(-1)?.values).toEqual(['phone']);
    expect(resultOf(deaf({ operationIds: false }, vectors)).history.at(-1)?.values).toEqual(['phone', 'phone']);
  });

  it('goes to the next replica where its coordinator died, and is recognised there by what it stores', () => {
    const script = at(0, write('A', 'phone'), 6, { type: 'crash', replica: 'A' }, 500, write('B', 'laptop', { client: 'laptop' }));
    const result = resultOf({ coordination: { retries: 1 }, script });
    expect(result.history.map(({ client, ok }) => [client, ok])).toEqual([
      ['laptop', true],
      ['phone', true],
    ]);
    expect(result.replicas?.B.x.values).toEqual(['laptop']);
  });

  it('fails once all tries have, and never for want of replicas', () => {
    const script = at(0, { type: 'partition', groups: [['A'], ['B', 'C']] }, 10, write('A', 1), 10, read('A', { consistency: 5, client: 'laptop' }));
    const result = resultOf({ coordination: { retries: 2 }, script });
    expect(result.history).toMatchObject([
      { client: 'laptop', ok: false, reason: 'unavailable', completedAtMs: 10 },
      { client: 'phone', ok: false, reason: 'timeout', completedAtMs: 6010 },
    ]);
  });

  it('fails at once at every replica that is down, one after the other', () => {
    const down = ['A', 'B', 'C'].flatMap((replica) => at(0, { type: 'crash', replica }));
    const result = resultOf({ coordination: { retries: 2 }, script: [...down, ...at(10, read('A'))] });
    expect(result.history).toMatchObject([{ ok: false, reason: 'coordinator-down', completedAtMs: 10 }]);
  });

  it('may be driven by the client itself', () => {
    const script = at(0, { type: 'crash', replica: 'B' }, 0, { type: 'crash', replica: 'C' }, 10, write(undefined, 1), 1000, { type: 'restart', replica: 'B' });
    expect(resultOf({ coordination: { retries: 1 }, script }).history).toMatchObject([{ ok: true, completedAtMs: 2020 }]);
  });
});

describe('a forward', () => {
  const count = (via: string): object => ({ type: 'increment', client: 'phone', via, key: 'x', by: 1 });
  // D owns nothing of x, so A names what it counts.
  const away = { replicas: 4, placement: { pin: { x: ['A', 'B', 'C'] } }, store: { conflict: 'pn-counter' } };
  const stored = (document: object): unknown[] => ['A', 'B', 'C'].map((name) => resultOf({ ...away, ...document }).replicas?.[name].x.values[0]);
  const twice = (...between: (number | object)[]): object[] =>
    at(0, count('D'), 1, { type: 'duplicate', message: 'phone#1/D>A:forward' }, 1, { type: 'delay', message: 'phone#1/D>A:forward+3', byMs: 1000 }, ...between);

  it('that comes twice counts once, though its owner crashed in between', () => {
    expect(stored({ script: twice() })).toEqual([1, 1, 1]);
    expect(stored({ script: twice(100, { type: 'crash', replica: 'A' }, 200, { type: 'restart', replica: 'A' }) })).toEqual([1, 1, 1]);
    const unsynced = [100, { type: 'crash', replica: 'A', lose: 'unsynced' }, 200, { type: 'restart', replica: 'A' }] as const;
    expect(stored({ script: twice(...unsynced) })).toEqual([1, 1, 1]);
  });

  it('counts twice where its owner’s disk was lost, and with it what it remembers', () => {
    expect(stored({ script: twice(100, { type: 'crash', replica: 'A', lose: 'disk' }, 200, { type: 'restart', replica: 'A' }) })).toEqual([1, 2, 2]);
  });

  it('that a second try overtook counts once, and the client hears of it', () => {
    const slow = at(0, count('D'), 1, { type: 'delay', message: 'phone#1/D>A:forward', byMs: 2100 });
    const script = { coordination: { retries: 1 }, script: slow };
    expect(stored(script)).toEqual([1, 1, 1]);
    expect(resultOf({ ...away, ...script }).history).toMatchObject([{ ok: true, completedAtMs: 2020 }]);
    expect(stored({ ...script, coordination: { retries: 1, operationIds: false } })).toEqual([2, 2, 2]);
  });
});
