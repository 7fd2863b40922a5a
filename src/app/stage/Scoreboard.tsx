/** What two lanes come to so far, side by side: where they differ is marked. Every figure is a counter of the trace at the moment shown. */
import { clock } from '../../base/format.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';

export interface ScoreboardProps {
  readonly lanes: readonly { readonly title: string; readonly snapshot: Snapshot }[];
}

const grouped = new Intl.NumberFormat('en-US');

const rows: readonly { readonly label: string; readonly of: (snapshot: Snapshot) => string }[] = [
  {
    label: 'all agree',
    of: ({ converged, convergedAtUs }) => (converged ? (convergedAtUs === null ? 'from the start' : `since ${clock(convergedAtUs)}`) : 'not yet'),
  },
  { label: 'stale copies now', of: ({ staleCopies }) => grouped.format(staleCopies) },
  { label: 'stale reads', of: ({ counters }) => grouped.format(counters.staleReads) },
  { label: 'failed operations', of: ({ counters }) => grouped.format(counters.failed) },
  { label: 'lost writes', of: ({ violations }) => grouped.format(violations.filter((one) => one.checker === 'lost-acknowledged-write').length) },
  { label: 'messages', of: ({ counters }) => grouped.format(counters.messages) },
  { label: 'bytes', of: ({ counters }) => grouped.format(counters.bytes) },
];

/** Only where there are regions. */
const betweenRegions = { label: 'bytes between regions', of: ({ crossing }: Snapshot) => grouped.format(crossing?.bytes ?? 0) };

export function Scoreboard({ lanes }: ScoreboardProps) {
  const shown = lanes.some(({ snapshot }) => snapshot.crossing !== undefined) ? [...rows, betweenRegions] : rows;
  const columns = shown.map(({ label, of }) => {
    const cells = lanes.map((lane) => of(lane.snapshot));
    return { label, cells, differ: cells.some((cell) => cell !== cells[0]) };
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is too wide it scrolls, and the keyboard must reach that
    <section className="scoreboard" aria-label="The lanes so far" tabIndex={0}>
      <table>
        <caption className="visually-hidden">The lanes so far; what differs is marked</caption>
        <thead>
          <tr>
            <th scope="col">so far</th>
            {columns.map(({ label, differ }) => (
              <th key={label} scope="col">
                {label}
                {differ && (
                  <>
                    {' '}
                    <Glyph name="different" size={12} />
                    <span className="visually-hidden"> differs</span>
                  </>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane, i) => (
            <tr key={lane.title}>
              <th scope="row">{lane.title}</th>
              {columns.map(({ label, cells, differ }) => (
                <td key={label} data-differ={differ || undefined}>
                  {cells[i]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
