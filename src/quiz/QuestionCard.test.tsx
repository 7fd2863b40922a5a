/** What a question shows in each of its states, drawn to text. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { all, clickNode, multiple, numeric, ordering, predictHolds, predictRounds, single } from './fixture/questions.ts';
import { kindOf } from './kinds/index.ts';
import { QuestionCard, type QuestionCardProps } from './QuestionCard.tsx';
import type { Answer, Question } from './question.ts';

const nothing = () => undefined;

function html(question: Question, more: Partial<QuestionCardProps> = {}): string {
  return renderToStaticMarkup(
    <QuestionCard
      question={question}
      answer={null}
      grade={null}
      keyReady
      keyError={null}
      selection={null}
      onAnswer={nothing}
      onCommit={nothing}
      onSkip={nothing}
      onSee={nothing}
      onRetry={nothing}
      onSelect={nothing}
      commitLabel="Commit and run"
      {...more}
    />,
  );
}
/** What can be read, without the markup. */
const text = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const graded = (question: Question, answer: Answer, more: Partial<QuestionCardProps> = {}): string =>
  html(question, { answer, grade: kindOf(question).grade(question, answer, question.key), ...more });

const wrong: readonly (readonly [Question, Answer])[] = [
  [single, 'twice'],
  [multiple, ['read']],
  [numeric, 7],
  [ordering, ['send', 'roots', 'leaves', 'children']],
  [predictRounds, { r1: 2, r2: 4, r3: 8, r5: 32, r7: 100 }],
  [predictHolds, { A: 'milk', B: 'both', C: 'eggs' }],
  [clickNode, 'A'],
];

describe('a question', () => {
  it('cannot be committed before it is answered, and says why', () => {
    for (const question of all) {
      const markup = html(question);
      expect(text(markup)).toContain(question.ask);
      expect(markup).toMatch(/aria-disabled="true"[^>]*title="[^"]+\.".*Commit and run/);
      expect(text(markup)).toContain(kindOf(question).missing(question, null));
      expect(text(markup)).not.toContain(question.why);
    }
  });
  it('once answered can be committed', () => {
    for (const [question, answer] of wrong) expect(html(question, { answer })).toMatch(/<button type="button" class="button ink quiz-commit">/);
  });
  it('can be committed while the engine is still working out the answer, and says so', () => {
    const markup = html(single, { answer: 'one', keyReady: false });
    expect(text(markup)).toContain('The engine is still working out the answer; you need not wait for it.');
    expect(markup).toMatch(/<button type="button" class="button ink quiz-commit">/);
  });
  it('whose answer cannot be worked out says why, and can still be skipped', () => {
    const words = text(html(single, { answer: 'one', keyReady: false, keyError: 'The scenario names no replica' }));
    expect(words).toContain('The answer cannot be worked out. The scenario names no replica.');
    expect(words).toContain('Skip the guess');
  });
  it('offers no skip where it cannot be skipped', () => {
    expect(text(html(single, { onSkip: null }))).not.toContain('Skip');
  });
  it('once committed and not yet run shows what was said and nothing of the answer', () => {
    for (const [question, answer] of wrong) {
      const markup = html(question, { answer, held: true });
      expect(text(markup)).toContain(`You said ${kindOf(question).say(question, answer)}`);
      expect(text(markup)).not.toContain('Commit');
      expect(markup).not.toContain('<input');
    }
  });
});

describe('an answer', () => {
  it('that is wrong is told so in words, with the belief, why and what is right, and can be tried again', () => {
    for (const [question, answer] of wrong) {
      const given = kindOf(question).grade(question, answer, question.key);
      const words = text(graded(question, answer));
      for (const said of ['Not right.', given.explanation, given.rightAnswer, question.why, 'Try again', ...given.misconceptions])
        expect(words).toContain(said);
      expect(words.includes('See it run')).toBe(question.see !== null);
      expect(words).not.toContain('Commit and run');
    }
  });
  it('that is right is told so', () => {
    expect(text(graded(single, 'fork'))).toMatch(/right, your answer.*Right\. The root and level 1/);
  });
  it('is announced from a place that was there before it', () => {
    expect(html(single)).toContain('<output></output>');
    expect(graded(single, 'one')).toMatch(/<output><span class="quiz-result"/);
  });
  it('cannot be changed any more', () => {
    for (const [question, answer] of wrong) expect(graded(question, answer)).not.toMatch(/<input|<select/);
  });
  it('given at another try stands beside the first', () => {
    expect(text(graded(numeric, 12, { firstAnswer: { said: '7 rounds', right: false } }))).toContain('Your first answer: 7 rounds (not right)');
  });
  it('of options explains every option, and marks the right one and the chosen one in words', () => {
    const words = text(graded(single, 'twice'));
    for (const option of single.options) expect(words).toContain(option.explanation);
    expect(words).toMatch(/15 the walk forks below the root right /);
    expect(words).toMatch(/18 nine for each wrong key your answer , not right/);
    expect(text(graded(multiple, ['hints']))).toContain('Anti-entropy with Merkle trees right, you left it out');
  });
  it('in parts marks the first difference, once, in words', () => {
    for (const [question, answer] of wrong.filter(([one]) => one.kind === 'predict-state' || one.kind === 'ordering')) {
      expect(graded(question, answer).match(/data-first="true"/g)).toHaveLength(1);
      expect(text(graded(question, answer))).toMatch(/First difference|first difference/);
    }
  });
});

describe('a field', () => {
  it('has a name for every input', () => {
    expect(html(numeric)).toContain('aria-label="Your answer, in rounds"');
    expect(html(predictRounds)).toContain('aria-label="Replicas that hold it after round 5"');
    expect(html(predictHolds)).toContain('aria-label="What replica B holds"');
    expect(html(ordering)).toContain('aria-label="Move down: Compare the roots"');
  });
  it('refuses letters at once and says what is wanted', () => {
    const markup = html(numeric, { answer: 'ten' });
    expect(markup).toContain('aria-invalid="true"');
    expect(text(markup)).toContain('“ten” is not a number. Give a whole number from 1 to 100.');
  });
  it('of a node says when what is chosen on the figure is none of the targets', () => {
    expect(text(html(clickNode, { selection: { type: 'key', key: 'cart' } }))).toContain('What is chosen on the figure now is none of these.');
  });
  it('of cells with long options uses a menu', () => {
    const cells = predictHolds.cells.map((cell) => ({
      ...cell,
      input: {
        type: 'choice',
        options:
          predictHolds.cells[0]!.input.type === 'choice'
            ? predictHolds.cells[0]!.input.options.map((one) => ({ ...one, text: `${one.text}, as it was before` }))
            : [],
      } as const,
    }));
    expect(html({ ...predictHolds, cells })).toContain('<option value="" selected="">Choose</option>');
  });
});
