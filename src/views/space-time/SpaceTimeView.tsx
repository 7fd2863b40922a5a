/**
 * The run over time: a lane per client and replica on the scrub track's axis, messages as slanted arrows, versions where they came to be,
 * stale stretches hollow. What is here names what is drawn: which messages, which marks, how many have no room.
 */
import { useState } from 'react';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { StageProps } from '../stage.ts';
import { Figure } from './Figure.tsx';
import type { SpaceTime } from './layout.ts';
import { useDiagram, useHeight } from './use-diagram.ts';
import './space-time.css';
import './space-time-marks.css';

const FIRST_HEIGHT = 260;

export function SpaceTimeView(props: StageProps) {
  const { shownKey, selection } = props;
  const [answers, setAnswers] = useState(false);
  const { ref, height } = useHeight(FIRST_HEIGHT);
  const { drawn, hasAnswers } = useDiagram(props, height, answers);
  const { hiddenReplicas, hiddenClients, unshown } = drawn;
  return (
    <div className="space-time">
      <div className="space-time-bar">
        <span className="space-time-about">
          {shownKey === null ? (
            'all messages'
          ) : (
            <>
              messages about <b data-chosen={(selection?.type === 'key' && selection.key === shownKey) || undefined}>{shownKey}</b>
            </>
          )}
        </span>
        <Legend drawn={drawn} event={props.snapshot.event} />
        {unshown > 0 && <span className="space-time-unshown">{unshown.toLocaleString('en-US')} more messages: zoom in</span>}
        <Button
          kind="quiet"
          pressed={answers}
          onPress={() => setAnswers(!answers)}
          unavailable={hasAnswers || answers ? null : 'No acknowledgement or read reply was seen so far'}
          title="Draw acknowledgements and replies to reads too"
        >
          Show acks
        </Button>
      </div>
      <div className="space-time-frame" ref={ref}>
        <Figure {...props} drawn={drawn} height={height} />
        {(hiddenReplicas > 0 || hiddenClients > 0) && <p className="space-time-more">and {moreText(hiddenReplicas, hiddenClients)}</p>}
      </div>
    </div>
  );
}

function moreText(replicas: number, clients: number): string {
  const parts = [replicas > 0 ? `${replicas.toLocaleString('en-US')} more replicas` : '', clients > 0 ? `${clients.toLocaleString('en-US')} more clients` : ''];
  return `${parts.filter((part) => part !== '').join(' and ')}: select one to see it here`;
}

/** Names only the marks that are there. */
function Legend({ drawn, event }: { readonly drawn: SpaceTime; readonly event: number }) {
  const stale = drawn.stretches.some((one) => one.kind === 'stale' && one.fromEvent <= event);
  const forked = drawn.stretches.some((one) => one.kind === 'siblings' && one.fromEvent <= event);
  const repair = drawn.arrows.some((one) => one.repair && (one.endEvent ?? Number.POSITIVE_INFINITY) <= event);
  const dropped = drawn.arrows.some((one) => one.fate === 'dropped' && (one.endEvent ?? Number.POSITIVE_INFINITY) <= event);
  const cuts = drawn.bands.filter((band) => band.event <= event);
  const cutWord = cuts.some((band) => band.label === '') ? 'cut link' : cuts.some((band) => band.labelX === null) ? 'partition' : null;
  return (
    <ul className="space-time-legend" aria-label="Marks in the diagram">
      {stale && (
        <li>
          <svg width="28" height="9" aria-hidden="true">
            <rect className="st-stale" x="1" y="1" width="26" height="7" rx="3.5" />
          </svg>
          <span>
            stale<span className="st-wide">: lacks an acknowledged write</span>
          </span>
        </li>
      )}
      {forked && (
        <li>
          <svg width="22" height="9" aria-hidden="true">
            <path className="st-forked" d="M0 2h22M0 7h22" />
          </svg>
          siblings
        </li>
      )}
      {repair && (
        <li className="st-repair">
          <Glyph name="repair" size={15} /> repair
        </li>
      )}
      {cutWord !== null && (
        <li>
          <i className="st-cut-swatch" /> {cutWord}
        </li>
      )}
      {dropped && (
        <li className="st-dropped">
          <Glyph name="drop" size={14} /> dropped
        </li>
      )}
    </ul>
  );
}
