/** The list that mirrors what is drawn on Canvas and what was dropped, for keys and screen readers. It changes with events, not with time. */
import { memo } from 'react';
import type { ReplicaView } from '../../engine/picture/snapshot.ts';
import { replicaWords } from './encode.ts';
import type { Dropped, Moving } from './frame.ts';
import { LISTED } from './items.ts';
import { droppedWords, messageWords } from './words.ts';

export interface MirrorProps {
  readonly messages: readonly Moving[];
  readonly drops: readonly Dropped[];
  /** Those on Canvas; none where replicas are in the drawing themselves. */
  readonly replicas: readonly ReplicaView[];
  readonly shownKey: string | null;
  readonly current: string | null;
}

export const Mirror = memo(
  function Mirror({ messages, drops, replicas, shownKey, current }: MirrorProps) {
    const shown = [...new Map(messages.slice(0, 2 * LISTED).map((one) => [one.address, one])).values()].slice(0, LISTED);
    return (
      <div className="visually-hidden">
        {replicas.length > 0 && (
          <ul aria-label={`Replicas, the first ${Math.min(LISTED, replicas.length)} of ${replicas.length}`}>
            {replicas.slice(0, LISTED).map((replica) => (
              <li key={replica.id}>
                <button type="button" tabIndex={current === `r:${replica.id}` ? 0 : -1} data-item={`r:${replica.id}`} data-replica={replica.id}>
                  {replicaWords(replica, shownKey)}
                </button>
              </li>
            ))}
          </ul>
        )}
        {shown.length > 0 && (
          <ul aria-label={`Messages in flight: ${messages.length}`}>
            {shown.map((message) => (
              <li key={message.id}>
                <button type="button" tabIndex={current === `m:${message.address}` ? 0 : -1} data-item={`m:${message.address}`}>
                  {messageWords(message)}
                </button>
              </li>
            ))}
          </ul>
        )}
        {drops.length > 0 && (
          <ul aria-label="Dropped a moment ago">
            {drops.slice(0, LISTED).map((drop) => (
              <li key={drop.id}>{droppedWords(drop)}</li>
            ))}
          </ul>
        )}
      </div>
    );
  },
  (a, b) => a.current === b.current && a.shownKey === b.shownKey && a.replicas === b.replicas && sameIds(a.messages, b.messages) && sameIds(a.drops, b.drops),
);

function sameIds(a: readonly { readonly id: string; readonly late?: boolean }[], b: readonly { readonly id: string; readonly late?: boolean }[]): boolean {
  return a.length === b.length && a.every((one, i) => one.id === b[i]?.id && one.late === b[i]?.late);
}
