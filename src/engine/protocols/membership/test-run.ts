/** Runs a document to its stop and keeps its records, for the tests of detectors. */
import { Cluster } from '../../cluster.ts';
import { addressOf, type Message } from '../../message.ts';
import { parseScenario } from '../../scenario/index.ts';
import type { TraceRecord } from '../../trace.ts';

export interface Ran {
  readonly cluster: Cluster;
  readonly seen: readonly { readonly atMs: number; readonly record: TraceRecord }[];
}

export function run(document: object): Ran {
  const parsed = parseScenario({ version: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  const seen: { atMs: number; record: TraceRecord }[] = [];
  cluster.world.listener = (record, { atUs }) => seen.push({ atMs: atUs / 1000, record });
  while (cluster.nextUs() <= (parsed.scenario.stop.atMs ?? 0) * 1000) cluster.step();
  return { cluster, seen };
}

/** A line of a script. */
export const at = (atMs: number, command: object): object => ({ atMs, command });

type Verdict = Extract<TraceRecord, { readonly peer: number; readonly actor: number }>;

/** What nodes came to think of each other, in the order of the run. */
export function verdicts({ seen }: Ran): readonly (Verdict & { readonly atMs: number })[] {
  return seen.flatMap(({ atMs, record }) => ('peer' in record && 'actor' in record ? [{ atMs, ...record }] : []));
}

export function sent({ seen }: Ran, type?: string): readonly Message[] {
  return seen.flatMap(({ record }) => (record.type === 'message-sent' && (type === undefined || record.message.type === type) ? [record.message] : []));
}

/** The addresses of all messages sent. */
export function addresses(ran: Ran): readonly string[] {
  return sent(ran).map((message) => addressOf(message, ran.cluster.world.nameOf));
}
