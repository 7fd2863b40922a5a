/**
 * What a moment of a run is called in plain sentences: the status line, what a mechanism does just now, why Play stopped, what the latest
 * step did. Pure functions of a snapshot; the page shows and announces them.
 */

import { capitalised, clock, countWord, duration, listOf } from '../base/format.ts';
import type { CrossingView, HappeningView, Snapshot } from '../engine/picture/snapshot.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';

export type MechanismId = 'hintedHandoff' | 'readRepair' | 'gossip' | 'antiEntropy';
export interface Status {
  readonly tone: 'agree' | 'stale' | 'differ' | 'empty';
  readonly text: string;
}

/** The keys that any replica holds, in the order of their names. */
export function keysOf(snapshot: Snapshot): readonly string[] {
  return [...new Set(snapshot.replicas.flatMap((replica) => replica.cells.map((cell) => cell.key)))].sort();
}

const repairNames = [
  ['gossip', 'gossip'],
  ['hinted-handoff', 'hinted handoff'],
  ['read-repair', 'read repair'],
  ['anti-entropy', 'Merkle comparison'],
] as const;

function healedBy(snapshot: Snapshot): string {
  const by = repairNames.filter(([id]) => snapshot.repairs[id] > 0).map(([, name]) => name);
  return by.length === 0 ? '' : `, healed by ${listOf(by)}`;
}

/** One calm sentence about how far the copies agree. */
export function statusOf(snapshot: Snapshot): Status {
  const holding = snapshot.replicas.filter((replica) => replica.cells.length > 0);
  if (holding.length === 0) return { tone: 'empty', text: 'Nothing has been written yet.' };
  const stale = staleIds(snapshot);
  if (snapshot.converged) {
    const all = snapshot.replicas.length === 2 ? 'Both' : `All ${countWord(snapshot.replicas.length)}`;
    const since = snapshot.convergedAtUs === null ? '' : ` since ${clock(snapshot.convergedAtUs)}`;
    const siblings = snapshot.replicas.some((replica) => replica.cells.some((cell) => cell.versions.length > 1)) ? ', on siblings' : '';
    return { tone: 'agree', text: `${all} agree${siblings}${since}${healedBy(snapshot)}.` };
  }
  if (stale.length > 7) return { tone: 'stale', text: `${stale.length} of ${snapshot.replicas.length} are stale.` };
  if (stale.length > 0)
    return { tone: 'stale', text: `${listOf(stale, 7)} ${stale.length === 1 ? 'is' : 'are'} stale${areCutOff(snapshot, stale) ? ' behind the cut' : ''}.` };
  if (snapshot.staleCopies > 0)
    return { tone: 'stale', text: `${capitalised(countWord(snapshot.staleCopies))} ${snapshot.staleCopies === 1 ? 'copy is' : 'copies are'} stale.` };
  return {
    tone: 'differ',
    text: `${capitalised(countWord(snapshot.divergentCopies))} ${snapshot.divergentCopies === 1 ? 'copy differs' : 'copies differ'}; the newest version is on its way.`,
  };
}

function staleIds(snapshot: Snapshot): readonly string[] {
  return snapshot.replicas.filter((replica) => replica.cells.some((cell) => cell.stale > 0)).map((replica) => replica.id);
}

/** True where no current copy stands on the side of any stale one: only healing, or a write, can help them. */
function areCutOff(snapshot: Snapshot, stale: readonly string[]): boolean {
  if (snapshot.groups.length < 2) return false;
  const sides = snapshot.groups.filter((group) => group.some((id) => stale.includes(id)));
  return sides.every((group) => group.every((id) => stale.includes(id)));
}

/** Why nothing more can be played, as the page says it. */
export function stopText(snapshot: Snapshot, why: 'nothing-scheduled' | 'stop' | 'goal' | 'limit'): string {
  if (why === 'limit') return 'This run reached the limit of events that a page may hold.';
  const stale = staleIds(snapshot);
  const lasting = stale.length === 0 ? '' : `${listOf(stale)} will stay stale: `;
  if (why === 'goal')
    return snapshot.converged
      ? `The run ends here, at ${clock(snapshot.atUs)}: all copies agree.`
      : `The run ends here, at ${clock(snapshot.atUs)}: what it was to come to holds.`;
  if (why === 'stop')
    return stale.length === 0
      ? `The run stops here, at ${clock(snapshot.atUs)}.`
      : `The run stops here; ${listOf(stale)} ${stale.length === 1 ? 'is' : 'are'} still stale.`;
  if (lasting !== '') return `${lasting}nothing is scheduled that could repair ${stale.length === 1 ? 'it' : 'them'}. Switch a repair on, read, or write.`;
  return snapshot.converged ? 'Nothing more is scheduled: all copies agree.' : 'Nothing more is scheduled. Write, read, or switch a repair on.';
}

