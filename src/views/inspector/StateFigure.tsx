/** The state of a counter or a set from near: each owner's entry as a bar, with what other copies know beyond; each element with the tags that keep it in. */
import { valueText } from '../../engine/picture/sentences.ts';
import type { CellView, StateView } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { useSize } from '../../ui/use-size.ts';
import { stateText } from '../copy-state.ts';
import { counterLayout, rowText } from './state-layout.ts';

const LEAST = 220;

export function StateFigure({ state, copies }: { readonly state: StateView; readonly copies: readonly CellView[] }) {
  return state.type === 'counter' ? <Counter state={state} copies={copies} /> : <Elements elements={state.elements} />;
}

function Counter({ state, copies }: { readonly state: Extract<StateView, { readonly type: 'counter' }>; readonly copies: readonly CellView[] }) {
  const { ref, width } = useSize();
  const drawn = counterLayout(state.entries, copies, Math.max(LEAST, width));
  const { rows, height, barHeight, zeroX, endX } = drawn;
  const [total] = stateText(state).split(' = ');
  const unheard = rows.some(({ unheardUp, unheardDown }) => unheardUp + unheardDown > 0);
  return (
    <figure className="counter-state" ref={ref}>
      <svg width={drawn.width} height={height} role="img" aria-label={`${total} in all: ${rows.map(rowText).join('; ')}`}>
        <line className="counter-zero" x1={zeroX} x2={zeroX} y1={0} y2={height} />
        {rows.map((row) => (
          <g key={row.actor} transform={`translate(0 ${row.y})`}>
            <text className="counter-actor" x={0} y={4.5}>
              {row.actor}
            </text>
            {row.bars.map(({ kind, x, width: long }) => (
              <rect key={kind} className="counter-bar" data-kind={kind} x={x} y={-barHeight / 2} width={long} height={barHeight} />
            ))}
            <text className="counter-count mono" x={endX} y={4.5} textAnchor="end">
              {row.up}
              {row.down > 0 && ` \u2212 ${row.down}`}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        <span className="counter-total">
          total <b className="mono">{total}</b>
        </span>
        {unheard && <span className="inspector-quiet">dashed: counted elsewhere, not heard of here</span>}
      </figcaption>
    </figure>
  );
}

function Elements({ elements }: { readonly elements: Extract<StateView, { readonly type: 'set' }>['elements'] }) {
  if (elements.length === 0) return <p className="inspector-quiet">The set is empty.</p>;
  return (
    <ul className="set-state">
      {elements.map(({ value, tags, removed }) => (
        <li key={valueText(value)} data-removed={removed || undefined}>
          {removed && <Glyph name="tombstone" size={14} />}
          <span className="set-value">{valueText(value)}</span>
          {removed && <span className="inspector-quiet">removed for good</span>}
          <span className="set-tags">
            <span className="visually-hidden">tags </span>
            {tags.map(({ actor, counter }) => (
              <span key={`${actor}${counter}`} className="set-tag mono">
                {actor}
                {counter}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
