import { describe, expect, it } from 'vitest';
import { Playback } from '../engine/picture/playback.ts';
import type { Selection } from '../engine/picture/selection.ts';
import type { RecordView } from '../engine/picture/snapshot.ts';
import { presets } from '../engine/presets/index.ts';
import { parseCommand, parseScenario } from '../engine/scenario/index.ts';
import { type ActionContext, actionsFor } from './actions.ts';

function moment(preset: string, atMs: number) {
  const parsed = parseScenario(presets[preset]!.scenario);
  if (!parsed.ok) throw new Error(parsed.message);
  const playback = new Playback(parsed.scenario);
  let frame = playback.toEvent(0);
  const records: RecordView[] = [];
  while (playback.nextUs !== null && playback.nextUs <= atMs * 1000) {
    frame = playback.step() ?? frame;
    records.push(...frame.records);
  }
  const context = (selection: Selection): ActionContext => ({ selection, snapshot: frame.snapshot, scenario: parsed.scenario, shownKey: 'cart', records });
  return { scenario: parsed.scenario, snapshot: frame.snapshot, playback, context, records };
}

const all = (at: ReturnType<typeof moment>): readonly Selection[] => [
  ...at.snapshot.replicas.map((one) => ({ type: 'replica' as const, id: one.id })),
  ...at.snapshot.clients.map((one) => ({ type: 'client' as const, id: one.id })),
  ...at.snapshot.messages.map((one) => ({ type: 'message' as const, address: one.address })),
  { type: 'link', a: 'A', b: 'B' },
  { type: 'key', key: 'cart' },
  { type: 'copy', replica: 'C', key: 'cart' },
  { type: 'operation', client: 'phone', n: 1 },
  { type: 'event', event: 3 },
];

describe('what can be done to a thing', () => {
  it('is a command that the engine takes, wherever it is offered', () => {
    for (const atMs of [30, 230, 260, 720, 2100]) {
      const at = moment('partition-healed-by-gossip', atMs);
      for (const selection of all(at)) {
        const actions = actionsFor(at.context(selection));
        expect(actions.length, JSON.stringify(selection)).toBeGreaterThan(0);
        for (const { deed, unavailable, label } of actions) {
          if (deed?.type !== 'command' || unavailable !== null) continue;
          const parsed = parseCommand(deed.command, at.scenario);
          expect(parsed.ok, label).toBe(true);
        }
      }
    }
  });

  it('is carried out and not refused', () => {
    const at = moment('partition-healed-by-gossip', 720);
    for (const selection of all(at)) {
      for (const { deed, unavailable, label } of actionsFor(at.context(selection))) {
        if (deed?.type !== 'command' || unavailable !== null) continue;
        const done = at.playback.command(deed.command, at.snapshot.event, at.snapshot.atUs);
        expect(done.refused, label).toBeNull();
        at.playback.undo();
      }
    }
  });

  it('puts the likeliest first: a link is cut, a replica crashed, a message dropped', () => {
    const at = moment('partition-healed-by-gossip', 30);
    const first = (selection: Selection) => actionsFor(at.context(selection))[0]?.label;
    expect(first({ type: 'link', a: 'A', b: 'B' })).toBe('Cut');
    expect(first({ type: 'replica', id: 'A' })).toBe('Crash');
    expect(first({ type: 'message', address: at.snapshot.messages[0]!.address })).toBe('Drop');
  });

  it('says why what cannot be done now cannot', () => {
    const at = moment('partition-healed-by-gossip', 30);
    const gone = actionsFor(at.context({ type: 'message', address: 'phone#9/A>B:write' }));
    expect(gone.every((one) => one.unavailable === 'It is no longer on its way')).toBe(true);
  });

  it('lets replicas come and go under names of their own', () => {
    const at = moment('empty-node', 1100);
    const labels = (id: string) => actionsFor(at.context({ type: 'replica', id })).map(({ label }) => label);
    expect(labels('A')).toEqual(expect.arrayContaining(['Leave the cluster', 'Let F join']));
    expect(labels('C')).toEqual(expect.arrayContaining(['Replace with F', 'Let F join']));
    expect(actionsFor(moment('join-under-load', 1600).context({ type: 'replica', id: 'A' })).map(({ label }) => label)).toContain('Let F join');
  });
});
