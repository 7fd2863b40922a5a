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

export function Scoreboard({ lanes }: ScoreboardProps) {
  return (
    <div className="scoreboard">
      <table>
        <caption className="visually-hidden">The two lanes so far</caption>
        <thead>
          <tr>
            <th scope="col">so far</th>
            {lanes.map((lane) => (
              <th key={lane.title} scope="col">
                {lane.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const cells = lanes.map((lane) => row.of(lane.snapshot));
            const differ = cells.some((cell) => cell !== cells[0]);
            return (
              <tr key={row.label} data-differ={differ || undefined}>
                <th scope="row">
                  {row.label}
                  {differ && (
                    <>
                      {' '}
                      <Glyph name="different" size={12} />
                      <span className="visually-hidden"> (differs)</span>
                    </>
                  )}
                </th>
                {cells.map((cell, i) => (
                  <td key={lanes[i]?.title}>{cell}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
