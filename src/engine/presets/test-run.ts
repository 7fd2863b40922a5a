/** Runs a preset to its stop, for the tests of what presets show: its result and, where asked for, its records. */
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import type { RecordOf, RecordType, TraceRecord } from '../trace.ts';
import { presets } from './index.ts';

export interface Ran {
  readonly result: Result;
  /** The records of a type, with when they were made. */
  of<T extends RecordType>(type: T): readonly { readonly atMs: number; readonly record: RecordOf<T> }[];
}

/** `more`: sections of the document that replace the preset's. */
export function ran(id: string, more: { readonly [section: string]: unknown } = {}): Ran {
  const parsed = parseScenario({ ...presets[id]?.scenario, ...more });
  if (!parsed.ok) throw new Error(parsed.message);
  const { stop } = parsed.scenario;
  const cluster = new Cluster(parsed.scenario);
  const seen: { atMs: number; record: TraceRecord }[] = [];
  cluster.world.listener = (record, { atUs }) => seen.push({ atMs: atUs / 1000, record });
  new Run(cluster, { atUs: Number(stop.atMs) * 1000, whenConverged: stop.whenConverged, when: stop.when }).finish();
  return {
    result: buildResult(cluster.world, ['membership']),
    of: <T extends RecordType>(type: T) => seen.filter(({ record }) => record.type === type) as unknown as ReturnType<Ran['of']> as never,
  };
}

/** What a client read of a key, one reading after the other; null where the read failed. */
export function reads({ history }: Result, client: string, key: string): readonly (readonly unknown[] | null)[] {
  return history.filter((entry) => entry.client === client && entry.key === key && entry.type === 'read').map(({ ok, values }) => (ok ? (values ?? []) : null));
}
