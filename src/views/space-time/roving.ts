/** What one can go along on a lane with the arrow keys: messages that leave or reach it, versions and results, in the order of time. */

import { clock } from '../../base/format.ts';
import type { Selection } from '../../engine/picture/selection.ts';
import { messageNames } from '../../engine/picture/sentences.ts';
import type { Lane, SpaceTime } from './layout.ts';

export interface RovingItem {
  readonly x: number;
  readonly y: number;
  readonly atUs: number;
  readonly selection: Selection;
  readonly label: string;
}

export function eventsOfLane(model: SpaceTime, lane: Lane): readonly RovingItem[] {
  const out: RovingItem[] = [];
  for (const { message, fromUs, toUs, x1, x2, y1, y2, fate, reason } of model.arrows) {
    const selection: Selection = { type: 'message', address: message.address };
    const name = messageNames[message.type];
    if (message.from === lane.id)
      out.push({
        x: x1,
        y: y1,
        atUs: fromUs,
        selection,
        label: `${clock(fromUs)}: ${name} sent to ${message.to}${fate === 'dropped' ? `, dropped by ${reason}` : ''}`,
      });
    if (message.to === lane.id && fate === 'arrived')
      out.push({ x: x2, y: y2, atUs: toUs, selection, label: `${clock(toUs)}: ${name} from ${message.from} arrived` });
  }
  for (const chip of model.chips) {
    if (chip.replica !== lane.id) continue;
    out.push({
      x: chip.x + chip.width / 2,
      y: chip.y,
      atUs: chip.atUs,
      selection: { type: 'copy', replica: chip.replica, key: chip.copy.key },
      label: `${clock(chip.atUs)}: holds ${chip.text}`,
    });
  }
  for (const result of model.results) {
    if (result.client !== lane.id) continue;
    const text = result.ok ? (result.text === '' ? 'acknowledged' : `saw ${result.text}${result.stale ? ', stale' : ''}`) : 'failed';
    out.push({
      x: result.x,
      y: result.y,
      atUs: result.atUs,
      selection: { type: 'operation', client: result.client, n: result.n },
      label: `${clock(result.atUs)}: operation ${result.n} ${text}`,
    });
  }
  return out.sort((a, b) => a.atUs - b.atUs);
}
