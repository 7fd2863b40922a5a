/** Every preset by its id, in the order in which a list shows them. The page opens on the first. */

import { bitRotScrubbed, bitRotSpreads } from './bit-rot.ts';
import { cartAndStatus } from './cart-and-status.ts';
import { cartOrSet } from './cart-or-set.ts';
import { cartUnion } from './cart-union.ts';
import { cassandra4 } from './cassandra-4.ts';
import { coldKeys } from './cold-keys.ts';
import { commentWithAToken } from './comment-with-a-token.ts';
import { commentWithoutAPromise } from './comment-without-a-promise.ts';
import { counterOfThree } from './counter-of-three.ts';
import { dayOne } from './day-one.ts';
import { deleteAcrossRegions } from './delete-across-regions.ts';
import { deleteWithinGrace } from './delete-within-grace.ts';
import { digests5000 } from './digests-5000.ts';
import { dynamo2007 } from './dynamo-2007.ts';
import { failedMinorityWrite } from './failed-minority-write.ts';
import { fastClockLosesAWrite } from './fast-clock-loses-a-write.ts';
import { fiveRegions } from './five-regions.ts';
import { fridayNightAddress } from './friday-night-address.ts';
import { gossip100 } from './gossip-100.ts';
import { gossip1000 } from './gossip-1000.ts';
import { healedByGossip } from './healed-by-gossip.ts';
import { healedByHints } from './healed-by-hints.ts';
import { healedByMerkle } from './healed-by-merkle.ts';
import { healedByReadRepair } from './healed-by-read-repair.ts';
import { hybridClockKeepsAWrite } from './hybrid-clock-keeps-a-write.ts';
import { joinUnderLoad } from './join-under-load.ts';
import { lostHint } from './lost-hint.ts';
import { pbsDisk, pbsSsd, pbsWideArea, pbsYammer } from './measured-staleness.ts';
import { memberlistLan, memberlistLocal, memberlistWan } from './memberlist.ts';
import { membershipDigests } from './membership-digests.ts';
import { membershipPartition } from './membership-partition.ts';
import { merkle1024Leaves } from './merkle-1024-leaves.ts';
import { merkleMillionKeys } from './merkle-million-keys.ts';
import { milkAndEggs, milkOrEggs } from './milk-or-eggs.ts';
import { read42, readUser123 } from './missed-versions.ts';
import { orSetAddWins } from './or-set-add-wins.ts';
import { overloadedReplica } from './overloaded-replica.ts';
import { partitionHealedByGossip } from './partition-healed-by-gossip.ts';
import type { Preset } from './preset.ts';
import { prunedVector } from './pruned-vector.ts';
import { quorumRepairsTheThird } from './quorum-repairs-the-third.ts';
import { readTooSoon } from './read-too-soon.ts';
import { repairBandwidth, repairBandwidthCoarse } from './repair-bandwidth.ts';
import { repairPlan } from './repair-plan.ts';
import { repairPaced, repairStorm } from './repair-storm.ts';
import { emptyNode, replacedNode } from './replaced-node.ts';
import { resurrectedDelete } from './resurrected-delete.ts';
import { riak2 } from './riak-2.ts';
import { rumour1000 } from './rumour-1000.ts';
import { siblingsInACart } from './siblings-in-a-cart.ts';
import { sloppyQuorum } from './sloppy-quorum.ts';
import { staleReplicaEverythingOff } from './stale-replica-everything-off.ts';
import { threeNames } from './three-names.ts';
import { timelineOfX } from './timeline-of-x.ts';
import { twoRegions } from './two-regions.ts';

export { emptyCluster } from './empty-cluster.ts';
export type { Preset } from './preset.ts';

export const presets: { readonly [id: string]: Preset } = {
  'day-one': dayOne,
  'partition-healed-by-gossip': partitionHealedByGossip,
  'stale-replica-everything-off': staleReplicaEverythingOff,
  'healed-by-hints': healedByHints,
  'lost-hint': lostHint,
  'healed-by-read-repair': healedByReadRepair,
  'healed-by-gossip': healedByGossip,
  'healed-by-merkle': healedByMerkle,
  'friday-night-address': fridayNightAddress,
  'timeline-of-x': timelineOfX,
  'x-is-42': read42,
  'user-123': readUser123,
  'siblings-in-a-cart': siblingsInACart,
  'fast-clock-loses-a-write': fastClockLosesAWrite,
  'milk-or-eggs': milkOrEggs,
  'milk-and-eggs': milkAndEggs,
  'cart-union': cartUnion,
  'cart-or-set': cartOrSet,
  'or-set-add-wins': orSetAddWins,
  'counter-of-three': counterOfThree,
  'three-names': threeNames,
  'cart-and-status': cartAndStatus,
  'hybrid-clock-keeps-a-write': hybridClockKeepsAWrite,
  'pruned-vector': prunedVector,
  'failed-minority-write': failedMinorityWrite,
  'quorum-repairs-the-third': quorumRepairsTheThird,
  'sloppy-quorum': sloppyQuorum,
  'comment-without-a-promise': commentWithoutAPromise,
  'comment-with-a-token': commentWithAToken,
  'resurrected-delete': resurrectedDelete,
  'delete-within-grace': deleteWithinGrace,
  'gossip-100': gossip100,
  'gossip-1000': gossip1000,
  'digests-5000': digests5000,
  'merkle-1024-leaves': merkle1024Leaves,
  'merkle-million-keys': merkleMillionKeys,
  'read-too-soon': readTooSoon,
  'cold-keys': coldKeys,
  'overloaded-replica': overloadedReplica,
  'rumour-1000': rumour1000,
  'pbs-lnkd-ssd': pbsSsd,
  'pbs-lnkd-disk': pbsDisk,
  'pbs-ymmr': pbsYammer,
  'pbs-wan': pbsWideArea,
  'repair-storm': repairStorm,
  'repair-paced': repairPaced,
  'membership-digests': membershipDigests,
  'membership-partition': membershipPartition,
  'dynamo-2007': dynamo2007,
  'cassandra-4': cassandra4,
  'riak-2': riak2,
  'memberlist-lan': memberlistLan,
  'memberlist-wan': memberlistWan,
  'memberlist-local': memberlistLocal,
  'bit-rot-spreads': bitRotSpreads,
  'bit-rot-scrubbed': bitRotScrubbed,
  'five-regions': fiveRegions,
  'two-regions': twoRegions,
  'delete-across-regions': deleteAcrossRegions,
  'repair-plan': repairPlan,
  'repair-bandwidth': repairBandwidth,
  'repair-bandwidth-coarse': repairBandwidthCoarse,
  'replaced-node': replacedNode,
  'empty-node': emptyNode,
  'join-under-load': joinUnderLoad,
};
