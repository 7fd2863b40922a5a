/**
 * A scenario as the engine sees it: validated, every default filled in, the short forms of the document written out. The types
 * follow from the tables of this folder; nothing here is written twice.
 */
import type { nodeFields } from './cluster-fields.ts';
import type { ParsedDocument } from './document.ts';
import type { FieldsOut } from './schema.ts';

export type { Latency, LatencyPreset } from './cluster-fields.ts';
export type { Command, CommandType } from './commands.ts';
export type { Comparison, Condition } from './conditions.ts';
export type { Level } from './request-fields.ts';

export type NodeSettings = FieldsOut<typeof nodeFields>;

export interface ReplicaSpec {
  readonly id: string;
  /** Null where the scenario knows no regions. */
  readonly region: string | null;
  readonly rack: string | null;
  /** How far its clock is ahead at the start. */
  readonly clockSkewMs: number;
  readonly clockDriftPpm: number;
  /** The scenario's node settings with this replica's own on top. */
  readonly node: NodeSettings;
}

type ParsedLine = ParsedDocument['workload'][number];
/** `keys` filled in; `consistency` null is the scenario's own level. */
export type WorkloadLine = Omit<ParsedLine, 'keys'> & { readonly keys: number };

export type ScriptLine = ParsedDocument['script'][number];

/** `antiEntropy.branching` has one number for each level (of which there are `depth`), `replicas` one entry for each replica. */
export type Scenario = Omit<ParsedDocument, 'replicas' | 'workload'> & {
  readonly replicas: readonly ReplicaSpec[];
  readonly workload: readonly WorkloadLine[];
};
