import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf, MAX_FILE_BYTES, recordOfFile } from './file.ts';
import { cluster, runOf } from './kept-fixture.ts';
import type { Reading, RunRecord } from './record.ts';
import { checksumOf } from './sealed.ts';

const open = (text: string): Reading => recordOfFile(text, text.length);
const message = (reading: Reading): string => (reading.ok ? '' : reading.message);
const two: RunRecord = {
  ...runOf(3),
  title: 'A stale copy',
  scenario: cluster,
  commands: [
    { atMs: 1, after: 0, command: { type: 'heal' } },
    { atMs: 2.5, after: 3, command: { type: 'crash', replica: 'A' } },
  ],
  branches: [{ label: 'Without the crash', commands: [{ atMs: 1, after: 0, command: { type: 'heal' } }] }],
};

describe('a file of a run', () => {
  it('brings back the run with all its branches as it was', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const record = runOf(seed, 30);
        expect(open(fileOf(record).text)).toEqual({ ok: true, record, warnings: [] });
      }),
      { numRuns: 150 },
    );
  });

  it('is named after the run', () => {
    expect(fileOf(two).name).toBe('a-stale-copy.eventually.json');
    expect(fileOf({ ...two, title: ' Ünïcode: “1 + 1”! ' }).name).toBe('u-ni-code-1-1.eventually.json');
    expect(fileOf({ ...two, title: '💥' }).name).toBe('run.eventually.json');
  });

  it('may be set out anew without harm, and with a byte order mark', () => {
    const text = fileOf(two).text;
    expect(open(`\uFEFF${JSON.stringify(JSON.parse(text))}`)).toEqual({ ok: true, record: two, warnings: [] });
  });

  it('changed by hand says so, and gives what it says now', () => {
    const reading = open(fileOf(two).text.replace('"replica": "A"', '"replica": "B"'));
    expect(message(reading)).toBe('The file is damaged: its checksum does not match; its scenario, all 2 commands and another branch could be read.');
    expect(reading).toMatchObject({ salvaged: { commands: [{}, { command: { replica: 'B' } }] } });
  });

  it('cut off in its commands gives those that are whole', () => {
    const text = fileOf(two).text;
    const reading = open(text.slice(0, text.indexOf('"crash"') + 12));
    expect(message(reading)).toMatch(/^The file is damaged: it breaks off after [\d,]+ characters; its scenario and the first command could be read\.$/);
    expect(reading).toMatchObject({ salvaged: { commands: [two.commands[0]], title: 'A stale copy' } });
  });

  it('cut off in its scenario gives nothing, since half a scenario is another one', () => {
    const text = fileOf(two).text;
    expect(open(text.slice(0, text.indexOf('"gossip"')))).toMatchObject({ ok: false, salvaged: null });
  });

  it('of a later format is named as such, and read as far as it can be', () => {
    const { checksum: _, ...later } = { ...(JSON.parse(fileOf(two).text) as { checksum: string; version: number }), version: 2 };
    const reading = open(JSON.stringify({ ...later, checksum: checksumOf(JSON.stringify(later)) }));
    expect(message(reading)).toMatch(/^The file cannot be used as it is: it is in version 2 of the format, and this page reads version 1; its scenario,/);
    expect(reading).toMatchObject({ salvaged: two });
  });

  it('that holds learning progress is sent where it belongs', () => {
    expect(message(open('{"eventually":"progress","version":1,"lessons":{}}'))).toMatch(/^This file holds learning progress, not a run/);
  });

  it('past 20 MB is not even read', () => {
    expect(message(recordOfFile('', 23_400_000))).toBe('This file has 23.4 MB, and at most 20 MB can be read: nothing of it was opened.');
    expect(message(recordOfFile('{}', MAX_FILE_BYTES))).not.toContain('MB');
  });

  it('deeper than any stack is refused in a sentence', () => {
    for (const text of ['['.repeat(2_000_000), '{"eventually":"run","scenario":'.repeat(300_000), `{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}`])
      expect(message(open(text))).toMatch(/\.$/);
  });
});

describe('a file with a plain scenario', () => {
  it('becomes a new run at its beginning', () => {
    expect(open(JSON.stringify(cluster))).toMatchObject({
      ok: true,
      record: { id: '', title: 'A stale copy', scenario: cluster, commands: [], cursorUs: 0, views: { upper: 'cluster' } },
    });
    expect(open('{"version":1}')).toMatchObject({ ok: true, record: { title: 'A scenario from a file' } });
  });

  it('that the format does not know is refused with its place and what is allowed', () => {
    expect(message(open('{"version":1,"gossip":{"fanout":0}}'))).toMatch(/^The scenario of this file cannot be used: \$\.gossip\.fanout is 0; it must be/);
  });

  it('that is no JSON, or nothing, is refused with the place', () => {
    expect(message(open('{"version":1,,}'))).toBe('The file is damaged: it is no JSON after 13 of its 15 characters; nothing could be read.');
    expect(message(open('hello'))).toMatch(/^The file holds neither a run nor a scenario: it is no JSON after 0 of its 5 characters/);
    expect(message(open(''))).toBe('The file holds neither a run nor a scenario: it is empty; nothing could be read.');
    expect(message(open('[1]'))).toMatch(/it holds no object/);
  });
});
