/** Every protocol, in the order in which they hear a node's local events. One more protocol is a file and a line here. */
import { coordination } from '../coordination/index.ts';
import type { Protocol } from '../protocol.ts';
import { antiEntropy } from './anti-entropy/index.ts';
import { compaction } from './compaction.ts';
import { diskSync } from './disk-sync.ts';
import { gossip } from './gossip.ts';
import { hintedHandoff } from './hinted-handoff.ts';
import { phiAccrual, swim } from './membership/index.ts';
import { rangeTransfer } from './range-transfer.ts';
import { readRepair } from './read-repair.ts';
import { scrubbing } from './scrub.ts';

export const protocols: readonly Protocol[] = [
  coordination,
  readRepair,
  hintedHandoff,
  gossip,
  antiEntropy,
  compaction,
  diskSync,
  phiAccrual,
  swim,
  scrubbing,
  rangeTransfer,
];

export { repairNow } from './anti-entropy/index.ts';
export type * from './anti-entropy/messages.ts';
export { compact } from './compaction.ts';
export type { HintState } from './hinted-handoff.ts';
export { gossipedPeers, type PeerView, type PhiState, probedPeers, type SwimState } from './membership/index.ts';
export { scrub } from './scrub.ts';
