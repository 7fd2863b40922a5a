/** What the Merkle view says: numbers as people read them, a node and a message for screen readers, and why there is nothing to show. */
import { clock, duration } from '../../base/format.ts';
import type { ComparedNode, ComparedTree, ComparisonView, ExchangeView } from '../../engine/picture/comparison-view.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { levelName } from './conversation.ts';
import type { TreeItem } from './rows.ts';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

export function count(number: number): string {
  return grouped.format(number);
}

export function some(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** `288 B`, `1.6 kB`, `2.04 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${count(bytes)} B`;
  return bytes < 1_000_000 ? `${precise.format(bytes / 1000)} kB` : `${precise.format(bytes / 1_000_000)} MB`;
}

export function titleOf({ from, to, startedUs }: ComparisonView): string {
  return `${from} with ${to} at ${clock(startedUs)}`;
}

const states = { equal: 'equal', different: 'different', asked: 'asked, no answer yet', unseen: 'not compared' } as const;

function hashesText({ hashA, hashB, different }: ComparedNode): string {
  return different === true && hashB !== null ? `, ${hashA.slice(0, 4)} and ${hashB.slice(0, 4)}` : `, ${hashA.slice(0, 4)}`;
}

/** `level 2, node 3: different, 9ee8 and 20b6`. */
export function nodeText({ level, index, state, node, count: number, mixed }: TreeItem, levels: number): string {
  const name = levelName(level, levels);
  if (number > 1) return `${name}, ${count(number)} nodes from ${count(index + 1)} on: ${mixed ? 'not shown one by one' : states[state]}`;
  const place = level === 0 ? name : `${level === levels - 1 ? 'leaf' : `${name}, node`} ${count(index + 1)}`;
  return `${place}: ${states[state]}${node === null ? '' : hashesText(node)}`;
}

export function messageText(message: ExchangeView, levels: number): string {
  const about = message.level === null ? '' : `, ${levelName(message.level, levels)}`;
  const fate = message.dropped !== null ? `, dropped: ${message.dropped}` : message.endedUs === null ? ', in flight' : '';
  return `${message.from} to ${message.to} at ${clock(message.sentUs)}${about}: ${message.text}, ${bytesText(message.bytes)}${fate}`;
}

/** Why no comparison is shown. */
export function emptyText({ replicas, mechanisms, atUs }: Snapshot, tUs: number): string {
  if (!mechanisms.antiEntropy) return 'No two replicas have compared themselves yet, and none will: anti-entropy is off.';
  const next = replicas.flatMap(({ id, ticks }) => ticks.filter(({ name }) => name === 'anti-entropy').map((tick) => ({ id, atUs: tick.atUs })));
  next.sort((a, b) => a.atUs - b.atUs);
  const first = next[0];
  if (first === undefined) return 'No two replicas have compared themselves yet, and no comparison is scheduled.';
  return `No two replicas have compared themselves yet. The next comparison is ${first.id}’s, in ${duration(Math.max(0, first.atUs - Math.max(tUs, atUs)))}.`;
}

/** What stands beside a replica: its part in the comparison, and what it lacks now. */
export function partText(snapshot: Snapshot, view: ComparisonView, id: string): string {
  const replica = snapshot.replicas.find((one) => one.id === id);
  const part = id === view.from ? `asks, ${some(view.sharedKeys, 'key')}` : 'answers';
  if (replica === undefined) return part;
  if (!replica.up) return `${part}, crashed`;
  const behind = replica.cells.filter(({ stale }) => stale > 0);
  if (behind.length === 0) return part;
  const missing = behind.filter(({ versions }) => versions.length === 0).length;
  if (missing > 1 && missing === behind.length) return `${part}, ${some(missing, 'key')} missing`;
  if (behind.length > 1) return `${part}, ${some(behind.length, 'key')} behind${missing === 0 ? '' : `, ${count(missing)} of them missing`}`;
  const [{ key, stale }] = behind;
  if (missing > 0) return `${part}, ${key} is missing`;
  return `${part}, ${key} is ${stale === 1 ? 'one version' : `${stale} versions`} behind`;
}

/** The labels of a replica's copy of a key now; null where it is not among the keys that are drawn. */
export function copyLabel(snapshot: Snapshot, id: string, key: string): string | null {
  const cell = snapshot.replicas.find((one) => one.id === id)?.cells.find((one) => one.key === key);
  if (cell === undefined) return null;
  if (cell.versions.length === 0) return 'none';
  const [{ number, label, tombstone }] = cell.versions;
  if (cell.versions.length > 1) return `${cell.versions.length} siblings`;
  return tombstone ? 'deleted' : number === 0 ? null : label;
}

export function resultText(view: ComparisonView): string {
  const { state, failure, keysDiffering, mechanism, endedUs } = view;
  if (state === 'running') return 'under way';
  if (state === 'failed') return `failed: ${failure ?? 'no answer came'}`;
  const when = endedUs === null ? '' : ` at ${clock(endedUs)}`;
  if (keysDiffering === null || keysDiffering === 0) return mechanism === 'merkle' ? `done${when}: all equal` : `done${when}: nothing differed`;
  return `done${when}: ${some(keysDiffering, 'key')} differed`;
}

/** How the initiator goes about it, in few words. */
export function approachText({ from, mechanism, messages }: ComparisonView): string {
  switch (mechanism) {
    case 'full':
      return `${from} ships all`;
    case 'version-vector':
      return `${from} names all versions`;
    case 'log':
      return `${from} asks what came since`;
    default:
      return messages[0]?.type === 'merkle-request' ? `${from} asks for the whole tree` : `${from} asks from the root down`;
  }
}

export function treeTitle({ owners }: ComparedTree): string {
  return `keys of ${owners.join(', ')}`;
}
