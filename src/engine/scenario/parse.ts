/**
 * From any input to a scenario the engine can run, or to one sentence saying where it is wrong, what was found and what is allowed.
 * Order: plain JSON within bounds, each field by itself, then what holds across fields.
 */
import type { Json } from '../versions/version.ts';
import { levelsOf } from './background-fields.ts';
import { checkCondition, checkKnobs, checkReplicas, checkSettings } from './checks.ts';
import { commandSchema } from './commands.ts';
import { conditionSchema } from './conditions.ts';
import { document, type ParsedDocument } from './document.ts';
import { applyKnob } from './knobs.ts';
import { checkPlain } from './plain.ts';
import { checkRegions } from './regions.ts';
import type { Command, Condition, NodeSettings, ReplicaSpec, Scenario } from './scenario.ts';
import { BadValue, record } from './schema.ts';
import { arrivals, checkCommand, checkScript } from './script.ts';

export interface Refusal {
  readonly ok: false;
  /** As in `$.antiEntropy.branching[1]`. */
  readonly path: string;
  /** One sentence: where, what was found, what is allowed. */
  readonly message: string;
}

/** `source` is the document as given, for saving and sharing: the short forms kept, no defaults added. */
export type ParsedScenario = { readonly ok: true; readonly scenario: Scenario; readonly source: { readonly [name: string]: Json } } | Refusal;

function attempt<T extends object>(work: () => T): ({ readonly ok: true } & T) | Refusal {
  try {
    return { ok: true, ...work() };
  } catch (error) {
    if (error instanceof BadValue) return { ok: false, path: error.path, message: error.message };
    throw error;
  }
}

/** Never throws on bad input, whatever it is. */
export function parseScenario(input: unknown): ParsedScenario {
  return attempt(() => {
    checkPlain(input);
    const parsed = document.parse(input, '$');
    const scenario = resolved(parsed, input);
    const known = new Set(scenario.replicas.map((spec) => spec.id));
    checkReplicas(scenario);
    checkRegions(scenario);
    checkKnobs(scenario);
    checkScript(scenario, known);
    checkSettings(scenario, new Set(scenario.replicas.map((spec) => spec.id)), known);
    return { scenario, source: copyOf(input) as { readonly [name: string]: Json } };
  });
}

/** A command given to a scenario's cluster. Paths begin at the command. `joined`: replicas that earlier commands let join; those of the script may be named at any time. */
export function parseCommand(input: unknown, scenario: Scenario, joined: readonly string[] = []): { readonly ok: true; readonly command: Command } | Refusal {
  return attempt(() => {
    checkPlain(input);
    const command = commandSchema.parse(input, '$');
    checkCommand(command, '$', new Set([...everybody(scenario), ...joined]), scenario);
    return { command };
  });
}

/** All replicas that a scenario ever has. */
function everybody({ replicas, script }: Scenario): readonly string[] {
  return [...replicas.map((spec) => spec.id), ...arrivals(script.map(({ command }) => command))];
}

/** A condition; with a scenario, the replicas it names must be there, and a comparison is refused unless the run has so many lanes. */
export function parseCondition(
  input: unknown,
  scenario?: Scenario,
  lanes: 1 | 2 = 1,
  joined: readonly string[] = [],
): { readonly ok: true; readonly condition: Condition } | Refusal {
  return attempt(() => {
    checkPlain(input);
    const condition = conditionSchema.parse(input, '$');
    if (scenario !== undefined) checkCondition(condition, '$', new Set([...everybody(scenario), ...joined]), scenario, lanes);
    return { condition };
  });
}

/** The scenario with one live field changed, as the `set` command does; `path` as in "gossip.intervalMs". */
export function setKnob(scenario: Scenario, path: string, value: unknown): { readonly ok: true; readonly scenario: Scenario } | Refusal {
  return attempt(() => {
    checkPlain(value);
    return { scenario: applyKnob(scenario, path, value, '$') };
  });
}

function resolved(parsed: ParsedDocument, input: unknown): Scenario {
  const given = record(input) && record(input.antiEntropy) ? input.antiEntropy : {};
  const { antiEntropy } = parsed;
  const branching = levelsOf(antiEntropy.branching, Array.isArray(given.branching), antiEntropy.depth, given.depth !== undefined);
  const { replicas, ...rest } = parsed;
  return {
    ...rest,
    replicas: replicas.map(
      ({ id, region, rack, clockSkewMs, clockDriftPpm, node }): ReplicaSpec => ({
        id,
        region,
        rack,
        clockSkewMs,
        clockDriftPpm,
        node: nodeOf(parsed.node, node),
      }),
    ),
    antiEntropy: { ...antiEntropy, branching, depth: branching.length },
    workload: parsed.workload.map((line) => ({ ...line, keys: line.keys ?? Math.max(1, parsed.data.keys) })),
  };
}

function nodeOf(all: NodeSettings, own: ParsedDocument['replicas'][number]['node']): NodeSettings {
  if (own === undefined) return all;
  return {
    serviceMs: own.serviceMs ?? all.serviceMs,
    queueLimit: own.queueLimit ?? all.queueLimit,
    diskBytesPerSec: own.diskBytesPerSec === undefined ? all.diskBytesPerSec : own.diskBytesPerSec,
    syncIntervalMs: own.syncIntervalMs ?? all.syncIntervalMs,
  };
}

/** A copy that later changes of the input cannot reach. The input has been checked to be plain JSON. */
function copyOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
