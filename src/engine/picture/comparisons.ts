/**
 * Comparisons as pictures show them: a fold over the records of anti-entropy sessions and their messages. Keeps the six begun last,
 * running ones rather than ended ones. Entries are replaced, never changed, so snapshots and checkpoints share them; while none is open
 * a message costs one comparison of a number.
 */
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { addressOf, type Message, type MessageType } from '../message.ts';
import type { DifferencesPayload, HashesPayload, ReturnPayload, TreePayload } from '../protocols/index.ts';
import type { DropReason, Moment, RecordOf } from '../trace.ts';
import { fullCost } from './comparison-cost.ts';
import { saidIn } from './comparison-text.ts';
import { askedLevel, comparedLevel, comparedWhole, knownLevel, newTrees, type Pair, shownTrees, totalNodes } from './comparison-trees.ts';
import type { ComparedTree, ComparisonView, ExchangeView } from './comparison-view.ts';

export const COMPARISONS_KEPT = 6;
const MESSAGES_KEPT = 120;

interface Tracked extends Pair {
  readonly view: ComparisonView;
  /** All that the two share, of which the view shows some. */
  readonly trees: readonly ComparedTree[];
  /** The latest question about hashes. */
  readonly question: HashesPayload | null;
  /** The answer that the initiator waits for; null once it came. */
  readonly awaiting: string | null;
  /** Whole trees that have come and that the initiator compares before it says or ends anything more. */
  readonly whole: TreePayload | null;
}

export interface ComparisonsState {
  tracked: readonly Tracked[];
  /** In the order in which they began. */
  views: readonly ComparisonView[];
  /** True while some kept one runs or has a message in flight. */
  open: boolean;
}

const types = new Set<MessageType>([
  ...(['version-digest', 'version-answer', 'log-request', 'log-entries', 'log-versions'] as const),
  ...(['full-state', 'merkle-request', 'merkle-tree', 'merkle-hashes', 'merkle-differences'] as const),
  ...(['merkle-keys', 'merkle-versions', 'merkle-return', 'repaired-mark'] as const),
]);
const answers = new Set<MessageType>(['version-answer', 'log-entries', 'merkle-tree', 'merkle-differences', 'merkle-return']);

function isOpen({ state, messages }: ComparisonView): boolean {
  return state === 'running' || messages.some(({ endedUs }) => endedUs === null);
}

function setTracked(state: ComparisonsState, tracked: readonly Tracked[]): void {
  state.tracked = tracked;
  state.views = tracked.map(({ view }) => view);
  state.open = state.views.some(isOpen);
}

function update(state: ComparisonsState, session: string, change: (tracked: Tracked) => Tracked): void {
  const at = state.tracked.findLastIndex(({ view }) => view.session === session);
  if (at < 0) return;
  setTracked(state, state.tracked.with(at, change(state.tracked[at])));
}

function edit(tracked: Tracked, changes: Partial<ComparisonView>): Tracked {
  return { ...tracked, view: { ...tracked.view, ...changes } };
}

function started(state: ComparisonsState, record: RecordOf<'session-started'>, { atUs }: Moment, facts: FoldFacts): void {
  const pair = { from: record.replica, to: record.peer };
  const mechanism = record.mechanism as ComparisonView['mechanism'];
  const trees = mechanism === 'merkle' ? newTrees(facts, pair) : [];
  const cost = fullCost(facts, pair.from, pair.to);
  const view: ComparisonView = {
    session: record.session,
    mechanism,
    from: facts.replicaName(pair.from),
    to: facts.replicaName(pair.to),
    startedUs: atUs,
    endedUs: null,
    state: 'running',
    failure: null,
    hashBytes: facts.scenario.antiEntropy.hashBytes,
    hashesCompared: 0,
    hashesDiffering: 0,
    hashesTotal: trees.reduce((sum, tree) => sum + totalNodes(tree), 0),
    roundTrips: 0,
    payloadBytes: 0,
    bytes: 0,
    keysDiffering: null,
    keysSent: 0,
    sharedKeys: cost.keys,
    fullBytes: cost.bytes,
    trees: shownTrees(trees),
    treesTotal: trees.length,
    messages: [],
  };
  let kept = state.tracked;
  if (kept.length >= COMPARISONS_KEPT) {
    const over = kept.findIndex((one) => one.view.state !== 'running');
    kept = kept.toSpliced(Math.max(over, 0), 1);
  }
  setTracked(state, [...kept, { ...pair, view, trees, question: null, awaiting: null, whole: null }]);
}

