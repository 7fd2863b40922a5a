/** What one can go along with the arrow keys: lanes, and on each the messages, versions, results and faults of it in the order of events. */
import { clock } from '../../base/format.ts';
import type { Selection } from '../../engine/picture/selection.ts';
import { messageNames } from '../../engine/picture/sentences.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { arrivalText } from '../marks-of.ts';
import { selectionOf } from './hit.ts';
import type { Lane } from './lanes.ts';
import type { Arrow, SpaceTime } from './layout.ts';
import type { Point } from './points.ts';
import { laneWord } from './words.ts';

export interface Stop {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly event: number;
  readonly selection: Selection;
  readonly label: string;
}

export function stopOfLane(drawn: SpaceTime, lane: Lane, snapshot: Snapshot, key: string | null): Stop {
  const word = laneWord(lane, snapshot, key) ?? (lane.type === 'client' ? '' : 'up');
  const label = `${lane.type === 'client' ? 'Client' : 'Replica'} ${lane.id}${word === '' ? '' : `, ${word}`}. Right and left go along its events`;
  return { id: `${lane.type}/${lane.id}`, x: drawn.x0 < 40 ? 12 : 36, y: lane.y, event: -1, selection: { type: lane.type, id: lane.id }, label };
}

/** Of one lane, all that was seen. */
export function stopsAlong(drawn: SpaceTime, lane: Lane, seenEvent: number): readonly Stop[] {
  const out: Stop[] = [];
  for (const arrow of drawn.arrows) out.push(...endsOn(arrow, lane));
  for (const point of drawn.points) {
    if (point.lane !== lane.id || point.type === 'drop') continue;
    const { x, y, event } = point;
    out.push({ id: point.id, x, y, event, selection: selectionOf(point), label: `${clock(point.atUs)}: ${pointText(point)}` });
  }
  if (lane.type === 'replica')
    for (const band of drawn.bands)
      if (band.label !== '')
        out.push({
          id: band.id,
          x: band.x1,
          y: band.y + band.height / 2,
          event: band.event,
          selection: { type: 'event', event: band.event },
          label: `${clock(band.fromUs)}: partition begins`,
        });
  return out.filter((stop) => stop.event <= seenEvent).sort((a, b) => a.event - b.event);
}

function endsOn(arrow: Arrow, lane: Lane): readonly Stop[] {
  const { message, fate, reason, sentEvent, endEvent, x1, y1, x2, y2 } = arrow;
  const selection: Selection = { type: 'message', address: message.address };
  const name = messageNames[message.type];
  if (message.from === lane.id) {
    const lost = fate === 'dropped' ? `, dropped: ${reason ?? ''}` : '';
    return [{ id: `${message.address}>`, x: x1, y: y1, event: sentEvent, selection, label: `${clock(arrow.fromUs)}: ${name} sent to ${message.to}${lost}` }];
  }
  if (message.to !== lane.id || fate === 'flying' || endEvent === null) return [];
  const text =
    fate === 'dropped'
      ? `${name} from ${message.from} dropped: ${reason ?? ''}`
      : `${name} from ${message.from} arrived${arrow.repair ? ' and repaired the copy' : ''}`;
  return [{ id: `>${message.address}`, x: x2, y: y2, event: endEvent, selection, label: `${clock(arrow.toUs)}: ${text}` }];
}

function pointText(point: Point): string {
  switch (point.type) {
    case 'copy':
      return `holds ${point.copy.tombstone ? 'a tombstone, ' : ''}${point.text}${point.copy.labels.length > 1 ? ' as siblings' : ''}, by ${arrivalText(point.copy.by, point.copy.from)}`;
    case 'result': {
      const { n, ok, text, stale } = point.outcome;
      return `operation ${n} ${!ok ? 'failed' : text === '' ? 'was acknowledged' : `read ${text}${stale ? ', stale' : ''}`}`;
    }
    case 'drop':
      return 'dropped';
    case 'incident':
      return point.incident.text;
  }
}
