/**
 * Random clusters under faults whose settings promise something, and the checkers that must then say nothing: the other half of the
 * plants. A promise takes the convergence fuzz's document of a seed and takes out what would break it, no more; what is left (partitions,
 * crashes, loss, duplicates, slow links, retries, every repair mechanism) may not.
 */
import { FuzzFailure } from './failure.ts';
import { violationsOf } from './plants.ts';
import { CALM_MS, type FuzzDocument, REPAIR_MS, randomDocument } from './random-document.ts';

interface Line {
  readonly atMs: number;
  readonly command: { readonly type: string; readonly path?: string; readonly [field: string]: unknown };
}

interface Vow {
  /** Checkers that may find nothing. */
  readonly silent: readonly string[];
  document(seed: number): FuzzDocument;
}

const linesOf = (document: FuzzDocument): readonly Line[] => document.script as readonly Line[];
const sectionOf = (document: FuzzDocument, name: string): object => (document[name] ?? {}) as object;

function withScript(document: FuzzDocument, change: (line: Line) => Line | null): FuzzDocument {
  return { ...document, script: linesOf(document).flatMap((line) => change(line) ?? []) };
}

/** No disk is lost, nothing rots, nobody lies. */
function withoutLoss(document: FuzzDocument): FuzzDocument {
  return withScript(document, (line) => {
    const { type } = line.command;
    if (type === 'corrupt' || type === 'lie') return null;
    return type === 'crash' ? { ...line, command: { ...line.command, lose: 'nothing' } } : line;
  });
}

const DOTTED = ['version-vector', 'dotted-version-vector', 'union', 'mv-register', 'g-counter', 'pn-counter', 'g-set', 'two-phase-set', 'or-set'];

/** Seeds whose keys are all named by dots: concurrent writes are kept, or counted, and nothing gives way but to what has seen it. */
function dottedDocument(seed: number): FuzzDocument {
  for (let other = seed; ; other += 1_000_003) {
    const document = randomDocument(other);
    const { conflict, perKey = {} } = sectionOf(document, 'store') as { readonly conflict: string; readonly perKey?: { readonly [key: string]: string } };
    if ([conflict, ...Object.values(perKey)].every((one) => DOTTED.includes(one))) return document;
  }
}

/** Where replicas come and go, a write is promised to stay if one of the owners that stay has it: if it was acknowledged by a quorum, and not of one. */
function overlapping(document: FuzzDocument): FuzzDocument {
  if (!linesOf(document).some(({ command: { type } }) => ['join', 'leave', 'replace'].includes(type))) return document;
  const { replicationFactor } = sectionOf(document, 'placement') as { readonly replicationFactor?: unknown };
  const isAlone = typeof replicationFactor !== 'number' || replicationFactor < 2;
  const levelled = withScript(document, (line) => {
    const { consistency: _, local: __, ...rest } = line.command;
    if (line.command.type === 'replace' && isAlone) return { ...line, command: { type: 'join', replica: line.command.with } };
    return line.command.path?.startsWith('coordination.') === true ? null : { ...line, command: rest };
  });
  const workload = (document.workload as readonly object[]).map((line) => ({ ...line, consistency: null }));
  const coordination = { ...sectionOf(document, 'coordination'), write: 'quorum', sloppy: false };
  const hintedHandoff = { ...sectionOf(document, 'hintedHandoff'), holder: 'coordinator' };
  return { ...levelled, workload, coordination, hintedHandoff, literal: [] };
}

/**
 * Nothing acknowledged is lost; nor, once all copies are equal, by dropping tombstones; and with room for them no hint is turned away. The
 * grace ends at the very end, when every owner has every delete.
 */
function keeps(seed: number): FuzzDocument {
  const document = withoutLoss(overlapping(dottedDocument(seed)));
  const { atMs } = document.stop as { readonly atMs: number };
  const names = (document.replicas as readonly { readonly id: string }[]).map(({ id }) => id);
  const end = [
    { atMs, command: { type: 'set', path: 'store.gcGraceMs', value: 0 } },
    ...names.map((replica) => ({ atMs: atMs + 600, command: { type: 'compact', replica } })),
  ];
  const roomy = withScript(document, (line) => (line.command.path === 'hintedHandoff.maxHints' ? null : line));
  return {
    ...roomy,
    store: { ...sectionOf(document, 'store'), vectorPruning: null },
    hintedHandoff: { ...sectionOf(document, 'hintedHandoff'), maxHints: 100_000 },
    script: [...linesOf(roomy), ...end],
    stop: { atMs: atMs + 1500 },
  };
}