const PLAIN_ANSWERS: { readonly [T in MessageType]?: string } = { 'merkle-tree': 'tree', 'version-answer': 'digest', 'log-entries': 'log' };
const PLAIN_QUESTIONS: { readonly [T in MessageType]?: string } = { 'merkle-request': 'tree', 'version-digest': 'digest', 'log-request': 'log' };

/** What an answer answers: a session takes the first of each. */
function answerKey({ type, payload }: Message): string {
  const plain = PLAIN_ANSWERS[type];
  if (plain !== undefined) return plain;
  return type === 'merkle-return' ? 'return' : `differences ${String((payload as DifferencesPayload).level)}`;
}

function awaitedBy({ type, payload }: Message): string {
  const plain = PLAIN_QUESTIONS[type];
  if (plain !== undefined) return plain;
  return type === 'merkle-hashes' ? `differences ${(payload as HashesPayload).level}` : type === 'merkle-keys' ? 'differences null' : 'return';
}

function sent(state: ComparisonsState, message: Message, facts: FoldFacts): void {
  if (!state.open || !types.has(message.type)) return;
  update(state, sessionOf(message), (tracked) => {
    const before = message.copy > 0 || answers.has(message.type) ? tracked : withWhole(tracked, facts);
    const after = followed(before, message, facts);
    if (after.view.messages.length >= MESSAGES_KEPT) return after;
    const { type, sentUs, deliverUs, bytes } = message;
    const exchange: ExchangeView = {
      address: addressOf(message, (actor) => facts.replicaName(actor)),
      type,
      from: facts.replicaName(message.from),
      to: facts.replicaName(message.to),
      sentUs,
      deliverUs,
      endedUs: null,
      dropped: null,
      bytes,
      ...saidIn(facts, message, after.trees),
    };
    return edit(after, { messages: [...after.view.messages, exchange] });
  });
}

/** What the trees and the costs become with a message that was sent; a duplicate changes neither. */
function followed(before: Tracked, message: Message, facts: FoldFacts): Tracked {
  if (message.copy > 0 || before.view.state !== 'running') return before;
  const { type, payload } = message;
  if (answers.has(type)) {
    const { question } = before;
    const level = type === 'merkle-differences' ? (payload as DifferencesPayload).level : null;
    if (question === null || level === null || level !== question.level || before.trees.some(({ levels }) => levels[level].compared > 0)) return before;
    const { trees } = payload as Extract<DifferencesPayload, { readonly level: number }>;
    return withTrees(before, comparedLevel(facts, before, before.trees, question, trees));
  }
  const { view } = before;
  const paid = {
    bytes: view.bytes + message.bytes,
    payloadBytes: view.payloadBytes + message.payloadBytes,
    keysSent: view.keysSent + message.cells.length,
  };
  const next = { ...edit(before, paid), awaiting: awaitedBy(message) };
  if (type !== 'merkle-hashes') return next;
  const question = payload as HashesPayload;
  return withTrees({ ...next, question }, askedLevel(facts, before, before.trees, question));
}

function withTrees(tracked: Tracked, trees: readonly ComparedTree[]): Tracked {
  let hashesDiffering = 0;
  for (const { levels } of trees) for (const { known, different } of levels) if (known > 0) hashesDiffering += different;
  return { ...edit(tracked, { trees: shownTrees(trees), hashesDiffering }), trees };
}

/** The trees with the comparison of whole ones that had come, if any. */
function withWhole(tracked: Tracked, facts: FoldFacts): Tracked {
  if (tracked.whole === null) return tracked;
  const trees = comparedWhole(facts, tracked, tracked.trees, tracked.whole.trees, facts.scenario.antiEntropy.skipRoot);
  const { view } = tracked;
  const compared = trees.reduce((sum, { levels }) => sum + levels.reduce((nodes, level) => nodes + level.compared, 0), 0);
  return withTrees(edit({ ...tracked, whole: null }, { hashesCompared: view.hashesCompared + compared, roundTrips: view.roundTrips + 1 }), trees);
}

