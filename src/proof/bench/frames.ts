/**
 * What the page's pictures cost the worker: making one per event, and cloning a batch of them to the page, at sizes up to a thousand
 * replicas with about as many messages in flight. Aim: 0.5 ms a frame at the largest.
 */
import { Playback, type PlaybackFrame } from '../../engine/picture/playback.ts';
import { buildSnapshot } from '../../engine/picture/snapshot-builder.ts';
import { framesInBatch } from '../../worker/client.ts';
import { scenarioOf } from '../scenario-of.ts';
import { medianMs, say } from './measure.ts';

const BATCHES = 20;

export function frameCosts(): void {
  for (const replicas of [50, 100, 300, 1000]) {
    const scenario = scenarioOf({
      version: 1,
      replicas,
      placement: { replicationFactor: Math.min(replicas, 5) },
      network: { latencyMs: 100 },
      gossip: { protocol: 'push', intervalMs: 100, jitter: 1, maxKeys: 10 },
      workload: [
        // Five requests and five replies of 100 ms each: about one message in flight a replica.
        { client: 'reader', operation: 'read', perSec: replicas, keys: 40 },
        { client: 'writer', operation: 'write', perSec: 50, keys: 40 },
      ],
      stop: { atMs: null },
    });
    const [playback, bare] = [new Playback(scenario), new Playback(scenario)];
    for (const one of [playback, bare]) one.toTime(1_000_000);
    const most = framesInBatch(replicas);
    let made = 0;
    let cloned = 0;
    let frames: PlaybackFrame[] = [];
    for (let batch = 0; batch < BATCHES; batch++) {
      frames = [];
      made += medianMs(1, () => {
        while (frames.length < most) {
          const frame = playback.step();
          if (frame !== null) frames.push(frame);
        }
      });
      cloned += medianMs(1, () => {
        structuredClone(frames);
      });
    }
    const engine = medianMs(1, () => {
      bare.skip(BATCHES * most);
    });
    const anew = medianMs(9, () => {
      buildSnapshot(playback.history.cluster);
    });
    const inFlight = frames.at(-1)?.snapshot.messages.length ?? 0;
    const each = (ms: number): string => (ms / (BATCHES * most)).toFixed(3);
    say(
      `frames of ${String(replicas).padEnd(5)}             made in ${each(made)} ms (the event itself ${each(engine)}), cloned in ${each(cloned)} ms each, batches of ${most}; ${inFlight} messages in flight; built from nothing ${anew.toFixed(2)} ms`,
    );
  }
}
