import { describe, expect, it } from 'vitest';
import { expandScript, parseScenario } from '../scenario/index.ts';
import { presets } from './index.ts';

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
});
