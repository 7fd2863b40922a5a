/**
 * What the format has besides, laid over some of the fuzz's documents: compaction while the faults last, forged copies, checksums and
 * scrubs, links that are given, workloads with bounds and skews, lines that repeat. By dice of its own, and never over a seed that once
 * failed, so that every other document stays as its seed always made it. What comes to the format later has its place here.
 */
import { Dice } from './dice.ts';
import { AS_THEY_WERE, CALM_MS, type FuzzDocument, NEVER_MS } from './random-times.ts';

type Section = { readonly [name: string]: unknown };
interface Line {
  readonly atMs: number;
  readonly command: { readonly type: string; readonly [field: string]: unknown };
}

/** The same document, or, two times in five, one with more in it. */
export function withMore(document: FuzzDocument): FuzzDocument {
  const dice = new Dice(document.seed ^ 0x30e30e);
  if (AS_THEY_WERE.includes(document.seed) || dice.chance(0.6)) return document;
  const names = (document.replicas as readonly { readonly id: string }[]).map(({ id }) => id);
  return [withCompaction, withForgery, withLinks, withLatencies, withLevels, withNode, withWorkloads, withRepeats, withTrees].reduce(
    (before, layer) => (dice.chance(0.5) ? layer(before, dice, names) : before),
    document,
  );
}

const sectionOf = (document: FuzzDocument, name: string): Section => (document[name] ?? {}) as Section;
const linesOf = (document: FuzzDocument): readonly Line[] => document.script as readonly Line[];

/** The document with more in a section, and with more lines; those at the calm come last of it. */
function withThese(document: FuzzDocument, sections: { readonly [name: string]: Section }, lines: readonly Line[] = []): FuzzDocument {
  const changed = Object.fromEntries(Object.entries(sections).map(([name, more]) => [name, { ...sectionOf(document, name), ...more }]));
  return { ...document, ...changed, script: [...linesOf(document), ...lines] };
}

function setting(path: string, value: unknown): Line {
  return { atMs: CALM_MS, command: { type: 'set', path, value } };
}

/** Tombstones come of age, and go, until the calm. */
function withCompaction(document: FuzzDocument, dice: Dice, names: readonly string[]): FuzzDocument {
  const store = { gcGraceMs: dice.pick([0, 200, 1000]), compactionIntervalMs: dice.pick([null, 150, 600]) };
  const now = Array.from({ length: dice.whole(0, 3) }, () => ({ atMs: dice.whole(200, CALM_MS - 1), command: { type: 'compact', replica: dice.pick(names) } }));
  return withThese(document, { store }, [...now, setting('store.gcGraceMs', NEVER_MS), setting('store.compactionIntervalMs', null)]);
}

/** Without checksums nobody finds rot, and without signatures nobody a lie: neither goes with what it would let stay for good. */
function withForgery(document: FuzzDocument, dice: Dice, names: readonly string[]): FuzzDocument {
  const rots = linesOf(document).some(({ command }) => command.type === 'corrupt');
  if (dice.chance(0.5)) return withThese(document, { store: { signatures: true, scrubIntervalMs: dice.pick([null, 300]) } });
  const lie = () => ({
    atMs: dice.whole(100, CALM_MS - 1),
    command: { type: 'lie', replica: dice.pick(names), key: dice.pick(['k0', 'k1']), value: dice.pick(['lie', ['lie'], 7]) },
  });
  return withThese(document, { store: { checksums: rots, scrubIntervalMs: dice.pick([null, 300]) } }, Array.from({ length: dice.whole(1, 2) }, lie));
}

/** Directions that differ from the start; the calm makes them like the rest. */
function withLinks(document: FuzzDocument, dice: Dice, names: readonly string[]): FuzzDocument {
  const [one = '', other = ''] = dice.shuffled(names);
  const links = [[one, other] as const, [other, one] as const].slice(0, dice.whole(1, 2)).map(([from, to]) => {
    return { from, to, ...(dice.chance(0.6) ? { latencyMs: latency(dice) } : {}), ...(dice.chance(0.6) ? { loss: 0.4 } : {}) };
  });
  const calm = links.map(({ from, to }) => ({ atMs: CALM_MS, command: { type: 'link', from, to, loss: 0, latencyMs: 5 } }));
  return withThese(document, { network: { links } }, calm);
}

