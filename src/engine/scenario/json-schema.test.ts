import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from './json-schema.ts';

describe('public/schema/scenario.v1.json', () => {
  it('is what the format’s source says; run src/cli/write-schema.ts after changing the format', () => {
    const file = readFileSync(new URL('../../../public/schema/scenario.v1.json', import.meta.url), 'utf8');
    expect(JSON.parse(file)).toEqual(scenarioJsonSchema());
  });

  it('marks what may change while running', () => {
    const { properties } = scenarioJsonSchema() as { properties: Record<string, { properties: Record<string, object> }> };
    expect(properties.gossip?.properties.intervalMs).toMatchObject({ type: 'number', minimum: 1, default: 1000, 'x-change': 'live', 'x-unit': 'ms' });
    expect(properties.store?.properties.conflict).toMatchObject({ 'x-change': 'restart' });
  });
});
