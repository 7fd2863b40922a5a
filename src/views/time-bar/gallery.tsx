/**
 * The gallery's cases of the time bar: runs of the engine on a bench that scrubs, steps and folds within what was seen. Made up are only
 * the rows of other runs and the progress of "run until", which no single run has.
 */
import { type ReactNode, useEffect, useState } from 'react';
import { clock, countWord } from '../../base/format.ts';
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { busyOf, foldedSpan, foldsOf, panned, type Stretch, spanOf, timeAxis, zoomed } from '../time-axis.ts';
import { type BranchRow, TimeBar, type TimeBarProps } from './TimeBar.tsx';

const EDGE = 24;
const LABELS = 120;
const SIDE = 336;
const PHONE = 640;
const FRAME_MS = 33;

interface BenchProps {
  readonly data: GalleryData;
  readonly others?: readonly BranchRow[];
  readonly until?: TimeBarProps['until'];
  readonly skipped?: string;
  readonly caption?: string;
  /** The widest it may be. */
  readonly most?: number;
}

const paces = ['0.001', '0.01', '0.05', '0.1', '1', '10', '1000000'].map((value) => ({
  value,
  label: Number(value) < 1 ? `1/${Math.round(1 / Number(value))}×` : `${Number(value).toLocaleString('en-US')}×`,
}));
const goals = { converged: 'All agree', divergence: 'Next divergence', fault: 'Next fault', repair: 'Next repair' } as const;

function Bench({ data, others = [], until = null, skipped, caption, most = 10_000 }: BenchProps) {
  const { scenario, stage, ticks } = data;
  const { records, seenUs } = stage;
  const width = Math.min(most, stage.axis.x1 + EDGE);
  const compact = width < PHONE;
  const rounds = scenario.mode === 'rounds';
  const roundUs = scenario.gossip.intervalMs * 1000;
  const stopUs = scenario.stop.atMs === null ? null : scenario.stop.atMs * 1000;
  const [tUs, setTime] = useState(stage.tUs);
  const [zoom, setZoom] = useState<Stretch | null>(null);
  const [folded, setFolded] = useState(true);
  const [pace, setPace] = useState('follow');
  const [running, setRunning] = useState(until);
  const [kept, setKept] = useState(others);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setTime((now) => Math.min(seenUs, now + FRAME_MS * (rounds ? 800 : 50))), FRAME_MS);
    return () => clearInterval(timer);
  }, [playing, rounds, seenUs]);
  const x0 = compact ? EDGE : LABELS;
  const x1 = width - EDGE - (width > 1100 ? SIDE : 0);
  const input = { busy: busyOf(records), seenUs, flightUs: rounds ? (roundUs * 2) / 3 : 40_000, pixels: x1 - x0 };
  const whole = folded ? foldedSpan(input, stopUs) : { toUs: spanOf(seenUs, stopUs), folds: [] };
  const mostUs = whole.toUs;
  const span = zoom ?? { fromUs: 0, toUs: mostUs };
  const folds = zoom === null ? whole.folds : folded ? foldsOf({ ...input, ...span }) : [];
  const axis = timeAxis({ ...span, x0, x1, folds, roundUs: rounds ? roundUs : null, wholeUs: mostUs });
  const events = [...new Set(records.map((record) => record.atUs))];
  const moments = rounds ? records.filter((one) => one.type === 'round-ended').map((one) => one.atUs) : ticks.map((tick) => tick.atUs);
  const event = records.filter((record) => record.atUs <= tUs).at(-1)?.event ?? 0;
  const agreed = ticks.filter((tick) => tick.kind === 'converged' || tick.kind === 'divergence').at(-1);
  const next = (kind: string) => ticks.find((tick) => tick.kind === kind && tick.atUs > tUs);
  const onZoom = (factor: number, aroundUs = tUs) => {
    const near = factor === 0 ? null : zoomed(axis, factor, aroundUs, mostUs);
    setZoom(near === null || near.toUs - near.fromUs >= mostUs ? null : near);
  };
  return (
    <div style={{ width }}>
      <TimeBar
        rows={[
          {
            label: 'This run',
            ticks,
            outcome: agreed?.kind === 'converged' ? `all ${countWord(scenario.replicas.length)} agree at ${clock(agreed.atUs)}` : null,
          },
        ]}
        axis={axis}
        width={width}
        tUs={tUs}
        seenUs={seenUs}
        stopUs={stopUs}
        caption={caption ?? `event ${event.toLocaleString('en-US')}${event < stage.seenEvent ? ` of ${stage.seenEvent.toLocaleString('en-US')} seen` : ''}`}
        round={rounds ? moments.filter((us) => us <= tUs).length : null}
        playing={playing && tUs < seenUs}
        blocked={tUs >= seenUs ? 'This picture ends here' : null}
        atStart={tUs === 0}
        pace={pace}
        paces={paces}
        paceCaption={rounds ? 'a round takes 1.2 s' : 'a flight takes 0.8 s'}
        skipped={skipped ?? null}
        untils={Object.entries(goals).map(([id, label]) => ({ id, label, unavailable: next(id) === undefined ? 'Not seen here' : null }))}
        until={running}
        folded={folded}
        zoomedIn={zoom !== null}
        compact={compact}
        others={kept}
        onReturn={(id) => setKept(kept.filter((branch) => branch.id !== id))}
        onPlay={setPlaying}
        onStep={(by, unit) => {
          const times = unit === 'event' ? events : moments;
          setTime((by === 1 ? times.find((us) => us > tUs) : times.filter((us) => us < tUs).at(-1)) ?? (by === 1 ? seenUs : 0));
        }}
        onScrub={setTime}
        onPace={setPace}
        onUntil={(id) => setTime(next(id)?.atUs ?? tUs)}
        onUntilTime={(ms) => setTime(Math.min(seenUs, ms * 1000))}
        onCancelUntil={() => setRunning(null)}
        onFold={setFolded}
        onZoom={onZoom}
        onZoomAround={onZoom}
        onPan={zoom === null ? undefined : (byUs) => setZoom(panned(zoom, byUs, mostUs))}
      />
    </div>
  );
}

