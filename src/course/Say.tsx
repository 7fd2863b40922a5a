/** Say it in a minute: one's own attempt, then the model answer, which stands in the prose. Nobody marks it but oneself. */
import { useId } from 'react';
import { Button } from '../ui/controls.tsx';
import type { SayStep } from './lesson.ts';

export interface SayProps {
  readonly step: SayStep;
  readonly said: string;
  readonly shown: boolean;
  readonly onSay: (text: string) => void;
  readonly onShow: () => void;
}

const MOST = 4000;

export function Say({ step, said, shown, onSay, onShow }: SayProps) {
  const id = useId();
  return (
    <section className="say" aria-label="Say it in a minute">
      <label htmlFor={id}>{step.ask}</label>
      <textarea id={id} rows={6} maxLength={MOST} value={said} placeholder="In your own words, or aloud…" onChange={(event) => onSay(event.target.value)} />
      {!shown && (
        <Button kind="ink" onPress={onShow}>
          Show a model answer
        </Button>
      )}
    </section>
  );
}
