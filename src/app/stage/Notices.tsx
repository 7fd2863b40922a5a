/** What the page has to say: why Play stopped, that the past was changed, that the worker was started again; and the live region that says each step aloud. */
import type { Command } from '../../engine/scenario/scenario.ts';
import type { Conductor } from '../../state/conductor.ts';
import { currentSnapshot } from '../../state/run-state.ts';
import { keysOf } from '../../state/words.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { Rules } from './rules.ts';
import type { LaneState } from './use-lanes.ts';

export interface NoticesProps {
  readonly lanes: readonly LaneState[];
  readonly conductor: Conductor;
  readonly rules: Rules;
  /** What the page says instead of why the run stopped; null where it has nothing to say. */
  readonly stopped: string | null;
  readonly onCommand: (command: Command) => void;
}

export function Notices({ lanes, conductor, rules, onCommand, ...said }: NoticesProps) {
  const reached = lanes.find((lane) => lane.stopped !== null)?.stopped ?? null;
  const stopped = reached === null ? null : (said.stopped ?? reached);
  const holder = lanes.find((lane) => lane.notice !== null);
  const notice = holder?.notice ?? null;
  return (
    <div className="messages-to-reader">
      {stopped !== null && (
        <p className="said" role="status" data-testid="stopped">
          {stopped}
          {offers(lanes[0])
            .filter((offer) => rules.refusal(offer.command) === null)
            .map((offer) => (
              <Button key={offer.label} onPress={() => onCommand(offer.command)}>
                {offer.label}
              </Button>
            ))}
          <Dismiss lanes={lanes} />
        </p>
      )}
      {notice !== null && (
        <p className="said" role="status" data-testid="notice">
          {notice.text}
          {notice.returnTo !== null && (
            <Button kind="quiet" onPress={() => conductor.returnTo(notice.returnTo ?? 0)}>
              Return
            </Button>
          )}
          <Dismiss lanes={lanes} />
        </p>
      )}
    </div>
  );
}

function Dismiss({ lanes }: { readonly lanes: readonly LaneState[] }) {
  return (
    <Button
      kind="quiet"
      className="icon"
      label="Dismiss"
      onPress={() => {
        for (const lane of lanes) lane.dismiss();
      }}
    >
      <Glyph name="cross" size={12} />
    </Button>
  );
}

/** What would set things going again where nothing is scheduled: a read, a write, a repair that is off. */
function offers(lane: LaneState | undefined): readonly { readonly label: string; readonly command: Command }[] {
  const snapshot = lane === undefined ? null : currentSnapshot(lane);
  if (lane === undefined || snapshot === null || lane.ended?.why !== 'nothing-scheduled') return [];
  const client = snapshot.clients[0]?.id ?? 'phone';
  const via = snapshot.replicas.find((one) => one.up)?.id;
  const key = lane.shownKey ?? keysOf(snapshot)[0] ?? 'cart';
  const stale = snapshot.staleCopies > 0;
  const repair =
    stale && !snapshot.mechanisms.gossip ? [{ label: 'Switch gossip on', command: { type: 'set', path: 'gossip.protocol', value: 'push-pull' } } as const] : [];
  if (via === undefined) return repair;
  return [
    ...repair,
    { label: 'Read', command: { type: 'read', client, via, key } },
    { label: 'Write', command: { type: 'write', client, via, key, value: 'something new' } },
  ];
}

export function Announcer({ lanes, titles }: { readonly lanes: readonly LaneState[]; readonly titles: readonly string[] | null }) {
  const words = lanes.map((lane, index) => (titles === null ? lane.announced : `${titles[index]}: ${lane.announced}`));
  return (
    <p className="visually-hidden" role="status" aria-live="polite" data-testid="announced">
      {words.join(' ')}
    </p>
  );
}
