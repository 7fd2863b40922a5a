/** Random clusters with random bugs of the documents: whatever they do to the store, the engine runs on, checkpoints included, and no two messages share an address. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../engine/cluster.ts';
import { literalIds, literalMismatch } from '../engine/literal/index.ts';
import { addressOf } from '../engine/message.ts';
import { stateHash } from '../engine/state-hash.ts';
import { Dice } from './fuzz/dice.ts';
import { randomDocument } from './fuzz/random-document.ts';
import { scenarioOf } from './scenario-of.ts';

const SEEDS = Number(process.env.LITERAL_SEEDS ?? 16);

describe('literal bugs', { timeout: 300_000 }, () => {
  it('leave the engine itself whole', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const document = randomDocument(seed);
      const { conflict, perKey = {} } = document.store as { readonly conflict: string; readonly perKey?: { readonly [pattern: string]: string } };
      const policies = [conflict, ...Object.values(perKey)];
      const dice = new Dice(seed ^ 0xb06);
      const literal = dice.shuffled(literalIds.filter((id) => literalMismatch(id, policies) === null)).slice(0, dice.whole(1, 5));
      for (const id of literal) seen.add(id);
      const cluster = new Cluster(scenarioOf({ ...document, literal }));
      const { world } = cluster;
      let addresses = new Set<string>();
      world.listener = (record) => {
        if (record.type !== 'message-sent' && record.type !== 'message-duplicated') return;
        const address = addressOf(record.message, world.nameOf);
        if (addresses.has(address)) throw new Error(`seed ${seed} (${literal.join(', ')}): two messages are called ${address}`);
        addresses.add(address);
      };
      const run = (toUs: number): string => {
        while (cluster.nextUs() <= toUs && world.event < 60_000) cluster.step();
        return `${world.hash.hex()} ${stateHash(world)}`;
      };
      run(1_500_000);
      const checkpoint = cluster.checkpoint();
      const kept = new Set(addresses);
      const end = run(3_500_000);
      cluster.restore(checkpoint);
      addresses = kept;
      expect(run(3_500_000), `seed ${seed}: ${literal.join(', ')}`).toBe(end);
    }
    expect(seen.size).toBeGreaterThan(10);
  });
});
