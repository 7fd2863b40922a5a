/** Play, the steps, the clock, the pace and "run until": what moves time. */
import { DropdownMenu, Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { clock } from '../../base/format.ts';
import type { Option } from '../../ui/controls.tsx';
import { Button, Choice, Switch } from '../../ui/controls.tsx';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Glyph } from '../../ui/Glyph.tsx';

export interface UntilOption {
  readonly id: string;
  readonly label: string;
  /** Why it cannot be waited for now. */
  readonly unavailable: string | null;
}

export interface TransportProps {
  readonly tUs: number;
  /** Under the clock: "event 41 of 96 seen", or what a round did. */
  readonly caption: string;
  /** In rounds mode "round 7" stands where the time would. */
  readonly round: number | null;
  readonly playing: boolean;
  /** Why Play cannot go on from here, or null. */
  readonly blocked: string | null;
  readonly atStart: boolean;
  /** 'follow', or a factor as text. */
  readonly pace: string;
  readonly paces: readonly Option[];
  /** What Follow does: "a flight takes 0.8 s". */
  readonly paceCaption: string;
  /** The chip while a quiet stretch is passed over, e.g. "skipped 9.98 s". */
  readonly skipped: string | null;
  readonly untils: readonly UntilOption[];
  readonly until: { readonly label: string; readonly atUs: number; readonly event: number } | null;
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

const FIRST_FACTOR = '1';

export function Transport(props: TransportProps) {
  const { compact, atStart, blocked } = props;
  return (
    <div className="transport">
      <div className="steps">
        <Step
          glyph="moment-back"
          caption="moment"
          label="Step back to the last moment"
          shortcut=","
          disabled={atStart}
          onPress={() => props.onStep(-1, 'moment')}
        />
        <Step
          glyph="event-back"
          caption="event"
          label="Step back by one event"
          shortcut="Shift+,"
          disabled={atStart}
          onPress={() => props.onStep(-1, 'event')}
        />
        <button
          type="button"
          className="play"
          aria-label={props.playing ? 'Pause' : 'Play'}
          aria-keyshortcuts="Space"
          title={blocked ?? `${props.playing ? 'Pause' : 'Play'} (Space)`}
          onClick={() => props.onPlay(!props.playing)}
        >
          <Glyph name={props.playing ? 'pause' : 'play'} size={22} />
        </button>
        <Step
          glyph="event-forward"
          caption="event"
          label="Step on by one event"
          shortcut="Shift+."
          disabled={blocked !== null}
          onPress={() => props.onStep(1, 'event')}
        />
        <Step
          glyph="moment-forward"
          caption="moment"
          label="Step on to the next moment"
          shortcut="."
          disabled={blocked !== null}
          onPress={() => props.onStep(1, 'moment')}
        />
      </div>
      <div className="clock">
        <output className="now mono" aria-label="Simulated time">
          {clock(props.tUs)}
        </output>
        <span className="event-count">{props.caption}</span>
      </div>
      {compact ? (
        <Popover.Root>
          <Popover.Trigger className="button plain more" aria-label="More controls of time">
            More
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content className="popover time-more" side="top" sideOffset={8} collisionPadding={8} aria-label="More controls of time">
              <Pace {...props} />
              <Until {...props} />
              <Scale {...props} />
              <div className="row">
                <Button unavailable={atStart ? 'Nothing further this way' : null} onPress={() => props.onStep(-1, 'event')}>
                  Back one event
                </Button>
                <Button unavailable={blocked} onPress={() => props.onStep(1, 'event')}>
                  On one event
                </Button>
              </div>
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      ) : (
        <>
          <Pace {...props} />
          <Until {...props} />
          <Scale {...props} />
        </>
      )}
      <p className="skipped" data-on={props.skipped !== null}>
        {props.skipped ?? ''}
      </p>
    </div>
  );
}

function Step({
  glyph,
  caption,
  label,
  shortcut,
  disabled,
  onPress,
}: {
  readonly glyph: GlyphName;
  readonly caption: string;
  readonly label: string;
  readonly shortcut: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}) {
  return (
    <span className={`step ${glyph}`}>
      <Button onPress={onPress} label={label} title={`${label} (${shortcut})`} shortcut={shortcut} unavailable={disabled ? 'Nothing further this way' : null}>
        <Glyph name={glyph} size={15} />
      </Button>
      <span aria-hidden="true">{caption}</span>
    </span>
  );
}

function Pace({ pace, paces, paceCaption, onPace }: TransportProps) {
  const [factor, setFactor] = useState(FIRST_FACTOR);
  const follows = pace === 'follow';
  return (
    <fieldset className="pace">
      <legend>
        Pace <span className="second">{follows ? paceCaption : `${paces.find((one) => one.value === pace)?.label ?? pace} of true time`}</span>
      </legend>
      <div className="segments">
        <button type="button" aria-pressed={follows} onClick={() => onPace('follow')}>
          Follow
        </button>
        <button type="button" aria-pressed={!follows} onClick={() => onPace(factor)}>
          To scale
        </button>
        {!follows && (
          <Choice
            label="Factor"
            value={pace}
            options={paces}
            onChange={(next) => {
              setFactor(next);
              onPace(next);
            }}
          />
        )}
      </div>
    </fieldset>
  );
}

function Until(props: TransportProps) {
  const { until, untils } = props;
  const [ms, setMs] = useState('');
  const [open, setOpen] = useState(false);
  if (until !== null)
    return (
      <div className="until-running" role="status">
        <span>
          Running until {until.label}: <span className="mono">{clock(until.atUs)}</span>, event {until.event.toLocaleString('en-US')}
        </span>
        <progress aria-label={`Running until ${until.label}`} />
        <Button onPress={props.onCancelUntil}>Cancel</Button>
      </div>
    );
  const time = Number(ms);
  const good = ms !== '' && Number.isFinite(time) && time * 1000 > props.tUs;
  return (
    <DropdownMenu.Root open={open} onOpenChange={setOpen} modal={false}>
      <DropdownMenu.Trigger className="button plain until">
        Run until… <Glyph name="chevron" size={12} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" side="top" sideOffset={8} collisionPadding={8} align="start" aria-label="Run until">
          {untils.map((one) => (
            <DropdownMenu.Item key={one.id} className="menu-item" disabled={one.unavailable !== null} onSelect={() => props.onUntil(one.id)}>
              {one.label}
              {one.unavailable !== null && <small>{one.unavailable}</small>}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="menu-line" />
          <form
            className="menu-time"
            onKeyDown={(event) => event.stopPropagation()}
            onSubmit={(event) => {
              event.preventDefault();
              if (!good) return;
              props.onUntilTime(time);
              setOpen(false);
            }}
          >
            <input
              className="field"
              inputMode="decimal"
              aria-label="A time, in milliseconds"
              placeholder="a time, ms"
              value={ms}
              onChange={(event) => setMs(event.target.value)}
            />
            <button
              type="submit"
              className="button plain"
              aria-disabled={!good || undefined}
              title={good ? undefined : 'Give a time after this one, in milliseconds'}
            >
              Run
            </button>
          </form>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Scale({ folded, zoomedIn, onFold, onZoom }: TransportProps): ReactNode {
  return (
    <div className="scale">
      <Button kind="quiet" className="icon" label="Zoom in on time" shortcut="+" onPress={() => onZoom(2)}>
        <Glyph name="plus" size={14} />
      </Button>
      <Button
        kind="quiet"
        className="icon"
        label="Zoom out of time"
        shortcut="-"
        unavailable={zoomedIn ? null : 'The whole run is in sight'}
        onPress={() => onZoom(0.5)}
      >
        <Glyph name="minus" size={14} />
      </Button>
      {zoomedIn && (
        <Button kind="quiet" onPress={() => onZoom(0)}>
          Whole run
        </Button>
      )}
      <span className="fold">
        <Switch on={folded} label="Fold quiet stretches" onChange={onFold} /> <span aria-hidden="true">Fold quiet</span>
      </span>
    </div>
  );
}
