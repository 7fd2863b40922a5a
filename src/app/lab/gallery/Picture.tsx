/** A breakage's picture: its run is computed up to its moment once the card comes in sight, and drawn by the small view. Its place is kept from the start. */
import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../../engine/picture/snapshot.ts';
import { Miniature } from '../../../views/miniature/Miniature.tsx';
import { pictureWords } from '../../../views/miniature/words.ts';
import { spawnWorker } from '../../stores.ts';
import { type Breakage, labDocument, presetOf } from './breakages.ts';
import { createPictures } from './pictures.ts';

const pictures = createPictures(spawnWorker);
/** A card is drawn a little before it comes in sight. */
const AHEAD = '240px';

export interface PictureState {
  readonly ref: React.RefObject<HTMLDivElement | null>;
  readonly snapshot: Snapshot | null;
  /** Why there is none; null while there is nothing to say. */
  readonly problem: string | null;
}

/** The moment of a breakage, once the element that `ref` is given to has come in sight. */
export function usePicture(breakage: Breakage): PictureState {
  const ref = useRef<HTMLDivElement>(null);
  const [snapshot, setSnapshot] = useState(() => pictures.ready(breakage.id));
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null || pictures.ready(breakage.id) !== null) return;
    let here = true;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        pictures.snapshot(breakage.id, { document: labDocument(presetOf(breakage)), atUs: breakage.startMs * 1000 }).then(
          (found) => here && setSnapshot(found),
          (why: unknown) => here && setProblem(why instanceof Error ? why.message : String(why)),
        );
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => {
      here = false;
      observer.disconnect();
    };
  }, [breakage]);
  return { ref, snapshot, problem };
}

/** Hidden from a screen reader, which is told `wordsOf` instead. */
export function Picture({ of, snapshot, problem }: { readonly of: Breakage; readonly snapshot: Snapshot | null; readonly problem: string | null }) {
  if (problem !== null) return <span className="lab-picture-problem">This run could not be drawn: {problem}</span>;
  return snapshot === null ? null : <Miniature kind={of.picture} snapshot={snapshot} tUs={of.startMs * 1000} shownKey={of.key ?? null} />;
}

export function wordsOf(of: Breakage, snapshot: Snapshot | null): string {
  return snapshot === null ? '' : pictureWords(of.picture, snapshot, of.key ?? null);
}
