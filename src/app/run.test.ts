/** The store with the true engine behind it: the session runs in this process, its answers come back as they would from a worker. */
import { describe, expect, it } from 'vitest';
import { presets } from '../engine/presets/index.ts';
import { atEnd, currentSnapshot } from '../state/run-state.ts';
import { statusOf } from '../state/words.ts';
import { testLane } from './lane-fixture.ts';

function start(preset = 'partition-healed-by-gossip') {
  const lane = testLane();
  const { store, settle } = lane;
  const die = () => lane.die(presets[preset]!.scenario);
  store.getState().load(presets[preset]!.scenario);
  settle();
  const playToEnd = () => {
    store.getState().play(true);
    for (let i = 0; i < 20_000 && store.getState().playing; i++) {
      store.getState().tick(100);
      settle();
    }
  };
  const playTo = (us: number) => {
    store.getState().play(true);
    for (let i = 0; i < 20_000 && store.getState().cursor.atUs < us && store.getState().playing; i++) {
      store.getState().tick(16);
      settle();
    }
    store.getState().play(false);
    settle();
  };
  return { store, settle, playToEnd, playTo, die, status: () => statusOf(currentSnapshot(store.getState())!).text };
}

describe('a run on the page', () => {
  it('opens paused at 0 and gives nothing away', () => {
    const { store } = start();
    expect(store.getState()).toMatchObject({ playing: false, cursor: { event: 0, atUs: 0 }, seen: { event: 0 }, ticks: [] });
  });

  it('plays to the end, where all five agree, healed by gossip', () => {
    const { store, playToEnd, status } = start();
    playToEnd();
    expect(status()).toMatch(/^All five agree since [\d,]+ ms, healed by gossip\.$/);
    expect(atEnd(store.getState())).toBe(true);
    expect(store.getState().stopped).toBe('The run stops here, at 12,000 ms.');
  });

  it('stays stale when gossip is switched off before the heal, and says why nothing comes', () => {
    const { store, playTo, playToEnd, settle, status } = start();
    playTo(900_000);
    store.getState().command({ type: 'set', path: 'gossip.protocol', value: 'off' });
    settle();
    playToEnd();
    expect(status()).toMatch(/^C, D and E are stale/);
    expect(store.getState().stopped).toMatch(/^C, D and E will stay stale: nothing is scheduled that could repair them/);
  });

  it.each([
    ['hintedHandoff.enabled', true, 'hinted handoff'],
    ['antiEntropy.mechanism', 'merkle', 'Merkle comparison'],
  ] as const)('is healed by %s alone, by name', (path, value, name) => {
    const { store, playToEnd, settle, status } = start();
    for (const command of [
      { type: 'set', path: 'gossip.protocol', value: 'off' },
      { type: 'set', path, value },
    ] as const) {
      store.getState().command(command);
      settle();
    }
    playToEnd();
    expect(status()).toContain(`healed by ${name}.`);
  });

  it('shows the same after stepping back and on again', () => {
    const { store, playTo, settle } = start();
    playTo(800_000);
    store.getState().step(1, 'event');
    settle();
    const { cursor } = store.getState();
    const before = currentSnapshot(store.getState());
    for (let i = 0; i < 5; i++) store.getState().step(-1, 'event');
    settle();
    expect(store.getState().cursor.event).toBe(cursor.event - 5);
    for (let i = 0; i < 5; i++) store.getState().step(1, 'event');
    settle();
    expect(currentSnapshot(store.getState())).toEqual(before);
  });

  it('shows the same by scrubbing to a time as by playing to it', () => {
    const { store, playTo, settle } = start();
    playTo(700_000);
    const { cursor } = store.getState();
    const played = currentSnapshot(store.getState());
    playTo(1_500_000);
    store.getState().scrub(cursor.atUs);
    settle();
    expect(currentSnapshot(store.getState())).toEqual(played);
    expect(store.getState().cursor).toEqual(cursor);
  });

  it('steps by moment to drops, replies, faults and repairs', () => {
    const { store, settle } = start();
    const times: number[] = [];
    for (let i = 0; i < 8; i++) {
      store.getState().step(1, 'moment');
      settle();
      times.push(store.getState().cursor.atUs);
    }
    expect(times[0]).toBe(20_000);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    store.getState().step(-1, 'moment');
    settle();
    expect(store.getState().cursor.atUs).toBeLessThanOrEqual(times[6]!);
  });

  it('keeps the other future when the past is changed, and returns to it', () => {
    const { store, playTo, settle } = start();
    playTo(300_000);
    store.getState().command({ type: 'crash', replica: 'E' });
    settle();
    playTo(900_000);
    store.getState().scrub(280_000);
    settle();
    store.getState().command({ type: 'crash', replica: 'D' });
    settle();
    const { notice, branches } = store.getState();
    expect(branches).toHaveLength(2);
    expect(notice?.returnTo).toBe(0);
    store.getState().returnTo(0);
    settle();
    expect(currentSnapshot(store.getState())?.replicas.find((replica) => replica.id === 'E')?.up).toBe(false);
    expect(currentSnapshot(store.getState())?.replicas.find((replica) => replica.id === 'D')?.up).toBe(true);
  });

  it('is what it was in a later sitting: the commands, the cursor, how far was seen, and the other future', () => {
    const first = start();
    first.playTo(300_000);
    first.store.getState().command({ type: 'crash', replica: 'E' });
    first.settle();
    first.playTo(900_000);
    const other = first.store.getState().hashes;
    first.store.getState().scrub(280_000);
    first.settle();
    first.store.getState().command({ type: 'crash', replica: 'D' });
    first.settle();
    first.playTo(700_000);
    first.store.getState().scrub(500_000);
    first.settle();
    first.store.getState().rest();
    first.settle();
    const left = first.store.getState();
    const later = start();
    const kept = left.branches.filter((branch) => branch.id !== left.branch);
    later.store
      .getState()
      .load(presets['partition-healed-by-gossip']!.scenario, left.log, left.seen.atUs, { kept, cursorUs: left.cursor.atUs, cursorEvent: left.cursor.event });
    later.settle();
    later.store.getState().rest();
    later.settle();
    const found = later.store.getState();
    expect(found.cursor).toEqual(left.cursor);
    expect(found.seen).toEqual(left.seen);
    expect(found.log).toEqual(left.log);
    expect(found.hashes).toEqual(left.hashes);
    expect(found.branches.map(({ label, commands }) => [label, commands])).toEqual([
      ['D crashed', 1],
      ['E crashed', 1],
    ]);
    found.returnTo(found.branches.find((branch) => branch.label === 'E crashed')!.id);
    later.settle();
    expect(later.store.getState().hashes).toEqual(other);
  });

  it('takes the latest command back', () => {
    const { store, playTo, settle } = start();
    playTo(300_000);
    store.getState().command({ type: 'crash', replica: 'E' });
    settle();
    store.getState().undo();
    settle();
    expect(store.getState().log).toEqual([]);
    expect(currentSnapshot(store.getState())?.replicas.every((replica) => replica.up)).toBe(true);
  });

  it('is at the same state after its worker was replaced', () => {
    const { store, playTo, settle, die } = start();
    playTo(300_000);
    store.getState().command({ type: 'crash', replica: 'E' });
    settle();
    playTo(900_000);
    const { hashes, cursor } = store.getState();
    expect(hashes?.event).toBe(cursor.event);
    die();
    expect(store.getState().hashes).toEqual(hashes);
    expect(store.getState().cursor).toEqual(cursor);
  });

  it('says in words what a scenario may not be', () => {
    const { store, settle } = start();
    store.getState().load({ version: 1, replicas: 0 });
    settle();
    expect(store.getState()).toMatchObject({ phase: 'failed' });
    expect(store.getState().failure).toContain('replicas');
  });
});

