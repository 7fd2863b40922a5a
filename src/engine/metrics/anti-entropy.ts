/** Sums over anti-entropy sessions, those that failed included with what they had done by then. */
import type { Fold } from '../folds/fold.ts';
import type { SessionStatistics } from '../trace.ts';

export interface AntiEntropyState {
  /** Ended or failed. */
  sessions: number;
  hashesCompared: number;
  roundTrips: number;
  keysSent: number;
  keysDiffering: number;
  payloadBytes: number;
  bytes: number;
}

function onOver(state: AntiEntropyState, record: SessionStatistics): void {
  state.sessions++;
  state.hashesCompared += record.hashesCompared;
  state.roundTrips += record.roundTrips;
  state.keysSent += record.keysSent;
  state.keysDiffering += record.keysDiffering;
  state.payloadBytes += record.payloadBytes;
  state.bytes += record.bytes;
}

export const antiEntropy: Fold<AntiEntropyState> = {
  id: 'anti-entropy',
  create: () => ({ sessions: 0, hashesCompared: 0, roundTrips: 0, keysSent: 0, keysDiffering: 0, payloadBytes: 0, bytes: 0 }),
  on: { 'session-ended': onOver, 'session-failed': onOver },
  fork: (state) => ({ ...state }),
};
