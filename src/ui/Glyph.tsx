/**
 * Every mark of the product as an SVG symbol on a 16 grid: the fonts' latin subsets lack most of them, and a drawn mark looks the same
 * everywhere. The sprite is mounted once; `Glyph` stands in text and buttons, `Mark` inside another drawing.
 */
import type { ReactElement } from 'react';

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const shapes = {
  write: <rect x="3.5" y="3.5" width="9" height="9" />,
  read: <circle cx="8" cy="8" r="5" />,
  answer: <circle cx="8" cy="8" r="4.2" {...line} strokeWidth={2} />,
  ack: <path d="M3.2 8.4 6.6 11.8 13 4.6" {...line} strokeWidth={2.2} />,
  hash: <path d="M8 2.2 13.8 8 8 13.8 2.2 8Z" />,
  hint: <path d="M8 2.6 14 13H2Z" />,
  gossip: <path d="M8 2 14 6.4 11.7 13.4H4.3L2 6.4Z" />,
  drop: <path d="M2.5 2.5h11v11h-11ZM5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" {...line} />,
  // A card behind: hollow and broken off, with a minus; a circling arrow was taken for a timer.
  stale: <path d="M2.2 4.4h11.6v7.2H2.2ZM5.6 8h4.8" {...line} strokeWidth={1.5} strokeDasharray="3 1.6" />,
  siblings: <path d="M2.5 8h3.2c2 0 3-4 7.3-4M5.7 8c2 0 3 4 7.3 4" {...line} />,
  tombstone: <path d="M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3M3 13.4 13 2.6" {...line} />,
  converged: <path d="M4 14V2.4h8.4L10.6 5.4l1.8 3H4" />,
  repair: <path d="M2 6.4h9M2 9.6h9M9.6 3.6 14 8l-4.4 4.4" {...line} strokeWidth={1.5} />,
  cross: <path d="m4 4 8 8M12 4l-8 8" {...line} />,
  timer: <path d="M8 2.4a5.6 5.6 0 1 1-5.6 5.6" {...line} strokeWidth={2} />,
  cut: <path d="M8 1.5v13M3 4.5v7M13 4.5v7" {...line} strokeDasharray="2.4 2" />,
  play: <path d="M4.6 2.6v10.8L13.4 8Z" />,
  pause: <path d="M4 3h3v10H4ZM9 3h3v10H9Z" />,
  'event-back': <path d="M4 3h1.8v10H4ZM12 3v10L6.4 8Z" />,
  'event-forward': <path d="M10.2 3H12v10h-1.8ZM4 3v10l5.6-5Z" />,
  'moment-back': <path d="M1.6 3h1.6v10H1.6ZM8.6 3v10L3.6 8ZM14.2 3v10l-5-5Z" />,
  'moment-forward': <path d="M12.8 3h1.6v10h-1.6ZM7.4 3v10l5-5ZM1.8 3v10l5-5Z" />,
  sun: (
    <path
      d="M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1"
      {...line}
      strokeWidth={1.3}
    />
  ),
  moon: <path d="M13.2 9.8A5.6 5.6 0 0 1 6.2 2.8a5.6 5.6 0 1 0 7 7Z" {...line} strokeWidth={1.4} />,
  system: (
    <>
      <circle cx="8" cy="8" r="5.4" {...line} strokeWidth={1.4} />
      <path d="M8 2.6a5.4 5.4 0 0 1 0 10.8Z" />
    </>
  ),
  undo: <path d="M5.4 3 2.6 5.8l2.8 2.8M2.9 5.8h6.4a3.7 3.7 0 0 1 0 7.4H6" {...line} strokeWidth={1.4} />,
  phone: <path d="M5 2h6a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1ZM7 11.8h2" {...line} strokeWidth={1.3} />,
  laptop: <path d="M3.5 3.5h9v7h-9ZM1.6 12.8h12.8" {...line} strokeWidth={1.3} />,
  client: <path d="M8 2.8a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2M3 13.4c.6-2.8 2.6-4 5-4s4.4 1.2 5 4" {...line} strokeWidth={1.3} />,
  dice: <path d="M3 3h10v10H3ZM5.8 5.8v.1M10.2 5.8v.1M8 8v.1M5.8 10.2v.1M10.2 10.2v.1" {...line} />,
  again: <path d="M3 2.6v10.8M13 3.4v9.2L6 8Z" {...line} strokeWidth={1.4} />,
  plus: <path d="M8 3v10M3 8h10" {...line} />,
  minus: <path d="M3 8h10" {...line} />,
  different: <path d="M3 6h10M3 10h10M10.6 2.8 5.4 13.2" {...line} />,
  equal: <path d="M3 6h10M3 10h10" {...line} />,
  restart: <path d="M5 3.4v9.2L12.6 8Z" {...line} />,
  clock: <path d="M8 2.4a5.6 5.6 0 1 0 .01 0ZM8 5v3.2l2.2 1.4" {...line} strokeWidth={1.4} />,
  search: <path d="M7 2.6a4.4 4.4 0 1 0 .01 0ZM10.3 10.3l3.2 3.2" {...line} />,
  arrow: <path d="M2.6 8h10M9 4.4 12.8 8 9 11.6" {...line} />,
  help: <path d="M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9M8 12.8v.1" {...line} />,
  // A card with a crack through it.
  rot: <path d="M3 3h10v10H3ZM9.2 3 6.6 6.6l3 2.2L7 13" {...line} strokeWidth={1.5} />,
  // A mask.
  lie: <path d="M2.4 4.6c3.6-1.5 7.6-1.5 11.2 0 .2 5.4-2.2 8.6-5.6 8.6S2.2 10 2.4 4.6ZM5 7.6h2M9 7.6h2" {...line} strokeWidth={1.5} />,
  chevron: <path d="m4.5 6.5 3.5 3.5 3.5-3.5" {...line} />,
  more: <path d="M3.4 8h.01M8 8h.01M12.6 8h.01" {...line} strokeWidth={2.6} />,
  logo: (
    <>
      <circle cx="5.7" cy="8" r="3.9" {...line} strokeDasharray="18.5 6" strokeDashoffset="-2" />
      <circle cx="10.6" cy="8" r="3.9" {...line} strokeDasharray="18.5 6" strokeDashoffset="10.5" />
    </>
  ),
} as const satisfies Record<string, ReactElement>;

export type GlyphName = keyof typeof shapes;

/** The definitions that `Glyph` and `Mark` point to; mounted once by the shell. */
export function GlyphSprite() {
  return (
    <svg className="visually-hidden" aria-hidden="true" focusable="false">
      {Object.entries(shapes).map(([name, shape]) => (
        <symbol key={name} id={`glyph-${name}`} viewBox="0 0 16 16" overflow="visible" fill="currentColor">
          {shape}
        </symbol>
      ))}
    </svg>
  );
}

/** A mark in running text or a button, decorative: the words beside it name the thing. */
export function Glyph({ name, size = 16, className = '' }: { readonly name: GlyphName; readonly size?: number; readonly className?: string }) {
  return (
    <svg className={`glyph ${className}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <use href={`#glyph-${name}`} />
    </svg>
  );
}

/** The same mark inside a drawing, centred at a point. */
export function Mark({
  name,
  x,
  y,
  size = 16,
  className,
}: {
  readonly name: GlyphName;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly className?: string;
}) {
  return <use href={`#glyph-${name}`} x={x - size / 2} y={y - size / 2} width={size} height={size} className={className} />;
}
