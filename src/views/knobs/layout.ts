/**
 * Which knob stands where, with what kind of control, and what is said about it at this moment: pure, so that every panel of knobs shows every
 * knob of the scenario's schema once, and the few that have no control say why.
 */
import { countWord } from '../../base/format.ts';
import { type Knob, knobs, parseScenario } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { Json } from '../../engine/versions/version.ts';
import { knobValue } from './document.ts';
import { knobNotes } from './knob-notes.ts';
import { type Initial, initialText, pruningText, type Rules, rulesText } from './lists.ts';
import { amountText, byRegionText, latencyText, levelsText, numericOf, timeText } from './values.ts';
import { nameOf, nullWords, sentenceOf, wordLabel } from './words.ts';

export type GroupId =
  | 'network'
  | 'replication'
  | 'conflicts'
  | 'read-repair'
  | 'hinted-handoff'
  | 'gossip'
  | 'membership'
  | 'anti-entropy'
  | 'deletes'
  | 'cluster'
  | 'literal'
  | 'run';

interface Place {
  readonly id: GroupId;
  readonly name: string;
  /** Sections of the document, or single fields of it. */
  readonly holds: readonly string[];
}

/** In the order of the panel. A field that is named goes before the section that it stands in. */
const places: readonly Place[] = [
  { id: 'network', name: 'Network', holds: ['network'] },
  { id: 'replication', name: 'Replication and levels', holds: ['placement', 'coordination', 'session'] },
  { id: 'conflicts', name: 'Conflicts', holds: ['store'] },
  { id: 'read-repair', name: 'Read repair', holds: ['readRepair'] },
  { id: 'hinted-handoff', name: 'Hinted handoff', holds: ['hintedHandoff'] },
  { id: 'gossip', name: 'Gossip', holds: ['gossip'] },
  { id: 'membership', name: 'Membership', holds: ['membership'] },
  { id: 'anti-entropy', name: 'Anti-entropy', holds: ['antiEntropy'] },
  { id: 'deletes', name: 'Deletes', holds: ['store.gcGraceMs', 'store.compactionIntervalMs'] },
  { id: 'cluster', name: 'Cluster', holds: ['replicas', 'node', 'data'] },
  { id: 'literal', name: 'Bugs of the documents', holds: ['literal'] },
  { id: 'run', name: 'Run', holds: ['seed', 'mode', 'stop', 'workload'] },
];

const unsuited: Readonly<Record<string, string>> = {
  version: 'There is one version of the format.',
  title: 'It names the run and changes nothing in it.',
  'network.links': 'Single links are changed on the stage.',
  'placement.pin': 'A list of keys and replicas has no control of one line.',
  'data.divergent': 'A list of replicas and their differences has no control of one line.',
  script: 'Commands are given on the stage.',
  'stop.when': 'A condition has no control of one line.',
};

export type ControlKind = 'number' | 'switch' | 'words' | 'level' | 'latency' | 'levels' | 'facts' | 'checks' | 'replicas' | 'rules' | 'pruning' | 'beliefs';

const special: Readonly<Record<string, ControlKind>> = {
  'network.latencyMs': 'latency',
  'coordination.read': 'level',
  'coordination.write': 'level',
  'antiEntropy.branching': 'levels',
  workload: 'facts',
  'session.guarantees': 'checks',
  'antiEntropy.leafContent': 'checks',
  literal: 'checks',
  'membership.seeds': 'replicas',
  'membership.initial': 'beliefs',
  'store.perKey': 'rules',
  'store.vectorPruning': 'pruning',
};

/** Null: no control fits. */
export function controlOf(knob: Knob): ControlKind | null {
  const own = special[knob.path];
  if (own !== undefined) return own;
  if (knob.type === 'number' || knob.type === 'integer') return 'number';
  return knob.type === 'boolean' ? 'switch' : knob.type === 'words' ? 'words' : null;
}

