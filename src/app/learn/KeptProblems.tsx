/** What went wrong in keeping one's progress (the browser stores nothing, or no more): said in the contents and inside a lesson, until it is dismissed. */
import { useStore } from 'zustand';
import { Button } from '../../ui/controls.tsx';
import { progressStore } from '../kept.ts';

export function KeptProblems() {
  const { problems, dismiss } = useStore(progressStore);
  return problems.map((text) => (
    <p key={text} className="problem" role="alert">
      {text}
      <Button kind="quiet" onPress={() => dismiss(text)}>
        Dismiss
      </Button>
    </p>
  ));
}
