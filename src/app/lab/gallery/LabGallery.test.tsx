/** What the Lab's opening page says before anything is computed: every breakage, every preset, the runs kept here, and what went wrong. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { presets } from '../../../engine/presets/index.ts';
import { breakages } from './breakages.ts';
import type { LabGalleryProps } from './LabGallery.tsx';
import { grouped, presetGroups, REST } from './preset-groups.ts';

// The page's stores look at the browser when they are made.
vi.stubGlobal('navigator', { hardwareConcurrency: 1 });
vi.stubGlobal('document', { documentElement: { dataset: {} } });
const { LabGallery } = await import('./LabGallery.tsx');

function pageOf(more: Partial<LabGalleryProps> = {}): string {
  const nothing = () => undefined;
  const opens = { onOpenBreakage: nothing, onOpenPreset: nothing, onOpenEmpty: nothing, onOpenSaved: nothing, onFile: nothing };
  const removes = { onRemoveSaved: nothing, onDownloadSetAside: nothing, onDiscardSetAside: nothing };
  return renderToStaticMarkup(<LabGallery saved={[]} problems={[]} setAside={[]} {...opens} {...removes} {...more} />);
}

describe('the Lab’s opening page', () => {
  it('names every breakage with its invitation, and every preset with its summary', () => {
    const page = pageOf();
    for (const { title, invitation } of breakages) for (const text of [title, invitation]) expect(page).toContain(text.replaceAll("'", '&#x27;'));
    for (const { title, summary } of Object.values(presets)) for (const text of [title, summary]) expect(page).toContain(text.replaceAll("'", '&#x27;'));
  });

  it('sorts every preset into one group', () => {
    const named = presetGroups.flatMap((group) => group.ids);
    expect([...named].sort()).toEqual(Object.keys(presets).sort());
    expect(grouped([...Object.keys(presets), 'brand-new']).at(-1)).toMatchObject({ title: REST, ids: ['brand-new'] });
  });

  it('says that nothing is saved yet, or lists what is', () => {
    expect(pageOf()).toContain('Nothing yet.');
    const page = pageOf({ saved: [{ id: 'a', title: 'My cut', savedAtText: 'Saved today', summary: '3 replicas' }] });
    expect(page).not.toContain('Nothing yet.');
    for (const text of ['My cut', 'Saved today', '3 replicas', 'aria-label="Remove My cut"', 'Go to your saved run']) expect(page).toContain(text);
  });

  it('offers what was damaged and set aside, for download and to discard', () => {
    expect(pageOf()).not.toContain('Set aside');
    const page = pageOf({ setAside: [{ name: 'a', title: '“My cut”', text: '1.2 kB' }] });
    for (const text of ['Set aside', '“My cut”', 'Download “My cut”', 'Discard “My cut”']) expect(page).toContain(text);
  });

  it('says what went wrong, and has one heading of the first rank', () => {
    const page = pageOf({ problems: ['The file “a.json” is no scenario.'] });
    expect(page).toMatch(/role="alert"[^>]*><p>The file “a.json” is no scenario.<\/p>/);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });
});