function whyNotShown(knob: Knob): string | null {
  if (knob.path in unsuited) return unsuited[knob.path] ?? null;
  // Nothing can be chosen, so a control would do nothing; it comes by itself with the second word.
  if (knob.type === 'words' && knob.words.length === 1) return 'There is one choice only.';
  return null;
}

const all = Object.values(knobs);

/** The knobs of the schema that have no control here, each with its reason. */
export const notShown: Readonly<Record<string, string>> = Object.fromEntries(
  all.flatMap((knob) => {
    const why = whyNotShown(knob);
    return why === null ? [] : [[knob.path, why]];
  }),
);

export interface KnobGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly knobs: readonly Knob[];
}

const sectionOf = (path: string): string => path.split('.')[0] ?? path;

function placeOf(path: string): Place | undefined {
  return places.find((place) => place.holds.includes(path)) ?? places.find((place) => place.holds.includes(sectionOf(path)));
}

const rankIn = (place: Place, { path }: Knob): number => Math.max(place.holds.indexOf(path), place.holds.indexOf(sectionOf(path)));

export const groups: readonly KnobGroup[] = places.map((place) => ({
  id: place.id,
  name: place.name,
  knobs: all.filter((knob) => !(knob.path in notShown) && placeOf(knob.path) === place).sort((a, b) => rankIn(place, a) - rankIn(place, b)),
}));

/** The groups with what the search is about: every word of it stands in a knob's name, its group's, its sentence, path or values. */
export function found(query: string): readonly KnobGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return groups;
  return groups
    .map((group) => ({ ...group, knobs: group.knobs.filter((knob) => wanted.every((word) => textOf(group, knob).includes(word))) }))
    .filter((group) => group.knobs.length > 0);
}

function textOf(group: KnobGroup, knob: Knob): string {
  const values = knob.words.map((word) => `${word} ${wordLabel(knob.path, word)}`);
  return [nameOf(knob.path), group.name, sentenceOf(knob), knob.path, ...values, knobNotes[knob.path]?.says ?? ''].join(' ').toLowerCase();
}

function defaultScenario(): Scenario {
  const parsed = parseScenario({ version: 1 });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
}
const defaults = defaultScenario();

export const defaultOf = (knob: Knob): Json => knobValue(defaults, knob.path);

export const sameValue = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is no control here is the scenario's own, and never counted as changed. */
export const isChanged = (knob: Knob, scenario: Scenario): boolean =>
  controlOf(knob) !== 'facts' && !sameValue(knobValue(scenario, knob.path), defaultOf(knob));

/** A value as it is said in a sentence: `3 h`, `last write wins`, `never`. */
export function valueText(knob: Knob, value: Json): string {
  if (value === null) return nullWords(knob)?.none ?? 'none';
  if (knob.path === 'network.latencyMs') return latencyText(value as Scenario['network']['latencyMs']);
  if (knob.path === 'placement.replicationFactor') return byRegionText(value as Scenario['placement']['replicationFactor']);
  if (controlOf(knob) === 'levels') return levelsText(value as number | readonly number[]);
  if (knob.path === 'literal') return (value as readonly string[]).join(', ') || 'none';
  if (controlOf(knob) === 'checks' || controlOf(knob) === 'replicas')
    return (value as readonly string[]).map((word) => wordLabel(knob.path, word)).join(', ') || 'none';
  if (controlOf(knob) === 'rules') return rulesText(value as Rules);
  if (controlOf(knob) === 'beliefs') return initialText(value as Initial);
  if (controlOf(knob) === 'pruning') return pruningText(value as NonNullable<Scenario['store']['vectorPruning']>);
  if (controlOf(knob) === 'facts') return Array.isArray(value) && value.length > 0 ? `${value.length} lines` : 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return wordLabel(knob.path, value);
  return typeof value === 'number' && controlOf(knob) === 'number' ? amountText(numericOf(knob, ''), value) : String(value);
}

