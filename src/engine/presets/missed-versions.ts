/**
 * One replica stopped hearing of a key while the others went on, and a read finds out (documents, 000: X = 42 at R1 and R3, 10 at R2; 004:
 * user:123 in versions 5, 3 and 5). What a read repairs is what it asked: here all three.
 */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

interface Story {
  readonly replicas: readonly [string, string, string];
  readonly key: string;
  readonly values: readonly Json[];
  /** How many of them the second replica has heard of. */
  readonly heard: number;
  readonly coordination: { readonly [name: string]: Json };
  readonly mode: 'async' | 'blocking';
}

const STEP_MS = 300;

function missedVersions(title: string, summary: string, { replicas, key, values, heard, coordination, mode }: Story): Preset {
  const [first, second, third] = replicas;
  const writes = values.map((value, i): Json => ({ atMs: STEP_MS * (i + 1), command: { type: 'write', client: 'writer', via: first, key, value } }));
  const endMs = STEP_MS * (values.length + 1);
  return {
    title,
    summary,
    startMs: endMs,
    scenario: {
      version: 1,
      title,
      replicas: [...replicas],
      network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
      placement: { pin: { [key]: [...replicas] } },
      coordination: { read: 'quorum', write: 'quorum', readFanout: 'all', ...coordination },
      readRepair: { mode },
      script: [
        ...writes.slice(0, heard),
        { atMs: STEP_MS * heard + 200, command: { type: 'partition', groups: [[first, third], [second]] } },
        ...writes.slice(heard),
        { atMs: endMs, command: { type: 'heal' } },
        { atMs: endMs + 500, command: { type: 'read', client: 'reader', via: third, key, consistency: 'all' } },
      ],
      stop: { atMs: endMs + 2000 },
    },
  };
}

export const read42 = missedVersions(
  'X is 42, and R2 says 10',
  'R1 and R3 hold version 5 of X, R2 only version 2. The coordinator asks all three, returns 42 and writes it to R2 behind the client’s back.',
  { replicas: ['R1', 'R2', 'R3'], key: 'X', values: [3, 10, 17, 30, 42], heard: 2, coordination: {}, mode: 'async' },
);

export const readUser123 = missedVersions(
  'user:123 in versions 5, 3 and 5',
  'C coordinates and sends its value’s hash for comparison: A agrees, B does not. B’s copy is fetched and mended before the client gets its answer.',
  {
    replicas: ['A', 'B', 'C'],
    key: 'user:123',
    values: ['Ann', 'Anna', 'Anne', 'Annie', 'Anya'],
    heard: 3,
    coordination: { digestReads: true },
    mode: 'blocking',
  },
);
