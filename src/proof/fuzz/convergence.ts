/**
 * One run of the convergence fuzz. Claim: once every fault is over, anti-entropy makes all owners' copies of every key equal, and equal
 * to what the textbook makes of everything that was there when the faults were over.
 *
 * When is that? At the first moment at or after `CALM_MS` at which no operation is open with any client or coordinator and no request
 * is on its way. Before it a version may still be made, or a coordinator may hold the last copy of one in its memory; after it nothing
 * makes versions, nothing loses one (no loss, no crash, hints do not expire, tombstones do not come of age), so what is stored, hinted,
 * staged for a round's end or in flight to be merged at arrival is all there is and will be. That picture goes, as plain data, to
 * `brute-merge.ts`, which shares no code with the engine.
 *
 * `operations-watch.ts` says the same once more from what clients asked for, and that nobody lost what he did not lose by a fault.
 *
 * The same run also shows: no two messages share an address, the convergence fold says what direct comparison of the stores says, a
 * checkpoint is not touched by what happens after it, time never goes back, and nothing throws.
 */
import { Cluster } from '../../engine/cluster.ts';
import { addressOf } from '../../engine/message.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { stateHash } from '../../engine/state-hash.ts';
import type { RecordOf, TraceRecord } from '../../engine/trace.ts';
import { type Cell, isDeleted } from '../../engine/versions/version.ts';
import type { World } from '../../engine/world/world.ts';
import { scenarioOf } from '../scenario-of.ts';
import { bruteMerge, type PlainCopy, type Rule, textOf } from './brute-merge.ts';
import { Dice } from './dice.ts';
import { FuzzFailure, UNFAIR } from './failure.ts';
import { demandCalm, demandRepair } from './fairness.ts';
import { OperationsWatch } from './operations-watch.ts';
import { allCopies, hintedCells, isLeftUnheard, isMoving, isSettled, plainCopy, storedCells } from './picture.ts';
import { CALM_MS, REPAIR_MS } from './random-document.ts';

/** What a run did, to see that the fuzz does real work: how often each type of record came, and a few more. */
export type Tally = Map<string, number>;

const EVENT_LIMIT = 400_000;

/** Runs a document to its end. Throws, saying what does not hold; returns what the run did. */
export function checkConvergence(document: object): Tally {
  const scenario = scenarioOf(document);
  const cluster = new Cluster(scenario);
  const { world } = cluster;
  const rule = (key: number): Rule => ruleOf(scenario.store, world.keys.name(key));
  const tally: Tally = new Map();
  const addresses = new Set<string>();
  const operations = new OperationsWatch(world);
  let settledAtUs = Number.POSITIVE_INFINITY;
  world.listener = (record) => {
    count(tally, record.type);
    hear(record, world, tally, addresses);
    operations.hear(record);
    // What was still on its way to one that left meanwhile is lost.
    const isGone = record.type === 'message-dropped' && record.message.to >= 0 && world.hasLeft(record.message.to);
    if (record.type === 'message-dropped' && world.nowUs > settledAtUs && !isGone && !isSentAgain(record))
      throw new FuzzFailure('dropped late', `${addressOf(record.message, world.nameOf)} was dropped after all faults were over: ${record.reason}`);
  };
  const dice = new Dice(scenario.seed ^ 0x5eed);
  const saves = [dice.whole(0, 120), dice.whole(0, 400)];
  const saved: { readonly checkpoint: ReturnType<Cluster['checkpoint']>; readonly hashes: string }[] = [];
  let expected: ReadonlyMap<number, string> | null = null;
  let shows: ReadonlyMap<number, readonly string[]> = new Map();
  const endUs = Math.round((scenario.stop.atMs ?? 0) * 1000);
  while (cluster.nextUs() <= endUs) {
    if (saves.includes(world.event) && saved.length < 3) saved.push({ checkpoint: cluster.checkpoint(), hashes: hashesOf(world) });
    if (expected === null && cluster.nextUs() > CALM_MS * 1000 && isSettled(world) && !isMoving(world)) {
      demandCalm(world);
      expected = merged(world, rule);
      shows = operations.expected();
      settledAtUs = world.nowUs;
      compareFold(world, rule, tally);
    }
    if (world.event > EVENT_LIMIT) throw new FuzzFailure('endless', `the run did not end within ${EVENT_LIMIT} events, at ${world.nowUs / 1000} ms`);
    const beforeUs = world.nowUs;
    cluster.step();
    if (world.nowUs < beforeUs) throw new FuzzFailure('time went back', `event ${world.event} comes at ${world.nowUs} µs, after one at ${beforeUs} µs`);
    if (world.event % 40 === 0) compareFold(world, rule, tally);
  }
  if (expected === null && isLeftUnheard(world)) return tally.set('left unheard', 1);
  if (expected === null || settledAtUs >= REPAIR_MS * 1000)
    throw new FuzzFailure(endUs > REPAIR_MS * 1000 ? 'unsettled' : UNFAIR, 'operations were still open when anti-entropy began: the fuzz says nothing here');
  compareFold(world, rule, tally);
  demandRepair(world, REPAIR_MS, endUs / 1000);
  compareStores(world, rule, expected);
  operations.compare(shows);
  if (!world.folds.isConverged()) throw new FuzzFailure('fold', 'the stores agree and the convergence fold says they do not');
  tally.set('events', world.event);
  tally.set('keys', expected.size);
  tally.set('keys judged by their operations', shows.size);
  const end = hashesOf(world);
  world.listener = null;
  for (const { checkpoint, hashes } of saved) {
    cluster.restore(checkpoint);
    if (hashesOf(world) !== hashes) throw new FuzzFailure('checkpoint', `the checkpoint after event ${checkpoint.event} was touched by what came after it`);
  }
  // One run in four is also run again from its checkpoint.
  if (saved.length > 0 && scenario.seed % 4 === 0) {
    while (cluster.nextUs() <= endUs) cluster.step();
    if (hashesOf(world) !== end)
      throw new FuzzFailure(
        'checkpoint ends differently',
        `going on from the checkpoint after event ${saved[saved.length - 1]?.checkpoint.event} ends differently`,
      );
  }
  return tally;
}

