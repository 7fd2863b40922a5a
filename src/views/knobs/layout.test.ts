/** Every knob of the schema has its place, its words and its control; what is said of it is about a knob that exists. */
import { describe, expect, it } from 'vitest';
import { presets } from '../../engine/presets/index.ts';
import { knobs, parseScenario } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { randomDocument } from '../run-fixture.ts';
import { documentOf, knobValue, refusalOf, withKnob } from './document.ts';
import { knobNotes } from './knob-notes.ts';
import { controlOf, defaultOf, found, groupNote, groupSummary, groups, isChanged, notShown, unavailableNow, valueText, workloadLines } from './layout.ts';
import { nameOf, nullWords, sentenceOf } from './words.ts';

function scenarioOf(document: object): Scenario {
  const parsed = parseScenario({ version: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
}

const shown = groups.flatMap((group) => group.knobs);
const knob = (path: string) => {
  const one = shown.find((candidate) => candidate.path === path);
  if (one === undefined) throw new Error(path);
  return one;
};

describe('the places of knobs', () => {
  it('hold every knob exactly once, or it is named with a reason', () => {
    const available = Object.values(knobs);
    const all = [...shown.map((one) => one.path), ...Object.keys(notShown)].sort();
    expect(all).toEqual(available.map((one) => one.path).sort());
    expect(Object.values(notShown).filter((why) => !/^[A-Z].*\.$/.test(why))).toEqual([]);
  });

  it('have a control for each knob that is shown, and more than one choice among words', () => {
    expect(shown.filter((one) => controlOf(one) === null).map((one) => one.path)).toEqual([]);
    expect(shown.filter((one) => one.type === 'words' && one.words.length < 2).map((one) => one.path)).toEqual([]);
  });

  it('tell the knobs of a group apart by name, and say of each in a sentence what it is', () => {
    for (const group of groups) {
      expect(group.knobs.length).toBeGreaterThan(0);
      const names = group.knobs.map((one) => nameOf(one.path));
      expect(new Set(names).size).toBe(names.length);
    }
    expect(shown.filter((one) => !/^[A-Z].*\.$/.test(sentenceOf(one)) || sentenceOf(one).includes('null')).map((one) => one.path)).toEqual([]);
  });

  it('name what null stands for wherever it is allowed', () => {
    expect(
      shown
        .filter((one) => one.nullable)
        .map((one) => nullWords(one)?.none)
        .sort(),
    ).toEqual([
      'never',
      'never',
      'never',
      'never',
      'never',
      'not by time',
      'not pruned',
      'unlimited',
      'unlimited',
      'unlimited',
      'unlimited',
      'unlimited',
      'unlimited',
      'with probes only',
    ]);
  });

  it('have notes on real systems, each with its source, only for knobs that are shown', () => {
    for (const [path, note] of Object.entries(knobNotes)) {
      expect(
        shown.map((one) => one.path),
        path,
      ).toContain(path);
      expect(note.says, path).toMatch(/^[A-Z].*\.$/);
      expect(note.source.length, path).toBeGreaterThan(3);
    }
  });
});

describe('the search', () => {
  it('finds by name, by sentence, by path and by group, whatever the case', () => {
    const paths = (query: string) => found(query).flatMap((group) => group.knobs.map((one) => one.path));
    expect(paths('LOSS')).toContain('network.loss');
    expect(paths('acknowledge a write')).toContain('coordination.write');
    expect(paths('gossip.jitter')).toEqual(['gossip.jitter']);
    expect(paths('gossip interval')).toContain('gossip.intervalMs');
    expect(paths('last write')).toContain('store.conflict');
    expect(paths('nothing is called so')).toEqual([]);
    expect(paths('  ').length).toBe(shown.length);
  });
});

describe('what is said of a scenario', () => {
  const plain = scenarioOf({});

  it('calls nothing changed where everything is at its default', () => {
    expect(shown.filter((one) => isChanged(one, plain)).map((one) => one.path)).toEqual([]);
  });

  it('counts a change once, in short and in long forms alike', () => {
    const changed = scenarioOf({ replicas: ['A', 'B'], network: { latencyMs: { distribution: 'constant', ms: 5 } }, antiEntropy: { branching: [2, 2] } });
    expect(shown.filter((one) => isChanged(one, changed)).map((one) => one.path)).toEqual(['antiEntropy.depth', 'replicas']);
  });

  it('says every value and every group in a few words', () => {
    for (const preset of Object.values(presets)) {
      const { scenario } = parseScenario(preset.scenario) as { scenario: Scenario };
      for (const one of shown) expect(valueText(one, knobValue(scenario, one.path)), one.path).toMatch(/^[^{}[\]]+$/);
      for (const group of groups) expect(groupSummary(group.id, scenario)).not.toMatch(/null|undefined|object/);
    }
    expect(groupSummary('network', plain)).toBe('5 ms, no loss');
    expect(groupSummary('deletes', plain)).toBe('grace 10 days, never compacted');
    expect(groupNote('gossip', plain)).toBe('Off: no replica contacts a peer.');
    expect(valueText(knob('hintedHandoff.windowMs'), 10_800_000)).toBe('3 h');
    expect(valueText(knob('store.compactionIntervalMs'), null)).toBe('never');
  });

  it('says why a knob cannot be set at this moment, and only then', () => {
    const now = (path: string, scenario: Scenario) => unavailableNow(knob(path), scenario);
    const rounds = scenarioOf({ mode: 'rounds' });
    expect(now('network.latencyMs', rounds)).toContain('In rounds');
    expect(now('network.latencyMs', plain)).toBeNull();
    expect(now('coordination.readFrom', plain)).toContain('all owners');
    expect(now('coordination.readFrom', scenarioOf({ coordination: { readFanout: 'quorum' } }))).toBeNull();
    expect(now('store.tieBreak', scenarioOf({ store: { conflict: 'version-vector' } }))).toBe('Under version vectors no timestamps are compared.');
    expect(now('antiEntropy.depth', scenarioOf({ antiEntropy: { branching: [16, 4] } }))).toContain('Branching');
    expect(now('gossip.fanout', scenarioOf({ replicas: 1 }))).toBe('A single replica has no peer.');
  });

  it('reads the workload aloud', () => {
    const busy = scenarioOf({ workload: [{ client: 'phone', operation: 'write', perSec: 2, keys: 20, count: 100 }] });
    expect(workloadLines(busy)).toEqual(['phone writes 2 times a second over 20 keys through any replica, 100 in all.']);
  });
});

describe('a new start', () => {
  it('begins from a document that parses to the same scenario', () => {
    const documents = [...Object.values(presets).map((preset) => preset.scenario as object), ...[0, 1, 2, 3].map((seed) => randomDocument(seed) as object)];
    for (const document of [
      ...documents,
      { antiEntropy: { branching: [16, 4] } },
      { node: { serviceMs: 2 }, replicas: [{ id: 'X', node: { serviceMs: 9 } }, 'Y'] },
    ]) {
      const scenario = scenarioOf(document);
      expect(scenarioOf(documentOf(scenario))).toEqual(scenario);
    }
  });

  it('keeps the replicas that there are, and names new ones freely', () => {
    const scenario = scenarioOf({ replicas: ['B', { id: 'paris', clockSkewMs: 40 }] });
    const more = scenarioOf(withKnob(documentOf(scenario), 'replicas', 4));
    expect(more.replicas.map((one) => one.id)).toEqual(['B', 'paris', 'A', 'C']);
    expect(more.replicas[1]?.clockSkewMs).toBe(40);
    expect(scenarioOf(withKnob(documentOf(scenario), 'replicas', 1)).replicas.map((one) => one.id)).toEqual(['B']);
  });

  it('changes a setting of every node, but not what a replica has of its own', () => {
    const scenario = scenarioOf({ replicas: ['A', { id: 'B', node: { serviceMs: 7 } }] });
    const slower = scenarioOf(withKnob(documentOf(scenario), 'node.serviceMs', 3));
    expect(slower.replicas.map((one) => one.node.serviceMs)).toEqual([3, 7]);
  });

  it('keeps a tree’s children and its depth together', () => {
    const levels = (document: object, path: string, value: number | readonly number[]) => {
      const { branching, depth } = scenarioOf(withKnob({ version: 1, ...document }, path, value)).antiEntropy;
      return [branching, depth];
    };
    expect(levels({}, 'antiEntropy.depth', 3)).toEqual([[2, 2, 2], 3]);
    expect(levels({ antiEntropy: { branching: [4, 4] } }, 'antiEntropy.depth', 3)).toEqual([[4, 4, 4], 3]);
    expect(levels({ antiEntropy: { depth: 5 } }, 'antiEntropy.branching', [16, 8])).toEqual([[16, 8], 2]);
    expect(levels({ antiEntropy: { branching: [16, 8] } }, 'antiEntropy.branching', 3)).toEqual([[3, 3], 2]);
  });

  it('is refused in a sentence that names the knobs, without a path of the format', () => {
    const scenario = scenarioOf({ script: [{ atMs: 0, command: { type: 'crash', replica: 'C' } }] });
    expect(refusalOf(scenario, 'gossip.fanout', 5)).toBe('Fan-out is 5; it must be below the number of replicas, which is 3.');
    expect(refusalOf(scenario, 'replicas', 2)).toMatch(/"C".*\.$/);
    expect(refusalOf(scenario, 'antiEntropy.depth', 20)).toBeNull();
    expect(refusalOf(scenarioOf({ antiEntropy: { branching: 4, depth: 2 } }), 'antiEntropy.depth', 20)).toMatch(/^Branching makes a tree of /);
    expect(refusalOf(scenario, 'network.latencyMs', { distribution: 'uniform', min: 9, max: 5 })).toMatch(/^Latency’s min is 9; /);
  });

  it('and every default is taken where everything else is at its default', () => {
    const plain = scenarioOf({});
    for (const one of shown) expect(refusalOf(plain, one.path, one.default), one.path).toBeNull();
    for (const one of shown) if (one.path !== 'network.latencyMs' && one.path !== 'workload') expect(defaultOf(one), one.path).toEqual(one.default);
  });
});