describe('a run of a thousand replicas', () => {
  it('steps on and back, though few of its frames are held', () => {
    const { store, settle } = start('gossip-1000');
    for (let i = 0; i < 120; i++) {
      store.getState().step(1, 'event');
      settle();
    }
    expect(store.getState().cursor.event).toBe(120);
    expect(store.getState().window.frames.length).toBeLessThan(100);
    for (let i = 0; i < 90; i++) {
      store.getState().step(-1, 'event');
      settle();
    }
    expect(currentSnapshot(store.getState())?.event).toBe(30);
  });
});

describe('an endless run in which replicas only go on talking', () => {
  it('ends a step by moment, for none may ever come, and says so', () => {
    const { store, settle } = start();
    const { scenario } = presets['healed-by-gossip']!;
    store.getState().load({ ...scenario, stop: { atMs: null } });
    settle();
    for (let i = 0; i < 60 && store.getState().stopped === null; i++) {
      store.getState().step(1, 'moment');
      settle();
    }
    const { stopped, seeking, cursor } = store.getState();
    expect(stopped).toBe('Nothing changes any more: all copies agree, and replicas only go on talking.');
    expect(seeking).toBe(0);
    expect(cursor.event).toBeLessThan(2000);
  });
});

describe('a step that has to wait for its frames', () => {
  it('rests where it has come to: its hashes are those of that moment', () => {
    const { store, settle } = start();
    store.getState().step(1, 'moment');
    settle();
    let stepped = false;
    store.subscribe(({ log }) => {
      if (stepped || log.length === 0) return;
      stepped = true;
      // The answer to the command is here, the frames after it are not.
      store.getState().step(1, 'moment');
    });
    store.getState().command({ type: 'crash', replica: 'C' });
    settle();
    expect(stepped).toBe(true);
    expect(store.getState().hashes?.event).toBe(store.getState().cursor.event);
  });
});

describe('a large cluster', () => {
  it('steps by rounds without drawing what lies between', () => {
    const { store, settle } = start('gossip-1000');
    const rounds: number[] = [];
    for (let i = 0; i < 4; i++) {
      store.getState().step(1, 'moment');
      settle();
      rounds.push(currentSnapshot(store.getState())!.round);
    }
    expect(rounds).toEqual([1, 2, 3, 4]);
    expect(store.getState().until).toBeNull();
    expect(store.getState().chronicle.to).toBe(store.getState().seen.event);
    store.getState().step(-1, 'moment');
    settle();
    expect(currentSnapshot(store.getState())!.round).toBe(3);
  });
});
