/**
 * Every field term that lessons, stage and knobs use, in one place: two sentences each, the first what it is, the second what follows from it here.
 * A term on screen opens its definition (`Term.tsx`); ids are what the prose and the page write.
 */
export interface FieldTerm {
  readonly id: string;
  readonly term: string;
  readonly definition: string;
}

/** How a term is written where it is not just its id with spaces. */
const written: Readonly<Record<string, string>> = {
  overlap: 'R + W > N',
  'fan-out': 'fan-out',
  'anti-entropy': 'anti-entropy',
  'push-pull': 'push-pull',
  infected: 'informed',
  rumor: 'rumour',
  'merkle-tree': 'Merkle tree',
  'over-streaming': 'over-streaming',
  'tie-break': 'tie-break',
  crdt: 'CRDT',
  'or-set': 'OR-Set',
};

const cluster = {
  replica: 'A replica is a server that keeps copies of keys and answers for them. Each works by itself and knows of the others only what messages tell it.',
  owner:
    'The owners of a key are the replicas that are responsible for storing it. They follow from the key’s place on the ring, so every replica can work them out.',
  coordinator:
    'The coordinator is whoever carries out a client’s request: it asks the owners of the key and counts their answers. Here any replica can do it, and so can the client itself.',
  client: 'A client is the program that reads and writes. It sees only the answers it gets, never the copies themselves.',
  key: 'A key is the name under which a value is stored. Each key has its own owners, its own versions and its own conflicts.',
  'replication-factor':
    'The replication factor, N, is how many replicas store a copy of each key. More copies survive more failures, and leave more copies to be brought up to date.',
  ring: 'The ring places replicas and keys on a circle by their hashes; a key belongs to the first N different replicas clockwise from it. When a replica joins or leaves, only the keys next to it move.',
  leaderless:
    'In a leaderless store every owner of a key may take a write; none is asked first. So two writes can meet no common replica in time, and the copies have to be reconciled later.',
  message:
    'A message carries news from one node to another and takes time on the way. It can be late, doubled or lost, and its sender cannot tell which without an answer.',
  latency: 'Latency is the time that a message spends on its way. It varies, so messages can overtake one another.',
  'in-flight': 'A message in flight has been sent and has not arrived. What it carries is not yet known where it is going.',
};

const requests = {
  acknowledgement: 'An acknowledgement is the answer that says “I have stored it”. The client hears that its write is done when enough replicas have sent one.',
  quorum: 'A quorum is a majority of a key’s replicas: two of three, three of five. Any two majorities share at least one replica.',
  'consistency-level': 'The consistency level says how many replicas must answer before a request counts as done. R is the number for reads, W for writes.',
  overlap:
    'When R + W is more than N, the replicas read and the replicas written share at least one. So a read sees every write acknowledged before it, as long as quorums are strict and no clock or disk misleads.',
  'sloppy-quorum':
    'A sloppy quorum counts answers from replicas that stand in for unreachable owners. Writes go on during a failure, but reads and writes may no longer share a replica.',
  'fan-out': 'The fan-out is how many peers a node contacts at once. A larger one spreads news in fewer rounds and costs more messages.',
  timeout:
    'A timeout is how long a node waits for an answer before it goes on without. It cannot tell a slow peer from a dead one, or a lost question from a lost answer.',
  'failed-write': 'A write fails when too few replicas acknowledge it in time. What was stored stays stored, so a failed write may still be seen later.',
  operation:
    'An operation is one read, write or delete, from the client’s request to the answer. Two operations overlap when neither ended before the other began.',
};

const consistency = {
  'eventual-consistency':
    'Eventual consistency promises that once writes stop, all copies come to hold the same, reflecting every write. It says neither when, nor what is read until then.',
  stale:
    'A copy is stale if it lacks a write that was acknowledged and not superseded since. A read is stale if it returns without a write that was acknowledged before the read began.',
  converged: 'The replicas have converged when all owners of every key store the same versions. A later write makes them differ again until it has spread.',
  divergence: 'Divergence is when owners of a key store different versions of it. It is normal while a write is under way, and a fault if nothing mends it.',
  partition:
    'A partition splits the network into sides whose messages do not reach each other. Replicas on both sides go on, and each side misses what the other writes.',
  heal: 'To heal a partition is to let its sides talk again. Nothing that was lost is sent again by itself: a repair has to carry it over.',
  crash: 'A replica that has crashed handles nothing and loses its memory; its disk stays unless that is lost too. While it is down it misses every write.',
  durable: 'Data is durable once it is on disk and so survives a crash. What was acknowledged before it was synced to disk can still be lost.',
  belief:
    'A node’s belief about a peer is a guess from what it has heard: after an unanswered request it holds the peer for dead, until it hears from it again. It can be wrong, since a silent peer may only be out of reach.',
};

