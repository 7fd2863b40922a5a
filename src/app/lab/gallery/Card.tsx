/** One ready breakage: its picture, its name and what there is to do. The whole card is one button. */
import { useId } from 'react';
import { Glyph } from '../../../ui/Glyph.tsx';
import type { Breakage } from './breakages.ts';
import { Picture, usePicture, wordsOf } from './Picture.tsx';

export function Card({ of, onOpen }: { readonly of: Breakage; readonly onOpen: () => void }) {
  const id = useId();
  const { ref, snapshot, problem } = usePicture(of);
  return (
    <li className="lab-card" data-drawn={snapshot !== null || undefined}>
      <button type="button" aria-labelledby={`${id}title`} aria-describedby={`${id}invitation ${id}words`} onClick={onOpen}>
        <span className="lab-picture" ref={ref}>
          <Picture of={of} snapshot={snapshot} problem={problem} />
        </span>
        <span className="lab-card-title" id={`${id}title`}>
          {of.title}
          <Glyph name="arrow" size={15} />
        </span>
        <span className="lab-card-text" id={`${id}invitation`}>
          {of.invitation}
        </span>
      </button>
      <p className="visually-hidden" id={`${id}words`}>
        {wordsOf(of, snapshot)}
      </p>
    </li>
  );
}
