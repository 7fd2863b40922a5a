import { describe, expect, it } from 'vitest';
import { expandScript, parseScenario } from '../scenario/index.ts';
import { emptyCluster, presets } from './index.ts';

describe('presets', () => {
  it.each(Object.entries(presets))('%s is a scenario that can run and ends by itself', (_id, preset) => {
    const parsed = parseScenario(preset.scenario);
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parsed.scenario.title).toBe(preset.title);
    expect(parsed.scenario.stop.atMs).not.toBeNull();
    expect(expandScript(parsed.scenario).every((step) => step.atMs <= (parsed.scenario.stop.atMs ?? 0))).toBe(true);
    expect(preset.summary).toMatch(/\.$/);
  });

  it('switches on exactly one mechanism in each of the healed presets', () => {
    const on = Object.keys(presets)
      .filter((id) => /^(stale|healed)/.test(id))
      .map((id) => {
        const parsed = parseScenario(presets[id]?.scenario);
        if (!parsed.ok) throw new Error(parsed.message);
        const { readRepair, hintedHandoff, gossip, antiEntropy } = parsed.scenario;
        return [id, [readRepair.mode !== 'off', hintedHandoff.enabled, gossip.protocol !== 'off', antiEntropy.mechanism !== 'off'].map(Number).join('')];
      });
    expect(Object.fromEntries(on)).toEqual({
      'stale-replica-everything-off': '0000',
      'healed-by-hints': '0100',
      'healed-by-read-repair': '1000',
      'healed-by-gossip': '0010',
      'healed-by-merkle': '0001',
    });
  });

  it('has an empty cluster of any size beside them: no script, no repair, no end', () => {
    for (const count of [1, 3, 100]) {
      const { title, scenario } = emptyCluster(count);
      const parsed = parseScenario(scenario);
      if (!parsed.ok) throw new Error(parsed.message);
      const { replicas, script, workload, stop, readRepair, hintedHandoff, gossip, antiEntropy } = parsed.scenario;
      expect([parsed.scenario.title, replicas.length, script, workload, stop.atMs]).toEqual([title, count, [], [], null]);
      expect([readRepair.mode, hintedHandoff.enabled, gossip.protocol, antiEntropy.mechanism]).toEqual(['off', false, 'off', 'off']);
    }
  });

  it('loses a hint with its holder’s disk, and nothing else', () => {
    const parsed = parseScenario(presets['lost-hint']?.scenario);
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parsed.scenario.hintedHandoff.enabled).toBe(true);
    expect(parsed.scenario.script.map(({ command }) => command)).toContainEqual({ type: 'crash', replica: 'D', lose: 'disk' });
    expect(parsed.scenario.placement.pin.cart).not.toContain('D');
  });
});
