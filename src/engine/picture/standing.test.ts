/** What a picture says of a replica's place: region and rack, how it comes and goes, whose keys are whose, and what crossed. */
import { describe, expect, it } from 'vitest';
import { presets } from '../presets/index.ts';
import { parseScenario } from '../scenario/index.ts';
import { Playback } from './playback.ts';
import type { Snapshot } from './snapshot.ts';

function snapshots(document: object, untilMs: number): readonly Snapshot[] {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.message);
  const playback = new Playback(parsed.scenario);
  const seen: Snapshot[] = [];
  while (playback.nextUs !== null && playback.nextUs <= untilMs * 1000) {
    const frame = playback.step();
    if (frame === null) break;
    seen.push(frame.snapshot);
  }
  return seen;
}

describe('where replicas stand, in a picture', () => {
  it('says region and rack, and what has crossed between regions', () => {
    const seen = snapshots(presets['two-regions']!.scenario, 1000);
    const last = seen.at(-1)!;
    expect(last.replicas.map(({ id, region, rack }) => `${id} ${region} ${rack}`)).toContain('E us r2');
    expect(last.crossing!.messages).toBeGreaterThan(0);
    expect(last.crossing!.cost).toBeCloseTo((last.crossing!.bytes / 1024 ** 3) * 0.02, 12);
  });

  it('says nothing of regions, racks and owners where there are none to tell apart', () => {
    const last = snapshots(presets['day-one']!.scenario, 1000).at(-1)!;
    expect([last.crossing, last.owners, last.replicas[0]!.region, last.replicas[0]!.ring]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('tells who joins, leaves and takes a place, and whose keys are whose meanwhile', () => {
    const seen = snapshots(
      {
        version: 1,
        replicas: 4,
        placement: { replicationFactor: 3 },
        data: { keys: 20 },
        script: [
          { atMs: 100, command: { type: 'join', replica: 'E' } },
          { atMs: 2000, command: { type: 'leave', replica: 'A' } },
          { atMs: 4000, command: { type: 'crash', replica: 'B' } },
          { atMs: 4100, command: { type: 'replace', replica: 'B', with: 'F' } },
        ],
        stop: { atMs: 6000 },
      },
      6000,
    );
    const told = new Set(seen.flatMap(({ replicas }) => replicas.flatMap(({ id, ring }) => (ring === undefined ? [] : [`${id} ${ring.status} ${ring.of}`]))));
    expect([...told]).toEqual(['E joining null', 'A leaving null', 'F joining B']);
    const joining = seen.filter(({ replicas }) => replicas.some(({ id, ring }) => id === 'E' && ring?.status === 'joining'));
    expect(joining.some(({ owners }) => Object.values(owners!).some(({ next }) => next.includes('E')))).toBe(true);
    expect(joining.every(({ owners }) => Object.values(owners!).every(({ now }) => !now.includes('E') && now.length === 3))).toBe(true);
    expect(Object.values(seen.at(-1)!.owners!).some(({ now }) => now.includes('E'))).toBe(true);
  });
});
