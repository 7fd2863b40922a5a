/** What a lesson's prose claims of its runs, read off the very components that the page draws: the text rendered with tags that note what they are given. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { ClaimProps, LessonText } from '../lesson.ts';
import { vocabulary } from '../vocabulary.tsx';

export interface Claimed {
  /** The step whose run is spoken of. */
  readonly step: string;
  readonly props: ClaimProps;
  readonly text: string;
}

/** Every claim of every step, in reading order. Throws where the text cannot be drawn, as by a tag that there is not. */
export function claimsOf(Text: LessonText): readonly Claimed[] {
  const found: Claimed[] = [];
  // A step is drawn before what stands in it, and the next one after.
  let step = '';
  const noting = {
    ...vocabulary('', { showModel: true }),
    Step: ({ id, children }: { readonly id: string; readonly children?: ReactNode }) => {
      step = id;
      return children;
    },
    Claim: ({ children, ...props }: ClaimProps & { readonly children?: ReactNode }) => {
      found.push({ step, props, text: wordsOf(children) });
      return children;
    },
  };
  renderToStaticMarkup(<Text components={noting} />);
  return found;
}

function wordsOf(children: ReactNode): string {
  return renderToStaticMarkup(<Plain>{children}</Plain>)
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x27;', '’')
    .trim();
}

const Plain = ({ children }: { readonly children?: ReactNode }) => children;