function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

function hear(record: TraceRecord, world: World, tally: Tally, addresses: Set<string>): void {
  switch (record.type) {
    case 'message-sent':
    case 'message-duplicated': {
      const address = addressOf(record.message, world.nameOf);
      if (addresses.has(address)) throw new FuzzFailure('address', `two messages are called ${address}`);
      addresses.add(address);
      break;
    }
    case 'message-dropped':
      count(tally, `dropped: ${record.reason}`);
      break;
    case 'repaired':
      count(tally, `repaired: ${record.mechanism}`);
      break;
    case 'replica-crashed':
      count(tally, `crashed, losing ${record.lose}`);
      break;
    case 'command-applied':
      count(tally, `command: ${record.command.type}`);
      break;
    default:
  }
}

/** What a full queue turns away is sent again, or its sender still stores it; but for a write, of which it may be the only copy. */
function isSentAgain({ message, reason }: RecordOf<'message-dropped'>): boolean {
  return reason === 'queue-full' && !message.type.endsWith('write');
}

function hashesOf(world: World): string {
  return `${world.hash.hex()} ${stateHash(world)}`;
}

/** The documents of the fuzz name keys whole where they give them a policy. */
function ruleOf({ conflict, perKey, tieBreak }: Scenario['store'], key: string): Rule {
  const policy = perKey[key] ?? conflict;
  if (policy === 'lww-register') return 'lww by namer';
  if (policy !== 'lww' && policy !== 'hlc') return 'vectors';
  return tieBreak === 'replica' ? 'lww by replica' : 'lww by value';
}

type RuleOf = (key: number) => Rule;

function merged(world: World, rule: RuleOf): ReadonlyMap<number, string> {
  const expected = new Map<number, string>();
  for (const [key, cells] of allCopies(world)) expected.set(key, bruteMerge(cells.map(plainCopy), rule(key)) ?? '');
  return expected;
}

function compareStores(world: World, rule: RuleOf, expected: ReadonlyMap<number, string>): void {
  const stores = storedCells(world);
  for (let key = 0; key < world.keys.size; key++) {
    const owners = world.view.preferenceList(key);
    stores.forEach((held, replica) => {
      const cell = held.get(key);
      const holds = cell === undefined ? undefined : textOf(plainCopy(cell), rule(key));
      const should = owners.includes(replica) ? expected.get(key) : undefined;
      if (holds !== should) throw new FuzzFailure('copy', `${world.nameOf(replica)} ends with ${holds} for ${world.keys.name(key)}; it should be ${should}`);
    });
  }
}

/** A key has converged where its owners' copies are equal, or nothing of it is live in any of them or in a hint. */
function compareFold(world: World, rule: RuleOf, tally: Tally): void {
  const stores = storedCells(world);
  const liveHints = new Set(hintedCells(world).flatMap(({ key, cell }) => (isDeleted(cell) ? [] : [key])));
  let diverged = 0;
  for (let key = 0; key < world.keys.size; key++) {
    const copies = world.view.preferenceList(key).map((owner) => stores[owner]?.get(key));
    const live = liveHints.has(key) || copies.some((cell: Cell | undefined) => cell !== undefined && !isDeleted(cell));
    const texts = new Set(copies.map((cell) => (cell === undefined ? '' : textOf(plainCopy(cell) as PlainCopy, rule(key)))));
    if (live && texts.size > 1) diverged++;
  }
  if (diverged > 0) count(tally, 'looks at a diverged cluster');
  if (world.folds.isConverged() !== (diverged === 0))
    throw new FuzzFailure('fold', `after event ${world.event} ${diverged} keys differ and the convergence fold says ${world.folds.isConverged()}`);
}