const repairs = {
  'read-repair':
    'Read repair compares the answers to a read and sends what is missing to the replicas that were behind. It mends only keys that are read, and only the replicas that were asked.',
  hint: 'A hint is a write kept for a replica that could not be reached, with the name of the replica it is for. Its holder sends it on when the replica answers again.',
  'hinted-handoff':
    'Hinted handoff keeps the writes that a replica missed as hints and replays them when it is back. It is best effort: hints expire, are refused after a long outage, and are lost with their holder.',
  'hint-window': 'The hint window is how long a replica may be silent before no more hints are kept for it. A longer outage needs another repair.',
  'anti-entropy':
    'Anti-entropy compares what two replicas store and ships what differs, in the background and again and again. It finds every difference in time, whether anyone reads the key or not.',
  gossip:
    'In gossip each node tells a few peers, chosen at random, what it knows, and they do the same in turn. News reaches everyone with high probability though nobody is in charge.',
  push: 'In push gossip, a node that has the news sends it to a random peer. It is fast at first and slow at the end, when most peers that it picks know already.',
  pull: 'In pull gossip, every node asks a random peer for news that it lacks. It may teach nobody at first, and ends fast, when nearly any peer can answer.',
  'push-pull': 'In push-pull gossip, two nodes that meet tell each other what the other lacks. It joins the quick start of push to the quick end of pull.',
  round: 'A round is one cycle in which every acting node contacts its peers once. What a node learns in a round it can pass on only in the next.',
  infected: 'A node is informed, or infected in the words of epidemics, once it holds the news. One that does not hold it yet is susceptible.',
  epidemic: 'An epidemic protocol spreads data as a disease spreads, by random contacts. Its speed follows the mathematics of infections.',
  rumor: 'A rumour is news that a node passes on only until it has met enough peers who know it. Traffic then stops by itself, and a few nodes may never hear.',
  residue: 'The residue is the share of nodes that have not heard when a rumour has died out. Something slower and thorough must reach them.',
  digest:
    'A digest is a short summary of what a node holds, such as keys with their versions. Comparing digests first saves sending values that the other has.',
  repair:
    'A repair makes a divergent copy equal to what all the owners’ copies merge to. Every repair here is counted under the mechanism whose message did it.',
  'convergence-time':
    'The convergence time is how long after the last write all copies agree. No eventually consistent store bounds it by itself; its repairs and their timers do.',
};

const trees = {
  hash: 'A hash is a short number computed from data so that different data almost surely gets a different number. Equal hashes are taken to mean equal data.',
  'merkle-tree':
    'A Merkle tree is a tree of hashes: leaves hash ranges of keys, each node above hashes its children. Two replicas find what differs by comparing from the root down, and skip every branch that is equal.',
  root: 'The root is the top hash of a Merkle tree and stands for all keys below. Equal roots end the comparison at once.',
  leaf: 'A leaf of a Merkle tree hashes all keys of one range, with their versions, values and tombstones. If it differs, at least one of them does, but not necessarily all.',
  branching: 'The branching is how many children each node of the tree has. More children make fewer levels, and more hashes to compare in each.',
  depth: 'The depth of a tree is the number of levels below its root. A deeper tree has smaller leaves, more hashes to keep and more round trips.',
  'over-streaming': 'Over-streaming is to ship keys that did not differ, because they share a leaf with one that did. Smaller leaves reduce it.',
  session:
    'A session is one comparison between two replicas, from the first hash to the last copy shipped. If an answer does not come in time, it ends as failed and the next one starts over.',
  'round-trip': 'A round trip is a message and its answer. A comparison needs one for each level of the tree at which something differs.',
};

