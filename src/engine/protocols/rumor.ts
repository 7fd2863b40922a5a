/**
 * Gossip that stops: rumour mongering after Demers et al., "Epidemic algorithms for replicated database maintenance" (1987, section 1.4).
 * What a replica newly stores is **hot**; it tells only hot versions, and loses interest once they no longer are news. Some replicas may
 * never hear (the residue), which is the price of stopping.
 *
 *   push  A ──gossip-push (hot)──▶ B ──gossip-feedback (needed?)──▶ A
 *   pull  A ──gossip-pull────────▶ B ──gossip-reply (hot)─────────▶ A ──gossip-feedback (needed?)──▶ B
 *
 * A teller judges at the end of each of its cycles. With feedback, a cycle in which somebody needed the news makes it as hot as at first,
 * one in which nobody did counts; blind, every cycle that told it counts. `counter`: k such contacts in a row and it is no longer hot
 * (of a pull, k such cycles); otherwise each is a coin that ends it with probability 1/k.
 */
import { Concern } from '../../base/draws.ts';
import { type KeyCell, type Message, nthOfAnswer } from '../message.ts';
import type { LocalEvent, NodeContext } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';
import { gossipTargets } from './gossip-targets.ts';

/** One hot version; immutable. */
interface HotRumor {
  /** Of the cell that is hot: feedback on an older one is none on this. */
  readonly hash: number;
  /** Contacts (of a pull, cycles) in a row that were not needed. */
  readonly count: number;
  /** In the cycle that goes on. */
  readonly needed: number;
  readonly unneeded: number;
}

export interface RumorState {
  /** By key, the oldest first. */
  readonly hot: Map<number, HotRumor>;
  /** Which of them the next window begins with, where there are more than fit. */
  firstHot: number;
}

/** Marks a contact as one about rumours; `feedback`: the other end says whether it needed them. */
export interface RumorContact {
  readonly rumor: true;
  readonly feedback: boolean;
}

/** More than `nthOfAnswer` makes of any number of duplicates of a pull. */
const THIRD_LEG_STEP = 1_000_000_000_000;

interface Verdict {
  readonly key: number;
  readonly hash: number;
  readonly needed: boolean;
}

export function isRumor(payload: unknown): payload is RumorContact {
  return typeof payload === 'object' && payload !== null && 'rumor' in payload;
}

export function mongers({ gossip }: NodeContext['config']): boolean {
  return gossip.style === 'rumor' && gossip.protocol !== 'off';
}

/** News is hot wherever it came from; what was dropped is not. */
export function heatUp(context: NodeContext, { key, after }: Extract<LocalEvent, { readonly type: 'value-applied' }>): void {
  if (!mongers(context.config)) return;
  const { hot } = context.volatile as RumorState;
  hot.delete(key);
  if (after !== undefined) hot.set(key, { hash: after.hash, count: 0, needed: 0, unneeded: 0 });
}

export function rumorTick(context: NodeContext, n: number): void {
  const { config } = context;
  const { rumor, protocol, maxKeys } = config.gossip;
  const state = context.volatile as RumorState;
  // In rounds the round's end judges; else a cycle of this replica ends where its next begins.
  if (config.mode !== 'rounds') judgeRumors(context, n);
  if (protocol === 'push' && state.hot.size === 0) return;
  const payload: RumorContact = { rumor: true, feedback: rumor.feedback };
  for (const { target, nth } of gossipTargets(context, n)) {
    if (protocol === 'push') tell(context, target, 'gossip-push', payload, nth);
    else context.send({ to: target, type: 'gossip-pull', payload, payloadBytes: 0, bytes: HEADER_BYTES, nth });
  }
  state.firstHot = state.hot.size > maxKeys ? (state.firstHot + maxKeys) % state.hot.size : 0;
}