/** Every form of a delay. */
function latency(dice: Dice): unknown {
  return dice.pick([
    dice.whole(0, 40),
    { distribution: 'constant', ms: dice.whole(0, 30) },
    { distribution: 'uniform', min: 1, max: 60 },
    { distribution: 'exponential', mean: 20 },
    { distribution: 'lognormal', median: 8, sigma: 1 },
    { distribution: 'pareto-mix', xm: 2, alpha: 3, paretoShare: 0.9, mean: 30 },
    { preset: dice.pick(['lnkd-ssd', 'lnkd-disk', 'ymmr', 'wan']) },
  ]);
}

/** Delays of other kinds, of the network and of the links that commands change; the calm makes all of them short. */
function withLatencies(document: FuzzDocument, dice: Dice): FuzzDocument {
  const script = linesOf(document).map((line) =>
    line.command.type === 'link' && line.atMs < CALM_MS ? { ...line, command: { ...line.command, latencyMs: latency(dice) } } : line,
  );
  return withThese({ ...document, script }, { network: { latencyMs: latency(dice) } });
}

const ANY_READ = ['one', 'two', 'three', 'quorum', 'all'];
const ANY_WRITE = [...ANY_READ, 'any'];

/** Every level, of the scenario and of single operations; local writes have none to choose. */
function withLevels(document: FuzzDocument, dice: Dice): FuzzDocument {
  const levelOf = ({ type, local }: Line['command']): object => {
    if (type === 'read') return { consistency: dice.pick(ANY_READ) };
    const isWrite = ['write', 'delete', 'resolve', 'increment', 'add', 'remove'].includes(type) && local !== true;
    return isWrite ? { consistency: dice.pick(ANY_WRITE) } : {};
  };
  const script = linesOf(document).map((line) => (dice.chance(0.4) ? { ...line, command: { ...line.command, ...levelOf(line.command) } } : line));
  return withThese({ ...document, script }, { coordination: { read: dice.pick(ANY_READ), write: dice.pick(ANY_READ) } });
}

function withNode(document: FuzzDocument, dice: Dice): FuzzDocument {
  const gossip = { style: 'anti-entropy', ...sectionOf(document, 'gossip') };
  return withThese(document, {
    gossip,
    node: { serviceMs: dice.pick([0, 0.2, 1]), queueLimit: dice.pick([200, 10_000]), syncIntervalMs: dice.pick([0, 70, 300]) },
  });
}

function withWorkloads(document: FuzzDocument, dice: Dice): FuzzDocument {
  const workload = (document.workload as readonly Section[]).map((line) => ({
    ...line,
    count: dice.pick([null, 0, 4, 12]),
    consistency: dice.pick([null, 1, ...(line.operation === 'write' || line.operation === 'delete' ? ANY_WRITE : ANY_READ)]),
    distribution: line.distribution ?? 'uniform',
    ...(line.distribution === 'zipf' ? { exponent: dice.pick([0, 0.8, 2]) } : {}),
    ...(line.distribution === 'hot' ? { hotKeys: dice.pick([0, 0.3, 1]), hotOperations: dice.pick([0.5, 1]) } : {}),
  }));
  return { ...document, workload };
}

/** Lines of the faults that come again, all of it before the calm. */
function withRepeats(document: FuzzDocument, dice: Dice): FuzzDocument {
  const script = linesOf(document).map((line) => {
    const repeat = { everyMs: dice.pick([7, 40, 110]), times: dice.whole(2, 3) };
    return line.atMs + repeat.everyMs * repeat.times < CALM_MS && dice.chance(0.1) ? { ...line, repeat } : line;
  });
  return { ...document, script };
}

/** Trees by one number of children and a depth, built anew now and then. */
function withTrees(document: FuzzDocument, dice: Dice): FuzzDocument {
  const leaf = sectionOf(document, 'antiEntropy').leaf === 'key' ? { leaf: 'hash-range' } : {};
  return withThese(document, {
    antiEntropy: { branching: dice.whole(2, 4), depth: dice.whole(1, 4), rebuildIntervalMs: dice.pick([null, 130, 400]), ...leaf },
  });
}
