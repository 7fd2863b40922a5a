/**
 * A scenario as a document again, with one knob changed: what a new run from 0 starts with, and whether it may. Three fields hang together with
 * others in the document's short forms (the list of replicas, a tree's children and its depth), and this is where that is known.
 */
import { replicaNames } from '../../engine/scenario/cluster-fields.ts';
import { knobs, parseScenario, setKnob } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { Json } from '../../engine/versions/version.ts';
import { nameOf } from './words.ts';

export type ScenarioDocument = { readonly [name: string]: Json };

const isRecord = (value: unknown): value is ScenarioDocument => typeof value === 'object' && value !== null && !Array.isArray(value);
const uniform = (levels: readonly number[]): boolean => levels.every((children) => children === levels[0]);

/** What stands in the scenario at a path as in "gossip.intervalMs". */
export function fieldAt(scenario: Scenario, path: string): Json {
  let at: unknown = scenario;
  for (const name of path.split('.')) at = isRecord(at) ? at[name] : undefined;
  return (at ?? null) as Json;
}

/** What a knob's control shows: replicas as their number, a tree's children as one number where every level has as many. */
export function knobValue(scenario: Scenario, path: string): Json {
  if (path === 'replicas') return scenario.replicas.length;
  const { branching } = scenario.antiEntropy;
  if (path === 'antiEntropy.branching' && uniform(branching)) return branching[0] ?? 2;
  return fieldAt(scenario, path);
}

/** A document that parses to this scenario. */
export function documentOf(scenario: Scenario): ScenarioDocument {
  const { branching, depth } = scenario.antiEntropy;
  const same = uniform(branching);
  const document = {
    ...scenario,
    replicas: scenario.replicas.map(({ node, ...spec }) => {
      const own = Object.entries(node).filter(([name, value]) => value !== fieldAt(scenario, `node.${name}`));
      return own.length === 0 ? spec : { ...spec, node: Object.fromEntries(own) };
    }),
    antiEntropy: { ...scenario.antiEntropy, branching: same ? (branching[0] ?? 2) : branching, depth },
  };
  return JSON.parse(JSON.stringify(document)) as ScenarioDocument;
}

/** The document with one knob changed, its other fields as they were given. */
export function withKnob(document: ScenarioDocument, path: string, value: Json): ScenarioDocument {
  if (path === 'replicas' && typeof value === 'number' && Array.isArray(document.replicas)) return { ...document, replicas: resized(document.replicas, value) };
  const [section = '', name] = path.split('.');
  if (name === undefined) return { ...document, [section]: value };
  const inner = isRecord(document[section]) ? document[section] : {};
  const changed: { [name: string]: Json } = { ...inner, [name]: value };
  if (path === 'antiEntropy.branching') {
    if (Array.isArray(value)) delete changed.depth;
    else if (Array.isArray(inner.branching)) changed.depth = inner.branching.length;
  }
  if (path === 'antiEntropy.depth' && Array.isArray(inner.branching)) changed.branching = inner.branching[0] ?? 2;
  return { ...document, [section]: changed };
}

/** The replicas that there are, as many of them as wanted, and new ones under the next free names. */
function resized(replicas: readonly Json[], count: number): readonly Json[] {
  const taken = new Set(replicas.map((one) => (isRecord(one) ? one.id : one)));
  const free = replicaNames(count).filter((name) => !taken.has(name));
  return [...replicas.slice(0, count), ...free.slice(0, Math.max(0, count - replicas.length))];
}

/** Why a knob cannot have this value, in a sentence that names it; null where it can. */
export function refusalOf(scenario: Scenario, path: string, value: Json): string | null {
  const result = knobs[path]?.live === true ? setKnob(scenario, path, value) : parseScenario(withKnob(documentOf(scenario), path, value));
  return result.ok ? null : said(result.message);
}

/** The engine's refusal in the page's words: paths become names. */
function said(message: string): string {
  const text = message.replace(/^\$\.value cannot be set: /, '').replace(/\$\.([A-Za-z]+(?:\.[A-Za-z]+|\[\d+\])*)/g, (_, path: string) => named(path));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function named(path: string): string {
  if (path in knobs) return nameOf(path);
  const cut = path.lastIndexOf('.');
  const outer = cut < 0 ? '' : path.slice(0, cut);
  return outer in knobs ? `${nameOf(outer)}’s ${path.slice(cut + 1)}` : path;
}