/** True where all agree and no client waits. */
export function isAtRest(snapshot: Snapshot): boolean {
  return snapshot.converged && snapshot.clients.every((client) => client.open.length === 0);
}

/** True where only idle ticks remain: all agree and nobody waits. */
export function onlyIdleRemains(snapshot: Snapshot): boolean {
  return isAtRest(snapshot) && snapshot.nextEventUs === null && snapshot.nextUs !== null;
}

function nextTick(snapshot: Snapshot, prefix: string, tUs: number): string | null {
  let best: { id: string; atUs: number } | null = null;
  for (const replica of snapshot.replicas) {
    if (!replica.up) continue;
    for (const tick of replica.ticks) if (tick.name.startsWith(prefix) && (best === null || tick.atUs < best.atUs)) best = { id: replica.id, atUs: tick.atUs };
  }
  if (best === null) return null;
  return best.atUs <= tUs ? `${best.id} next, now` : `${best.id} next, in ${duration(Math.ceil((best.atUs - tUs) / 10_000) * 10_000)}`;
}

/** What a repair mechanism does at this moment, in one sentence. */
export function mechanismText(id: MechanismId, snapshot: Snapshot, tUs: number): string {
  const on = snapshot.mechanisms[id];
  if (id === 'gossip') return on ? (nextTick(snapshot, 'gossip', tUs) ?? 'on, no round is planned') : 'off, no rounds between replicas';
  if (id === 'readRepair') return on ? 'a read mends the stale copies it meets' : 'off, a read mends nothing';
  if (id === 'antiEntropy') return on ? (nextTick(snapshot, 'anti-entropy', tUs) ?? 'on, no comparison is planned') : 'off, hash trees are not compared';
  if (!on) return 'off, nobody keeps a missed write';
  const holders = snapshot.replicas.filter((replica) => replica.hints.length > 0);
  const first = holders[0];
  if (first === undefined) return 'on, no hint is kept now';
  const count = holders.reduce((sum, replica) => sum + replica.hints.length, 0);
  return `${listOf(holders.map((replica) => replica.id))} ${holders.length === 1 ? 'keeps' : 'keep'} ${countWord(count)} ${count === 1 ? 'hint' : 'hints'}`;
}

export const mechanismPaths: Readonly<Record<MechanismId, { readonly path: string; readonly on: boolean | string; readonly off: boolean | string }>> = {
  hintedHandoff: { path: 'hintedHandoff.enabled', on: true, off: false },
  readRepair: { path: 'readRepair.mode', on: 'async', off: 'off' },
  gossip: { path: 'gossip.protocol', on: 'push-pull', off: 'off' },
  antiEntropy: { path: 'antiEntropy.mechanism', on: 'merkle', off: 'off' },
};

const sums = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** What has crossed between regions so far, and what that costs where it costs anything. */
export function crossingText({ messages, bytes, cost }: CrossingView): string {
  if (messages === 0) return 'Between regions: nothing so far.';
  const said = bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${sums.format(bytes / 1000)} kB` : `${sums.format(bytes / 1_000_000)} MB`;
  const price = cost === 0 ? '' : `, at a cost of ${cost < 0.000_001 ? 'less than 0.000001' : cost.toLocaleString('en-US', { maximumSignificantDigits: 3 })}`;
  return `Between regions so far: ${messages.toLocaleString('en-US')} ${messages === 1 ? 'message' : 'messages'}, ${said}${price}.`;
}

/** What the latest step did, for the live region. */
export function announcement(snapshot: Snapshot): string {
  const told = snapshot.happenings
    .filter((one: HappeningView) => one.text !== '')
    .slice(-2)
    .map((one) => one.text);
  return `${clock(snapshot.atUs)}. ${told.join('. ')}${told.length > 0 ? '. ' : ''}${statusOf(snapshot).text}`;
}

/** Sides for "Cut in two": those of the script's first partition, else the first half and the rest. */
export function homeGroups(scenario: Scenario): readonly (readonly string[])[] {
  const ids = scenario.replicas.map((replica) => replica.id);
  for (const { command } of scenario.script) {
    if (command.type === 'partition' && command.groups.length > 1) return command.groups;
  }
  const half = Math.max(1, Math.floor(ids.length / 2));
  return [ids.slice(0, half), ids.slice(half)];
}

/** Beside whom each client of the script stands: its first coordinator. */
export function clientHomes(scenario: Scenario): Readonly<Record<string, string>> {
  const homes: Record<string, string> = {};
  for (const { command } of scenario.script) {
    if ('client' in command && 'via' in command && typeof command.via === 'string' && homes[command.client] === undefined) homes[command.client] = command.via;
  }
  return homes;
}
