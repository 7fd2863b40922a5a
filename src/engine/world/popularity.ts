/**
 * Which key an operation of a workload asks for: every key alike, the few hot ones more often (a share of the operations on a share of
 * the keys), or by Zipf's law, under which the r-th most popular key is asked for in proportion to 1 / r^exponent (YCSB's and most
 * caches' model of popularity). k0 is the most popular key. A key is the quantile of one uniform draw, so it depends on nothing else.
 */
import pow from '@stdlib/math-base-special-pow';
import type { WorkloadLine } from '../scenario/scenario.ts';

/** The number of the key, from 0, for a uniform draw `u` in [0, 1). */
export function popularKey(line: Pick<WorkloadLine, 'keys' | 'distribution' | 'exponent' | 'hotKeys' | 'hotOperations'>, u: number): number {
  const { keys, distribution, exponent, hotKeys, hotOperations } = line;
  switch (distribution) {
    case 'uniform':
      return Math.floor(u * keys);
    case 'hot':
      return hotKey(keys, hotKeys, hotOperations, u);
    case 'zipf':
      return zipfKey(keys, exponent, u);
  }
}

/** The first `hotKeys` of the keys, at least one of them, take the share `hotOperations` of the operations; the rest share the rest. */
function hotKey(keys: number, hotKeys: number, hotOperations: number, u: number): number {
  const hot = Math.min(keys, Math.max(1, Math.round(hotKeys * keys)));
  if (hot === keys) return Math.floor(u * keys);
  if (u < hotOperations) return Math.floor((u / hotOperations) * hot);
  return Math.min(keys - 1, hot + Math.floor(((u - hotOperations) / (1 - hotOperations)) * (keys - hot)));
}

function zipfKey(keys: number, exponent: number, u: number): number {
  const sums = zipfSums(keys, exponent);
  const wanted = u * sums[keys - 1];
  let low = 0;
  let high = keys - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Tables asked for so far, by what they are of: a line asks for the same one every time. A table follows from its name, so it is no state of a run. */
const remembered = new Map<string, Float64Array>();
const TABLES_REMEMBERED = 8;

/** By rank: the weights of all ranks up to it, added in that order everywhere. */
function zipfSums(keys: number, exponent: number): Float64Array {
  const id = `${keys}:${exponent}`;
  const known = remembered.get(id);
  if (known !== undefined) return known;
  const sums = new Float64Array(keys);
  let sum = 0;
  for (let rank = 1; rank <= keys; rank++) {
    sum += exponent === 1 ? 1 / rank : pow(rank, -exponent);
    sums[rank - 1] = sum;
  }
  if (remembered.size >= TABLES_REMEMBERED) remembered.clear();
  remembered.set(id, sums);
  return sums;
}
