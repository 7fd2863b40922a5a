import { describe, expect, it } from 'vitest';
import { recordOfText, textOfRun } from './file.ts';
import { BLOCKED } from './keeper.ts';
import { cluster, runOf } from './kept-fixture.ts';
import type { RunRecord } from './record.ts';
import { DAMAGED, INDEX, MOST_RUNS, RUN } from './runs-cabinet.ts';
import { createRunsStore } from './runs-store.ts';
import { memoryShelf } from './shelf.ts';
import { STALE_MS } from './tab-locks.ts';

const run: RunRecord = { ...runOf(1), id: '', title: 'A stale copy', scenario: cluster, commands: [{ atMs: 5, after: 0, command: { type: 'heal' } }] };

/** One browser; `tab` opens another tab of it, or the same page after a reload. */
function browser() {
  const held = new Map<string, string>();
  const shelf = memoryShelf(held);
  const clock = { ms: 1_000_000 };
  let ids = 0;
  const tab = () => {
    const store = createRunsStore(
      shelf,
      () => ++clock.ms,
      () => `r${++ids}`,
    );
    return { store, state: () => store.getState(), titles: () => store.getState().runs.map(({ title }) => title) };
  };
  return { held, shelf, clock, tab };
}

describe('the saved runs', () => {
  it('come back after a reload as they were saved', () => {
    const { tab } = browser();
    const first = tab();
    const made = first.state().create(run);
    const saved = first.state().save({ ...made, cursorUs: 77 });
    expect(tab().state().open(made.id)).toEqual({ ok: true, record: { ...run, id: made.id, cursorUs: 77, savedAt: saved.savedAt }, warnings: [] });
  });

  it('are listed newest first, and a saved one comes to the front', () => {
    const { state, titles } = browser().tab();
    const [a] = ['A', 'B', 'C'].map((title) => state().create({ ...run, title }));
    expect(titles()).toEqual(['C', 'B', 'A']);
    state().save(a!);
    expect(titles()).toEqual(['A', 'C', 'B']);
    expect(state().runs[0]).toMatchObject({ id: a!.id, commands: 1 });
  });

  it('never overwrite each other: what is opened from outside is a new one', () => {
    const { state } = browser().tab();
    const one = state().create({ ...run, id: 'same' });
    const other = state().create({ ...run, id: 'same' });
    expect(other.id).not.toBe(one.id);
    expect(state().runs).toHaveLength(2);
    expect(state().save({ ...run, id: '' }).id).not.toBe('');
    expect(state().runs).toHaveLength(3);
  });

  it('past the twentieth lose the oldest, but never the open one', () => {
    const { held, tab } = browser();
    const { state } = tab();
    const made = Array.from({ length: MOST_RUNS }, (_, nth) => state().create({ ...run, title: `Run ${nth}` }));
    return state()
      .claim(made[0]!.id)
      .then(() => {
        state().save({ ...run, id: 'kept-in-lab' });
        const ids = state().runs.map(({ id }) => id);
        expect(ids).toHaveLength(MOST_RUNS);
        expect(ids).toContain(made[0]!.id);
        expect(ids).not.toContain(made[1]!.id);
        expect(held.has(RUN + made[1]!.id)).toBe(false);
        expect(state().problems).toEqual([]);
      });
  });

  it('are removed when they are to be', () => {
    const { held, tab } = browser();
    const { state } = tab();
    const made = state().create(run);
    state().remove(made.id);
    expect(state()).toMatchObject({ runs: [], openId: null, problems: [] });
    expect([...held.keys()].filter((name) => name.startsWith(RUN))).toEqual([]);
    expect(state().open(made.id)).toMatchObject({ ok: false, message: 'This browser has no saved run of that name.' });
  });

  it('are listed again from the runs themselves where the list is damaged or lost', () => {
    const { held, tab } = browser();
    ['A', 'B'].map((title) =>
      tab()
        .state()
        .create({ ...run, title }),
    );
    for (const damage of ['', '{"eventually":"runs","runs":[{"id":"ghost"}]}', 'x']) {
      held.set(INDEX, damage);
      expect(tab().titles()).toEqual(['B', 'A']);
    }
    held.delete(INDEX);
    expect(tab().titles()).toEqual(['B', 'A']);
  });

  it('that somebody removed behind the page’s back are missed by name', () => {
    const { held, tab } = browser();
    const made = tab().state().create(run);
    held.delete(RUN + made.id);
    expect(tab().state().problems).toEqual(['The saved run “A stale copy” is no longer in this browser’s storage.']);
  });
});

