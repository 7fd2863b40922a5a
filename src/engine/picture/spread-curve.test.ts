import { describe, expect, it } from 'vitest';
import { presets } from '../presets/index.ts';
import { parseScenario } from '../scenario/index.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Playback } from './playback.ts';
import type { RecordView, Snapshot, SpreadPoint } from './snapshot.ts';

function scenarioOf(document: unknown): Scenario {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
}

function played(document: unknown, untilUs: number): { readonly snapshots: Snapshot[]; readonly records: RecordView[] } {
  const playback = new Playback(scenarioOf(document));
  const first = playback.toEvent(0);
  const snapshots = [first.snapshot];
  const records = [...first.records];
  while (playback.nextUs !== null && playback.nextUs <= untilUs) {
    const frame = playback.step();
    if (frame === null) break;
    snapshots.push(frame.snapshot);
    records.push(...frame.records);
  }
  return { snapshots, records };
}

const hundred = played(presets['gossip-100'].scenario, 14_600_000);
const last = hundred.snapshots.at(-1)?.spread;

describe('the spread of gossip among a hundred, as pictures get it', () => {
  it('says after each round how many replicas the trace has seen take the write in', () => {
    const holders = new Set<string>();
    const counted: number[] = [];
    for (const record of hundred.records) {
      if (record.type === 'version-stored' && record.key === 'news' && record.replica !== null) holders.add(record.replica);
      if (record.type === 'round-ended') counted.push(holders.size);
    }
    expect(last?.points.map(({ holders: value }) => value)).toEqual([1, ...counted]);
    expect(last?.points.map(({ at }) => at)).toEqual(last?.points.map((_, i) => i));
  });

  it('counts each round’s pushes: one of each replica that knew, of which those that first told somebody are new', () => {
    const points = last?.points ?? [];
    for (let i = 1; i < points.length; i++) {
      expect(points[i].carried).toBe(points[i - 1].holders);
      expect(points[i].fresh).toBe(points[i].holders - points[i - 1].holders);
      expect(points[i].lost).toBe(0);
    }
  });

  it('knows for each replica the round and whom it heard from, who had heard in an earlier round', () => {
    const { heardAt = [], heardFrom = [] } = last ?? {};
    heardAt.forEach((round, replica) => {
      if (round === null) return;
      if (heardFrom[replica] < 0) expect(round).toBe(0);
      else expect(heardAt[heardFrom[replica]] ?? Number.POSITIVE_INFINITY).toBeLessThan(round);
    });
    for (const point of last?.points ?? []) expect(heardAt.filter((round) => round !== null && round <= point.at)).toHaveLength(point.holders);
  });

  it('puts every point on the record that made it, so that what was seen ahead can be drawn from records', () => {
    const points: SpreadPoint[] = [];
    for (const { spread } of hundred.records) {
      if (spread === undefined) continue;
      if (points.at(-1)?.at === spread.at) points.pop();
      points.push(spread);
    }
    expect(points).toEqual(last?.points);
  });

  it('shares its lists between pictures while nothing new is heard', () => {
    const mid = hundred.snapshots.filter(({ round }) => round === 5);
    expect(mid.length).toBeGreaterThan(10);
    for (const { spread } of mid) {
      expect(spread?.points).toBe(mid[0].spread?.points);
      expect(spread?.heardAt).toBe(mid[0].spread?.heardAt);
    }
  });
});

describe('the spread without rounds', () => {
  it('has a point at each moment at which one more replica came to hold the write', () => {
    const { snapshots, records } = played(presets['healed-by-gossip'].scenario, 6_000_000);
    const spread = snapshots.at(-1)?.spread;
    const first = records.find((record) => record.type === 'version-stored');
    expect(spread?.key).toBe(first?.key);
    expect(spread?.points[0]).toMatchObject({ at: first?.atUs, holders: 1 });
    expect(spread?.points.at(-1)?.holders).toBe(spread?.holders);
    expect(spread?.heardAt.filter((at) => at !== null)).toHaveLength(spread?.holders ?? -1);
  });

  it('is null while nothing was written', () => {
    expect(played({ version: 1, replicas: 3, script: [] }, 1000).snapshots[0].spread).toBeNull();
  });
});
