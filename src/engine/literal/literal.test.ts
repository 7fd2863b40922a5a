/** Each bug of the documents, run as written: with it the symptom that `errata.md` tells of, without it none. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { at, resultOf } from '../coordination/test-run.ts';
import { contentHashOf } from '../merkle/content.ts';
import { parseScenario } from '../scenario/index.ts';
import { stateHash } from '../state-hash.ts';
import { EMPTY_VECTOR, makeCell, makeVersion } from '../versions/version.ts';
import { literalBugs, literalIds, literalMismatch } from './index.ts';
import { held, type Trial, trials } from './test-trials.ts';
import { literalTrees } from './trees.ts';

describe('a literal bug', () => {
  it.each(trials)('$id: $symptom', ({ id, document, look, bug, right }) => {
    expect(look(resultOf({ ...document, literal: [id] }))).toEqual(bug);
    expect(look(resultOf(document))).toEqual(right);
  });

  it('has a test each', () => {
    expect(trials.map(({ id }) => id)).toEqual(Object.keys(literalBugs));
  });

  it('E001-22: each replica keeps its own', () => {
    const { document } = trials.find(({ id }) => id === 'E001-22') as Trial;
    expect(held()(resultOf({ ...document, literal: ['E001-22'] }))).toEqual([['a'], ['b'], expect.anything()]);
  });

  it('E002-31: a in version 11 and a1 in version 1 hash alike', () => {
    const hash = (settings: object, name: string, timestampUs: number): string => {
      const version = makeVersion({ operation: 1, value: 1, tombstone: false, timestampUs, coordinator: 0, actor: 0, counter: 0, valueBytes: 1 });
      const out = new Uint32Array(2);
      contentHashOf(settings)(name, 0, makeCell([version], EMPTY_VECTOR), out);
      return out.join();
    };
    const settings = { branching: [2], leafContent: ['key', 'version'], hash: 'weak-32' } as const;
    const literal = literalTrees(settings, ['E002-31']);
    expect(hash(literal, 'a', 11)).toBe(hash(literal, 'a1', 1));
    expect(hash(settings, 'a', 11)).not.toBe(hash(settings, 'a1', 1));
  });
});

describe('a run with bugs', () => {
  it.each(['lww', 'or-set', 'dotted-version-vector', 'g-counter'])('under %s goes on from a checkpoint as it would have gone on', (conflict) => {
    const literal = literalIds.filter((id) => literalMismatch(id, [conflict]) === null);
    const parsed = parseScenario({
      version: 1,
      literal,
      store: { conflict },
      readRepair: { mode: 'async' },
      hintedHandoff: { enabled: true, replayIntervalMs: 300 },
      workload: ['write', 'read', 'delete'].map((operation) => ({ client: operation, operation, perSec: 5, endMs: 1500 })),
      script: at(400, { type: 'crash', replica: 'A' }, 900, { type: 'restart', replica: 'A' }),
    });
    if (!parsed.ok) throw new Error(parsed.message);
    const cluster = new Cluster(parsed.scenario);
    while (cluster.nextUs() <= 1_000_000) cluster.step();
    const checkpoint = cluster.checkpoint();
    const end = (): string => {
      while (cluster.nextUs() <= 4_000_000) cluster.step();
      return `${cluster.world.hash.hex()} ${stateHash(cluster.world)}`;
    };
    const first = end();
    cluster.restore(checkpoint);
    expect(end()).toBe(first);
  });
});

describe('the list of literal bugs', () => {
  const refusal = (document: object): string => {
    const parsed = parseScenario({ version: 1, ...document });
    return parsed.ok ? '' : parsed.message;
  };

  it('refuses what cannot run and says why, what is no code, and what is no erratum, naming what is allowed', () => {
    expect(refusal({ literal: ['E001-17', 'E002-27'] })).toMatch(
      /^\$\.literal\[1\] is "E002-27", which is a type error: the program stops; it must be one of E001-14, /,
    );
    expect(refusal({ literal: ['E001-16'] })).toContain('code with a part missing');
    expect(refusal({ literal: ['E003-14'] })).toContain('is an erratum of the text, which has no code to run; it must be one of E001-14');
    for (const id of ['E009-01', 'E001-26', 'E001-00', 'tie', '__proto__']) expect(refusal({ literal: [id] })).toContain(`is "${id}", which is no erratum`);
    expect(refusal({ literal: [17] })).toContain('$.literal[0] is 17; it must be the id of an erratum');
    expect(refusal({ literal: ['E001-17', 'E001-17'] })).toContain('named twice');
  });

  it('refuses a bug that means nothing under the policies of the store', () => {
    expect(refusal({ literal: ['E002-21'] })).toBe('$.literal[0] is "E002-21", which means nothing under "lww"; some key must be under "or-set"');
    expect(refusal({ literal: ['E002-21'], store: { perKey: { 'cart:*': 'or-set' } } })).toBe('');
  });

  it('lets none of them change while running', () => {
    expect(refusal({ script: [{ atMs: 0, command: { type: 'set', path: 'literal', value: ['E001-17'] } }] })).toContain('literal');
  });
});
