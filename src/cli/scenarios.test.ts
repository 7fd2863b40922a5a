/** The names that the terminal knows: no lesson's step is missing, each is a scenario that ends, and a step runs as it does in the page. */
import { expect, it } from 'vitest';
import { Cluster } from '../engine/cluster.ts';
import { Run } from '../engine/run.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import type { Command } from '../engine/scenario/scenario.ts';
import { namedScenarios, recordedDocument } from './scenarios.ts';

const named = await namedScenarios();

/** The trace's hash at the stop. */
function hashOf(document: unknown, log: ConstructorParameters<typeof Cluster>[1] = []): string {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario, log);
  const { atMs, whenConverged, when } = parsed.scenario.stop;
  new Run(cluster, { atUs: (atMs ?? 1000) * 1000, whenConverged, when }).finish();
  return cluster.world.hash.hex();
}

it('presets, steps of lessons and challenges have a name each, and no two the same', () => {
  const ids = named.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('day-one');
  expect(ids).toContain('learn/push-gossip/hook');
  expect(ids).toContain('challenge/push-gossip');
  expect(ids.filter((id) => id.startsWith('challenge/')).length).toBeGreaterThanOrEqual(3);
});

it.each(named.filter(({ id }) => id.includes('/')).map(({ id, document }) => [id, document]))('%s is a scenario that ends', (_id, document) => {
  const parsed = parseScenario(document);
  expect(parsed).toMatchObject({ ok: true });
  expect(parsed.ok && parsed.scenario.stop.atMs).not.toBeNull();
});

it('commands of a recorded way run as script lines as they do beside the script', () => {
  const write = (client: string, value: number): Command => ({ type: 'write', client, via: 'A', key: 'x', value });
  const scenario = { version: 1, script: [{ atMs: 10, command: write('phone', 1) }], stop: { atMs: 100 } };
  const at = (atMs: number, after: number, command: Command) => ({ atMs, after, command });
  // Two at one instant with a line of the script, one between two events of an instant, one later.
  const log = [at(10, 0, write('laptop', 2)), at(15, 1, { type: 'crash', replica: 'C' }), at(20, 0, write('laptop', 3))];
  const beside = hashOf(
    scenario,
    log.map(({ atMs, after, command }) => ({ atUs: atMs * 1000, after, command })),
  );
  const walk = log.slice(1);
  const document = recordedDocument({ kind: 'run', next: null, scene: { scenario, log: log.slice(0, 1) }, walk });
  expect(hashOf(document)).toBe(beside);
});
