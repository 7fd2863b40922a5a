/** Play, the steps, the clock, the pace and "run until": what moves time. On a phone the rarer ones stand behind Pace and More. */
import { lazy, Suspense, useState } from 'react';
import { clock } from '../../base/format.ts';
import type { Option } from '../../ui/controls.tsx';
import { Button } from '../../ui/controls.tsx';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { BehindProps } from './Behind.tsx';
import { Pace, paceName } from './Pace.tsx';
import { Scale } from './Scale.tsx';
import { UntilRunning } from './UntilRunning.tsx';
import { useLingering } from './use-lingering.ts';

export interface UntilOption {
  readonly id: string;
  readonly label: string;
  /** Why it cannot be waited for now. */
  readonly unavailable: string | null;
}

/** A run until something that is under way: how far it has got. */
export interface UntilProgress {
  readonly label: string;
  readonly atUs: number;
  readonly event: number;
}

export interface TransportProps {
  readonly tUs: number;
  /** Under the clock: "event 41 of 96 seen", or what a round did: "45 pushes, 19 new, 26 wasted". */
  readonly caption: string;
  /** In rounds mode "round 7" stands where the time would. */
  readonly round: number | null;
  readonly playing: boolean;
  /** Why Play cannot go on from here, or null. */
  readonly blocked: string | null;
  /** Time may not go on yet: Play says so before it is pressed. */
  readonly held?: boolean;
  readonly atStart: boolean;
  /** 'follow', or a factor as text. */
  readonly pace: string;
  readonly paces: readonly Option[];
  /** What Follow does: "a flight takes 0.8 s". */
  readonly paceCaption: string;
  /** The chip while a quiet stretch is passed over, e.g. "skipped 9.98 s". */
  readonly skipped: string | null;
  readonly untils: readonly UntilOption[];
  readonly until: UntilProgress | null;
  readonly folded: boolean;
  readonly zoomedIn: boolean;
  readonly compact: boolean;
  readonly onPlay: (play: boolean) => void;
  readonly onStep: (by: 1 | -1, unit: 'event' | 'moment') => void;
  readonly onPace: (pace: string) => void;
  readonly onUntil: (id: string) => void;
  readonly onUntilTime: (ms: number) => void;
  readonly onCancelUntil: () => void;
  readonly onFold: (folded: boolean) => void;
  /** By a factor around the playhead; 0: the whole run. */
  readonly onZoom: (factor: number) => void;
}

/** `narrow`: a tablet, where the controls of the scale have no room beside the axis. */
export function Transport(props: TransportProps & { readonly narrow: boolean }) {
  const { compact, until, narrow } = props;
  return (
    <div className="transport">
      <Steps {...props} />
      <Clock {...props} />
      {compact ? (
        <>
          <Behind label={`Pace: ${paceName(props)}`} shown={paceName(props)}>
            <Pace {...props} />
          </Behind>
          <Behind label="More controls of time" shown={<Glyph name="more" size={18} />}>
            <UntilButton {...props} />
            <Scale {...props} />
            <div className="row-of-two">
              <Button unavailable={props.atStart ? AT_START : null} onPress={() => props.onStep(-1, 'event')}>
                Back one event
              </Button>
              <Button unavailable={props.blocked} onPress={() => props.onStep(1, 'event')}>
                On one event
              </Button>
            </div>
          </Behind>
        </>
      ) : (
        <>
          <Pace {...props} />
          {until === null ? <UntilButton {...props} /> : <UntilRunning {...props} until={until} />}
          {narrow && (
            <Behind label="Scale of time" shown={<Glyph name="more" size={18} />}>
              <Scale {...props} />
            </Behind>
          )}
        </>
      )}
    </div>
  );
}

const Until = lazy(() => import('./Until.tsx').then((found) => ({ default: found.Until })));

/** The menu is fetched when it is first asked for; until then its button stands there by itself. */
function UntilButton(props: TransportProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button type="button" className="button plain until" aria-haspopup="menu" aria-disabled={props.until !== null || undefined} onClick={() => setWanted(true)}>
      Run until… <Glyph name="chevron" size={12} />
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <Until {...props} />
    </Suspense>
  ) : (
    button
  );
}

const AT_START = 'This is the beginning';

/** Steps by moment and event around Play. In rounds mode a moment is a round. */
function Steps({ atStart, blocked, held = false, playing, round, onPlay, onStep }: TransportProps) {
  const unit = round === null ? 'moment' : 'round';
  const back = atStart ? AT_START : null;
  return (
    <div className="steps">
      <Step glyph="moment-back" caption={unit} label={`Step back to the last ${unit}`} shortcut="," unavailable={back} onPress={() => onStep(-1, 'moment')} />
      <Step glyph="event-back" caption="event" label="Step back by one event" shortcut="Shift+," unavailable={back} onPress={() => onStep(-1, 'event')} />
      <button
        type="button"
        className="play"
        data-held={held || undefined}
        aria-label={playing ? 'Pause' : 'Play'}
        aria-keyshortcuts="Space"
        title={blocked ?? `${playing ? 'Pause' : 'Play'} (Space)`}
        onClick={() => onPlay(!playing)}
      >
        <Glyph name={playing ? 'pause' : 'play'} size={22} />
      </button>
      <Step glyph="event-forward" caption="event" label="Step on by one event" shortcut="Shift+." unavailable={blocked} onPress={() => onStep(1, 'event')} />
      <Step
        glyph="moment-forward"
        caption={unit}
        label={`Step on to the next ${unit}`}
        shortcut="."
        unavailable={blocked}
        onPress={() => onStep(1, 'moment')}
      />
    </div>
  );
}

interface StepProps {
  readonly glyph: GlyphName;
  readonly caption: string;
  readonly label: string;
  readonly shortcut: string;
  readonly unavailable: string | null;
  readonly onPress: () => void;
}

function Step({ glyph, caption, label, shortcut, unavailable, onPress }: StepProps) {
  return (
    <span className={`step ${glyph}`}>
      <Button onPress={onPress} label={label} title={`${label} (${shortcut})`} shortcut={shortcut} unavailable={unavailable}>
        <Glyph name={glyph} size={15} />
      </Button>
      <span aria-hidden="true">{caption}</span>
    </span>
  );
}

const LINGERS_MS = 1600;
/** From so many characters on the clock is set smaller. */
const LONG = 10;

/** The time, or the round; under it the event, and for a while what was skipped. */
function Clock({ tUs, round, caption, skipped }: TransportProps) {
  const chip = useLingering(skipped, LINGERS_MS);
  const now = round === null ? clock(tUs) : `round ${round}`;
  return (
    <div className="clock">
      <output className="now mono" data-long={now.length > LONG || undefined} aria-label={round === null ? 'Simulated time' : 'Round'} aria-live="off">
        {now}
      </output>
      <span className="event-count" hidden={chip !== null}>
        {caption}
      </span>
      {chip !== null && <span className="skipped">{chip}</span>}
    </div>
  );
}

const Opened = lazy(() => import('./Behind.tsx').then((found) => ({ default: found.Behind })));

/** Controls that stand behind a button; the popover is fetched when it is first pressed. */
function Behind(props: BehindProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button type="button" className="button plain behind" aria-label={props.label} aria-haspopup="dialog" onClick={() => setWanted(true)}>
      {props.shown}
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <Opened {...props} />
    </Suspense>
  ) : (
    button
  );
}
