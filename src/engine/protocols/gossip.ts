/**
 * Gossip of data. In the style anti-entropy it never stops: at every tick a replica contacts `fanout` peers drawn uniformly, with replacement,
 * and pushes what it holds, asks for what it lacks, or both in one contact. After Demers et al., "Epidemic algorithms for replicated
 * database maintenance" (1987). Real systems gossip membership this way, not rows (errata E000-05).
 *
 *   push       A ──gossip-push (versions)──▶ B
 *   pull       A ──gossip-pull (digest)────▶ B ──gossip-reply (what A lacks)──▶ A
 *   push-pull  A ──gossip-push (versions)──▶ B ──gossip-reply (what A lacks)──▶ A
 *
 * More keys than `maxKeys` go in windows of rising key numbers, one window a tick. The style that stops is in `rumor.ts`.
 */
import { type KeyCell, type Message, nthOfAnswer } from '../message.ts';
import type { NodeContext, Protocol } from '../protocol.ts';
import { metadataBytesOf } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';
import { gossipTargets } from './gossip-targets.ts';
import { hear, heatUp, isRumor, judgeRumors, mongers, onFeedback, onRumorPull, type RumorState, rumorTick } from './rumor.ts';

interface GossipState extends RumorState {
  /** First key number of the next window. */
  cursor: number;
}

/** Keys `from` ≤ key < `to`: what a contact is about. */
interface Contact {
  readonly from: number;
  readonly to: number;
  /** The sender's versions of them that the receiver owns: shipped whole in a push, as (key, version) in a pull. */
  readonly held: readonly KeyCell[];
  readonly wantsReply: boolean;
}

const NO_CELLS: readonly KeyCell[] = [];

function tick(context: NodeContext, n: number): void {
  const { protocol, maxKeys } = context.config.gossip;
  if (context.store === null || protocol === 'off') return;
  if (mongers(context.config)) {
    rumorTick(context, n);
    return;
  }
  const state = context.volatile as GossipState;
  const from = state.cursor;
  const to = windowEnd(context, from, maxKeys);
  state.cursor = to === Number.POSITIVE_INFINITY ? 0 : to;
  for (const { target, nth } of gossipTargets(context, n))
    contact(context, target, { from, to, held: heldFor(context, target, from, to), wantsReply: protocol !== 'push' }, protocol, nth);
}

function contact(context: NodeContext, to: number, payload: Contact, protocol: 'push' | 'pull' | 'push-pull', nth: number): void {
  if (protocol === 'pull') {
    let bytes = HEADER_BYTES;
    for (const { cell } of payload.held) bytes += KEY_BYTES + metadataBytesOf(cell);
    context.send({ to, type: 'gossip-pull', payload, payloadBytes: 0, bytes, nth });
    return;
  }
  if (protocol === 'push' && payload.held.length === 0) return;
  const { payloadBytes, bytes } = sizeOfCells(payload.held);
  context.send({ to, type: 'gossip-push', payload, cells: payload.held, payloadBytes, bytes, nth });
}

/** The key number after the window that begins at `from`: infinite where all the rest fits. */
function windowEnd(context: NodeContext, from: number, maxKeys: number): number {
  const { store } = context;
  if (store === null) return Number.POSITIVE_INFINITY;
  let held = 0;
  const next = store.nextHeld(from);
  for (let key = next; key >= 0; key = store.nextHeld(key + 1)) {
    if (held === maxKeys) return key;
    held++;
  }
  return Number.POSITIVE_INFINITY;
}

function heldFor(context: NodeContext, peer: number, from: number, to: number): readonly KeyCell[] {
  const { store, view } = context;
  if (store === null) return NO_CELLS;
  const cells: KeyCell[] = [];
  for (let key = store.nextHeld(from); key >= 0 && key < to; key = store.nextHeld(key + 1)) {
    const cell = store.get(key);
    if (cell !== undefined && view.owns(peer, key)) cells.push({ key, cell });
  }
  return cells;
}

function onPush(context: NodeContext, message: Message): void {
  if (isRumor(message.payload)) hear(context, message, message.payload);
  else onContact(context, message);
}

function onPull(context: NodeContext, message: Message): void {
  if (isRumor(message.payload)) onRumorPull(context, message, message.payload);
  else onContact(context, message);
}

function onContact(context: NodeContext, message: Message): void {
  const contacted = message.payload as Contact;
  // What this node can tell is read before it takes in what came: in rounds that is the state at the round's start.
  const news = contacted.wantsReply ? newsFor(context, message.from, contacted) : NO_CELLS;
  for (const { key, cell } of message.cells) context.apply(key, cell, 'gossip', message.from);
  if (news.length === 0) return;
  const { payloadBytes, bytes } = sizeOfCells(news);
  context.send({ to: message.from, type: 'gossip-reply', payload: null, cells: news, payloadBytes, bytes, nth: nthOfAnswer(message) });
}

/** What this node holds in the window that the other end owns and lacks, or holds an older or concurrent version of. */
function newsFor(context: NodeContext, peer: number, { from, to, held }: Contact): readonly KeyCell[] {
  const mine = heldFor(context, peer, from, to);
  if (mine.length === 0) return mine;
  const theirs = new Map(held.map(({ key, cell }) => [key, cell]));
  return mine.filter(({ key, cell }) => {
    const other = theirs.get(key);
    return other === undefined || context.policy.merge(other, cell) !== other;
  });
}

function onReply(context: NodeContext, message: Message): void {
  if (isRumor(message.payload)) hear(context, message, message.payload);
  else for (const { key, cell } of message.cells) context.apply(key, cell, 'gossip', message.from);
}

export const gossip: Protocol = {
  id: 'gossip',
  volatile: (): GossipState => ({ cursor: 0, hot: new Map(), firstHot: 0 }),
  messages: { 'gossip-push': onPush, 'gossip-pull': onPull, 'gossip-reply': onReply, 'gossip-feedback': onFeedback },
  locals: {
    'value-applied': heatUp,
    'round-ended': (context, { round }) => judgeRumors(context, round),
  },
  ticks: [
    {
      name: 'gossip',
      intervalMs: (config) => (config.gossip.protocol === 'off' ? null : config.gossip.intervalMs),
      jitter: (config) => (config.mode === 'rounds' ? 0 : config.gossip.jitter),
      run: tick,
    },
  ],
};
