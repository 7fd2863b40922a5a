/** The two Canvas layers: messages over everything, cells under it beyond 300 replicas. They take no pointer; what is on them is hit by the view and mirrored in its list. */
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CellFace } from './encode.ts';
import { type CellStyle, clear, INKS, type Ink, type MessageStyle, paintCells, paintMessages } from './paint.ts';
import type { ClusterLayout } from './places.ts';
import type { PlacedMessage } from './traffic.ts';

/** The tokens as colours that Canvas understands, read again when the theme changes. */
export function useInk(): Ink | null {
  const [ink, setInk] = useState<Ink | null>(null);
  useEffect(() => {
    const read = () => setInk(readInk());
    read();
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true });
    dark.addEventListener('change', read);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', read);
    };
  }, []);
  return ink;
}

function readInk(): Ink {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const colours = Object.fromEntries(
    INKS.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return colours as Ink;
}

function useCanvas(layout: ClusterLayout, paint: (context: CanvasRenderingContext2D) => void) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d') ?? null;
    if (canvas === null || context === null) return;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const width = Math.round(layout.width * ratio);
    const height = Math.round(layout.height * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    clear(context, layout, ratio);
    paint(context);
  });
  return ref;
}

export interface MessageCanvasProps extends MessageStyle {
  readonly layout: ClusterLayout;
  readonly placed: readonly PlacedMessage[];
  readonly ink: Ink;
}

export function MessageCanvas({ layout, placed, ink, still, selected, current }: MessageCanvasProps) {
  const ref = useCanvas(layout, (context) => paintMessages(context, layout, placed, ink, { still, selected, current }));
  return (
    <canvas ref={ref} className="cluster-canvas" aria-hidden="true" style={{ width: layout.width, height: layout.height }} data-messages={placed.length} />
  );
}

export interface CellCanvasProps extends CellStyle {
  readonly layout: ClusterLayout;
  readonly faces: readonly CellFace[];
  readonly ink: Ink;
}

export const CellCanvas = memo(function CellCanvas({ layout, faces, ink, selected, current }: CellCanvasProps) {
  const ref = useCanvas(layout, (context) => paintCells(context, layout, faces, ink, { selected, current }));
  return <canvas ref={ref} className="cluster-canvas" aria-hidden="true" style={{ width: layout.width, height: layout.height }} data-replicas={faces.length} />;
});
