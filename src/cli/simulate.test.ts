/** The terminal as people call it: one JSON object a seed, exit codes, one line naming what is wrong. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'eventually-'));
afterAll(() => rmSync(folder, { recursive: true }));

function simulate(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/simulate.ts', ...argv], { encoding: 'utf8' });
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), stderr: stderr.trim() };
}

function fileOf(name: string, document: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return path;
}

const write = { atMs: 0, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 1 } };

describe('simulate', () => {
  it('prints one object a seed, the same for the same seed', { timeout: 60_000 }, () => {
    const first = simulate('partition-healed-by-gossip', '--seeds', '1..3');
    expect(first.status).toBe(0);
    const results = first.lines.map((line) => JSON.parse(line));
    expect(results.map((result) => result.seed)).toEqual([1, 2, 3]);
    expect(new Set(results.map((result) => result.traceHash)).size).toBe(3);
    const again = simulate('partition-healed-by-gossip', '--seed', '2');
    expect(JSON.parse(again.lines[0])).toEqual(results[1]);
  });

  it('stops where --until says, a time or a condition, and writes the trace to a file', { timeout: 60_000 }, () => {
    const scenario = fileOf('endless.json', { version: 1, script: [write], stop: { atMs: null } });
    expect(simulate(scenario)).toMatchObject({ status: 2, lines: [] });
    const trace = join(folder, 'trace.jsonl');
    const timed = simulate(scenario, '--until', '500', '--trace', trace);
    expect(JSON.parse(timed.lines[0])).toMatchObject({ endedAtMs: 500, converged: true });
    const records = readFileSync(trace, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.filter((record) => record.type === 'version-stored').map((record) => record.replica)).toEqual(['A', 'B', 'C']);
    const met = simulate(scenario, '--until', '{"holders":{"key":"x"},"atLeast":2}');
    expect(JSON.parse(met.lines[0])).toMatchObject({ endedAtMs: 5 });
  });

  it('answers a bad scenario with exit 2 and one line that names the path', { timeout: 60_000 }, () => {
    for (const [document, path] of [
      [{ version: 1, replicas: 0 }, '$.replicas'],
      [{ version: 1, gossip: { fanouts: 1 } }, '$.gossip.fanouts'],
      ['{"version": 1,', '$'],
    ] as const) {
      const result = simulate(fileOf('bad.json', document));
      expect(result.status).toBe(2);
      expect(result.lines).toEqual([]);
      expect(result.stderr.split('\n').length).toBe(1);
      expect(result.stderr.startsWith(path)).toBe(true);
    }
  });

  it('says of a comparison that it needs two lanes', { timeout: 60_000 }, () => {
    const compare = { compare: 'messages.bytes', lane: 2, atMostTimesLane1: 0.1 };
    const inside = simulate(fileOf('compared.json', { version: 1, stop: { when: compare } }));
    expect(inside).toMatchObject({ status: 2, lines: [], stderr: expect.stringContaining('needs two lanes') });
    expect(inside.stderr.startsWith('$.stop.when.compare')).toBe(true);
    expect(simulate('day-one', '--until', JSON.stringify(compare))).toMatchObject({ status: 2, lines: [], stderr: expect.stringContaining('needs two lanes') });
  });

  it('names a bad argument', { timeout: 60_000 }, () => {
    expect(simulate('no-such-preset')).toMatchObject({ status: 2 });
    expect(simulate('gossip-100', '--seeds', '9..1')).toMatchObject({ status: 2 });
    expect(simulate('gossip-100', '--check', 'serializability').stderr).toContain('it may be causality or linearizability');
  });

  it('lists every preset, lesson and challenge', { timeout: 60_000 }, () => {
    const { status, lines } = simulate('--list');
    expect(status).toBe(0);
    for (const id of ['partition-healed-by-gossip', 'learn/push-gossip/hook', 'challenge/version-vectors'])
      expect(lines.some((line) => line.startsWith(`${id}\t`))).toBe(true);
  });

  it('runs a challenge with its recorded solution, to its goal', { timeout: 60_000 }, () => {
    const { status, lines } = simulate('challenge/version-vectors', '--seeds', '1..2');
    expect(status).toBe(0);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ converged: true, refused: [] });
  });
});
