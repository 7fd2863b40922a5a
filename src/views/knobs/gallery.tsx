/** The cases of the panel of knobs. What is set or started there is parsed by the engine and shown; the run beside it is the case's own. */
import { useState } from 'react';
import { parseScenario, setKnob } from '../../engine/scenario/index.ts';
import type { GalleryCase, GalleryData } from '../gallery.ts';
import { documentOf, withKnob } from './document.ts';
import { KnobsView, type KnobsViewProps } from './KnobsView.tsx';

type BenchProps = Partial<Pick<KnobsViewProps, 'filter' | 'opened' | 'typed' | 'notes' | 'unavailable'>> & { readonly data: GalleryData };

function Bench({ data, filter = '', ...more }: BenchProps) {
  const [scenario, setScenario] = useState(data.scenario);
  const [text, setText] = useState(filter);
  return (
    <KnobsView
      {...more}
      scenario={scenario}
      filter={text}
      onFilter={setText}
      onSet={(path, value) => {
        const result = setKnob(scenario, path, value);
        if (result.ok) setScenario(result.scenario);
      }}
      onRestart={(path, value) => {
        const result = parseScenario(withKnob(documentOf(scenario), path, value));
        if (result.ok) setScenario(result.scenario);
      }}
    />
  );
}

const bench =
  (more: Omit<BenchProps, 'data'> = {}) =>
  (data: GalleryData) => <Bench data={data} {...more} />;

const defaults = { version: 1 } as const;
const changed = {
  version: 1,
  replicas: 5,
  network: { latencyMs: { distribution: 'uniform', min: 2, max: 40 }, loss: 0.05 },
  coordination: { read: 1, write: 'all', readFanout: 'quorum' },
  gossip: { protocol: 'push-pull', fanout: 2, intervalMs: 500 },
  hintedHandoff: { enabled: true, bytesPerSec: null },
  antiEntropy: { mechanism: 'merkle', branching: [16, 4] },
  store: { conflict: 'dotted-version-vector', gcGraceMs: 3_600_000, compactionIntervalMs: 60_000 },
  workload: [{ client: 'phone', operation: 'write', perSec: 2, keys: 20, count: 100 }],
} as const;
const lists = {
  version: 1,
  store: {
    conflict: 'version-vector',
    perKey: { 'cart:*': 'or-set', 'likes?': 'pn-counter' },
    vectorPruning: { small: 20, big: 50, youngMs: 20_000, oldMs: 86_400_000 },
  },
  session: { guarantees: ['read-your-writes', 'monotonic-reads'] },
  antiEntropy: { leafContent: ['key', 'version'] },
  membership: { detector: 'phi-accrual', seeds: ['A'], initial: { A: { B: { generation: 7, version: 8 } } } },
} as const;
const rounds = { version: 1, mode: 'rounds', replicas: 20, placement: { replicationFactor: 20 }, gossip: { protocol: 'push' } } as const;

const one = (id: string, title: string, run: GalleryCase['run'], more: Omit<BenchProps, 'data'> = {}): GalleryCase => ({
  id,
  title,
  slot: 'side',
  run,
  atMs: 0,
  render: bench(more),
});

export const cases: readonly GalleryCase[] = [
  one('defaults', 'Everything at its default', defaults),
  one('deletes', 'A run that has deleted says how long tombstones are needed', defaults, {
    opened: ['deletes'],
    notes: {
      deletes:
        'Tombstones are kept for 5 s. By what this run has seen they are needed for 11.1 s: a replica was away for 8 s, repairing all took 3.15 s, and all clocks agree. That is 6.15 s longer: a deleted value may come back.',
    },
  }),
  one('changed', 'Several are changed', changed, { opened: ['network', 'replication', 'hinted-handoff', 'anti-entropy'] }),
  one('searching', 'Searching', changed, { filter: 'interval' }),
  one('bad', 'What was typed cannot be taken', defaults, { opened: ['network', 'gossip'], typed: { 'network.loss': '5 %', 'gossip.intervalMs': 'often' } }),
  one('lists', 'Lists: rules of keys, promises, parts, seeds and beliefs', lists, { opened: ['replication', 'conflicts', 'membership', 'anti-entropy'] }),
  one('rounds', 'Last write wins, in rounds', rounds, { opened: ['network', 'conflicts', 'gossip', 'run'] }),
  one('still', 'Nothing can be changed now', changed, { opened: ['network', 'cluster'], unavailable: 'Answer the question first: the figure waits for it.' }),
];