const CRDTS = ['g-counter', 'pn-counter', 'g-set', 'two-phase-set', 'or-set', 'mv-register'];
/** True where some key goes by one of these rules. */
const has = ({ conflict, perKey }: Scenario['store'], rules: readonly string[]): boolean =>
  [conflict, ...Object.values(perKey)].some((one) => rules.includes(one));

const inRounds = ({ mode }: Scenario): boolean => mode === 'rounds';
const withoutRegions = ({ replicas }: Scenario): string | null =>
  replicas.some(({ region }) => region !== replicas[0]?.region) ? null : 'All replicas stand in one region.';
/** Why a knob cannot be set at this moment: it would change nothing, or another one decides it. */
const reasons: Readonly<Record<string, (scenario: Scenario) => string | null>> = {
  'network.latencyMs': (scenario) => (inRounds(scenario) ? 'In rounds every message between replicas takes a quarter of the gossip interval.' : null),
  'network.regionLatencyMs': (scenario) => withoutRegions(scenario),
  'network.regionCostPerGiB': (scenario) => withoutRegions(scenario),
  'antiEntropy.regionBytesPerSec': (scenario) => withoutRegions(scenario),
  'network.bandwidthBytesPerSec': (scenario) => (inRounds(scenario) ? 'In rounds a message takes the same time whatever its size.' : null),
  'gossip.jitter': (scenario) => (inRounds(scenario) ? 'In rounds all replicas begin together.' : null),
  'gossip.fanout': ({ replicas }) =>
    replicas.length > 2 ? null : replicas.length === 2 ? 'With two replicas each has one peer.' : 'A single replica has no peer.',
  'coordination.readFrom': ({ coordination }) => (coordination.readFanout === 'all' ? 'A read asks all owners, so none is chosen.' : null),
  'coordination.writeTo': ({ coordination }) => (coordination.writeFanout === 'all' ? 'A write goes to all owners, so none is chosen.' : null),
  'store.tieBreak': ({ store }) =>
    has(store, ['lww', 'hlc'])
      ? null
      : `Under ${wordLabel('store.conflict', store.conflict)} no timestamps ${store.conflict === 'lww-register' ? 'tie' : 'are compared'}.`,
  'store.hlcMaxOffsetMs': ({ store }) => (has(store, ['hlc']) ? null : `Under ${wordLabel('store.conflict', store.conflict)} there are no hybrid clocks.`),
  'store.crdtSync': ({ store }) => (has(store, CRDTS) ? null : `Under ${wordLabel('store.conflict', store.conflict)} there are no operations to send.`),
  'store.vectorPruning': ({ store }) =>
    has(store, ['version-vector', 'dotted-version-vector', 'union']) ? null : `Under ${wordLabel('store.conflict', store.conflict)} no vector is pruned.`,
  'membership.seeds': ({ membership }) => (membership.detector === 'swim' ? 'SWIM has no seeds: it probes every node in turn.' : null),
  'membership.initial': ({ membership }) => (membership.detector === 'swim' ? 'Under SWIM everybody begins by believing everybody alive.' : null),
  'antiEntropy.depth': ({ antiEntropy }) =>
    antiEntropy.branching.every((children) => children === antiEntropy.branching[0]) ? null : 'Branching gives each level by itself, and so the depth.',
};

export const unavailableNow = (knob: Knob, scenario: Scenario): string | null => reasons[knob.path]?.(scenario) ?? null;

/** What a group's knobs do not do while its mechanism is off. */
export function groupNote(id: GroupId, scenario: Scenario): string | null {
  const { readRepair, hintedHandoff, gossip, membership, antiEntropy } = scenario;
  if (id === 'read-repair' && readRepair.mode === 'off') return 'Off: a read mends nothing.';
  if (id === 'hinted-handoff' && !hintedHandoff.enabled) return 'Off: no new hints are kept.';
  if (id === 'gossip' && gossip.protocol === 'off') return 'Off: no replica contacts a peer.';
  if (id === 'membership' && membership.detector === 'off') return 'Off: only an unanswered request makes a replica suspect a peer.';
  if (id === 'anti-entropy' && antiEntropy.mechanism === 'off') return 'Off: no session starts by itself.';
  return null;
}

