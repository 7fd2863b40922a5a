/** The panel as it is drawn: what is in it, how it is named, and what it says of a knob. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../engine/scenario/index.ts';
import { KnobsView, type KnobsViewProps } from './KnobsView.tsx';
import { groups } from './layout.ts';

function drawn(document: object = {}, more: Partial<KnobsViewProps> = {}): string {
  const parsed = parseScenario({ version: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  const nothing = () => undefined;
  return renderToStaticMarkup(<KnobsView scenario={parsed.scenario} filter="" onFilter={nothing} onSet={nothing} onRestart={nothing} {...more} />);
}

const all = { opened: groups.map((group) => group.id) };
const rowOf = (html: string, path: string) => html.split('<li class="knob"').find((part) => part.includes(`data-knob="${path}"`)) ?? '';

describe('the panel of knobs', () => {
  it('shows each knob once when all groups are open, and none when all are closed', () => {
    const count = groups.flatMap((group) => group.knobs).length;
    expect(drawn({}, all).match(/data-knob=/g)?.length).toBe(count);
    expect(drawn()).not.toContain('data-knob=');
    expect(drawn().match(/aria-expanded="false"/g)?.length).toBe(groups.length);
  });

  it('opens what the search finds, and says so where it finds nothing', () => {
    const html = drawn({}, { filter: 'jitter' });
    expect(html).toContain('2 found');
    expect(html.match(/data-knob="[^"]+"/g)).toEqual(['data-knob="gossip.jitter"', 'data-knob="antiEntropy.jitter"']);
    expect(drawn({}, { filter: 'zebra' })).toContain('No knob is about “zebra”.');
  });

  it('counts what is changed and offers the way back', () => {
    const html = drawn({ network: { loss: 0.1 }, hintedHandoff: { enabled: true } }, all);
    expect(html).toContain('two changed from the default');
    expect(rowOf(html, 'network.loss')).toContain('Back to default');
    expect(rowOf(html, 'network.duplicate')).not.toContain('Back to default');
  });

  it('says of a knob of the start that a change starts a new run, and of a live one nothing of the kind', () => {
    const html = drawn({}, all);
    expect(rowOf(html, 'placement.replicationFactor')).toContain('Changing this starts a new run from 0 with the same commands.');
    expect(rowOf(html, 'network.loss')).not.toContain('new run');
    expect(html.match(/Changing any of these starts a new run/g)?.length).toBe(3);
  });

  it('names what cannot be taken in the field, and describes the field by it', () => {
    const row = rowOf(drawn({}, { ...all, typed: { 'network.loss': '5 %' } }), 'network.loss');
    expect(row).toContain('Loss is “5 %”; it must be a probability from 0 to 1.');
    expect(row).toMatch(/aria-describedby="[^"]*-why"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*aria-describedby="[^"]*-why"/);
  });

  it('has no control for a knob that cannot be set now, but its value and the reason', () => {
    const row = rowOf(drawn({ mode: 'rounds' }, all), 'network.latencyMs');
    expect(row).toContain('5 ms');
    expect(row).toContain('In rounds every message');
    expect(row).not.toMatch(/<input|<select|<button/);
    const still = drawn({}, { ...all, unavailable: 'Answer the question first.' });
    expect(still).toContain('Answer the question first.');
    expect(still).not.toMatch(/<select|role="spinbutton"|role="switch"/);
  });
});
