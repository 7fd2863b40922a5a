/**
 * The gallery's contract: each view's folder has a `gallery.tsx` that exports `cases`. A case names a run of the engine and a moment; the
 * page computes it in the worker and hands over what the stage would, so that every picture of the gallery is one of the engine's.
 */
import type { ReactNode } from 'react';
import type { SeedsView } from '../engine/picture/seeds-view.ts';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import type { Command, Scenario } from '../engine/scenario/scenario.ts';
import type { StageProps } from './stage.ts';

/** Marks of the scrub track, as the worker gives them. */
export interface GalleryTick {
  readonly atUs: number;
  readonly event: number;
  readonly kind: 'write' | 'read' | 'fault' | 'heal' | 'divergence' | 'repair' | 'converged' | 'violation' | 'drop';
  readonly label: string;
}

export interface GalleryData {
  readonly scenario: Scenario;
  /** The state right after each event, oldest first; the last one is the moment shown. */
  readonly snapshots: readonly Snapshot[];
  readonly ticks: readonly GalleryTick[];
  /** What the stage would be given at that moment; picking and time do what they do on the page. */
  readonly stage: StageProps;
  /** Other seeds of the run: of the case's `seeds`, or run when the view asks. */
  readonly seeds: { readonly view: SeedsView | null; readonly run: (count: number) => void; readonly cancel: () => void };
}

export interface GalleryCase {
  readonly id: string;
  readonly title: string;
  /** The slot that it is drawn in, and so its size. */
  readonly slot: 'upper' | 'lower' | 'side' | 'bar';
  /** A preset's id or a scenario document. */
  readonly run: string | { readonly [name: string]: unknown };
  /** Commands beside the script. */
  readonly commands?: readonly { readonly atMs: number; readonly command: Command }[];
  readonly atMs: number;
  /** The furthest seen, where the moment lies behind it. */
  readonly seenMs?: number;
  readonly key?: string;
  readonly select?: StageProps['selection'];
  /** So many other seeds are run at once. */
  readonly seeds?: number;
  readonly render: (data: GalleryData) => ReactNode;
}
