import { describe, expect, it } from 'vitest';
import { parseFuzzArguments } from './fuzz-arguments.ts';
import { ProgressBar, progressLine } from './progress.ts';

describe('the progress of a fuzz', () => {
  it('says how far it is, how fast, and how long it will take', () => {
    expect(progressLine({ done: 2500, of: 10_000, failed: 2, elapsedMs: 125_000 })).toBe(
      '[#######.......................] 2,500 of 10,000 seeds, 2 failed, 20.0/s, 6 min 15 s left',
    );
    expect(progressLine({ done: 10, of: 10, failed: 0, elapsedMs: 4000 })).toBe('[##############################] 10 of 10 seeds, 0 failed, 2.5/s, took 4 s');
    expect(progressLine({ done: 0, of: 10, failed: 0, elapsedMs: 0 })).toBe('[..............................] 0 of 10 seeds, 0 failed, 0.0/s');
  });

  it('is drawn over and over on a terminal, and told now and then elsewhere', () => {
    let now = 0;
    const written = (isTTY: boolean): string[] => {
      const texts: string[] = [];
      const bar = new ProgressBar({ isTTY, write: (text) => texts.push(text) }, () => now);
      for (now = 0; now < 1000; now += 50) bar.show({ done: now / 50, of: 100, failed: 0 });
      bar.say('seed 7: something');
      return texts;
    };
    expect(written(true).length).toBe(11);
    expect(written(true).at(-1)).toBe('\r\u001b[Kseed 7: something\n');
    expect(written(false).length).toBe(2);
    expect(written(false).join('')).not.toContain('\r');
  });
});

describe('the arguments of the fuzz', () => {
  it('are ten thousand seeds of everything where nothing is said', () => {
    expect(parseFuzzArguments([], '/out')).toEqual({ fuzz: 'everything', first: 1, last: 10_000, jobs: null, out: '/out', file: null });
    expect(parseFuzzArguments(['mutations', '--seeds', '5..9', '--jobs', '3', '--out', 'here'], '/out')).toMatchObject({
      fuzz: 'mutations',
      first: 5,
      last: 9,
      jobs: 3,
      out: 'here',
    });
    expect(parseFuzzArguments(['--seeds', '7'], '/out')).toMatchObject({ first: 7, last: 7 });
    expect(parseFuzzArguments(['found.json'], '/out')).toMatchObject({ file: 'found.json' });
  });

  it.each([['--seeds', '9..5'], ['--seeds', 'x'], ['--jobs', '0'], ['--jobs'], ['--fast', '1'], ['gossip']])('are refused by name: %s %s', (...given) => {
    expect(parseFuzzArguments(given, '/out')).toContain(given[0]);
  });
});
