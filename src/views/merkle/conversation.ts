/**
 * The messages of a comparison in the order of asking: each question with its answer is a step, drawn downwards between two lanes.
 * Where a message stands on its way is a function of simulated time. Pure.
 */
import type { ComparisonView, ExchangeView } from '../../engine/picture/comparison-view.ts';

export interface Step {
  readonly question: ExchangeView | null;
  readonly answer: ExchangeView | null;
}

/** Duplicates and their answers are steps of their own. */
export function stepsOf({ from, messages }: ComparisonView): readonly Step[] {
  const steps: { question: ExchangeView | null; answer: ExchangeView | null }[] = [];
  for (const message of messages) {
    if (message.from === from) {
      steps.push({ question: message, answer: null });
      continue;
    }
    const open = steps.find(
      (step) => step.question !== null && step.answer === null && step.question.endedUs !== null && step.question.level === message.level,
    );
    if (open === undefined) steps.push({ question: null, answer: message });
    else open.answer = message;
  }
  return steps;
}

/** How far the message has come, 0 to 1. */
export function progressOf({ sentUs, deliverUs, endedUs, dropped }: ExchangeView, tUs: number): number {
  if (endedUs !== null && dropped === null) return 1;
  const at = Math.min(endedUs ?? tUs, tUs);
  if (deliverUs <= sentUs) return 1;
  return Math.min(dropped === null ? 1 : 0.86, Math.max(0, (at - sentUs) / (deliverUs - sentUs)));
}

export function stepLabel({ question, answer }: Step, levels: number): string {
  const message = question ?? answer;
  if (message === null) return '';
  switch (message.type) {
    case 'merkle-hashes':
    case 'merkle-differences':
      return message.level === null ? 'keys' : levelName(message.level, levels);
    case 'merkle-keys':
      return 'keys';
    case 'merkle-request':
    case 'merkle-tree':
      return 'tree';
    case 'log-request':
    case 'log-entries':
      return 'log';
    case 'full-state':
      return 'everything';
    default:
      return 'versions';
  }
}

export function levelName(level: number, levels: number): string {
  return level === 0 ? 'root' : level === levels - 1 ? 'leaves' : `level ${level}`;
}
