/**
 * A comparison of two replicas by hash trees, as far as it has come: the trees facing each other, what it cost, and the conversation.
 * Sessions that ship everything have no trees; where nothing was compared yet it says why.
 */

import { type ReactNode, useState } from 'react';
import type { ComparedTree, ComparisonView } from '../../engine/picture/comparison-view.ts';
import { Choice } from '../../ui/controls.tsx';
import { useSize } from '../../ui/use-size.ts';
import { ReplicaBadge } from '../Chips.tsx';
import { anchorOf, type StageProps } from '../stage.ts';
import { Conversation } from './Conversation.tsx';
import { Figure } from './Figure.tsx';
import { Meter } from './Meter.tsx';
import { approachText, emptyText, partText, resultText, titleOf, treeTitle } from './words.ts';
import './merkle.css';
import './talk.css';

/** From this width on the conversation stands beside the trees. */
const BESIDE = 860;
const SIDE = 312;
const HEAD = 34;
const STACKED_TALK = 288;
/** Below the trees: which comparison, and what it cost. */
const METER = 126;

export function MerkleView(props: StageProps) {
  const { snapshot, tUs } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const { ref, width, height } = useSize();
  const { comparisons } = snapshot;
  const view = comparisons.find(({ session }) => session === chosen) ?? comparisons.at(-1);
  return (
    <div className="merkle" ref={ref} data-beside={width >= BESIDE || undefined}>
      {view === undefined && <p className="merkle-empty">{emptyText(snapshot, tUs)}</p>}
      {view !== undefined && width > 0 && <Shown {...props} view={view} width={width} height={height} onSession={setChosen} />}
    </div>
  );
}

interface ShownProps extends StageProps {
  readonly view: ComparisonView;
  readonly width: number;
  readonly height: number;
  readonly onSession: (session: string | null) => void;
}

function Shown(props: ShownProps) {
  const { view, width, height, snapshot, tUs, selection, onPick, onSession } = props;
  const [ownerSet, setOwnerSet] = useState<number | null>(null);
  const tree = view.trees.find((one) => one.ownerSet === ownerSet) ?? view.trees.find(({ levels }) => levels[0].different > 0) ?? view.trees[0];
  const beside = width >= BESIDE;
  const talk = { view, tUs, onPick, chosen: selection?.type === 'message' ? selection.address : null };
  const talkWidth = beside ? SIDE - 25 : width - 32;
  return (
    <>
      <div className="merkle-main">
        <Sides {...props} />
        {tree !== undefined && <Figure key={`${view.session} ${tree.ownerSet}`} {...props} tree={tree} size={sizeOf(width, height, beside)} />}
        {tree === undefined && (
          <>
            <p className="merkle-plain">
              {view.mechanism === 'full'
                ? `No tree: ${view.from} ships every key that both own, and gets back what it lacks.`
                : `${view.from} and ${view.to} own no key together.`}
            </p>
            <Conversation
              {...talk}
              width={Math.min(560, beside ? width - SIDE - 32 : width - 32)}
              height={Math.max(150, Math.min(260, height - 140))}
              levels={1}
              tall
            />
          </>
        )}
      </div>
      <div className="merkle-side">
        <Which comparisons={snapshot.comparisons} view={view} tree={tree} onSession={onSession} onTree={setOwnerSet} />
        <Meter view={view} />
        {tree !== undefined && (
          <Talk view={view} beside={beside}>
            {(room) => <Conversation {...talk} width={talkWidth} height={beside ? room : STACKED_TALK} levels={tree.levels.length} />}
          </Talk>
        )}
      </div>
    </>
  );
}

function sizeOf(width: number, height: number, beside: boolean): { readonly width: number; readonly height: number } {
  if (beside) return { width: width - SIDE - 16, height: Math.max(220, height - HEAD - 4) };
  // What it cost is in sight below the trees wherever they can be drawn with room for it.
  const least = width < 440 ? 268 : width < 560 ? 232 : 300;
  return { width: width - 16, height: Math.min(420, Math.max(least, height - HEAD - 60 - METER)) };
}

/** The two replicas, each over its own tree. */
function Sides({ view, snapshot, selection, onPick }: StageProps & { readonly view: ComparisonView }) {
  return (
    <div className="merkle-sides">
      {[view.from, view.to].map((id) => (
        <button
          key={id}
          type="button"
          className="merkle-replica"
          onClick={(event) => onPick({ type: 'replica', id }, 'press', anchorOf(event.currentTarget))}
          onContextMenu={(event) => {
            event.preventDefault();
            onPick({ type: 'replica', id }, 'menu', anchorOf(event.currentTarget));
          }}
        >
          <ReplicaBadge id={id} chosen={selection?.type === 'replica' && selection.id === id} />
          <span>{partText(snapshot, view, id)}</span>
        </button>
      ))}
    </div>
  );
}

interface WhichProps {
  readonly comparisons: readonly ComparisonView[];
  readonly view: ComparisonView;
  readonly tree: ComparedTree | undefined;
  readonly onSession: (session: string | null) => void;
  readonly onTree: (ownerSet: number) => void;
}

function Which({ comparisons, view, tree, onSession, onTree }: WhichProps) {
  const latest = comparisons.at(-1);
  return (
    <div className="merkle-which">
      {comparisons.length > 1 ? (
        <Choice
          label="Comparison"
          value={view.session}
          options={comparisons.toReversed().map((one) => ({ value: one.session, label: titleOf(one) }))}
          onChange={(session) => onSession(session === latest?.session ? null : session)}
        />
      ) : (
        <b>{titleOf(view)}</b>
      )}
      {tree !== undefined && view.trees.length > 1 && (
        <Choice
          label="Tree"
          value={String(tree.ownerSet)}
          options={view.trees.map((one) => ({ value: String(one.ownerSet), label: treeTitle(one) }))}
          onChange={(value) => onTree(Number(value))}
        />
      )}
      <span className="merkle-state" data-state={view.state}>
        {resultText(view)}
      </span>
    </div>
  );
}

/** Measures what the conversation has left. */
function Talk({ view, beside, children }: { readonly view: ComparisonView; readonly beside: boolean; readonly children: (room: number) => ReactNode }) {
  const { ref, height } = useSize();
  return (
    <section className="merkle-conversation" aria-label="Conversation">
      {!beside && (
        <h3>
          Conversation <span>{approachText(view)}</span>
        </h3>
      )}
      <div className="merkle-talk-frame" ref={ref}>
        {children(Math.max(120, height))}
      </div>
    </section>
  );
}
