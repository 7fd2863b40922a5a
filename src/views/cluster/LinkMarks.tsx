/** Links: all of them up to 7 replicas, beyond that cut and selected ones (busy ones go with their messages on Canvas). A cut one carries a small barrier. */
import { memo } from 'react';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { directionOn, pathOf, pointOn } from './geometry.ts';
import type { Ways } from './traffic.ts';
import { linkWords } from './words.ts';

export const LINKED_LIMIT = 7;

export interface Link {
  readonly a: string;
  readonly b: string;
  readonly key: string;
  readonly busy: boolean;
  readonly cut: boolean;
  readonly oneWay: boolean;
  readonly across: boolean;
}

/** The links that are drawn, in the scenario's order. */
export function linksOf(snapshot: Snapshot, selected: string | null): readonly Link[] {
  const ids = snapshot.replicas.map((one) => one.id);
  const order = new Map(ids.map((id, i) => [id, i]));
  const keyOf = (from: string, to: string) => ((order.get(from) ?? 0) < (order.get(to) ?? 0) ? `l:${from} ${to}` : `l:${to} ${from}`);
  const small = ids.length <= LINKED_LIMIT;
  const busy = new Set(
    small || ids.length <= 12 ? snapshot.messages.filter((one) => order.has(one.from) && order.has(one.to)).map((one) => keyOf(one.from, one.to)) : [],
  );
  const cuts = new Map<string, number>();
  for (const cut of snapshot.cuts) cuts.set(keyOf(cut.from, cut.to), (cuts.get(keyOf(cut.from, cut.to)) ?? 0) + 1);
  const sides = new Map(snapshot.replicas.map((replica) => [replica.id, replica.side]));
  const keys = small
    ? ids.flatMap((a, i) => ids.slice(i + 1).map((b) => `l:${a} ${b}`))
    : [...new Set([...busy, ...cuts.keys(), ...(selected === null ? [] : [selected])])];
  return keys.slice(0, 200).flatMap((key) => {
    const [a = '', b = ''] = key.slice(2).split(' ');
    if (!order.has(a) || !order.has(b)) return [];
    const across = snapshot.groups.length > 1 && sides.get(a) !== sides.get(b);
    const cut = cuts.has(key);
    if (across && !busy.has(key) && !cut && key !== selected) return [];
    return [{ a, b, key, busy: busy.has(key), cut, oneWay: cuts.get(key) === 1, across }];
  });
}

export interface LinkMarksProps {
  readonly links: readonly Link[];
  readonly ways: Ways;
  readonly snapshot: Snapshot;
  readonly selected: string | null;
  readonly current: string | null;
  readonly hatch: string;
}

export const LinkMarks = memo(function LinkMarks({ links, ways, snapshot, selected, current, hatch }: LinkMarksProps) {
  return (
    <g className="links">
      {links.map((link) => {
        const way = ways(link.a, link.b);
        if (way === null) return null;
        const d = pathOf(way);
        const kind = `${link.busy ? 'busy' : 'idle'}${link.cut ? ' severed' : ''}${link.across ? ' across' : ''}${selected === link.key ? ' selected' : ''}`;
        return (
          <g
            key={link.key}
            className={`link ${kind}`}
            role="button"
            aria-label={linkWords(link.a, link.b, snapshot)}
            aria-pressed={selected === link.key}
            tabIndex={current === link.key ? 0 : -1}
            data-item={link.key}
          >
            <rect className="link-hit" x={pointOn(way, 0.5).x - 13} y={pointOn(way, 0.5).y - 13} width={26} height={26} />
            <path className="link-focus" d={d} />
            <path className="link-line" d={d} />
            {link.cut && <CutBar way={way} hatch={hatch} oneWay={link.oneWay} />}
          </g>
        );
      })}
    </g>
  );
});

function CutBar({ way, hatch, oneWay }: { readonly way: Parameters<typeof pathOf>[0]; readonly hatch: string; readonly oneWay: boolean }) {
  const at = pointOn(way, 0.5);
  const angle = (directionOn(way, 0.5) * 180) / Math.PI;
  return (
    <g className="cut-bar" transform={`translate(${at.x} ${at.y})`}>
      <rect x={-6} y={-17} width={12} height={34} rx={3} transform={`rotate(${angle})`} fill={`url(#${hatch})`} />
      {oneWay && <path className="one-way" d="M11 -5 17 0 11 5M17 0H9" transform={`rotate(${angle})`} />}
    </g>
  );
}
