/** Replicas without cards: tiles with name and version, or cells by class with the round or time at which each heard. Kept from drawing again while only time passes. */
import { memo } from 'react';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import type { CellFace } from './encode.ts';
import { replicaWords } from './encode.ts';
import { cellOf } from './frame.ts';
import type { ClusterLayout } from './places.ts';
import { fit } from './words.ts';

export interface CellMarksProps {
  readonly layout: ClusterLayout;
  readonly snapshot: Snapshot;
  readonly faces: readonly CellFace[];
  readonly shownKey: string | null;
  readonly selected: string | null;
  readonly current: string | null;
  readonly draftSides: ReadonlyMap<string, number> | null;
}

/** A round or time stands in a cell from this size on. */
export const HEARD_FROM = 9;
const NAMED_FROM = 13;

export const CellMarks = memo(function CellMarks({ layout, snapshot, faces, shownKey, selected, current, draftSides }: CellMarksProps) {
  const { half } = layout;
  return (
    <g className={`cells ${layout.style}`}>
      {faces.map((face, i) => {
        const place = layout.replicas.get(face.id);
        const replica = snapshot.replicas[i];
        if (place === undefined || replica === undefined) return null;
        const chosen = selected === face.id;
        const reach = Math.max(half, 2);
        const tile = layout.style === 'tiles' && half >= NAMED_FROM;
        const version = cellOf(replica, shownKey)?.versions[0]?.label ?? '';
        const side = draftSides?.get(face.id);
        return (
          <g
            key={face.id}
            className={`replica${face.down ? ' crashed' : ''}${chosen ? ' selected' : ''}${side === undefined ? '' : ` draft-${side % 3}`}`}
            transform={`translate(${place.x} ${place.y})`}
            role="button"
            aria-label={`${replicaWords(replica, shownKey)}${face.heard === '' ? '' : `, heard ${snapshot.mode === 'rounds' ? 'in round' : 'at'} ${face.heard}`}${side === undefined ? '' : `; side ${side + 1}`}`}
            aria-pressed={chosen}
            tabIndex={current === `r:${face.id}` ? 0 : -1}
            data-replica={face.id}
            data-item={`r:${face.id}`}
          >
            <rect
              className={`cell ${face.colour}${face.fresh ? ' fresh' : ''}`}
              x={-half}
              y={-half}
              width={2 * half}
              height={2 * half}
              rx={Math.min(6, half / 3)}
            />
            <rect className="cell-ring" x={-reach - 3} y={-reach - 3} width={2 * reach + 6} height={2 * reach + 6} rx={Math.min(8, half / 3 + 3)} />
            {face.down && <Mark name="cross" x={tile ? half - 8 : 0} y={tile ? -half + 8 : 0} size={tile ? 12 : half * 1.3} className="fault-colour" />}
            {tile && (
              <>
                <text className="tile-name" textAnchor="middle" y={half > 20 ? -2 : 4} style={{ fontSize: Math.min(17, half * 0.55) }}>
                  {face.id}
                </text>
                {half > 20 && (
                  <text className="tile-version mono" textAnchor="middle" y={half * 0.55}>
                    {fit(`${version}${face.colour === 'stale' ? ' stale' : ''}`, 2 * half - 4, 7)}
                  </text>
                )}
              </>
            )}
            {!tile && !face.down && half >= HEARD_FROM && fits(face.heard, half) && (
              <text className={`heard mono${face.fresh ? ' fresh' : ''}`} textAnchor="middle" y={4}>
                {face.heard}
              </text>
            )}
            {face.hints > 0 && half >= 7 && (
              <Mark
                name="hint"
                x={-half + Math.min(8, half * 0.5)}
                y={-half + Math.min(8, half * 0.5)}
                size={Math.min(11, half * 0.8)}
                className="hint-colour"
              />
            )}
            {face.siblings && half >= 10 && <Mark name="siblings" x={half - 7} y={half - 7} size={10} className="ink-colour" />}
            {side !== undefined && half >= 12 && (
              <text className="draft-number mono" x={half - 3} y={-half + 12} textAnchor="end">
                {side + 1}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
});

export function fits(heard: string, half: number): boolean {
  return heard !== '' && heard.length * 6.6 <= 2 * half - 2;
}
