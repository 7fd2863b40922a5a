/** Clients outside the cluster: joined to their coordinator while they wait, with what they wait for on the line; their last result beside them. */
import { memo } from 'react';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import { pathOf } from './geometry.ts';
import type { ClientPlace, ClusterLayout } from './places.ts';
import type { Ways } from './traffic.ts';
import { clientWords, fit, openWords, resultWords } from './words.ts';

export interface ClientMarksProps {
  readonly layout: ClusterLayout;
  readonly ways: Ways;
  readonly snapshot: Snapshot;
  /** By client, how many versions its stale answer was behind. */
  readonly behind: ReadonlyMap<string, number | null>;
  readonly selected: string | null;
  readonly current: string | null;
}

const LETTER = 6.2;

/** The lines that join clients to coordinators; drawn under everything. */
export const ClientLines = memo(function ClientLines({ layout, ways, snapshot }: Pick<ClientMarksProps, 'layout' | 'ways' | 'snapshot'>) {
  return (
    <g className="client-lines">
      {snapshot.clients.flatMap((client) =>
        layout.clients.has(client.id)
          ? [...new Set(client.open.map((open) => open.via))].map((via) => {
              const way = via === null ? null : ways(client.id, via);
              return way === null ? null : <path key={`${client.id}>${via}`} className="client-link" d={pathOf(way)} />;
            })
          : [],
      )}
    </g>
  );
});

export const ClientMarks = memo(function ClientMarks(props: ClientMarksProps) {
  return (
    <g className="clients">
      {[...props.layout.clients.values()].map((place) => (
        <ClientMark key={place.id} place={place} {...props} />
      ))}
      {props.layout.clientsLeftOut > 0 && (
        <text className="client-note" x={props.layout.width - 8} y={props.layout.height - (props.layout.narrow ? 20 : 10)} textAnchor="end">
          {props.layout.narrow
            ? `+${props.layout.clientsLeftOut}`
            : `and ${props.layout.clientsLeftOut} more ${props.layout.clientsLeftOut === 1 ? 'client' : 'clients'}`}
        </text>
      )}
    </g>
  );
});

function ClientMark({ place, ways, snapshot, behind, selected, current }: ClientMarksProps & { readonly place: ClientPlace }) {
  const client = snapshot.clients.find((one) => one.id === place.id);
  const open = client?.open[0];
  const result = resultWords(client?.last ?? null, behind.get(place.id) ?? null);
  const glyph = place.id === 'phone' ? 'phone' : place.id === 'laptop' ? 'laptop' : 'client';
  const way = open?.via == null ? null : ways(place.id, open.via);
  const words = open === undefined ? null : openWords(open);
  const onLine =
    words !== null && way !== null && place.text === 'below' && Math.abs(way.a.y - way.b.y) < 10 && way.length > Math.min(150, words[0].length * LETTER) + 8;
  const more = (client?.open.length ?? 0) > 1 ? ` and ${(client?.open.length ?? 1) - 1} more` : '';
  const [first, second] = words !== null && !onLine ? words : [result.first, result.second];
  const tone = words !== null && !onLine ? 'busy' : result.tone;
  return (
    <g
      className={`client-mark${open === undefined ? '' : ' busy'}${selected === place.id ? ' selected' : ''}`}
      role="button"
      aria-label={clientWords(place.id, client, behind.get(place.id) ?? null)}
      aria-pressed={selected === place.id}
      tabIndex={current === `c:${place.id}` ? 0 : -1}
      data-item={`c:${place.id}`}
    >
      <circle className="hit" cx={place.x} cy={place.y} r={place.radius + 4} />
      <circle className="client" cx={place.x} cy={place.y} r={place.radius} />
      <Mark name={glyph} x={place.x} y={place.y} size={place.radius > 16 ? 18 : 14} />
      {onLine && words !== null && way !== null && <OnLine way={way} words={words} more={more} />}
      {place.text === 'below' ? (
        <Below place={place} first={`${first}${words !== null && !onLine ? more : ''}`} second={second} tone={tone} />
      ) : (
        <g className="client-small">
          <text className="client-name" x={place.textX} y={place.y - 3}>
            {fit(words === null ? place.id : `${place.id}: ${words[1]}`, place.room, LETTER)}
          </text>
          <text className={`client-note ${tone}`} x={place.textX} y={place.y + 11}>
            {fit(words === null ? (result.first === '' ? '' : `${result.first}, ${result.second}`) : words[0], place.room, 5.7)}
          </text>
        </g>
      )}
    </g>
  );
}

function OnLine({
  way,
  words,
  more,
}: {
  readonly way: { readonly a: { x: number; y: number }; readonly b: { x: number; y: number }; readonly length: number };
  readonly words: readonly [string, string];
  readonly more: string;
}) {
  const room = way.length - 8;
  const x = (way.a.x + way.b.x) / 2;
  const y = (way.a.y + way.b.y) / 2;
  return (
    <g textAnchor="middle">
      <text className="client-line" x={x} y={y - 7}>
        {fit(words[0], room, LETTER)}
      </text>
      <text className="client-note" x={x} y={y + 17}>
        {fit(`${words[1]}${more}`, room, LETTER)}
      </text>
    </g>
  );
}

function Below({ place, first, second, tone }: { readonly place: ClientPlace; readonly first: string; readonly second: string; readonly tone: string }) {
  const y = place.y + place.radius + 16;
  const done = tone === 'ok' || tone === 'bad';
  const start = place.align === 'start';
  const indent = done ? 15 : 0;
  const shown = fit(first, place.room - indent, LETTER);
  const markX = start ? place.textX + 5 : place.textX - shown.length * 6.3 - 10;
  return (
    <g textAnchor={place.align}>
      <text className="client-name" x={place.textX} y={y}>
        {place.id}
      </text>
      {done && <Mark name={tone === 'ok' ? 'ack' : 'cross'} x={Math.max(8, markX)} y={y + 12} size={12} className={tone === 'bad' ? 'bad-mark' : ''} />}
      <text className={`client-line ${tone}`} x={start ? place.textX + indent : place.textX} y={y + 16}>
        {shown}
      </text>
      {place.lines > 2 && (
        <text className="client-note" x={start ? place.textX + indent : place.textX} y={y + 32}>
          {fit(second, place.room - indent, LETTER)}
        </text>
      )}
    </g>
  );
}
