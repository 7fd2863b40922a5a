/** A document with a script run to some moment, and what its trace says of replicas that come and go: for the tests of moving ranges. */
import { Cluster } from '../cluster.ts';
import { buildResult } from '../result.ts';
import { parseScenario } from '../scenario/index.ts';
import type { RecordOf, RecordType, TraceRecord } from '../trace.ts';

export type Line = readonly [atMs: number, command: object];

export function ringRun(document: object, lines: readonly Line[], untilMs = -1) {
  const parsed = parseScenario({ version: 1, ...document, script: lines.map(([atMs, command]) => ({ atMs, command })) });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  const { world } = cluster;
  const records: { readonly record: TraceRecord; readonly ms: number }[] = [];
  world.listener = (record, { atUs }) => records.push({ record, ms: atUs / 1000 });
  const of = <T extends RecordType>(type: T): readonly (RecordOf<T> & { readonly ms: number })[] =>
    records.flatMap(({ record, ms }) => (record.type === type ? [{ ...(record as RecordOf<T>), ms }] : []));
  const to = (ms: number): void => {
    while (cluster.nextUs() <= ms * 1000) cluster.step();
  };
  to(untilMs);
  const number = (name: string): number => world.replicas.findIndex((replica) => replica.name === name);
  return {
    ...{ cluster, world, of, to, number },
    /** How many keys a replica stores. */
    holds(name: string): number {
      let held = 0;
      world.replicas[number(name)].store?.forEach(() => held++);
      return held;
    },
    /** How many of the loaded keys it owns. */
    owns: (name: string): number => Array.from({ length: world.keys.baseCount }, (_, key) => key).filter((key) => world.view.owns(number(name), key)).length,
    /** The owners of a key as a node sees them. */
    ownersBy: (node: string, key: string): string => {
      const view = world.viewFor(world.replicas[number(node)]);
      return view.preferenceList(world.keys.find(key)).map(world.nameOf).sort().join('');
    },
    sent: (type: string) => of('message-sent').filter(({ message }) => message.type === type),
    result: () => buildResult(world, ['placement', 'membership']),
  };
}
