/** The page that says which test holds which row of the fact sheet: every row is on it once, and every test that it names is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(fileURLToPath(new URL('README.md', import.meta.url)), 'utf8');

/** How many numbered rows each part of the sheet has; part 9 and 12 have none. */
const parts: readonly (readonly [part: number, rows: number])[] = [
  [1, 8],
  [2, 6],
  [3, 20],
  [4, 17],
  [5, 9],
  [6, 19],
  [7, 7],
  [8, 13],
  [10, 7],
  [11, 8],
  [13, 15],
];

const named = ['A1 table', 'A1 curve', 'A1 loss', 'A2 table 1', 'A2 table 2', 'A2 table 3', 'A4 latencies', 'A4 staleness', 'A12'];
const types = ['A9 counters', 'A9 sets', 'A9 registers', 'A9 flag, map', 'A9 SEC'];

const rows = [...page.matchAll(/^\| (A[^|]*?) \| ([^|]*?) \| ([^|]*?) \|$/gm)].map(([, id, tests, what]) => ({ id, tests, what }));
const filesIn = (text: string): string[] => [...text.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, file]) => file);

describe('the fact sheet', () => {
  it('has every row here once', () => {
    const numbered = parts.flatMap(([part, count]) => Array.from({ length: count }, (_, i) => `A${part}.${i + 1}`));
    expect(rows.map(({ id }) => id).toSorted()).toEqual([...numbered, ...named, ...types].toSorted());
  });

  it('names for each row a test that is there, or says why there is none', () => {
    for (const { id, tests, what } of rows) {
      expect(tests === '–' || filesIn(tests).length > 0, id).toBe(true);
      expect(what.length, id).toBeGreaterThan(1);
      for (const file of filesIn(`${tests} ${what}`)) expect(existsSync(`${SOURCES}${file}`), `${id}: ${file}`).toBe(true);
    }
  });

  it('names every test of this folder', () => {
    const here = readdirSync(fileURLToPath(new URL('.', import.meta.url))).filter((name) => name.endsWith('.test.ts') && name !== 'every-row.test.ts');
    expect(here.filter((name) => !page.includes(`proof/golden/${name}`))).toEqual([]);
  });
});
