/** Names of the lanes with a word on how each stands now; the selected is inverted, with a band along its lane. */
import type { Selection } from '../../engine/picture/selection.ts';
import { touchesReplica } from '../../engine/picture/selection.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import type { Lane } from './lanes.ts';
import type { SpaceTime } from './layout.ts';
import { clockWord, replicaWord } from './words.ts';

interface LabelsProps {
  readonly drawn: SpaceTime;
  readonly snapshot: Snapshot;
  readonly shownKey: string | null;
  readonly selection: Selection | null;
  readonly width: number;
}

export function isChosenLane(selection: Selection | null, lane: Lane): boolean {
  if (lane.type === 'replica') return touchesReplica(selection, lane.id);
  return (selection?.type === 'client' && selection.id === lane.id) || (selection?.type === 'operation' && selection.client === lane.id);
}

export function LaneBands({ drawn, selection, width }: Pick<LabelsProps, 'drawn' | 'selection' | 'width'>) {
  const tall = Math.min(24, drawn.row - 2);
  const edge = drawn.x0 < 100 ? 0 : 16;
  return drawn.lanes.map((lane) =>
    isChosenLane(selection, lane) ? (
      <rect key={`${lane.type}/${lane.id}`} className="st-lane-band" x={edge} y={lane.y - tall / 2} width={width - 2 * edge} height={tall} rx={6} />
    ) : null,
  );
}

export function LaneLabels({ drawn, snapshot, shownKey, selection }: LabelsProps) {
  const replicas = new Map(snapshot.replicas.map((one) => [one.id, one]));
  const left = drawn.x0 < 40 ? 2 : drawn.x0 < 100 ? 8 : 24;
  const room = Math.max(20, drawn.x0 - 8 - left);
  return drawn.lanes.map((lane) => {
    const chosen = isChosenLane(selection, lane);
    if (lane.type === 'client') return <ClientLabel key={`client/${lane.id}`} lane={lane} left={left} room={room} chosen={chosen} />;
    const replica = replicas.get(lane.id);
    const down = replica?.up === false;
    const word = replica === undefined ? null : replicaWord(replica, shownKey);
    const off = replica === undefined ? null : clockWord(replica);
    return <ReplicaLabel key={`replica/${lane.id}`} lane={lane} left={left} room={room} row={drawn.row} chosen={chosen} down={down} word={word} off={off} />;
  });
}

const CLIENT_LETTER = 6.4;

function ClientLabel({ lane, left, room, chosen }: { readonly lane: Lane; readonly left: number; readonly room: number; readonly chosen: boolean }) {
  const glyph = lane.id === 'phone' || lane.id === 'laptop' ? lane.id : 'client';
  const letters = Math.floor((room - 20) / CLIENT_LETTER);
  return (
    <g className="st-lane-label st-client" data-chosen={chosen || undefined} data-lane={lane.id}>
      <Mark name={glyph} x={left + 10} y={lane.y} size={14} />
      {letters >= 8 && (
        <text x={left + 24} y={lane.y + 4}>
          {lane.id.length > letters ? `${lane.id.slice(0, letters - 1)}…` : lane.id}
        </text>
      )}
    </g>
  );
}

interface ReplicaLabelProps {
  readonly lane: Lane;
  readonly left: number;
  readonly room: number;
  readonly row: number;
  readonly chosen: boolean;
  readonly down: boolean;
  readonly word: string | null;
  readonly off: string | null;
}

const LETTER = 6.8;
const WORD_LETTER = 6;

function ReplicaLabel({ lane, left, room, row, chosen, down, word, off }: ReplicaLabelProps) {
  const tall = Math.min(18, row - 2);
  const most = Math.max(2, Math.floor((room - 8) / LETTER));
  const name = lane.id.length > most ? `${lane.id.slice(0, most - 1)}…` : lane.id;
  const wide = Math.max(20, Math.ceil(name.length * LETTER) + 10);
  const fits = (text: string, extra = 0) => wide + 6 + text.length * WORD_LETTER + extra <= room + 4;
  return (
    <g className="st-lane-label st-replica" data-chosen={chosen || undefined} data-down={down || undefined} data-lane={lane.id}>
      <rect x={left} y={lane.y - tall / 2} width={wide} height={tall} rx={5} />
      <text className="st-name" x={left + wide / 2} y={lane.y + 4} textAnchor="middle">
        {name}
      </text>
      {word !== null && fits(word) && (
        <text className="st-word" x={left + wide + 6} y={lane.y + 4}>
          {word}
        </text>
      )}
      {word === null && off !== null && fits(off, 16) && (
        <g className="st-word">
          <Mark name="clock" x={left + wide + 13} y={lane.y} size={12} />
          <text x={left + wide + 22} y={lane.y + 4}>
            {off}
          </text>
        </g>
      )}
    </g>
  );
}
