/** The small things that tables and panels name others by: a version's chip in the colour of its class, a replica's badge, a time that one can go to. */
import { clock } from '../base/format.ts';
import { Glyph } from '../ui/Glyph.tsx';
import type { ClassColour } from './classes.ts';
import './chips.css';

export function VersionChip({ label, colour, tombstone = false }: { readonly label: string; readonly colour: ClassColour; readonly tombstone?: boolean }) {
  return (
    <span className="version-chip" data-colour={colour} data-tombstone={tombstone || undefined}>
      {tombstone && <Glyph name="tombstone" size={11} />}
      {label === '' ? 'loaded' : label}
      {tombstone && <span className="visually-hidden"> tombstone</span>}
    </span>
  );
}

/** `chosen`: inverted, as a selected replica is everywhere. */
export function ReplicaBadge({ id, chosen = false, down = false }: { readonly id: string; readonly chosen?: boolean; readonly down?: boolean }) {
  return (
    <span className="replica-badge" data-chosen={chosen || undefined} data-down={down || undefined}>
      {id}
    </span>
  );
}

export function TimeLink({ us, onTime }: { readonly us: number; readonly onTime: (us: number) => void }) {
  return (
    <button type="button" className="time-link" title={`Go to ${clock(us)}`} onClick={() => onTime(us)}>
      {clock(us)}
    </button>
  );
}
