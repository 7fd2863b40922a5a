/** The stage lays out whoever is there: a replica that joined has its place and its messages, and one that left leaves none behind. */
import { describe, expect, it } from 'vitest';
import { Playback } from '../../engine/picture/playback.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { picture } from './frame.ts';
import { layoutCluster } from './layout.ts';
import { placeMessages, waysOf } from './traffic.ts';

describe('the stage while replicas come and go', () => {
  it('has a place for each of them, and for every message between them', () => {
    const parsed = parseScenario({
      version: 1,
      replicas: 3,
      data: { keys: 10 },
      coordination: { writeTimeoutMs: 100 },
      workload: [{ client: 'c', operation: 'write', via: 'random', perSec: 30, keys: 10, endMs: 2000 }],
      script: [
        { atMs: 100, command: { type: 'join', replica: 'D' } },
        { atMs: 800, command: { type: 'leave', replica: 'A' } },
      ],
      stop: { atMs: 2500 },
    });
    if (!parsed.ok) throw new Error(parsed.message);
    const playback = new Playback(parsed.scenario);
    const seen = new Set<string>();
    let toNewcomer = 0;
    while (playback.nextUs !== null && playback.nextUs <= 2_500_000) {
      const frame = playback.step();
      if (frame === null) break;
      const { snapshot } = frame;
      const ids = snapshot.replicas.map(({ id }) => id);
      seen.add(ids.join(''));
      const layout = layoutCluster({ ids, groups: snapshot.groups, cut: false, clients: [{ id: 'c', home: null }], width: 900, height: 400 });
      expect([...layout.replicas.keys()].sort()).toEqual(ids);
      const view = picture(snapshot, snapshot.atUs, [], 100_000);
      const placed = placeMessages(layout, waysOf(layout), view.moving, snapshot, false);
      toNewcomer += placed.filter(({ message }) => message.to === 'D').length;
    }
    expect([...seen]).toEqual(['ABC', 'ABCD', 'BCD']);
    expect(toNewcomer).toBeGreaterThan(5);
  });
});