/** Sends what is hot and belongs there. Blind, telling alone counts. */
function tell(context: NodeContext, to: number, type: 'gossip-push' | 'gossip-reply', payload: RumorContact, nth: number): void {
  const cells = hotFor(context, to);
  if (cells.length === 0) return;
  const { payloadBytes, bytes } = sizeOfCells(cells);
  context.send({ to, type, payload, cells, payloadBytes, bytes, nth });
  if (!payload.feedback) for (const { key, cell } of cells) take(context, { key, hash: cell.hash, needed: false });
}

function hotFor(context: NodeContext, peer: number): readonly KeyCell[] {
  const { hot, firstHot } = context.volatile as RumorState;
  const { maxKeys } = context.config.gossip;
  let keys = [...hot.keys()];
  if (keys.length > maxKeys) {
    const first = firstHot % keys.length;
    keys = [...keys.slice(first), ...keys.slice(0, first)].slice(0, maxKeys);
  }
  return keys.flatMap((key) => {
    const cell = context.store?.get(key);
    return cell !== undefined && context.view.owns(peer, key) ? [{ key, cell }] : [];
  });
}

export function onRumorPull(context: NodeContext, message: Message, contact: RumorContact): void {
  tell(context, message.from, 'gossip-reply', contact, nthOfAnswer(message));
}

/** Takes rumours in and says which of them were news, by what was stored before any of this message. */
export function hear(context: NodeContext, message: Message, { feedback }: RumorContact): void {
  const verdicts = message.cells.map(({ key, cell }): Verdict => ({ key, hash: cell.hash, needed: isNews(context, key, cell) }));
  for (const { key, cell } of message.cells) context.apply(key, cell, 'gossip', message.from);
  if (!feedback) return;
  const bytes = HEADER_BYTES + verdicts.length * (KEY_BYTES + 1);
  // Of a pull it answers an answer: a duplicate of either must not give two feedbacks one address.
  const nth = message.type === 'gossip-reply' ? message.nth + THIRD_LEG_STEP * message.copy : nthOfAnswer(message);
  context.send({ to: message.from, type: 'gossip-feedback', payload: verdicts, payloadBytes: 0, bytes, nth });
}

function isNews(context: NodeContext, key: number, cell: Cell): boolean {
  const mine = context.store?.get(key);
  return mine === undefined || context.policy.merge(mine, cell) !== mine;
}

export function onFeedback(context: NodeContext, message: Message): void {
  for (const verdict of message.payload as readonly Verdict[]) take(context, verdict);
}

/** Notes one contact's outcome until the cycle is judged. */
function take(context: NodeContext, { key, hash, needed }: Verdict): void {
  const { hot } = context.volatile as RumorState;
  const rumor = hot.get(key);
  if (rumor === undefined || rumor.hash !== hash) return;
  hot.set(key, { ...rumor, needed: rumor.needed + (needed ? 1 : 0), unneeded: rumor.unneeded + (needed ? 0 : 1) });
}

/** The end of a cycle, this replica's `n`th: what was told in vain too often is no longer hot. */
export function judgeRumors(context: NodeContext, n: number): void {
  const { hot } = context.volatile as RumorState;
  const { protocol, rumor } = context.config.gossip;
  for (const [key, { hash, count, needed, unneeded }] of [...hot]) {
    if (needed + unneeded === 0) continue;
    const vain = needed > 0 ? 0 : protocol === 'pull' ? 1 : unneeded;
    const counted = needed > 0 ? 0 : count + vain;
    if (rumor.counter ? counted >= rumor.k : losesInterest(context, n, key, vain)) hot.delete(key);
    else hot.set(key, { hash, count: counted, needed: 0, unneeded: 0 });
  }
}

function losesInterest(context: NodeContext, n: number, key: number, coins: number): boolean {
  for (let coin = 0; coin < coins; coin++) if (context.draw(Concern.rumorCoin + coin * 4096, n, key) < 1 / context.config.gossip.rumor.k) return true;
  return false;
}