const versions = {
  version: 'A version is one state of a key: a value, or a delete, with what tells it from others. Replicas compare versions to see which replaces which.',
  timestamp: 'A timestamp is the time that the writer’s coordinator read from its own clock. It orders writes only as well as those clocks agree.',
  'clock-skew': 'Clock skew is how far a node’s clock is from true time. Under last write wins, a fast clock can make an earlier write beat a later one.',
  'last-write-wins': 'Last write wins keeps the version with the larger timestamp and drops the other. Of two concurrent writes, one is lost without a word.',
  'tie-break':
    'A tie-break decides between versions with equal timestamps by a rule that every replica shares. Without one, each keeps its own and they never agree.',
  'happens-before':
    'One write happens before another if the writer of the second could have known of the first. If neither did, the two are concurrent, whatever the clocks say.',
  concurrent: 'Two writes are concurrent if neither was made with knowledge of the other. No order between them is right, so keeping both loses nothing.',
  'version-vector':
    'A version vector counts, for each replica, how many of its writes to the key are known. If one vector is at least as large in every entry it is newer or equal; if each is larger somewhere, they are concurrent.',
  'vector-clock':
    'A vector clock counts the events of every process, to tell which came before which. A store’s version vector has the same form, but counts the writes to one key.',
  dot: 'A dot names one single write: the replica that took it and that replica’s count, as in A2. It tells the write itself apart from the writes it had seen.',
  'dotted-version-vector':
    'A dotted version vector keeps a dot for each sibling beside the vector of what is known. So a write replaces just the siblings that its writer had read, and no false siblings arise.',
  'causal-context':
    'The causal context is what a client’s last read had seen, handed back with its next write. It tells the store which versions the write replaces.',
  sibling: 'Siblings are concurrent versions of one key that are kept side by side. A read returns them all, and a write that has seen them all replaces them.',
  'false-sibling':
    'A false sibling is kept although a later write had seen it. One merged version vector for a key makes them, because it cannot name its versions one by one.',
  merge:
    'A merge makes one state out of two so that neither’s news is lost. If order, grouping and repetition of merges make no difference, replicas that have seen the same writes agree.',
  supersede: 'One version supersedes another if by the store’s own rule it replaces it. A superseded version may be dropped; a concurrent one may not.',
  resolve:
    'To resolve siblings is to write one value in their place, with the context of having read them. What the value should be is for the application to say.',
  union:
    'The union of two sets holds whatever is in either. As a merge of carts it loses no added item, but brings back one that was removed on the other side.',
  'lost-update':
    'An update is lost if it was acknowledged and then vanishes without a later write that knew of it. Last write wins loses one of any two concurrent writes.',
  crdt: 'A CRDT, a conflict-free replicated data type, is a type whose states merge by a fixed rule, in any order and any number of times, to the same result. The rule decides what a conflict means, so one has to choose the type that means what one wants.',
  'or-set':
    'An OR-Set, or observed-remove set, tags every add and removes only the tags that the remover had seen. So an add that is concurrent with a remove survives it.',
};

const deletes = {
  tombstone:
    'A tombstone is the version that a delete writes: it says that the key is gone. It must outlive every older copy, or a repair would bring the value back.',
  grace: 'Grace is how long a tombstone is kept before it may be dropped. Within it, every replica that missed the delete must be repaired.',
  compaction: 'Compaction rewrites what a replica stores and drops tombstones past their grace. It is local: no replica asks the others first.',
  resurrection:
    'Resurrection is the return of a deleted value. A replica that missed the delete offers its old copy to peers that have dropped the tombstone, and they take it for news.',
};

const runs = {
  'simulated-time': 'Simulated time is the run’s own time, counted by the engine and not by your clock. It can be played slower or faster, and back.',
  seed: 'The seed is the number that decides every chance in a run: delays, losses, whom a gossip picks. The same scenario, seed and commands always give the same run.',
  event: 'An event is one thing that happens in a run: a command, a message that arrives, a timer. Between two events nothing changes.',
  moment:
    'A moment is an event worth stopping at: a drop, an answer to a client, a fault, a repair or a changed value; in rounds, the end of one. Stepping by moment skips the rest.',
  trace: 'The trace is the full record of a run, event by event, with causes. Every picture and number on this page is read from it.',
  scenario: 'A scenario is a run’s description: replicas, network, settings and scripted commands. With a seed and your commands it fixes the run.',
  branch: 'A branch is another future of a run, which begins where you acted in its past. The future that was there before is kept.',
  lane: 'A lane is one of two runs shown on the same time bar. They differ in one setting only, so every difference you see follows from it.',
  mean: 'The mean of a number is its average over many seeds. One run may lie well above or below it.',
};

const definitions: Readonly<Record<string, string>> = { ...cluster, ...requests, ...consistency, ...repairs, ...trees, ...versions, ...deletes, ...runs };

export const terms: readonly FieldTerm[] = Object.entries(definitions).map(([id, definition]) => ({
  id,
  term: written[id] ?? id.replaceAll('-', ' '),
  definition,
}));

const byId = new Map(terms.map((entry) => [entry.id, entry]));

/** Null where there is no such term. */
export function termOf(id: string): FieldTerm | null {
  return byId.get(id) ?? null;
}