function delivered(state: ComparisonsState, message: Message, atUs: number, facts: FoldFacts): void {
  if (!state.open || !types.has(message.type)) return;
  update(state, sessionOf(message), (before) => {
    const ended = over(before, message, atUs, null, facts);
    if (!answers.has(message.type) || before.view.state !== 'running' || before.awaiting !== answerKey(message)) return ended;
    const { view } = ended;
    const heard = edit(
      { ...ended, awaiting: null },
      {
        bytes: view.bytes + message.bytes,
        payloadBytes: view.payloadBytes + message.payloadBytes,
        keysSent: view.keysSent + message.cells.length,
      },
    );
    if (message.type === 'merkle-return') return edit(heard, { keysDiffering: (message.payload as ReturnPayload).differing });
    if (message.type === 'version-answer' || message.type === 'log-entries') return heard;
    if (message.type === 'merkle-tree') return { ...heard, whole: message.payload as TreePayload };
    const { level } = message.payload as DifferencesPayload;
    if (level === null || heard.question === null) return heard;
    const compared = heard.question.trees.reduce((sum, { hashes }) => sum + hashes.length / 2, 0);
    return withTrees(edit(heard, { hashesCompared: view.hashesCompared + compared, roundTrips: view.roundTrips + 1 }), knownLevel(heard.trees, level));
  });
}

function over(tracked: Tracked, message: Message, endedUs: number, dropped: DropReason | null, facts: FoldFacts): Tracked {
  const address = addressOf(message, (actor) => facts.replicaName(actor));
  const at = tracked.view.messages.findLastIndex((one) => one.address === address);
  if (at < 0) return tracked;
  return edit(tracked, { messages: tracked.view.messages.with(at, { ...tracked.view.messages[at], endedUs, dropped }) });
}

/** Every message of a session names it. */
function sessionOf({ payload }: Message): string {
  return (payload as { readonly session: string }).session;
}

function ended(state: ComparisonsState, record: RecordOf<'session-ended' | 'session-failed'>, { atUs }: Moment, facts: FoldFacts): void {
  update(state, record.session, (tracked) => {
    const before = withWhole(tracked, facts);
    const { hashesCompared, roundTrips, keysDiffering } = record;
    if (record.type === 'session-ended') return edit(before, { state: 'done', endedUs: atUs, hashesCompared, roundTrips, keysDiffering });
    const lost = before.view.messages.findLast(({ dropped }) => dropped !== null);
    const why = lost === undefined ? 'no answer came in time' : `no answer came in time: a message of ${lost.from} was dropped (${lost.dropped})`;
    return edit(before, { state: 'failed', endedUs: atUs, failure: why });
  });
}

export const comparisons: Fold<ComparisonsState> = {
  id: 'comparisons',
  create: () => ({ tracked: [], views: [], open: false }),
  on: {
    'session-started': started,
    'message-sent': (state, { message }, _, facts) => sent(state, message, facts),
    'message-duplicated': (state, { message }, _, facts) => sent(state, message, facts),
    'message-delivered': (state, { message }, { atUs }, facts) => delivered(state, message, atUs, facts),
    'message-dropped'(state, { message, reason }, { atUs }, facts) {
      if (state.open && types.has(message.type)) update(state, sessionOf(message), (before) => over(before, message, atUs, reason, facts));
    },
    'session-ended': ended,
    'session-failed': ended,
    // A session lives in its initiator's memory: a crash ends it without a record.
    'replica-crashed'(state, { replica }, { atUs }, facts) {
      if (!state.open) return;
      for (const { from, view } of state.tracked) {
        if (from !== replica || view.state !== 'running') continue;
        update(state, view.session, (before) => edit(before, { state: 'failed', endedUs: atUs, failure: `${facts.replicaName(replica)} crashed` }));
      }
    },
  },
  fork: (state) => ({ ...state }),
};