const summaries: Readonly<Record<GroupId, (scenario: Scenario) => string>> = {
  network: ({ network, mode }) =>
    [mode === 'rounds' ? 'in rounds' : latencyText(network.latencyMs), network.loss === 0 ? 'no loss' : `loss ${network.loss}`].join(', '),
  replication: ({ placement, coordination }) => `N ${byRegionText(placement.replicationFactor)}, R ${coordination.read}, W ${coordination.write}`,
  conflicts: ({ store }) => wordLabel('store.conflict', store.conflict),
  'read-repair': ({ readRepair }) => readRepair.mode,
  'hinted-handoff': ({ hintedHandoff }) => (hintedHandoff.enabled ? `on, replay every ${timeText(hintedHandoff.replayIntervalMs)}` : 'off'),
  gossip: ({ gossip }) => (gossip.protocol === 'off' ? 'off' : `${gossip.protocol}, every ${timeText(gossip.intervalMs)}`),
  membership: ({ membership: { detector, intervalMs } }) =>
    detector === 'off' ? 'off' : `${wordLabel('membership.detector', detector)}, every ${timeText(intervalMs)}`,
  'anti-entropy': ({ antiEntropy }) =>
    antiEntropy.mechanism === 'off' ? 'off' : `${wordLabel('antiEntropy.mechanism', antiEntropy.mechanism)}, every ${timeText(antiEntropy.intervalMs)}`,
  deletes: ({ store: { gcGraceMs, compactionIntervalMs } }) =>
    `grace ${timeText(gcGraceMs)}, ${compactionIntervalMs === null ? 'never compacted' : `compacted every ${timeText(compactionIntervalMs)}`}`,
  cluster: ({ replicas }) => `${countWord(replicas.length)} ${replicas.length === 1 ? 'replica' : 'replicas'}`,
  literal: ({ literal }) => (literal.length === 0 ? 'none' : literal.join(', ')),
  run: ({ seed, stop }) => `seed ${seed}, ${stop.atMs === null ? 'endless' : `to ${timeText(stop.atMs)}`}`,
};

/** How things stand in a group, in a few words for its closed head. */
export const groupSummary = (id: GroupId, scenario: Scenario): string => summaries[id](scenario);

/** The workload's lines, each in a sentence. */
export function workloadLines(scenario: Scenario): readonly string[] {
  return scenario.workload.map((line) => {
    const rate = line.perSec === null ? '' : ` ${line.perSec} times a second${line.arrival === 'poisson' ? ' at random moments' : ''}`;
    const again = line.thinkMs === null ? '' : `, ${timeText(line.thinkMs)} after the last has ended`;
    const many = line.keys === 1 ? 'one key' : `${line.keys.toLocaleString('en-US')} keys`;
    const popular = { uniform: '', zipf: ' by Zipf’s law', hot: ', some of them hot' }[line.distribution];
    const keys = line.operation === 'write-then-read' ? 'fresh keys' : `${many}${line.keys === 1 ? '' : popular}`;
    const rules: Readonly<Record<string, string>> = {
      random: 'any replica',
      nearest: 'the nearest replica',
      sticky: 'the replica that answered first',
      none: 'no replica',
    };
    const through = rules[line.via] ?? line.via;
    const verb = { read: 'reads', write: 'writes', delete: 'deletes', 'read-modify-write': 'reads and writes', 'write-then-read': 'writes and reads' };
    const end = line.endMs === null ? '' : ` to ${timeText(line.endMs)}`;
    const from = line.startMs === 0 && line.endMs === null ? '' : `, from ${timeText(line.startMs)}${end}`;
    const count = line.count === null ? '' : `, ${line.count.toLocaleString('en-US')} in all`;
    return `${line.client} ${verb[line.operation]}${rate} over ${keys} through ${through}${again}${from}${count}.`;
  });
}
