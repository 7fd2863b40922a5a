/** The scale of the axis: nearer, farther, the whole run, and whether quiet stretches are folded. */
import { Button, Switch } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { TransportProps } from './Transport.tsx';

type ScaleProps = Pick<TransportProps, 'folded' | 'zoomedIn' | 'onFold' | 'onZoom'>;

const WHOLE = 'The whole run is in sight';

export function Scale({ folded, zoomedIn, onFold, onZoom }: ScaleProps) {
  const unavailable = zoomedIn ? null : WHOLE;
  return (
    <div className="scale">
      <Button
        kind="quiet"
        className="icon"
        label="Zoom out of time"
        title="Zoom out of time (-)"
        shortcut="-"
        unavailable={unavailable}
        onPress={() => onZoom(0.5)}
      >
        <Glyph name="minus" size={14} />
      </Button>
      <Button kind="quiet" className="icon" label="Zoom in on time" title="Zoom in on time (+)" shortcut="+" onPress={() => onZoom(2)}>
        <Glyph name="plus" size={14} />
      </Button>
      <Button kind="quiet" title="Show the whole run (0)" shortcut="0" unavailable={unavailable} onPress={() => onZoom(0)}>
        Whole run
      </Button>
      <span className="fold">
        <Switch on={folded} label="Fold quiet stretches" onChange={onFold} /> <span aria-hidden="true">Fold quiet stretches</span>
      </span>
    </div>
  );
}
