/** What the page has to say: why Play stopped, that the past was changed, that the worker was started again; and the live region that says each step aloud. */
import type { Conductor } from '../../state/conductor.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { LaneState } from './use-lanes.ts';

export function Notices({ lanes, conductor }: { readonly lanes: readonly LaneState[]; readonly conductor: Conductor }) {
  const stopped = lanes.find((lane) => lane.stopped !== null)?.stopped ?? null;
  const holder = lanes.find((lane) => lane.notice !== null);
  const notice = holder?.notice ?? null;
  return (
    <div className="messages-to-reader">
      {stopped !== null && (
        <p className="said" role="status" data-testid="stopped">
          {stopped}
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
        </p>
      )}
    </div>
  );
}

export function Announcer({ lanes, titles }: { readonly lanes: readonly LaneState[]; readonly titles: readonly string[] | null }) {
  const words = lanes.map((lane, index) => (titles === null ? lane.announced : `${titles[index]}: ${lane.announced}`));
  return (
    <p className="visually-hidden" role="status" aria-live="polite" data-testid="announced">
      {words.join(' ')}
    </p>
  );
}
