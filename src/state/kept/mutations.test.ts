/**
 * A thousand damaged links, saved runs, files, progress records and scenarios each: none throws, each comes out as a valid run or as one sentence, and
 * nothing that was stored is lost. A failure names its seed.
 */
import { describe, expect, it } from 'vitest';
import { parseCommand, parseScenario } from '../../engine/scenario/index.ts';
import { fileOf, recordOfFile, textOfRun } from './file.ts';
import { Chance, cluster, damagedJson, damagedText, runOf } from './kept-fixture.ts';
import { linkOf, recordOfLink } from './link.ts';
import { fileOfProgress } from './progress-file.ts';
import { createProgressStore, PROGRESS } from './progress-store.ts';
import type { Reading, RunRecord } from './record.ts';
import { RUN } from './runs-cabinet.ts';
import { createRunsStore } from './runs-store.ts';
import { checksumOf } from './sealed.ts';
import { MAX_SENTENCE } from './sentences.ts';
import { memoryShelf } from './shelf.ts';

const SEEDS = 1000;

function checkSentence(text: string): void {
  expect(text.length).toBeLessThanOrEqual(MAX_SENTENCE);
  expect(text).toMatch(/^[A-Z][^\n\r]*\.$/u);
}

/** A record that the page can open. */
function checkRecord(record: RunRecord): void {
  const parsed = parseScenario(record.scenario);
  if (!parsed.ok) throw new Error(parsed.message);
  for (const { commands } of [record, ...(record.branches ?? [])])
    for (const { atMs, after, command } of commands) {
      const right = parseCommand(command, parsed.scenario).ok && Number.isFinite(atMs) && atMs >= 0 && Number.isInteger(after) && after >= 0;
      if (!right) throw new Error(`not a logged command: ${JSON.stringify({ atMs, after, command })}`);
    }
  expect(Number.isFinite(record.cursorUs) && record.cursorUs >= 0).toBe(true);
  expect([typeof record.id, typeof record.title, typeof record.engine]).toEqual(['string', 'string', 'string']);
  expect(Object.getPrototypeOf(record.views)).toBe(Object.prototype);
}

function checkReading(reading: Reading): void {
  if (reading.ok) for (const warning of reading.warnings) checkSentence(warning);
  else checkSentence(reading.message);
  const record = reading.ok ? reading.record : reading.salvaged;
  if (record !== null) checkRecord(record);
}

