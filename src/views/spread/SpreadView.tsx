/**
 * The infection curve: how many replicas know the run's first write, round by round or over time, beside what theory expects and what
 * growth without waste would give. Right of the playhead only what was seen before. Other seeds are run when asked, and drawn faint.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { countWord } from '../../base/format.ts';
import { rumourPath } from '../../engine/picture/rumour.ts';
import type { SeedsView } from '../../engine/picture/seeds-view.ts';
import { selectedReplica } from '../../engine/picture/selection.ts';
import type { SpreadView as Spread } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import type { StageProps } from '../stage.ts';
import { Chart } from './Chart.tsx';
import { allAt, pointsOfRecords, type SeenCurve, seenCurve } from './curve.ts';
import { formulaOf, type GossipPlan, planOf } from './expected.ts';
import { layoutSpread } from './layout.ts';
import { SeedsPanel } from './SeedsPanel.tsx';
import { count, emptyWords, headline, pointWords, spentWords } from './words.ts';
import './spread.css';

export interface SpreadViewProps extends StageProps {
  /** What other seeds have brought; null: not asked for. */
  readonly seeds: SeedsView | null;
  readonly onRunSeeds: (count: number) => void;
  readonly onCancelSeeds: () => void;
}

const NO_CURVES: SeedsView['curves'] = [];
const ROWS_IN_TABLE = 200;

export function SpreadView(props: SpreadViewProps) {
  const { snapshot } = props;
  const empty = emptyWords(snapshot);
  if (empty !== null || snapshot.spread === null)
    return (
      <div className="spread empty">
        <h2>{empty?.title}</h2>
        <p>{empty?.text}</p>
      </div>
    );
  return <Followed {...props} spread={snapshot.spread} />;
}

function Followed(props: SpreadViewProps & { readonly spread: Spread }) {
  const { spread, scenario, snapshot, records, seenEvent, recordsFrom, tUs, seenUs, seeds } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const marked = useMemo(() => pointsOfRecords(records), [records]);
  const { points } = spread;
  const { event } = snapshot;
  const seen = useMemo(() => seenCurve(points, event, marked, seenEvent, recordsFrom), [points, event, marked, seenEvent, recordsFrom]);
  const changed = useMemo(() => gossipChanged(records, event), [records, event]);
  const plan = useMemo(() => (changed ? null : planOf(scenario, spread.owners)), [scenario, spread.owners, changed]);
  const curves = seeds?.curves ?? NO_CURVES;
  const rounds = snapshot.mode === 'rounds';
  // In rounds the picture stands still between two ends of rounds.
  const nowUs = rounds ? 0 : tUs;
  const edgeUs = rounds ? 0 : seenUs;
  const { owners, writtenUs } = spread;
  const model = useMemo(
    () => (size === null ? null : layoutSpread({ ...size, rounds, owners, writtenUs, tUs: nowUs, seenUs: edgeUs, seen, plan, seeds: curves })),
    [size, rounds, owners, writtenUs, nowUs, edgeUs, seen, plan, curves],
  );
  const last = points.at(-1);
  const path = rumourPath(
    spread,
    snapshot.replicas.findIndex((one) => one.id === selectedReplica(props.selection)),
  );
  return (
    <div className="spread">
      <div className="spread-head">
        <div className="spread-words">
          <h2>{headline(spread, snapshot.mode, tUs, allAt(seen, spread.owners))}</h2>
          <p className="second">{path.length > 0 ? <Path {...props} path={path} /> : <Latest {...props} plan={plan} disturbed={disturbance(props)} />}</p>
        </div>
        <SeedsPanel seeds={seeds} mode={snapshot.mode} onRun={props.onRunSeeds} onCancel={props.onCancelSeeds} />
      </div>
      <Key plan={plan} seeds={curves.length} ahead={seen.ahead.length > 0} gap={seen.gap} />
      <div className="spread-frame" ref={frame}>
        {model !== null && <Chart {...props} model={model} plan={plan} curves={curves} path={path} />}
      </div>
      <Table spread={spread} seen={seen} mode={snapshot.mode} protocol={scenario.gossip.protocol} />
      <p className="visually-hidden" aria-live="polite">
        {last === undefined ? '' : pointWords(last, spread, snapshot.mode, scenario.gossip.protocol, false)}
      </p>
    </div>
  );
}

/** A knob of gossip or loss was turned, so that theory of the scenario as written speaks of another run. */
function gossipChanged(records: StageProps['records'], until: number): boolean {
  return records.some(({ type, event, text }) => type === 'knob-set' && event <= until && /^(gossip\.|network\.loss)/.test(text));
}

