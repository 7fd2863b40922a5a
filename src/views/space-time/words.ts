/** The diagram's words: how each lane stands now, what the figure is called, which colour a version has at this moment. */
import { duration } from '../../base/format.ts';
import type { CopyView, ReplicaView, Snapshot } from '../../engine/picture/snapshot.ts';
import { type ClassColour, coloursOf } from '../classes.ts';
import type { Lane } from './lanes.ts';
import type { SpaceTime } from './layout.ts';

/** One word on how a lane stands; null where nothing is amiss. */
export function laneWord(lane: Lane, snapshot: Snapshot, key: string | null): string | null {
  if (lane.type === 'client') return null;
  const replica = snapshot.replicas.find((one) => one.id === lane.id);
  return replica === undefined ? null : replicaWord(replica, key);
}

export function replicaWord(replica: ReplicaView, key: string | null): string | null {
  if (!replica.up) return 'down';
  const cell = replica.cells.find((one) => one.key === key);
  if ((cell?.stale ?? 0) > 0) return 'stale';
  if ((cell?.versions.length ?? 0) > 1) return 'siblings';
  if (replica.hints.length > 0) return replica.hints.length === 1 ? '1 hint' : `${replica.hints.length} hints`;
  return null;
}

/** How far a clock is off, where it is. */
export function clockWord(replica: ReplicaView): string | null {
  const off = Math.round(replica.clockOffsetMs);
  return off === 0 ? null : `${off > 0 ? '+' : '\u2212'}${duration(Math.abs(off) * 1000)}`;
}

/** The colour of a version as every view shows it at this moment: by its label, as equal ones have equal labels. */
export function chipColours(snapshot: Snapshot, key: string | null): (copy: CopyView) => ClassColour {
  const cells = snapshot.replicas.flatMap((replica) => replica.cells.filter((cell) => cell.key === key));
  const colourOf = coloursOf(cells);
  const colours = new Map<string, ClassColour>();
  for (const cell of cells)
    for (const version of cell.versions) {
      const colour = colourOf(version, cell);
      if (colour !== 'stale' || !colours.has(version.label)) colours.set(version.label, colour);
    }
  return (copy) => (copy.labels.length > 1 ? 'plum' : (colours.get(copy.labels[0] ?? '') ?? 'stale'));
}

export function figureName(drawn: SpaceTime, key: string | null): string {
  const of = (type: Lane['type'], noun: string) => {
    const count = drawn.lanes.filter((lane) => lane.type === type).length;
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
  };
  const about = key === null ? 'all messages' : `messages about ${key}`;
  return `Space-time diagram, ${about}: ${of('client', 'client')}, ${of('replica', 'replica')}. Up and down choose a lane, right and left go along it, Enter opens what can be done`;
}
