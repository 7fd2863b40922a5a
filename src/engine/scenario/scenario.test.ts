import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets } from '../presets/index.ts';
import { expandScript, knobs, parseCommand, parseCondition, parseScenario, setKnob } from './index.ts';
import type { Scenario } from './scenario.ts';

function scenarioOf(document: object): Scenario {
  const parsed = parseScenario({ version: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
}

describe('the defaults of a scenario', () => {
  const scenario = scenarioOf({});

  it('are three replicas, 5 ms, three copies, quorums of reads and writes, last write wins', () => {
    expect(scenario.replicas.map((spec) => spec.id)).toEqual(['A', 'B', 'C']);
    expect(scenario.network.latencyMs).toEqual({ distribution: 'constant', ms: 5 });
    expect(scenario.placement.replicationFactor).toBe(3);
    expect(scenario.coordination).toMatchObject({ read: 'quorum', write: 'quorum', readTimeoutMs: 5000, writeTimeoutMs: 2000 });
    expect(scenario.store).toMatchObject({ conflict: 'lww', tieBreak: 'value', gcGraceMs: 864_000_000 });
    expect(scenario.stop).toEqual({ atMs: 60_000, whenConverged: false, when: null });
  });

  it('have every repair mechanism off', () => {
    expect(scenario.readRepair.mode).toBe('off');
    expect(scenario.hintedHandoff.enabled).toBe(false);
    expect(scenario.gossip.protocol).toBe('off');
    expect(scenario.antiEntropy.mechanism).toBe('off');
    expect(scenario.membership.detector).toBe('off');
  });

  it('have a tree of ten levels of two', () => {
    expect(scenario.antiEntropy).toMatchObject({ branching: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2], depth: 10, hashBytes: 16 });
  });
});

describe('a scenario written short', () => {
  it('names replicas A to Z up to 26, n1 on from 27', () => {
    expect(scenarioOf({ replicas: 26 }).replicas.at(-1)?.id).toBe('Z');
    expect(scenarioOf({ replicas: 27 }).replicas.map((spec) => spec.id)).toEqual(Array.from({ length: 27 }, (_, index) => `n${index + 1}`));
  });

  it('gives each replica the node settings, with its own on top', () => {
    const { replicas } = scenarioOf({ node: { serviceMs: 2 }, replicas: ['A', { id: 'B', clockSkewMs: -3.0004, node: { queueLimit: 5 } }] });
    expect(replicas[0]?.node).toEqual({ serviceMs: 2, queueLimit: 10_000, diskBytesPerSec: null, syncIntervalMs: 0 });
    expect(replicas[1]).toEqual({
      id: 'B',
      region: null,
      rack: null,
      clockSkewMs: -3,
      clockDriftPpm: 0,
      node: { serviceMs: 2, queueLimit: 5, diskBytesPerSec: null, syncIntervalMs: 0 },
    });
  });

  it('may list the tree level by level', () => {
    expect(scenarioOf({ antiEntropy: { branching: [1024, 16, 16] } }).antiEntropy).toMatchObject({ branching: [1024, 16, 16], depth: 3 });
    expect(scenarioOf({ antiEntropy: { branching: 4, depth: 3 } }).antiEntropy).toMatchObject({ branching: [4, 4, 4], depth: 3 });
  });

  it('fills in a workload line: as many keys as are loaded, at least one', () => {
    expect(scenarioOf({ data: { keys: 50 }, workload: [{ perSec: 1 }] }).workload[0]).toMatchObject({
      keys: 50,
      client: 'c1',
      operation: 'read',
      via: 'random',
      arrival: 'even',
      consistency: null,
    });
    expect(scenarioOf({ workload: [{ perSec: 1 }] }).workload[0]?.keys).toBe(1);
  });

  it('rounds times to microseconds', () => {
    expect(scenarioOf({ network: { latencyMs: 1.23456 } }).network.latencyMs).toEqual({ distribution: 'constant', ms: 1.235 });
  });

  it('may have a replication factor above its replicas, and no end', () => {
    expect(scenarioOf({ replicas: 2, placement: { replicationFactor: 5 } }).placement.replicationFactor).toBe(5);
    expect(scenarioOf({ stop: { atMs: null } }).stop.atMs).toBeNull();
  });

  it('comes back as it was given, out of reach of later changes', () => {
    const document = { version: 1, replicas: 2, network: { latencyMs: 7 } };
    const parsed = parseScenario(document);
    document.network.latencyMs = 9;
    expect(parsed).toMatchObject({ ok: true, source: { version: 1, replicas: 2, network: { latencyMs: 7 } } });
  });
});

describe('parsing a parsed scenario again', () => {
  it.each(Object.entries(presets))('changes nothing in %s', (_id, preset) => {
    const once = parseScenario(preset.scenario);
    if (!once.ok) throw new Error(once.message);
    expect(parseScenario(once.scenario)).toMatchObject({ ok: true, scenario: once.scenario });
  });
});

describe('the script', () => {
  const heal = { type: 'heal' };

  it('is written out by time, then by `after`, then in the order given; `times` counts the first', () => {
    const { script } = scenarioOf({
      script: [
        { atMs: 20, command: heal, repeat: { everyMs: 10, times: 3 } },
        { atMs: 30, after: 2, command: heal },
        { atMs: 30, command: heal },
        { atMs: 10, command: heal },
      ],
    });
    expect(expandScript({ script }).map((step) => [step.atMs, step.after, step.line])).toEqual([
      [10, 0, 3],
      [20, 0, 0],
      [30, 0, 0],
      [30, 0, 2],
      [30, 2, 1],
      [40, 0, 0],
    ]);
  });

  it('may hold 10,000 lines', () => {
    expect(expandScript(scenarioOf({ script: [{ atMs: 0, command: heal, repeat: { everyMs: 1, times: 10_000 } }] }))).toHaveLength(10_000);
  });
});

describe('commands and conditions', () => {
  it('are parsed by themselves, with paths that begin at them', () => {
    const scenario = scenarioOf({});
    expect(parseCommand({ type: 'cut', from: 'A', to: 'B' }, scenario)).toEqual({ ok: true, command: { type: 'cut', from: 'A', to: 'B' } });
    expect(parseCommand({ type: 'cut', from: 'A', to: 'Q' }, scenario)).toMatchObject({ ok: false, path: '$.to' });
    expect(parseCommand({ type: 'link', from: 'A', to: 'B', latencyMs: 50 }, scenario)).toMatchObject({
      command: { latencyMs: { distribution: 'constant', ms: 50 } },
    });
    expect(parseCondition({ then: [{ not: { converged: true } }, { converged: true }] })).toMatchObject({ ok: true });
    expect(parseCondition({ value: { replica: 'Q', key: 'x' }, equals: [1] }, scenario)).toMatchObject({ ok: false, path: '$.value.replica' });
  });
});

describe('knobs', () => {
  it('describe every field: kind, bounds, unit, one sentence', () => {
    expect(knobs['antiEntropy.mechanism']).toMatchObject({ type: 'words', words: ['off', 'full', 'merkle', 'version-vector', 'log'] });
    expect(knobs['store.conflict']).toMatchObject({ live: false });
    expect(knobs['store.compactionIntervalMs']).toMatchObject({ nullable: true, default: null });
    for (const knob of Object.values(knobs)) expect(knob.sentence, knob.path).toMatch(/^[A-Z].*\.$/);
  });

  it('may all be set to their own default, if live and not of another shape', () => {
    const scenario = scenarioOf({});
    for (const knob of Object.values(knobs).filter((entry) => entry.live))
      expect(setKnob(scenario, knob.path, knob.default), knob.path).toMatchObject({ ok: true });
  });

  it('change a copy of the scenario', () => {
    const before = scenarioOf({});
    const after = setKnob(before, 'network.latencyMs', 50);
    expect(after).toMatchObject({ ok: true, scenario: { network: { latencyMs: { distribution: 'constant', ms: 50 }, loss: 0 } } });
    expect(before.network.latencyMs).toEqual({ distribution: 'constant', ms: 5 });
  });

  it('are refused where the value, or what else is set, forbids them', () => {
    const scenario = scenarioOf({});
    expect(setKnob(scenario, 'gossip.intervalMs', 'soon')).toMatchObject({ ok: false, path: '$.value' });
    expect(setKnob(scenario, 'antiEntropy.depth', 3)).toMatchObject({ ok: false, path: '$.path', message: expect.stringContaining('new start') });
    expect(setKnob(scenario, 'constructor', 3)).toMatchObject({ ok: false, path: '$.path' });
    expect(setKnob(scenario, 'gossip.fanout', 3)).toMatchObject({ ok: false });
  });
});

describe('whatever is thrown at the parser', () => {
  it('is answered, never thrown back', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true, maxDepth: 4 }), (input) => {
        expect(typeof parseScenario(input).ok).toBe('boolean');
        expect(parseCondition(input).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is answered also where a right scenario was changed in one place', () => {
    const documents = Object.values(presets).map((preset) => preset.scenario);
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.nat(), fc.anything({ maxDepth: 2 }), fc.string(), (document, where, value, name) => {
        const changed = structuredClone(document);
        mutate(changed, where, value, name);
        const parsed = parseScenario(changed);
        if (!parsed.ok) expect(parsed.message.startsWith(parsed.path)).toBe(true);
        else expect(parseScenario(parsed.scenario)).toMatchObject({ ok: true });
      }),
      { numRuns: 1500 },
    );
  });
});

/** Replaces or removes the nth value of a document, counted from the root down, or puts another beside it. */
function mutate(document: object, where: number, value: unknown, name: string): void {
  const places: [object: Record<string, unknown>, key: string][] = [];
  const walk = (target: unknown): void => {
    if (typeof target !== 'object' || target === null) return;
    for (const key of Object.keys(target)) {
      places.push([target as Record<string, unknown>, key]);
      walk((target as Record<string, unknown>)[key]);
    }
  };
  walk(document);
  const [target, key] = places[where % places.length]!;
  if (where % 3 === 0) target[key] = value;
  else if (where % 3 === 1) delete target[key];
  else if (Array.isArray(target)) target.push(value);
  else target[name] = value;
}