/** Copies rot or are forged, and checksums and signatures keep that where it happened. */
function contains(seed: number): FuzzDocument {
  const document = randomDocument(seed);
  const { script } = document;
  const [name] = document.replicas as readonly { readonly id: string }[];
  const bad = [
    { atMs: 1500, command: { type: 'lie', replica: name?.id, key: 'k0', value: 'lie' } },
    { atMs: 1600, command: { type: 'corrupt', replica: name?.id, key: 'k1' } },
  ];
  return { ...document, store: { ...sectionOf(document, 'store'), checksums: true, signatures: true }, script: [...(script as object[]), ...bad] };
}

const STRICT = { read: 'quorum', write: 'quorum', sloppy: false, retries: 0, primaryRead: 0, primaryWrite: 0, readTimeoutMs: 150, writeTimeoutMs: 150 };
const UNCHANGED = /^(coordination|readRepair|network\.latencyMs)/;

/**
 * Quorums that overlap, clocks that agree, reads that mend what they saw before they answer (Attiya, Bar-Noy and Dolev 1995, with true
 * time for the versions): every key behaves as one copy, and so all keys together as one store.
 */
function behavesAsOneCopy(seed: number): FuzzDocument {
  const document = withScript(withoutLoss(randomDocument(seed)), (line) => {
    const { type, path = '', consistency: _, local: __, ...rest } = line.command;
    const isOther = ['increment', 'add', 'remove', 'skew-clock'].includes(type) || (type === 'set' && UNCHANGED.test(path) && line.atMs < CALM_MS);
    return isOther ? null : { ...line, command: { ...rest, type, ...(path === '' ? {} : { path }) } };
  });
  const names = (document.replicas as readonly { readonly id: string }[]).map(({ id }) => id);
  const all = [...new Set([...names, 'A', 'B', 'C'])].slice(0, Math.max(3, names.length));
  return {
    ...document,
    mode: 'async',
    replicas: all,
    placement: { ...sectionOf(document, 'placement'), replicationFactor: 3 },
    store: { conflict: 'lww', gcGraceMs: 2_592_000_000 },
    data: {},
    workload: (document.workload as readonly object[]).map((line) => ({ ...line, consistency: null })),
    network: { ...sectionOf(document, 'network'), latencyMs: { distribution: 'uniform', min: 1, max: 20 } },
    coordination: STRICT,
    session: {},
    literal: [],
    readRepair: { mode: 'blocking' },
    hintedHandoff: { ...sectionOf(document, 'hintedHandoff'), holder: 'coordinator' },
    stop: { atMs: REPAIR_MS },
  };
}

export const promises: { readonly [name: string]: Vow } = {
  'nothing acknowledged is lost': {
    silent: ['lost-acknowledged-write', 'resurrection', 'unsafe-gc', 'hint-overflow', 'not-converged'],
    document: keeps,
  },
  'bad copies stay where they are': { silent: ['corruption-spread'], document: contains },
  'one copy of everything': {
    silent: ['linearizability', 'causality', 'lost-acknowledged-write', 'read-your-writes', 'monotonic-reads', 'monotonic-writes', 'writes-follow-reads'],
    document: behavesAsOneCopy,
  },
};

const NAMES = Object.keys(promises);
const PROMISED = 'promised: ';

/** The seed's document; each promise has its turn. Its title says which. */
export function promisingDocument(seed: number, name = NAMES[seed % NAMES.length] ?? ''): FuzzDocument {
  const document = promises[name]?.document(seed);
  if (document === undefined) throw new Error(`nobody promises that ${name}`);
  return { ...document, title: `${PROMISED}${name}` };
}

/** Throws where a checker finds what the promise in the document's title rules out. */
export function checkPromise(document: object): ReadonlyMap<string, number> {
  const { title = '' } = document as { readonly title?: string };
  const promise = promises[title.slice(PROMISED.length)];
  if (!title.startsWith(PROMISED) || promise === undefined) throw new Error('the title names no promise');
  const broken = violationsOf(document).find(({ checker }) => promise.silent.includes(checker));
  if (broken !== undefined) throw new FuzzFailure(`broken: ${broken.checker}`, `${broken.checker} at ${broken.atMs} ms: ${broken.detail}`);
  return new Map([[title.slice(PROMISED.length), 1]]);
}
