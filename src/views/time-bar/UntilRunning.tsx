/** A run until something that is under way: how far it has got, and Cancel. */
import { clock } from '../../base/format.ts';
import { Button } from '../../ui/controls.tsx';
import type { UntilProgress } from './Transport.tsx';

export function UntilRunning({ until, onCancelUntil }: { readonly until: UntilProgress; readonly onCancelUntil: () => void }) {
  return (
    <div className="until-running">
      <span className="until-words">
        <span role="status">Running until {until.label}</span>
        <span className="until-far mono">
          {clock(until.atUs)}, event {until.event.toLocaleString('en-US')}
        </span>
      </span>
      <progress aria-label={`Running until ${until.label}`} />
      <Button onPress={onCancelUntil}>Cancel</Button>
    </div>
  );
}
