/**
 * Anti-entropy: at every tick a replica with a free slot compares itself with one peer, ships what the peer lacks and takes what it
 * lacks itself. Heals everything that hints and read repair miss, cold keys too. A file for each mechanism: `full`, `merkle`,
 * `digests` (by version vectors) and `log`.
 */
import { Concern } from '../../../base/draws.ts';
import type { NodeContext, Protocol } from '../../protocol.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { compareDigests, startDigests, takeDigestAnswer } from './digests.ts';
import { takeReturn } from './exchange.ts';
import { startFull, takeFullState } from './full.ts';
import { compareKeys, takeVersions } from './leaf-exchange.ts';
import { readLog, startLog, takeEntries, takeLogVersions } from './log.ts';
import { logChange, newLog } from './log-state.ts';
import { compareHashes, startMerkle, takeDifferences } from './merkle.ts';
import { type AntiEntropyState, stateOf, timedOut } from './session.ts';
import { sendTrees, takeTrees } from './whole-tree.ts';

/** Starts one session with a peer now, by the scenario's mechanism; by `merkle` if that is off. Slots are not asked: only ticks wait for one. */
export function repairNow(context: NodeContext, peer: number): void {
  if (context.store === null || peer === context.self) return;
  starters[context.config.antiEntropy.mechanism](context, peer);
}

const starters: { readonly [M in Scenario['antiEntropy']['mechanism']]: (context: NodeContext, peer: number) => void } = {
  off: startMerkle,
  full: startFull,
  merkle: startMerkle,
  'version-vector': startDigests,
  log: startLog,
};

function tick(context: NodeContext, n: number): void {
  const { concurrency, order } = context.config.antiEntropy;
  const state = stateOf(context);
  const peers = context.view.peersOf(context.self);
  if (context.store === null || peers.length === 0 || state.sessions.size >= concurrency) return;
  if (order === 'random') {
    repairNow(context, peers[Math.floor(context.draw(Concern.sessionPeer, n) * peers.length)]);
    return;
  }
  // Begins with the next replica, so that not all begin with the first. Counts sessions, not ticks: were every other tick skipped for
  // want of a slot, a turn by tick number would never reach half of the peers.
  const next = peers.findIndex((peer) => peer > context.self);
  const turn = (Math.max(next, 0) + state.turns) % peers.length;
  state.turns++;
  repairNow(context, peers[turn]);
}

export const antiEntropy: Protocol = {
  id: 'anti-entropy',
  durable: newLog,
  volatile: (): AntiEntropyState => ({ sessions: new Map(), turns: 0 }),
  ticks: [
    {
      name: 'anti-entropy',
      intervalMs: ({ antiEntropy: { mechanism, intervalMs } }) => (mechanism === 'off' ? null : intervalMs),
      jitter: (config) => config.antiEntropy.jitter,
      run: tick,
    },
  ],
  messages: {
    'full-state': takeFullState,
    'version-digest': compareDigests,
    'version-answer': takeDigestAnswer,
    'log-request': readLog,
    'log-entries': takeEntries,
    'log-versions': takeLogVersions,
    'merkle-request': sendTrees,
    'merkle-tree': takeTrees,
    'merkle-hashes': compareHashes,
    'merkle-differences': takeDifferences,
    'merkle-keys': compareKeys,
    'merkle-versions': takeVersions,
    'merkle-return': takeReturn,
  },
  timers: { 'session-timeout': timedOut },
  locals: {
    'value-applied': (context, event) => {
      context.trees?.applied(event.key, event.before, event.after);
      logChange(context, event);
    },
  },
};
