/**
 * The three messages of Cassandra's gossip of membership (Gossiper.examineGossiper), as pure functions over what two nodes know, with
 * their modelled sizes. A digest is an address, a generation and the highest version: 15 bytes, of every node of the ring, so that a
 * Syn grows with the cluster (errata E003-05). Of a node of the same generation only what is above the known version travels; the
 * whole state only where the generation is higher or the node unknown.
 *
 *   A ──Syn: a digest of everyone──▶ B ──Ack: what A lacks, digests of what B lacks──▶ A ──Ack2: what B lacks──▶ B
 */
import { HEADER_BYTES } from '../../wire.ts';
import type { PeerTable } from './peer-table.ts';

/** Address with port (1 + 4 + 2), generation and version (4 each): Cassandra 4.0 on IPv4. */
export const DIGEST_BYTES = 15;
/** A changed heartbeat: a digest and the number of states that follow. */
export const DELTA_BYTES = 19;
/** All of a node's state: its tokens, status, load, schema, …, as the documents count it (errata E003-01). */
export const WHOLE_STATE_BYTES = 100;
/** One hash of everything, as SHA-256 takes. */
export const WHOLE_DIGEST_BYTES = 32;

/** What a Syn lists, by replica number. */
export interface Digests {
  readonly generations: Int32Array;
  readonly versions: Int32Array;
}

/** States as (peer, generation, version, above): what is above that version, or all where it is −1. */
export type States = Int32Array;
/** Digests of what is asked for, as (peer, generation, version): all that is above that version. */
export type Wanted = Int32Array;
export const STATE_STEP = 4;
export const WANTED_STEP = 3;
const ALL = -1;

export interface Answer {
  readonly states: States;
  readonly wanted: Wanted;
}

export function digestsOf(table: PeerTable): Digests {
  return { generations: table.generations, versions: table.versions.slice() };
}

/** What B answers to A's Syn. */
export function examine(table: PeerTable, theirs: Digests): Answer {
  const { generations, versions } = table;
  const states = new Int32Array(generations.length * STATE_STEP);
  const wanted = new Int32Array(generations.length * WANTED_STEP);
  let told = 0;
  let asked = 0;
  for (let peer = 0; peer < generations.length; peer++) {
    const generation = generations[peer];
    const version = versions[peer];
    // One that they have not heard of yet is beyond the end of their list.
    const theirGeneration = theirs.generations[peer] ?? 0;
    const theirVersion = theirs.versions[peer] ?? 0;
    if (theirGeneration === generation && theirVersion === version) continue;
    if (theirGeneration > generation) asked = push3(wanted, asked, peer, theirGeneration, 0);
    else if (theirGeneration < generation) told = push4(states, told, peer, generation, version, ALL);
    else if (theirVersion > version) asked = push3(wanted, asked, peer, generation, version);
    else told = push4(states, told, peer, generation, version, theirVersion);
  }
  return { states: states.slice(0, told), wanted: wanted.slice(0, asked) };
}

/** What A sends in its Ack2: what B asked for, as far as A has it still. */
export function statesFor(table: PeerTable, wanted: Wanted): States {
  const states = new Int32Array((wanted.length / WANTED_STEP) * STATE_STEP);
  let told = 0;
  for (let i = 0; i < wanted.length; i += WANTED_STEP) {
    const peer = wanted[i];
    const above = wanted[i + 2];
    const generation = table.generations[peer];
    const version = table.versions[peer];
    const isSame = generation === wanted[i + 1] && above > 0;
    if (isSame && version <= above) continue;
    told = push4(states, told, peer, generation, version, isSame ? above : ALL);
  }
  return told === states.length ? states : states.slice(0, told);
}

function push3(list: Int32Array, at: number, a: number, b: number, c: number): number {
  list[at] = a;
  list[at + 1] = b;
  list[at + 2] = c;
  return at + WANTED_STEP;
}

function push4(list: Int32Array, at: number, a: number, b: number, c: number, d: number): number {
  list[at] = a;
  list[at + 1] = b;
  list[at + 2] = c;
  list[at + 3] = d;
  return at + STATE_STEP;
}

/** Bytes of a Syn that lists so many nodes. */
export function synBytes(nodes: number): number {
  return HEADER_BYTES + nodes * DIGEST_BYTES;
}

export function answerBytes(states: States, wanted: Wanted): number {
  let bytes = HEADER_BYTES + (wanted.length / WANTED_STEP) * DIGEST_BYTES;
  for (let i = 3; i < states.length; i += STATE_STEP) bytes += states[i] === ALL ? WHOLE_STATE_BYTES : DELTA_BYTES;
  return bytes;
}
