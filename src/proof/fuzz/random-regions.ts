/**
 * Regions and racks for some of the fuzz's documents: where replicas stand, how many copies each region has, what the way between them
 * adds, and how fast links and disks are. By dice of its own, so that every other document stays as its seed always made it.
 */
import { Dice } from './dice.ts';
import { AS_THEY_WERE, type FuzzDocument } from './random-times.ts';

const CHOSEN = [0, 6, 8];

const LEVELS = ['local-one', 'local-quorum', 'local-quorum', 'each-quorum'];

interface Line {
  readonly command: { readonly type: string; readonly local?: boolean };
}
interface Replica {
  readonly id: string;
  readonly node?: object;
}
interface Link {
  readonly from: string;
  readonly to: string;
}

/** The same document, or, three times in eleven, one whose replicas stand in regions; when the calm comes, the way between them is short. */
export function withRegions(document: FuzzDocument, calmMs: number): FuzzDocument {
  if (AS_THEY_WERE.includes(document.seed) || !CHOSEN.includes(document.seed % 11)) return document;
  const dice = new Dice(document.seed ^ 0x2e910a5);
  const given = document.replicas as readonly { readonly id: string }[];
  const names = ['eu', 'us', 'asia'].slice(0, dice.whole(1, 3));
  const isRacked = dice.chance(0.5);
  const replicas = given.map((replica, i) => ({
    ...replica,
    region: i < names.length ? names[i] : dice.pick(names),
    ...(isRacked && dice.chance(0.8) ? { rack: dice.pick(['r1', 'r2']) } : {}),
  }));
  const used = names.slice(0, given.length);
  // A region without copies can have no key pinned to it.
  const held = Object.keys((document.placement as { readonly pin: object }).pin).length > 0 || dice.chance(0.7) ? used : used.slice(0, 1);
  const placement = dice.chance(0.7)
    ? { ...(document.placement as object), replicationFactor: Object.fromEntries(held.map((name) => [name, dice.whole(1, 3)])) }
    : document.placement;
  // What is sent keeps its place: a link that is far behind when the calm comes would stay so.
  const isSmall = (document.data as { readonly valueBytes: number }).valueBytes <= 10;
  const network = {
    ...(document.network as object),
    regionLatencyMs: dice.pick([0, 20, 75]),
    regionCostPerGiB: dice.pick([0, 2]),
    bandwidthBytesPerSec: isSmall ? dice.pick([null, 100_000, 500_000]) : null,
  };
  const asked = document.coordination as object;
  const coordination = dice.chance(0.7) ? { ...asked, read: dice.pick(LEVELS), write: dice.pick(LEVELS) } : asked;
  const workload = (document.workload as readonly object[]).map((line) => (dice.chance(0.5) ? { ...line, via: dice.pick(['nearest', 'sticky']) } : line));
  const slowDisk = dice.pick([null, null, 50_000]);
  const node = { diskBytesPerSec: isSmall ? slowDisk : null };
  const antiEntropy = { ...(document.antiEntropy as object), regionBytesPerSec: dice.pick([null, null, 20_000]) };
  const script = [...(document.script as readonly object[]), ...(isSmall && dice.chance(0.4) ? narrowLink(dice, given, calmMs) : [])];
  const calm = [
    ['network.regionLatencyMs', 5],
    ['network.bandwidthBytesPerSec', null],
    ['antiEntropy.regionBytesPerSec', null],
  ].map(([path, value]) => ({ atMs: calmMs, command: { type: 'set', path, value } }));
  const regional = { ...document, replicas, node, workload, placement, network, coordination, antiEntropy, script: [...script, ...calm] };
  return dice.chance(0.5) ? withSingles(regional, dice, isSmall, calmMs) : regional;
}

const OPERATIONS = ['write', 'delete', 'read', 'resolve', 'increment', 'add', 'remove'];

/** Single operations and workloads at levels by region, a replica with a slow disk of its own, a link that is narrow from the start. */
function withSingles(document: FuzzDocument, dice: Dice, isSmall: boolean, calmMs: number): FuzzDocument {
  const script = (document.script as readonly Line[]).map((line) =>
    OPERATIONS.includes(line.command.type) && line.command.local !== true && dice.chance(0.4)
      ? { ...line, command: { ...line.command, consistency: dice.pick(LEVELS) } }
      : line,
  );
  const workload = (document.workload as readonly object[]).map((line) => (dice.chance(0.4) ? { ...line, consistency: dice.pick(LEVELS) } : line));
  const [one, ...others] = dice.shuffled(document.replicas as readonly Replica[]);
  const disk = { ...one?.node, diskBytesPerSec: dice.pick(isSmall ? [50_000, 200_000] : [1_000_000]) };
  const replicas = (document.replicas as readonly Replica[]).map((replica) => (replica === one ? { ...replica, node: disk } : replica));
  const given = { ...document, replicas, workload, script };
  const network = document.network as { readonly links?: readonly Link[] };
  const { links = [] } = network;
  const [from = '', to = ''] = [one?.id, others[0]?.id];
  if (!isSmall || links.some((link) => link.from === from && link.to === to)) return given;
  const calm = { atMs: calmMs, command: { type: 'link', from, to, bandwidthBytesPerSec: null } };
  return { ...given, network: { ...network, links: [...links, { from, to, bandwidthBytesPerSec: dice.pick([100_000, 300_000]) }] }, script: [...script, calm] };
}

/** A link that is given a bandwidth of its own, and is unlimited again when the calm comes. */
function narrowLink(dice: Dice, replicas: readonly { readonly id: string }[], calmMs: number): object[] {
  const [from, to] = dice.shuffled(replicas.map(({ id }) => id));
  const link = (atMs: number, bandwidthBytesPerSec: number | null) => ({ atMs, command: { type: 'link', from, to, bandwidthBytesPerSec } });
  return [link(dice.whole(0, 280) * 10, dice.pick([100_000, 300_000])), link(calmMs, null)];
}
