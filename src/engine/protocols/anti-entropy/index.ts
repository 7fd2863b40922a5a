/**
 * Anti-entropy: at every tick a replica with a free slot compares itself with one peer, ships what the peer lacks and takes what it
 * lacks itself. Heals everything that hints and read repair miss, cold keys too. A file for each mechanism: `full`, `merkle`,
 * `digests` (by version vectors) and `log`.
 */
import type { NodeContext, Protocol } from '../../protocol.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { compareDigests, startDigests, takeDigestAnswer } from './digests.ts';
import { takeReturn } from './exchange.ts';
import { startFull, takeFullState } from './full.ts';
import { compareKeys, takeVersions } from './leaf-exchange.ts';
import { readLog, startLog, takeEntries, takeLogVersions } from './log.ts';
import { forgetPositions, logChange, newLog } from './log-state.ts';
import { compareHashes, startMerkle, takeDifferences } from './merkle.ts';
import { countChange, nextPeer } from './order.ts';
import { sendPaced } from './pacing.ts';
import { forgetMarks, markChange, newMarks, takeMark } from './repaired-marks.ts';
import { timedOut, unmarkAll } from './session.ts';
import { newState, stateOf } from './session-state.ts';
import { rebuildTrees, treeChange } from './trees.ts';
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
  if (context.config.placement.pauseRepairWhileMoving && context.view.moving !== undefined) return;
  if (context.store === null || stateOf(context).sessions.size >= context.config.antiEntropy.concurrency) return;
  const peer = nextPeer(context, n);
  if (peer !== undefined) repairNow(context, peer);
}

/** Who shares what with whom is another matter now: every peer counts as never compared with. */
function forgetPeers(context: NodeContext): void {
  if (context.self < 0) return;
  forgetPositions(context);
  forgetMarks(context);
  unmarkAll(context);
  stateOf(context).peers.clear();
  stateOf(context).changes.clear();
}

export const antiEntropy: Protocol = {
  id: 'anti-entropy',
  durable: () => ({ ...newLog(), ...newMarks() }),
  volatile: newState,
  ticks: [
    {
      name: 'anti-entropy',
      intervalMs: ({ antiEntropy: { mechanism, intervalMs } }) => (mechanism === 'off' ? null : intervalMs),
      jitter: (config) => config.antiEntropy.jitter,
      run: tick,
    },
    {
      name: 'tree-rebuild',
      intervalMs: ({ antiEntropy: { mechanism, rebuildIntervalMs } }) => (mechanism === 'merkle' ? rebuildIntervalMs : null),
      jitter: () => 0,
      run: rebuildTrees,
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
    'repaired-mark': takeMark,
  },
  timers: { 'session-timeout': timedOut, 'paced-send': sendPaced },
  locals: {
    'ring-changed': forgetPeers,
    'range-recut': (context) => {
      if (context.trees !== null) rebuildTrees(context);
    },
    'value-applied': (context, event) => {
      treeChange(context, event.key, event.before, event.after);
      markChange(context, event.key);
      logChange(context, event);
      countChange(context, event.key);
    },
  },
};