/** What happened that theory knows nothing of, up to the moment shown. */
function disturbance({ snapshot }: StageProps): string | null {
  const down = snapshot.replicas.filter((replica) => !replica.up).length;
  if (snapshot.groups.length > 1) return 'the cluster is cut in two';
  if (snapshot.cuts.length > 0) return 'links are cut';
  return down === 0 ? null : `${countWord(down)} ${down === 1 ? 'replica is' : 'replicas are'} down`;
}

/** What the latest round did, and whatever the reader must know to take the picture for what it is. */
function Latest({
  spread,
  scenario,
  snapshot,
  shownKey,
  plan,
  disturbed,
}: SpreadViewProps & { spread: Spread; plan: GossipPlan | null; disturbed: string | null }) {
  const last = spread.points.at(-1);
  const spent = last === undefined || snapshot.mode !== 'rounds' ? null : spentWords(last, scenario.gossip.protocol);
  const parts: string[] = [];
  if (spent !== null && last !== undefined) parts.push(`In round ${count(last.at)}, ${spent}.`);
  else if (snapshot.mode === 'rounds') parts.push('Every round, each replica contacts another at random.');
  else parts.push(`The line rises when one more replica holds “${spread.key}”: from its coordinator, by gossip or by another repair.`);
  if (shownKey !== null && shownKey !== spread.key)
    parts.push(`This follows the run’s first write, “${spread.key}”; the key shown elsewhere is “${shownKey}”.`);
  if (spread.owners < snapshot.replicas.length) parts.push(`Only its ${count(spread.owners)} owners are to hold it.`);
  if (plan !== null && disturbed !== null) parts.push(`Theory expects nothing down or cut: now ${disturbed}.`);
  return parts.join(' ');
}

/** How the selected replica came to know. */
function Path({ spread, snapshot, path }: SpreadViewProps & { readonly spread: Spread; readonly path: readonly number[] }) {
  const name = (replica: number) => snapshot.replicas[replica]?.id ?? '';
  const when = (replica: number) => {
    const at = spread.heardAt[replica] ?? 0;
    return snapshot.mode === 'rounds' ? (at === 0 ? 'written' : `round ${count(at)}`) : `${count(Math.round(at / 1000))} ms`;
  };
  return (
    <span className="spread-path">
      <b>How {name(path[path.length - 1])} came to know</b>
      {path.map((replica, i) => (
        <span key={replica} className="spread-step">
          {i > 0 && <Glyph name="arrow" size={12} />}
          <span className="chip" data-last={i === path.length - 1 || undefined}>
            {name(replica)}
          </span>
          {when(replica)}
        </span>
      ))}
    </span>
  );
}

/** What is counted, and by name the lines that have no end to stand a name at. */
function Key({ plan, seeds, ahead, gap }: { readonly plan: GossipPlan | null; readonly seeds: number; readonly ahead: boolean; readonly gap: boolean }) {
  return (
    <ul className="spread-key">
      <li className="counted">replicas that know</li>
      {ahead && (
        <li>
          <i className="line ahead" />
          ahead of you, seen before{gap ? ' (in part)' : ''}
        </li>
      )}
      {seeds > 0 && (
        <li>
          <i className="line mean" />
          mean of {count(seeds)} other {seeds === 1 ? 'seed' : 'seeds'}; faint: each of them
        </li>
      )}
      {plan !== null && (
        <li>
          <i className="line expected" />
          <span>
            expected over all seeds
            <small className="mono" title="s: the share of replicas that does not know yet">
              {formulaOf(plan)}
            </small>
          </span>
        </li>
      )}
    </ul>
  );
}

function Table({
  spread,
  seen,
  mode,
  protocol,
}: {
  readonly spread: Spread;
  readonly seen: SeenCurve;
  readonly mode: 'async' | 'rounds';
  readonly protocol: StageProps['scenario']['gossip']['protocol'];
}) {
  const rows = [...seen.past.map((point) => ({ point, ahead: false })), ...seen.ahead.map((point) => ({ point, ahead: true }))].slice(-ROWS_IN_TABLE);
  return (
    <div className="visually-hidden">
      <table>
        <caption>Replicas that know, {mode === 'rounds' ? 'by round' : 'over time'}</caption>
        <tbody>
          {rows.map(({ point, ahead }) => (
            <tr key={`${point.at}/${point.holders}`}>
              <td>{pointWords(point, spread, mode, protocol, ahead)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
