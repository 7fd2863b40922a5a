/** The prose as it is drawn: one step at a time, a model answer only when it is asked for, words in paragraphs and marks in words. */
import { evaluate } from '@mdx-js/mdx';
import * as runtime from 'react/jsx-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { LessonText } from './lesson.ts';
import { Term } from './Term.tsx';
import { Prose, type ProseHooks } from './vocabulary.tsx';

async function drawn(source: string, step: string, show: ProseHooks = { showModel: false }): Promise<string> {
  const Text = (await evaluate(source, { ...runtime })).default as LessonText;
  return renderToStaticMarkup(<Prose text={Text} step={step} {...show} />);
}

const two = `<Step id="a">

First.

</Step>

<Step id="b">

Second <Replica id="A"/> <KeyName name="cart"/> <Version label="A2 B1"/> <Sign name="gossip"/> <Power base="2" exponent="k"/> <Given path="replicas">3</Given>.

</Step>`;

it('only the step that is asked for is drawn', async () => {
  expect(await drawn(two, 'a')).toContain('First.');
  expect(await drawn(two, 'a')).not.toContain('Second');
  expect((await drawn(two, 'c')).trim()).toBe('');
});

it('things carry the mark that they have on the figure', async () => {
  const html = await drawn(two, 'b');
  expect(html).toContain('<span class="prose-replica">A</span>');
  expect(html).toContain('>cart</span>');
  expect(html).toContain('>A2 B1</span>');
  expect(html).toContain('#glyph-gossip');
  expect(html).toContain('2<sup>k</sup>');
});

it('a claim alone on its line is a paragraph like any other, and says that it is asserted', async () => {
  const html = await drawn('<Step id="a">\n\n<Claim when={{ converged: true }}>All agree.</Claim> <Replica id="A"/>\n\nAnd so on.\n\n</Step>', 'a');
  expect(html).toContain('<p><span class="prose-claim" title="The engine asserts this.">All agree.</span> <span class="prose-replica">A</span></p>');
  expect(html).toContain('<p>And so on.</p>');
});

it('the model answer stands apart, for it is hidden until it is asked for', async () => {
  const source = '<Step id="say">\n\nYour turn.\n\n<Model>\n\nIt converges.\n\n</Model>\n\n</Step>';
  expect(await drawn(source, 'say')).not.toContain('It converges.');
  expect(await drawn(source, 'say', { showModel: true })).toContain('<p>It converges.</p>');
  expect(await drawn(source, 'say', { showModel: true, showText: false })).not.toContain('Your turn.');
});

it('what is commonly said stands beside what the engine shows', async () => {
  const html = await drawn('<Step id="a">\n\n<Commonly said="Seven rounds.">\n\nIt takes more.\n\n</Commonly>\n\n</Step>', 'a');
  expect(html).toMatch(/Commonly said.*“Seven rounds\.”.*The engine shows.*<p>It takes more\.<\/p>/s);
});

it('a term is a button; one that is not defined is a mistake', () => {
  const html = renderToStaticMarkup(<Term id="hint">hints</Term>);
  for (const part of ['role="button"', 'tabindex="0"', 'aria-haspopup="dialog"', 'aria-expanded="false"', '>hints<']) expect(html).toContain(part);
  expect(() => renderToStaticMarkup(<Term id="nonsense" />)).toThrow(/no term nonsense/);
});