describe('a damaged saved run', () => {
  it('is set aside as it is, and what could be saved of it takes its place', () => {
    const { held, tab } = browser();
    const made = tab().state().create(run);
    const damaged = textOfRun(made).replace('"heal"', '"hail"');
    held.set(RUN + made.id, damaged);
    const { state } = tab();
    const reading = state().open(made.id);
    expect(reading).toMatchObject({ ok: false, salvaged: { id: made.id, title: 'A stale copy (recovered)', commands: [] } });
    expect(held.get(DAMAGED + made.id)).toBe(damaged);
    expect(state().setAside).toEqual([made.id]);
    expect(state().problems).toHaveLength(1);
    expect(state().problems[0]).toMatch(
      /^This saved run is damaged: its checksum does not match.*it was set aside, and “A stale copy \(recovered\)” is what is left\.$/,
    );
    expect(state().open(made.id)).toMatchObject({ ok: true });
    state().dismiss(state().problems[0]!);
    expect(state().problems).toEqual([]);
    expect(state().textSetAside(made.id)).toBe(damaged);
    state().discardSetAside(made.id);
    expect(held.has(DAMAGED + made.id)).toBe(false);
  });

  it('of which nothing can be read leaves the list, not the browser', () => {
    const { held, tab } = browser();
    const made = tab().state().create(run);
    held.set(RUN + made.id, 'garbage');
    held.set(DAMAGED + made.id, 'older garbage');
    const { state } = tab();
    expect(state().open(made.id)).toMatchObject({ ok: false, salvaged: null });
    expect(state().runs).toEqual([]);
    expect([held.get(DAMAGED + made.id), held.get(`${DAMAGED}${made.id}-2`)]).toEqual(['older garbage', 'garbage']);
  });

  it('stays where it is when the storage is too full to move it, and nothing is written over it', () => {
    const { held, shelf, tab } = browser();
    const before = tab();
    const made = before.state().create(run);
    before.state().release();
    const damaged = textOfRun(made).slice(0, -40);
    held.set(RUN + made.id, damaged);
    shelf.capacity = [...held].reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    const { state } = tab();
    const reading = state().open(made.id);
    expect(reading.ok).toBe(false);
    state().save({ ...run, id: made.id, title: 'Going on' });
    expect(held.get(RUN + made.id)).toBe(damaged);
    expect(state().open(made.id)).toMatchObject({ ok: true, record: { title: 'Going on' } });
  });
});

describe('a second tab', () => {
  it('that opens the same run has a copy, and says so', async () => {
    const { tab } = browser();
    const [one, two] = [tab(), tab()];
    const made = one.state().create(run);
    expect(await one.state().claim(made.id)).toMatchObject({ ok: true, copied: false, record: { id: made.id } });
    const claimed = await two.state().claim(made.id);
    expect(claimed).toMatchObject({
      ok: true,
      copied: true,
      record: { title: 'A stale copy (copy)', commands: run.commands },
      warnings: ['This run is open in another tab, so this is a copy of it: “A stale copy (copy)”.'],
    });
    one.state().refresh();
    expect(one.titles()).toEqual(['A stale copy (copy)', 'A stale copy']);
  });

  it('has the run itself once the first has left it, or has not been alive for long', async () => {
    const { clock, tab } = browser();
    const [one, two, three] = [tab(), tab(), tab()];
    const made = one.state().create(run);
    clock.ms += STALE_MS - 10;
    one.state().beat();
    clock.ms += STALE_MS - 10;
    expect(await two.state().claim(made.id)).toMatchObject({ copied: true });
    one.state().release();
    expect(await two.state().claim(made.id)).toMatchObject({ copied: false });
    clock.ms += STALE_MS;
    expect(await three.state().claim(made.id)).toMatchObject({ copied: false });
  });

  it('that took a run over is not overwritten by the first when that wakes', async () => {
    const { clock, tab } = browser();
    const [one, two] = [tab(), tab()];
    const made = one.state().create(run);
    clock.ms += STALE_MS;
    await two.state().claim(made.id);
    two.state().save({ ...made, cursorUs: 2 });
    const saved = one.state().save({ ...made, cursorUs: 1 });
    expect(saved.id).not.toBe(made.id);
    expect(one.state().problems).toEqual(['Another tab went on with “A stale copy”, so your work is saved as “A stale copy (copy)”.']);
    expect(two.state().open(made.id)).toMatchObject({ record: { cursorUs: 2 } });
  });

  it('shows what the first saved when it looks again', () => {
    const { tab } = browser();
    const [one, two] = [tab(), tab()];
    one.state().create(run);
    expect(two.titles()).toEqual([]);
    two.state().refresh();
    expect(two.titles()).toEqual(['A stale copy']);
  });
});

describe('a browser that stores nothing', () => {
  it('is named in one sentence, and all else works until the page is closed', async () => {
    const { held, shelf, tab } = browser();
    shelf.blocked = true;
    const { state, titles } = tab();
    expect(state().problems).toEqual([BLOCKED]);
    const made = state().create(run);
    state().create({ ...run, title: 'Another' });
    expect(titles()).toEqual(['Another', 'A stale copy']);
    expect(await state().claim(made.id)).toMatchObject({ ok: true, copied: false });
    state().save({ ...made, title: 'Renamed' });
    state().remove(state().runs[1]!.id);
    expect(titles()).toEqual(['Renamed']);
    expect(state().problems).toEqual([BLOCKED]);
    expect(held.size).toBe(0);
  });
});

describe('a storage that is full', () => {
  it('says which run is not stored, deletes no other, and stores it once there is room', () => {
    const { held, shelf, tab } = browser();
    const { state } = tab();
    const old = state().create({ ...run, title: 'Old' });
    shelf.capacity = [...held].reduce((sum, [name, text]) => sum + name.length + text.length, 0) + 300;
    const made = state().create({ ...run, title: 'New' });
    expect(state().problems).toEqual([
      'This browser’s storage for this page is full: “New” is kept only until you close it, so download it as a file or remove older runs.',
    ]);
    expect(held.has(RUN + old.id)).toBe(true);
    expect(state().runs.map(({ title }) => title)).toEqual(['New', 'Old']);
    expect(state().open(made.id)).toMatchObject({ ok: true });
    state().remove(old.id);
    expect(state().problems).toEqual([]);
    expect(recordOfText(held.get(RUN + made.id)!, 'It')).toMatchObject({ ok: true, record: { title: 'New' } });
  });
});
