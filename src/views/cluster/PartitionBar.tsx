/** While sides are chosen: who is on which, Cut here and Cancel. A replica changes its side by a tap or Enter. */
import { useId } from 'react';
import { listOf } from '../../base/format.ts';
import type { PartitionDraft } from './partition.ts';
import { whyNot } from './partition.ts';

export function PartitionBar({ draft, onApply, onCancel }: { readonly draft: PartitionDraft; readonly onApply: () => void; readonly onCancel: () => void }) {
  const reason = whyNot(draft);
  const why = useId();
  return (
    <fieldset className="partition-bar">
      <legend className="visually-hidden">Choose the sides of the cut</legend>
      <ul>
        {draft.groups.map((group, i) => (
          <li key={group[0]} className={`draft-${i % 3}`}>
            <strong>Side {i + 1}</strong> {group.length > 7 ? `${group.length} replicas` : listOf(group, 7)}
          </li>
        ))}
      </ul>
      <p id={why} className="partition-why">
        {reason ?? 'Tap a replica to change its side.'}
      </p>
      <div className="partition-buttons">
        <button type="button" className="cut-here" onClick={onApply} disabled={reason !== null} aria-describedby={why}>
          Cut here
        </button>
        <button type="button" className="cut-cancel" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </fieldset>
  );
}
