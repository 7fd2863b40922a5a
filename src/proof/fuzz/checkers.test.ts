/** A sample of the checkers' fuzz: what was planted is found, by every checker that there is; where nothing may be found, nothing is. */
import { describe, expect, it } from 'vitest';
import { checkers, searchNames } from '../../engine/checkers/index.ts';
import { checkPlanted, plantedDocument, plants } from './plants.ts';
import { checkPromise, promises, promisingDocument } from './promises.ts';

const PLANTS = 10;
const PROMISES = 12;

describe('what is planted', { timeout: 120_000 }, () => {
  it('has a plant for every checker', () => {
    const guarantees = ['read-your-writes', 'monotonic-reads', 'monotonic-writes', 'writes-follow-reads'];
    const folds = checkers.flatMap(({ id }) => (id === 'session-guarantees' ? guarantees : [id]));
    expect(Object.keys(plants).sort()).toEqual([...folds, 'not-converged', ...searchNames].sort());
  });

  it.each(Object.keys(plants))(`is found: %s, ${PLANTS} times`, (checker) => {
    for (let seed = 1; seed <= PLANTS; seed++) checkPlanted(plantedDocument(seed, checker));
  });
});

describe('where it is promised', { timeout: 240_000 }, () => {
  it.each(Object.keys(promises))(`that %s, no checker finds otherwise in ${PROMISES} random runs`, (name) => {
    for (let seed = 1; seed <= PROMISES; seed++) checkPromise(promisingDocument(seed, name));
  });

  it('a stand-in whose write was refused for its signature looked for what it had refused (seed 600004)', () => {
    checkPromise(promisingDocument(600004, 'bad copies stay where they are'));
  });
});