/** Runs it for every seed; what goes wrong is told with the seed. */
async function eachSeed(work: (chance: Chance, seed: number) => void | Promise<void>): Promise<void> {
  for (let seed = 0; seed < SEEDS; seed++) {
    try {
      await work(new Chance(seed), seed);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

/** With the right checksum over whatever it says, as one would write it who means harm. */
function resealed(text: string): string {
  const { checksum: _, ...rest } = JSON.parse(text) as { checksum?: unknown };
  return JSON.stringify({ ...rest, checksum: checksumOf(JSON.stringify(rest)) });
}
const damaged = (text: string, chance: Chance): string =>
  chance.pick([() => damagedText(text, chance), () => damagedJson(text, chance), () => resealed(damagedJson(text, chance))])();

describe('a thousand times damaged', () => {
  it('a link is a run or a sentence, and never passes for whole', async () => {
    let salvaged = 0;
    await eachSeed(async (chance, seed) => {
      const link = await linkOf(runOf(seed, 5));
      if (!link.ok) return checkSentence(link.reason);
      const code = damagedText(link.code, chance);
      const reading = await recordOfLink(code);
      checkReading(reading);
      if (!reading.ok && reading.salvaged !== null) salvaged++;
      // Only what hangs on behind is harmless.
      if (reading.ok) expect(code.startsWith(link.code) || code.trim() === link.code).toBe(true);
    });
    expect(salvaged).toBeGreaterThan(SEEDS / 10);
  });

  it('a file is a run or a sentence, and never passes for whole', async () => {
    let salvaged = 0;
    await eachSeed((chance, seed) => {
      const record = runOf(seed, 8);
      const { text } = fileOf(record);
      const broken = damagedText(text, chance);
      const reading = recordOfFile(broken, broken.length);
      checkReading(reading);
      if (reading.ok) expect(reading.record).toEqual(record);
      else if (reading.salvaged !== null) salvaged++;
    });
    expect(salvaged).toBeGreaterThan(SEEDS / 10);
  });

  it('a file of wrong types, with or without a right checksum, is a run or a sentence', async () => {
    await eachSeed((chance, seed) => {
      const text = damagedJson(fileOf(runOf(seed, 8)).text, chance);
      checkReading(recordOfFile(chance.below(2) === 0 ? text : resealed(text), text.length));
    });
  });

  it('a plain scenario is a run or a sentence', async () => {
    await eachSeed((chance, seed) => {
      const text = JSON.stringify(chance.below(2) === 0 ? cluster : runOf(seed).scenario);
      const broken = chance.below(2) === 0 ? damagedText(text, chance) : damagedJson(text, chance);
      checkReading(recordOfFile(broken, broken.length));
    });
  });

  it('a saved run is opened or set aside as it was, and its neighbour is untouched', async () => {
    await eachSeed(async (chance, seed) => {
      const held = new Map<string, string>();
      const neighbour = { ...runOf(seed + 1), id: 'b' };
      const text = damaged(textOfRun({ ...runOf(seed), id: 'a' }), chance);
      held.set(`${RUN}a`, text);
      held.set(`${RUN}b`, textOfRun(neighbour));
      const store = createRunsStore(
        memoryShelf(held),
        () => 1,
        () => `new-${chance.text(8)}`,
      );
      const reading = await store.getState().claim('a');
      checkReading(reading);
      for (const problem of store.getState().problems) checkSentence(problem);
      if (reading.ok) store.getState().save(reading.record);
      expect(reading.ok || [...held.values()].includes(text)).toBe(true);
      expect(store.getState().open('b')).toEqual({ ok: true, record: neighbour, warnings: [] });
    });
  });

  it('stored progress goes on or is set aside as it was, and an imported file takes nothing away', async () => {
    await eachSeed((chance) => {
      const held = new Map<string, string>();
      const before = progressOf(chance);
      const text = damaged(fileOfProgress(before).text, chance);
      held.set(PROGRESS, text);
      const store = createProgressStore(memoryShelf(held), () => 1);
      for (const problem of store.getState().problems) checkSentence(problem);
      store.getState().passStep('merkle', 'mine');
      store.getState().answer('merkle', 'own', 1, true);
      const unharmed = store.getState().problems.length === 0;
      expect(unharmed || [...held.values()].includes(text)).toBe(true);
      const file = damaged(fileOfProgress(progressOf(chance)).text, chance);
      checkSentence(store.getState().importFile(file, file.length).message);
      expect(store.getState().progress.lessons.merkle?.passed).toContain('mine');
      expect(store.getState().progress.lessons.merkle?.answers.own).toMatchObject({ first: 1, rightFirst: true });
    });
  });
});

/** Some progress, as a learner would make it. */
function progressOf(chance: Chance) {
  const store = createProgressStore(memoryShelf(), () => 1000 + chance.below(1000));
  const state = store.getState();
  for (let times = chance.below(12); times >= 0; times--) {
    const lesson = chance.pick(['merkle', 'push-gossip', 'siblings']);
    const question = chance.pick(['Q000-10', 'Q000-11']);
    const answer = chance.pick<unknown>(['a', 7, ['a', 'b'], { A: 'v1' }]);
    const acts = [
      () => state.passStep(lesson, chance.text(2)),
      () => state.visit(lesson, chance.text(2)),
      () => state.answer(lesson, question, answer, chance.pick([true, false, null])),
      () => state.skip(lesson, question),
      () => state.say(lesson, chance.text(20)),
      () => state.finish(lesson),
    ];
    chance.pick(acts)();
  }
  return store.getState().progress;
}
