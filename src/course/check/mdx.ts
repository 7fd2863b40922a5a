/** The prose of a lesson as a tree, read from its source: what a component never sees (imports, expressions, tags that nobody knows) stands in it too. */
import { createProcessor } from '@mdx-js/mdx';

interface Attribute {
  readonly type: string;
  readonly name?: string;
  /** Text, or an expression as it is written; null for a bare name. */
  readonly value?: string | { readonly value: string } | null;
}

/** A node of the tree, as far as a lesson's prose is concerned. */
export interface Node {
  readonly type: string;
  /** Of tags. */
  readonly name?: string | null;
  /** Of text and code. */
  readonly value?: string;
  readonly attributes?: readonly Attribute[];
  readonly children?: readonly Node[];
  readonly position?: { readonly start: { readonly line: number } };
}

/** Throws where it is no MDX. */
export function parseProse(source: string): Node {
  return createProcessor().parse(source);
}

export const isTag = (node: Node): boolean => node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
export const isTagOf = (node: Node, ...names: readonly string[]): boolean => isTag(node) && names.includes(node.name ?? '');

/** An attribute that is plain text; null where it is missing or an expression. */
export function attribute(node: Node, name: string): string | null {
  const found = node.attributes?.find((one) => one.name === name)?.value;
  return typeof found === 'string' ? found : null;
}

/** Every node below, parents first; what `skip` says is left out with all below it. */
export function below(node: Node, skip: (node: Node) => boolean = () => false): readonly Node[] {
  return (node.children ?? []).filter((child) => !skip(child)).flatMap((child) => [child, ...below(child, skip)]);
}

/** The words of a node as a reader sees them; a mark with a name of its own counts as that name. */
export function textOf(node: Node, skip: (node: Node) => boolean = () => false): string {
  return below(node, skip)
    .map((child) => {
      if (child.type === 'text' || child.type === 'inlineCode') return child.value ?? '';
      if (isTagOf(child, 'Replica')) return attribute(child, 'id') ?? '';
      if (isTagOf(child, 'KeyName')) return attribute(child, 'name') ?? '';
      if (isTagOf(child, 'Version')) return attribute(child, 'label') ?? '';
      if (isTagOf(child, 'Power')) return `${attribute(child, 'base') ?? ''}^${attribute(child, 'exponent') ?? ''}`;
      if (isTagOf(child, 'Commonly')) return `${attribute(child, 'said') ?? ''} `;
      return child.type === 'paragraph' || child.type === 'listItem' ? ' ' : '';
    })
    .join('');
}
