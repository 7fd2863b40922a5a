/** A document run to its stop, for the tests of reads and writes; one tick of the script is one command. */
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import type { TraceRecord } from '../trace.ts';

/** Runs the document; `hear` gets every record with its time in milliseconds. */
export function resultOf(document: object, hear?: (record: TraceRecord, atMs: number) => void): Result {
  const parsed = parseScenario({ version: 1, stop: { atMs: 20_000 }, ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  if (hear !== undefined) cluster.world.listener = (record, { atUs }) => hear(record, atUs / 1000);
  new Run(cluster, { atUs: (parsed.scenario.stop.atMs ?? 0) * 1000, whenConverged: false, when: null }).finish();
  return buildResult(cluster.world, []);
}

/** Script lines: a moment, then a command, and so on. */
export function at(...lines: readonly (number | object)[]): object[] {
  const script: object[] = [];
  for (let i = 0; i < lines.length; i += 2) script.push({ atMs: lines[i], command: lines[i + 1] });
  return script;
}

export const write = (via: string | undefined, value: unknown, more: object = {}): object => ({
  type: 'write',
  client: 'phone',
  ...(via === undefined ? {} : { via }),
  key: 'x',
  value,
  ...more,
});

export const read = (via: string | undefined, more: object = {}): object => ({
  type: 'read',
  client: 'phone',
  ...(via === undefined ? {} : { via }),
  key: 'x',
  ...more,
});
