/** One replica from near: what it holds, how that came, what it waits for, and the commands that concern it. */

import { useEffect, useRef } from 'react';
import { duration } from '../../base/format.ts';
import type { ReplicaView } from '../../engine/picture/snapshot.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import './inspector.css';

export interface InspectorProps {
  readonly replica: ReplicaView;
  readonly tUs: number;
  /** The one sentence that answers why it is as it is. */
  readonly answer: string;
  readonly side: string | null;
  readonly arrivals: Readonly<Record<string, string>>;
  readonly onCrash: (id: string) => void;
  readonly onRestart: (id: string) => void;
  readonly onClose: () => void;
}

const timerNames: readonly (readonly [string, string])[] = [
  ['gossip', 'gossip round'],
  ['hint', 'hint replay'],
  ['anti-entropy', 'Merkle comparison'],
  ['compaction', 'compaction'],
];

/** Below the stage, on a narrow screen, it scrolls itself into sight when another replica is selected. */
function useInSight(id: string) {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (id === '' || root.current === null) return;
    root.current.scrollIntoView({ block: 'nearest', behavior: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }, [id]);
  return root;
}

export function Inspector({ replica, tUs, answer, side, arrivals, onCrash, onRestart, onClose }: InspectorProps) {
  const root = useInSight(replica.id);
  const waits = replica.up
    ? replica.ticks.flatMap((tick) => {
        const name = timerNames.find(([prefix]) => tick.name.startsWith(prefix))?.[1];
        return name === undefined ? [] : [`${name} in ${duration(Math.max(0, Math.ceil((tick.atUs - tUs) / 10_000) * 10_000))}`];
      })
    : [];
  return (
    <section className="inspector" ref={root} aria-label={`Replica ${replica.id}`}>
      <div className="inspector-head">
        <span className="letter" aria-hidden="true">
          {replica.id}
        </span>
        <h2>Replica {replica.id}</h2>
        <span className="second">
          {replica.up ? 'up' : 'crashed'}
          {side === null ? '' : `, ${side}`}
        </span>
        <Button kind="quiet" className="icon" label="Close" onPress={onClose}>
          <Glyph name="cross" size={14} />
        </Button>
      </div>
      <p className="answer" aria-live="off">
        {answer}
      </p>
      <ul className="held">
        {replica.cells.slice(0, 6).map((cell) => (
          <li key={cell.key}>
            <strong>{cell.key}</strong>
            <span className="held-versions">
              {cell.versions.slice(0, 4).map((version) => (
                <span key={version.label} className="chip">
                  {version.label}
                </span>
              ))}
            </span>
            <span className="second">{arrivals[cell.key] ?? ''}</span>
          </li>
        ))}
        {replica.cells.length > 6 && <li className="second">and {replica.cells.length - 6} more keys</li>}
        {replica.hints.length > 0 && (
          <li>
            <Glyph name="hint" size={13} className="hint-colour" /> keeps {replica.hints.length} {replica.hints.length === 1 ? 'hint' : 'hints'} for{' '}
            {[...new Set(replica.hints.map((hint) => hint.target))].join(', ')}
          </li>
        )}
      </ul>
      <p className="second">
        {waits.length > 0 ? `Waits for: ${waits.join(', ')}.` : replica.up ? 'Waits for nothing of its own.' : 'Does nothing until it restarts.'}
      </p>
      <div className="inspector-actions">
        {replica.up ? (
          <Button onPress={() => onCrash(replica.id)}>Crash {replica.id}</Button>
        ) : (
          <Button onPress={() => onRestart(replica.id)}>Restart {replica.id}</Button>
        )}
      </div>
    </section>
  );
}
