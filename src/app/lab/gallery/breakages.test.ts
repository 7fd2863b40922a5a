/** Every ready breakage is what its card says, under its own seed, and what the card invites to really works. */
import { describe, expect, it } from 'vitest';
import { Playback } from '../../../engine/picture/playback.ts';
import type { Snapshot } from '../../../engine/picture/snapshot.ts';
import { parseScenario } from '../../../engine/scenario/index.ts';
import type { Command } from '../../../engine/scenario/scenario.ts';
import { onlyIdleRemains, stopText } from '../../../state/words.ts';
import type { FromWorker } from '../../../worker/messages.ts';
import { createSession } from '../../../worker/session.ts';
import { breakages, labDocument, presetOf } from './breakages.ts';

function breakageOf(id: string) {
  const found = breakages.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no breakage ${id}`);
  return found;
}

/** The run of a breakage as the Lab opens it, at its moment. */
function open(id: string) {
  const breakage = breakageOf(id);
  const parsed = parseScenario(labDocument(presetOf(breakage)));
  if (!parsed.ok) throw new Error(parsed.message);
  const playback = new Playback(parsed.scenario);
  let atUs = breakage.startMs * 1000;
  const at = { snapshot: playback.toTime(atUs).snapshot };
  return {
    at,
    opened: at.snapshot,
    give(command: Command) {
      playback.see(playback.event, atUs);
      const done = playback.command(command, playback.event, atUs);
      expect(done.refused).toBeNull();
      at.snapshot = done.frame.snapshot;
    },
    playTo(ms: number) {
      atUs = ms * 1000;
      at.snapshot = playback.toTime(atUs).snapshot;
      return at.snapshot;
    },
  };
}

const cart = (snapshot: Snapshot, replica: string) => snapshot.replicas.find(({ id }) => id === replica)?.cells.find(({ key }) => key === 'cart');
const holds = (snapshot: Snapshot, replica: string) => cart(snapshot, replica)?.versions.map(({ value, tombstone }) => (tombstone ? 'deleted' : value)) ?? [];
const stale = (snapshot: Snapshot) => snapshot.replicas.filter(({ id }) => (cart(snapshot, id)?.stale ?? 0) > 0).map(({ id }) => id);
const repairs = (snapshot: Snapshot) => Object.fromEntries(Object.entries(snapshot.repairs).filter(([, count]) => count > 0));
const set = (path: string, value: string | boolean): Command => ({ type: 'set', path, value });

describe('the table of breakages', () => {
  it.each(breakages.map((one) => [one.id, one] as const))(
    '%s names a preset that the engine accepts without its stop, and a moment within it',
    (_, breakage) => {
      const preset = presetOf(breakage);
      const parsed = parseScenario(labDocument(preset));
      if (!parsed.ok) throw new Error(parsed.message);
      expect(parsed.scenario.stop).toEqual({ atMs: null, whenConverged: false, when: null });
      expect({ ...parsed.scenario, stop: null }).toEqual({ ...(parseScenario(preset.scenario) as typeof parsed).scenario, stop: null });
      expect(breakage.startMs).toBeLessThan(Number((preset.scenario.stop as { atMs: number }).atMs));
      expect(breakage.invitation).toMatch(/\.$/);
    },
  );

  it('has eight, with ids and titles of their own', () => {
    expect(new Set(breakages.map(({ id }) => id)).size).toBe(8);
    expect(new Set(breakages.map(({ title }) => title)).size).toBe(8);
  });
});

describe('a stale replica', () => {
  it('opens on a copy that missed a write, a client that read it, and nothing scheduled that could repair it', () => {
    const { opened } = open('stale-replica');
    expect([stale(opened), holds(opened, 'C'), holds(opened, 'A')]).toEqual([['C'], ['milk'], ['milk, eggs']]);
    expect(opened.clients.find(({ id }) => id === 'laptop')?.last).toMatchObject({ stale: true, values: ['milk'] });
    expect(opened.groups).toEqual([]);
    expect(opened.nextUs).toBeNull();
    expect(stopText(opened, 'nothing-scheduled')).toMatch(/^C will stay stale: nothing is scheduled that could repair it\./);
  });

  const ways: readonly (readonly [string, readonly Command[], object])[] = [
    ['gossip', [set('gossip.protocol', 'push-pull')], { gossip: 1 }],
    ['a Merkle comparison', [{ type: 'repair', from: 'A', to: 'C' }], { 'anti-entropy': 1 }],
    ['read repair', [set('readRepair.mode', 'async'), { type: 'read', client: 'phone', via: 'A', key: 'cart' }], { 'read-repair': 1 }],
    ['another write', [{ type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs, bread' }], {}],
  ];
  it.each(ways)('is brought back by %s', (_, commands, mended) => {
    const run = open('stale-replica');
    for (const command of commands) run.give(command);
    const after = run.playTo(12_000);
    expect([stale(after), after.converged]).toEqual([[], true]);
    expect(repairs(after)).toEqual(mended);
  });

  it('is not brought back by hints switched on too late', () => {
    const run = open('stale-replica');
    run.give(set('hintedHandoff.enabled', true));
    expect(stale(run.playTo(60_000))).toEqual(['C']);
  });
});

describe('a lost hint', () => {
  it('opens on the crash that took it', () => {
    const { opened } = open('lost-hint');
    expect(opened.replicas.find(({ id }) => id === 'D')).toMatchObject({ up: false, hints: [] });
    expect(opened.whys[0]?.missing[0]?.causes.map(({ kind, from }) => `${kind} ${from}`)).toContain('hint-lost D');
    expect([stale(opened), opened.groups.length]).toEqual([['C'], 2]);
    expect(opened.violations).toEqual([]);
  });

  it('was the only one, and would have landed had the cut been healed before', () => {
    const run = open('lost-hint');
    const before = run.playTo(900);
    expect(before.replicas.flatMap(({ id, hints }) => hints.map(({ target }) => `${id} for ${target}`))).toEqual(['D for C']);
    run.give({ type: 'heal' });
    expect(repairs(run.playTo(1400))).toEqual({ 'hinted-handoff': 1 });
  });

  it('leaves C stale though cut and crash are mended and hints are on, until something else mends it', () => {
    const run = open('lost-hint');
    const after = run.playTo(30_000);
    expect([after.groups, after.replicas.every(({ up }) => up), after.mechanisms.hintedHandoff]).toEqual([[], true, true]);
    expect([stale(after), repairs(after)]).toEqual([['C'], {}]);
    run.give(set('gossip.protocol', 'push-pull'));
    const healed = run.playTo(40_000);
    expect([stale(healed), repairs(healed)]).toEqual([[], { gossip: 1 }]);
  });
});

describe('siblings in a cart', () => {
  it('opens on two versions on every replica, both read by the tablet', () => {
    const { opened } = open('siblings-in-a-cart');
    for (const replica of ['A', 'B', 'C']) expect(holds(opened, replica)).toEqual(['milk, eggs', 'milk, bread']);
    expect(opened.clients.find(({ id }) => id === 'tablet')?.last?.values).toEqual(['milk, bread', 'milk, eggs']);
  });

  it('become one cart everywhere once the tablet resolves them', () => {
    const run = open('siblings-in-a-cart');
    run.give({ type: 'resolve', client: 'tablet', via: 'C', key: 'cart', value: 'milk, bread, eggs' });
    const after = run.playTo(20_000);
    for (const replica of ['A', 'B', 'C']) expect(holds(after, replica)).toEqual(['milk, bread, eggs']);
    expect(after.converged).toBe(true);
  });
});

describe('a deleted value that comes back', () => {
  it('opens on two tombstones and a replica that is down with the old value', () => {
    const { opened } = open('resurrected-delete');
    expect(['A', 'B', 'C'].map((id) => holds(opened, id))).toEqual([['deleted'], ['deleted'], ['milk']]);
    expect(opened.replicas.find(({ id }) => id === 'C')?.up).toBe(false);
  });

  it('comes back everywhere if one plays on', () => {
    const after = open('resurrected-delete').playTo(14_000);
    expect(['A', 'B', 'C'].map((id) => holds(after, id))).toEqual([['milk'], ['milk'], ['milk']]);
    expect(after.violations.map(({ checker }) => checker)).toContain('resurrection');
  });

  it('stays deleted if C is started and repaired within the grace', () => {
    const run = open('resurrected-delete');
    run.give({ type: 'restart', replica: 'C' });
    run.give({ type: 'repair', from: 'C', to: 'A' });
    const after = run.playTo(20_000);
    expect(['A', 'B', 'C'].flatMap((id) => holds(after, id)).filter((value) => value !== 'deleted')).toEqual([]);
    expect(after.violations.filter(({ checker }) => checker === 'resurrection')).toEqual([]);
  });
});

describe('a fast clock', () => {
  const write = (client: string, via: string, value: string): Command => ({ type: 'write', client, via, key: 'cart', value });

  it('opens on an acknowledged write that nobody holds', () => {
    const { opened } = open('fast-clock');
    expect(opened.overruled.map(({ loser, winner }) => [loser.client, loser.value, winner.value])).toEqual([['laptop', 'milk, eggs', 'milk']]);
    expect(['A', 'B', 'C'].map((id) => holds(opened, id))).toEqual([['milk'], ['milk'], ['milk']]);
    expect(opened.violations.map(({ checker }) => checker)).toEqual(['lost-acknowledged-write']);
    expect(opened.replicas.find(({ id }) => id === 'A')?.clockOffsetMs).toBe(1000);
  });

  it('does it again, and no more once it is set right', () => {
    const run = open('fast-clock');
    run.give(write('phone', 'A', 'tea'));
    run.playTo(2000);
    run.give(write('laptop', 'B', 'tea, jam'));
    expect(holds(run.playTo(3000), 'C')).toEqual(['tea']);
    run.give({ type: 'skew-clock', replica: 'A', byMs: -1000 });
    run.give(write('phone', 'A', 'rice'));
    run.playTo(3300);
    run.give(write('laptop', 'B', 'rice, salt'));
    expect(holds(run.playTo(5000), 'C')).toEqual(['rice, salt']);
  });
});

describe('a partition', () => {
  it('is healed by gossip, from replica to replica', () => {
    const run = open('healed-by-gossip');
    expect([stale(run.opened), run.opened.groups.length]).toEqual([['C', 'D', 'E'], 2]);
    run.give({ type: 'heal' });
    const after = run.playTo(8000);
    expect([stale(after), repairs(after), after.converged]).toEqual([[], { gossip: 3 }, true]);
    expect(onlyIdleRemains(after)).toBe(true);
  });

  it('goes on gossiping long after its preset ends elsewhere', () => {
    expect(open('healed-by-gossip').playTo(120_000).nextUs).not.toBeNull();
  });

  it('is healed by the hint that A keeps', () => {
    const run = open('healed-by-hints');
    expect(run.opened.replicas.flatMap(({ id, hints }) => hints.map(({ target }) => `${id} for ${target}`))).toEqual(['A for C']);
    expect([stale(run.opened), run.opened.groups.length]).toEqual([['C'], 2]);
    run.give({ type: 'heal' });
    const after = run.playTo(5000);
    expect([stale(after), repairs(after), after.replicas.flatMap(({ hints }) => hints)]).toEqual([[], { 'hinted-handoff': 1 }, []]);
  });

  it('is healed by the comparison that has come down to one leaf', () => {
    const run = open('healed-by-merkle');
    const found = run.opened.comparisons.find(({ from, to, state }) => state === 'running' && from === 'B' && to === 'C');
    expect(found?.trees[0]?.levels.map(({ known, different }) => `${different} of ${known}`)).toEqual(['1 of 1', '1 of 2', '1 of 2', '1 of 2', '1 of 2']);
    expect([stale(run.opened), run.opened.groups]).toEqual([['C'], []]);
    const after = run.playTo(6000);
    expect([stale(after), repairs(after)]).toEqual([[], { 'anti-entropy': 1 }]);
  });
});

describe('the worker', () => {
  function endOf(id: string): FromWorker | undefined {
    const said: FromWorker[] = [];
    const session = createSession(
      (message) => said.push(message),
      () => 0,
    );
    session.receive({ type: 'load', run: 1, scenario: labDocument(presetOf(breakageOf(id))), log: [], kept: [] });
    session.receive({ type: 'frames', run: 1, fromEvent: 1, count: 1000 });
    while (session.work());
    return said.at(-1);
  }

  it('says that nothing is scheduled where the story is over, and plays on where replicas gossip', () => {
    expect(endOf('stale-replica')).toMatchObject({ type: 'batch', ended: 'nothing-scheduled' });
    expect(endOf('healed-by-gossip')).toMatchObject({ type: 'batch', ended: null });
  });
});
