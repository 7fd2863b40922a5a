/** What the spread says in words: the headline, what the latest round did, each point for readers who do not see the curve, why there is none. */
import { capitalised, clock, countWord, duration } from '../../base/format.ts';
import { allKnew, type SeedsView } from '../../engine/picture/seeds-view.ts';
import type { Snapshot, SpreadPoint, SpreadView } from '../../engine/picture/snapshot.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
export const count = (value: number): string => number.format(value);
const know = (holders: number): string => (holders === 1 ? 'knows' : 'know');
const roundsIn = (round: number): string => (round === 1 ? 'One round in' : `${capitalised(countWord(round))} rounds in`);

/** Why there is nothing to draw; null where there is. */
export function emptyWords(snapshot: Snapshot): { readonly title: string; readonly text: string } | null {
  const { spread, mechanisms } = snapshot;
  if (spread === null)
    return { title: 'Nothing was written yet', text: 'The spread follows the run’s first write from replica to replica. It begins when a client writes.' };
  const gossiped = spread.points.some(({ carried }) => carried > 0);
  if (mechanisms.gossip || gossiped) return null;
  return {
    title: 'Gossip is off',
    text: `No replica tells another of “${spread.key}” on its own, so nothing spreads. ${count(spread.holders)} of ${count(spread.owners)} replicas ${spread.holders === 1 ? 'holds' : 'hold'} the write, from its coordinator or by another repair.`,
  };
}

export function headline(spread: SpreadView, mode: Snapshot['mode'], tUs: number, full: SpreadPoint | null): string {
  const { owners, holders, points } = spread;
  const at = points.at(-1)?.at ?? 0;
  const some = `${count(holders)} of ${count(owners)} replicas ${know(holders)}`;
  if (mode === 'rounds') {
    if (holders >= owners && full !== null && full.at <= at)
      return full.at === 0 ? `All ${count(owners)} replicas know from the write itself` : `All ${count(owners)} replicas know since round ${full.at}`;
    return at === 0 ? `Just written: ${some}` : `${roundsIn(at)}, ${some}`;
  }
  if (holders >= owners && full !== null && full.at <= tUs)
    return `All ${count(owners)} replicas knew ${duration(Math.max(0, full.at - spread.writtenUs))} after the write`;
  return `${capitalised(duration(Math.max(0, tUs - spread.writtenUs)))} after the write, ${some}`;
}

/** What carries the write, by protocol. */
export function carrierWord(protocol: Scenario['gossip']['protocol']): string {
  return protocol === 'push' ? 'pushes' : protocol === 'pull' ? 'answers' : 'messages that carried it';
}

/** Messages that were not lost and told nobody anything new. */
export function wasted({ carried, fresh, lost }: SpreadPoint): number {
  return Math.max(0, carried - fresh - lost);
}

/** What a round’s messages did: `26 of 45 pushes met a replica that knew already`; null where none carried it. */
export function spentWords(point: SpreadPoint, protocol: Scenario['gossip']['protocol']): string | null {
  if (point.carried === 0) return null;
  const met = wasted(point);
  if (met === 0 && point.lost === 0)
    return point.carried === 1 ? 'the one that was sent reached someone new' : `each of ${count(point.carried)} ${carrierWord(protocol)} reached someone new`;
  const all = `${met === 0 ? 'none' : count(met)} of ${count(point.carried)} ${carrierWord(protocol)} met a replica that knew already`;
  return point.lost === 0 ? all : `${all}, ${count(point.lost)} were lost on the way`;
}

/** A point in one sentence, for the readout and for who does not see it. */
export function pointWords(
  point: SpreadPoint,
  spread: Pick<SpreadView, 'owners'>,
  mode: Snapshot['mode'],
  protocol: Scenario['gossip']['protocol'],
  ahead: boolean,
): string {
  const place = mode === 'rounds' ? (point.at === 0 ? 'Before the first round' : `Round ${count(point.at)}`) : clock(point.at);
  const spent = mode === 'rounds' ? spentWords(point, protocol) : null;
  return `${place}: ${count(point.holders)} of ${count(spread.owners)} ${know(point.holders)}${spent === null ? '' : `; ${spent}`}${ahead ? ' (ahead of you, seen before)' : ''}`;
}

const place = (at: number, mode: Snapshot['mode']): string => (mode === 'rounds' ? count(at) : clock(at));

/** Where all knew, over the seeds that were run. */
export function seedsWords({ curves, state, wanted, done }: SeedsView, mode: Snapshot['mode']): string {
  if (state === 'running') return `${count(done)} of ${count(wanted)} seeds`;
  if (curves.length === 0) return state === 'cancelled' ? 'Cancelled before the first seed was done.' : 'No seed could be run.';
  const prefix = state === 'done' ? '' : `${state === 'cancelled' ? 'Cancelled' : 'Given up'} after ${count(done)} of ${count(wanted)} seeds. `;
  const all = allKnew(curves);
  const owners = curves[0].owners;
  if (all === null) return `${prefix}In none of ${count(curves.length)} runs did all ${count(owners)} come to know before its end.`;
  const span = all.earliest === all.latest ? place(all.earliest, mode) : `${place(all.earliest, mode)} to ${place(all.latest, mode)}`;
  const never = all.never === 0 ? '' : ` In ${count(all.never)} of ${count(curves.length)} runs not all came to know before the end.`;
  return `${prefix}All ${count(owners)} at ${mode === 'rounds' ? 'round ' : ''}${span}, mean ${place(all.mean, mode)}.${never}`;
}
