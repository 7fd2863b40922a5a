/**
 * What one node knows of every node of the ring, itself included: generation, version, and when it last heard something newer. Flat
 * typed arrays by replica number, because each of a thousand nodes keeps and compares a thousand of them every second. Generation 0:
 * nothing was ever heard. After Cassandra's EndpointState and ArrivalWindow; of a window it keeps the mean, not the thousand intervals.
 */
import { combine, fingerprint } from '../../../base/hash.ts';

/** Cassandra's SAMPLE_SIZE: after so many intervals each new one counts one thousandth of the mean. */
export const WINDOW = 1000;

export class PeerTable {
  /** Shared with digests in flight and with checkpoints: replaced where it changes, which is rare. */
  generations: Int32Array;
  readonly versions: Int32Array;
  /** When something newer was last heard of it, by the node's steady clock. */
  readonly heardUs: Float64Array;
  readonly meanUs: Float64Array;
  /** How many intervals the mean is of. */
  readonly samples: Uint16Array;

  constructor(generations: Int32Array, versions: Int32Array, heardUs: Float64Array, meanUs: Float64Array, samples: Uint16Array) {
    this.generations = generations;
    this.versions = versions;
    this.heardUs = heardUs;
    this.meanUs = meanUs;
    this.samples = samples;
  }

  /** Nothing known of anybody, and everybody counted as heard now. `coldUs`: what the first intervals are taken for. */
  static unknown(replicas: number, nowUs: number, coldUs: number): PeerTable {
    const heardUs = new Float64Array(replicas).fill(nowUs);
    const meanUs = new Float64Array(replicas).fill(coldUs);
    return new PeerTable(new Int32Array(replicas), new Int32Array(replicas), heardUs, meanUs, new Uint16Array(replicas).fill(COLD_SAMPLES));
  }

  fork(): PeerTable {
    return new PeerTable(this.generations, this.versions.slice(), this.heardUs.slice(), this.meanUs.slice(), this.samples.slice());
  }

  /** Room for peers that joined since: nothing is known of them. */
  grownTo(replicas: number, nowUs: number, coldUs: number): PeerTable {
    const grown = PeerTable.unknown(replicas, nowUs, coldUs);
    grown.generations.set(this.generations);
    grown.versions.set(this.versions);
    grown.heardUs.set(this.heardUs);
    grown.meanUs.set(this.meanUs);
    grown.samples.set(this.samples);
    return grown;
  }

  /** A newer heartbeat came. Longer intervals than `longestUs` are no measure of the pace and are not counted. */
  heard(peer: number, nowUs: number, longestUs: number): void {
    const intervalUs = nowUs - this.heardUs[peer];
    this.heardUs[peer] = nowUs;
    if (intervalUs > longestUs) return;
    if (this.samples[peer] < WINDOW) this.samples[peer]++;
    this.meanUs[peer] += (intervalUs - this.meanUs[peer]) / this.samples[peer];
  }

  /** The peer began anew: the pace of its former life says nothing. */
  begin(peer: number, nowUs: number, coldUs: number): void {
    this.heardUs[peer] = nowUs;
    this.meanUs[peer] = coldUs;
    this.samples[peer] = COLD_SAMPLES;
  }

  /** One hash of all generations and versions, below 2^53. */
  hash(): number {
    let high = 0x3c6ef372;
    let low = 0x510e527f;
    const { generations, versions } = this;
    for (let peer = 0; peer < generations.length; peer++) {
      high = combine(combine(high, generations[peer]), versions[peer]);
      low = combine(combine(low, versions[peer]), generations[peer]);
    }
    return fingerprint(high, low);
  }
}

/** A cold window holds two intervals that nobody measured. */
const COLD_SAMPLES = 2;
