/**
 * A sample of the convergence fuzz for every test run, and a guard that it does real work: a fuzz that stopped diverging, crashing or
 * losing messages would pass in silence. Seeds that once failed stay below by name.
 */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { scenarioOf } from '../scenario-of.ts';
import { checkConvergence, type Tally } from './convergence.ts';
import { type FuzzDocument, randomDocument } from './random-document.ts';

const RUNS = 240;

/** What at least so many of the sample's runs have done. */
const floors: { readonly [what: string]: number } = {
  'looks at a diverged cluster': 0.8,
  'siblings-created': 0.3,
  'hint-stored': 0.3,
  'hint-delivered': 0.2,
  'hint-expired': 0.03,
  'message-duplicated': 0.4,
  'dropped: loss': 0.4,
  'dropped: partition': 0.4,
  'dropped: cut': 0.4,
  'dropped: receiver-down': 0.4,
  'crashed, losing nothing': 0.2,
  'crashed, losing unsynced': 0.1,
  'crashed, losing disk': 0.1,
  'version-lost': 0.1,
  'repaired: read-repair': 0.07,
  'repaired: hinted-handoff': 0.1,
  'repaired: gossip': 0.15,
  'peer-declared-dead': 0.05,
  'repaired: anti-entropy': 0.5,
  'round-ended': 0.05,
  'operation-completed': 0.9,
  'operation-failed': 0.7,
  'command: resolve': 0.5,
  'command: drop': 0.1,
  'clock-changed': 0.5,
  'session-failed': 0.2,
  'replica-joined': 0.12,
  'replica-left': 0.05,
  'copy-dropped': 0.08,
};

function check(document: FuzzDocument): Tally {
  try {
    return checkConvergence(document);
  } catch (error) {
    throw new Error(
      `seed ${document.seed} (its document: npm run fuzz -- convergence --seeds ${document.seed}): ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

describe('convergence after the faults are over', () => {
  const did = new Map<string, number>();

  it(`makes all owners agree on what the textbook says, in ${RUNS} random runs`, { timeout: 600_000 }, () => {
    for (let seed = 1; seed <= RUNS; seed++) for (const what of check(randomDocument(seed)).keys()) did.set(what, (did.get(what) ?? 0) + 1);
  });

  it.each(Object.entries(floors))('was put to the test by: %s, in at least %d of all runs', (what, share) => {
    expect((did.get(what) ?? 0) / RUNS).toBeGreaterThanOrEqual(share);
  });
});

describe('runs that once failed', () => {
  it.each([
    ['a tick numbered twice once its interval had changed', 2],
    ['a client that coordinates and gets a late acknowledgement looked for its hints', 5],
    ['two duplicates of one message shared an address', 12],
    ['a cluster with all replicas down and nothing to come never ended', 13],
    ['commands of one instant came in another order after a restore', 20],
    ['a duplicated forward named two versions', 24],
    ['an owner that named a dot and was not among the W it wrote to gave the dot again', 27],
    ['the names of keys were gone once a later checkpoint was restored after an earlier', 40],
    ['a duplicated forward was answered twice under one address', 65],
    ['a copy whose vector had no dates was told apart from one whose dates were all of the loading', 235],
    ['a replica that held nothing stored a delta of a first event as if others came before it', 1345],
    ['a timer of an earlier try asked stand-ins in the name of the later one', 500360],
    ['a replica whose copy had rotted counted its events from 1 again and gave a dot twice', 501437],
    ['a full queue turned away a hint after all faults were over, and the fuzz took it for a loss', 501246],
    ['a copy of an empty set was told to rot, and has no version that could', 436206],
    ['a key that only a replica about to own it had stored was not counted once it owned it', 154],
    ['a replica that began to join, heard of an earlier move and came to its turn again was never filled', 631],
    ['a range on its way to a silent move was not counted as a copy', 527],
    ['a local write dropped with its range was taken for one of a quorum', 871],
    ['a hint made after its range moved went to one that owned nothing any more', 1642],
    ['the only owner of a key died, was replaced, and was asked for what it had alone', 3107],
    ['one that knew it had left went down before it could go, and what its disk held was counted', 3283],
  ])('%s (seed %i)', (_what, seed) => {
    check(randomDocument(seed));
  });

  it('the rounds of a shorter interval came before those that had passed', () => {
    const cluster = new Cluster(
      scenarioOf({
        version: 1,
        mode: 'rounds',
        gossip: { protocol: 'push', intervalMs: 1000 },
        script: [
          { atMs: 3600, command: { type: 'set', path: 'gossip.intervalMs', value: 100 } },
          { atMs: 4020, command: { type: 'set', path: 'gossip.intervalMs', value: 400 } },
        ],
      }),
    );
    const ends: number[] = [];
    cluster.world.listener = (record, { atUs }) => {
      if (record.type === 'round-ended') ends.push(atUs / 1000);
    };
    while (cluster.nextUs() <= 5_000_000) cluster.step();
    expect(ends).toEqual([1500, 2500, 3500, 3650, 3750, 3850, 3950, 4200, 4600, 5000]);
  });
});
