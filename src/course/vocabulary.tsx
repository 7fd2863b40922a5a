/**
 * The closed vocabulary of a lesson's prose: what each tag of `lesson.mdx` looks like on the page. One step is shown at a time. What the tags
 * assert is judged by `check/` and the lessons' test, never here.
 */
import './prose.css';
import { Children, type ComponentType, Fragment, isValidElement, type ReactNode, useMemo } from 'react';
import { Glyph, type GlyphName } from '../ui/Glyph.tsx';
import type { ClaimProps, LessonText } from './lesson.ts';
import { Term } from './Term.tsx';

interface Words {
  readonly children?: ReactNode;
}

/** Every tag there is, with the attributes it takes; the lint knows no others. */
export const tags: Readonly<Record<string, readonly string[]>> = {
  Step: ['id'],
  Claim: ['when', 'at', 'lane', 'mean', 'thisSeed'],
  Given: ['path'],
  Cited: ['row'],
  Term: ['id'],
  Replica: ['id'],
  KeyName: ['name'],
  Version: ['label'],
  Sign: ['name'],
  Power: ['base', 'exponent'],
  Commonly: ['said'],
  Model: [],
  Simplifies: [],
  Reading: [],
};

export interface ProseHooks {
  /** The model answer stays hidden until the learner has made an attempt. */
  readonly showModel: boolean;
  /** False where the model answer stands by itself, after the attempt. */
  readonly showText?: boolean;
}

/** The components that a lesson's text takes, so that only the block of this step is drawn. */
export function vocabulary(step: string, { showModel, showText = true }: ProseHooks): Readonly<Record<string, ComponentType<never>>> {
  const inPart = (child: ReactNode) => (isValidElement(child) && child.type === Model ? showModel : showText);
  return {
    ...plain,
    Step: ({ id, children }: Words & { readonly id: string }) => {
      const shown = id === step ? Children.toArray(children).filter(inPart) : [];
      return shown.length === 0 ? null : <div className="prose">{inParagraphs(shown)}</div>;
    },
    Model,
  };
}

/** A lesson's text at one step. */
export function Prose({ text: Text, step, showModel, showText = true }: { readonly text: LessonText; readonly step: string } & ProseHooks) {
  const components = useMemo(() => vocabulary(step, { showModel, showText }), [step, showModel, showText]);
  return <Text components={components} />;
}

const plain = {
  Claim: ({ children }: Words & ClaimProps) => (
    <span className="prose-claim" title="The engine asserts this.">
      {children}
    </span>
  ),
  Given: ({ children }: Words) => <span className="prose-given">{children}</span>,
  Cited: ({ children }: Words) => (
    <span className="prose-cited" title="A figure of the literature; the engine is tested against it.">
      {children}
    </span>
  ),
  Term,
  Replica: ({ id }: { readonly id: string }) => <span className="prose-replica">{id}</span>,
  KeyName: ({ name }: { readonly name: string }) => <span className="prose-key mono">{name}</span>,
  Version: ({ label }: { readonly label: string }) => <span className="prose-version mono">{label}</span>,
  Sign: ({ name }: { readonly name: GlyphName }) => <Glyph name={name} size={15} className="prose-sign" />,
  Power: ({ base, exponent }: { readonly base: string; readonly exponent: string }) => (
    <span className="prose-power">
      {base}
      <sup>{exponent}</sup>
    </span>
  ),
  Commonly: ({ said, children }: Words & { readonly said: string }) => (
    <aside className="prose-block prose-commonly">
      <h2>Commonly said</h2>
      <p className="prose-said">“{said}”</p>
      <h2>The engine shows</h2>
      {inParagraphs(children)}
    </aside>
  ),
  Simplifies: ({ children }: Words) => (
    <section className="prose-block">
      <h2>What this model simplifies</h2>
      {inParagraphs(children)}
    </section>
  ),
  Reading: ({ children }: Words) => (
    <section className="prose-block prose-reading">
      <h2>Further reading</h2>
      {inParagraphs(children)}
    </section>
  ),
};

const Model = ({ children }: Words) => (
  <section className="prose-block prose-model">
    <h2>A model answer</h2>
    {inParagraphs(children)}
  </section>
);

const blocks: readonly unknown[] = ['p', 'ul', 'ol', 'blockquote', plain.Commonly, plain.Simplifies, plain.Reading, Model];
const isBlock = (child: ReactNode): boolean => isValidElement(child) && blocks.includes(child.type);

/** A paragraph of nothing but tags comes from MDX without the paragraph and without the spaces between them; they get both back here. */
function inParagraphs(children: ReactNode): ReactNode {
  const groups: { readonly block: boolean; readonly parts: ReactNode[] }[] = [];
  for (const child of Children.toArray(children)) {
    const block = isBlock(child);
    const last = groups.at(-1);
    if (last === undefined || block || last.block) groups.push({ block, parts: [child] });
    else last.parts.push(' ', child);
  }
  return groups.map(({ block, parts }, place) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a step never change
    if (block || parts.every((part) => typeof part === 'string' && part.trim() === '')) return <Fragment key={place}>{parts}</Fragment>;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    return <p key={place}>{parts}</p>;
  });
}