const bench =
  (more: Omit<BenchProps, 'data'> = {}) =>
  (data: GalleryData): ReactNode => <Bench data={data} {...more} />;

const fork = (id: number, label: string, outcome: string, forkedAtMs: number, seenMs: number): BranchRow => ({
  id,
  label,
  outcome,
  forkedAtUs: forkedAtMs * 1000,
  seenUs: seenMs * 1000,
});

const cut = {
  version: 1,
  replicas: ['A', 'B', 'C', 'D', 'E'],
  network: { latencyMs: { distribution: 'constant', ms: 30 } },
  placement: { replicationFactor: 5 },
  coordination: { read: 2, write: 2 },
  gossip: { protocol: 'push-pull', intervalMs: 120 },
  script: [
    { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    {
      atMs: 200,
      command: {
        type: 'partition',
        groups: [
          ['A', 'B'],
          ['C', 'D', 'E'],
        ],
      },
    },
    { atMs: 240, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
    { atMs: 560, command: { type: 'heal' } },
  ],
  stop: { atMs: 1200 },
} as const;

const quiet = {
  version: 1,
  replicas: ['A', 'B', 'C'],
  network: { latencyMs: { distribution: 'constant', ms: 40 } },
  script: [
    { atMs: 10, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
    { atMs: 10_100, command: { type: 'write', client: 'phone', via: 'B', key: 'cart', value: 'eggs' } },
    { atMs: 14_000, command: { type: 'crash', replica: 'C' } },
    { atMs: 14_080, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'tea' } },
  ],
} as const;

const runs = [
  fork(1, 'hints off', 'A, B and C still behind at 800 ms', 330, 1100),
  fork(2, 'C crashed', 'C is stale', 520, 700),
  fork(3, 'healed at once', 'all five agree at 420 ms', 260, 640),
  fork(4, 'gossip off', 'C, D and E are stale behind the cut', 90, 600),
  fork(5, 'writes to D', 'two siblings at 900 ms', 610, 900),
];

export const cases: readonly GalleryCase[] = [
  { id: 'start', title: 'At the beginning nothing was seen yet', slot: 'bar', run: cut, atMs: 0, render: bench() },
  { id: 'cut', title: 'In the middle of a partition, its heal seen before', slot: 'bar', run: cut, atMs: 418, seenMs: 1000, render: bench() },
  { id: 'branches', title: 'Five other runs are kept', slot: 'bar', run: cut, atMs: 640, seenMs: 1000, render: bench({ others: runs }) },
  { id: 'branch', title: 'One other run is kept', slot: 'bar', run: cut, atMs: 418, seenMs: 1000, render: bench({ others: runs.slice(0, 1) }) },
  { id: 'folded', title: 'Quiet stretches are folded', slot: 'bar', run: quiet, atMs: 10_130, seenMs: 24_000, render: bench({ skipped: 'skipped 9.98 s' }) },
  {
    id: 'rounds',
    title: 'Gossip in rounds',
    slot: 'bar',
    run: 'gossip-100',
    atMs: 7600,
    seenMs: 12_600,
    render: bench({ caption: '45 pushes, 19 new, 26 wasted' }),
  },
  {
    id: 'until',
    title: 'Running until the next repair',
    slot: 'bar',
    run: cut,
    atMs: 418,
    render: bench({ until: { label: 'next repair', atUs: 12_400_000, event: 1234 } }),
  },
  { id: 'phone', title: 'On a phone', slot: 'bar', run: cut, atMs: 418, seenMs: 1000, render: bench({ most: 390, others: runs.slice(0, 2) }) },
];
