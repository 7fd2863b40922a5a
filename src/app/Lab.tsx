/** The first page: one cluster, one time bar, the switches. It composes views with what the store holds; nothing imports it. */
import { useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { presets } from '../engine/presets/index.ts';
import type { Pace } from '../state/pace.ts';
import { paces } from '../state/pace.ts';
import { atEnd, currentSnapshot, earlierSnapshots } from '../state/run-state.ts';
import { clientHomes, homeGroups, keysOf, onlyIdleRemains, otherRuns, statusOf, stopText } from '../state/words.ts';
import { Button, Choice } from '../ui/controls.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { ClusterView } from '../views/cluster/ClusterView.tsx';
import { Legend, legendOf } from '../views/cluster/Legend.tsx';
import { TimeBar } from '../views/time-bar/TimeBar.tsx';
import { Header } from './Header.tsx';
import { useClock, useReducedMotion, useShortcuts } from './hooks.ts';
import { addressOf } from './routes.ts';
import { Side } from './Side.tsx';
import { keepWatch, preferences, runStore } from './stores.ts';

const LINGER_FLIGHTS = 3;
const NO_HOMES = {};
const NO_GROUPS: readonly (readonly string[])[] = [];

export function Lab({ preset, seed }: { readonly preset: string; readonly seed: number | null }) {
  const state = useStore(runStore);
  const theme = useStore(preferences, (one) => one.theme);
  const setTheme = useStore(preferences, (one) => one.setTheme);
  const reduced = useReducedMotion();
  const document_ = presets[preset];

  const start = useCallback(() => {
    if (document_ !== undefined) runStore.getState().load(seed === null ? document_.scenario : { ...document_.scenario, seed });
  }, [document_, seed]);
  useEffect(start, [start]);
  useEffect(keepWatch, []);
  useClock(state.playing);
  useShortcuts();

  const { scenario } = state;
  const groups = useMemo(() => (scenario === null ? NO_GROUPS : homeGroups(scenario)), [scenario]);
  const homes = useMemo(() => (scenario === null ? NO_HOMES : clientHomes(scenario)), [scenario]);
  const snapshot = currentSnapshot(state);
  const lingerUs = state.flightUs * LINGER_FLIGHTS;
  const earlier = earlierSnapshots(state, lingerUs);
  const tUs = state.cursor.atUs;
  const status = snapshot === null ? null : statusOf(snapshot);
  const keys = snapshot === null ? [] : keysOf(snapshot);
  const end = atEnd(state) && state.ended !== null && snapshot !== null ? stopText({ ...snapshot, atUs: tUs }, state.ended.why) : null;
  const idle = snapshot !== null && end === null && onlyIdleRemains(snapshot) && tUs > 0 && state.ticks.length > 0;

  return (
    <div
      className="lab"
      data-phase={state.phase}
      data-event={state.cursor.event}
      data-state-hash={state.hashes?.event === state.cursor.event ? state.hashes.state : undefined}
    >
      <button type="button" className="skip-link" onClick={() => document.querySelector<HTMLElement>('.play')?.focus()}>
        To the controls of time
      </button>
      <Header
        title={document_?.title ?? ''}
        seed={scenario?.seed ?? seed}
        theme={theme}
        canUndo={state.log.length > 0}
        onTheme={setTheme}
        onUndo={state.undo}
        onStartOver={start}
        onNewSeed={() => {
          window.location.hash = addressOf(preset, ((scenario?.seed ?? 1) * 7919 + 104_729) % 1_000_000);
        }}
      />
      <main className="main">
        <section className="stage" id="stage" aria-label="Cluster">
          <div className="headline">
            <h1>{headline(preset, scenario?.replicas.length ?? 5)}</h1>
            <p>{lead(preset, document_?.summary ?? '')}</p>
          </div>
          <div className="stage-bar">
            <p className={`status ${status?.tone ?? ''}`} data-testid="status">
              {status !== null && (
                <Glyph
                  name={status.tone === 'agree' ? 'converged' : status.tone === 'stale' ? 'stale' : status.tone === 'differ' ? 'siblings' : 'timer'}
                  size={15}
                />
              )}
              {status?.text ?? 'Getting the cluster ready…'}
              {state.phase === 'ready' && state.seen.event === 0 && !state.playing ? ' Press Play.' : ''}
              {idle && status?.tone === 'agree' ? ' Still gossiping.' : ''}
            </p>
            {keys.length > 1 && (
              <Choice
                label="Key shown"
                value={state.shownKey ?? ''}
                options={keys.slice(0, 200).map((key) => ({ value: key, label: `key ${key}` }))}
                onChange={state.showKey}
              />
            )}
            {snapshot !== null && <Legend marks={legendOf(snapshot, tUs, earlier, lingerUs, state.shownKey)} />}
          </div>
          <div className="figure">
            {snapshot !== null && (
              <ClusterView
                snapshot={snapshot}
                tUs={tUs}
                earlier={earlier}
                lingerUs={lingerUs}
                shownKey={state.shownKey}
                homeGroups={groups}
                homes={homes}
                selected={state.selected}
                still={reduced}
                summary={`${snapshot.replicas.length} replicas. ${status?.text ?? ''}`}
                onSelect={state.select}
                onHeal={() => state.command({ type: 'heal' })}
              />
            )}
            {state.phase === 'failed' && (
              <div className="failed" role="alert">
                <p>{state.failure}</p>
                <Button kind="ink" onPress={start}>
                  Start over
                </Button>
              </div>
            )}
          </div>
        </section>
        {snapshot !== null && scenario !== null && <Side state={state} snapshot={snapshot} scenario={scenario} groups={groups} preset={preset} />}
      </main>
      <TimeBar
        tUs={tUs}
        event={state.cursor.event}
        seenUs={state.seen.atUs}
        seenEvents={state.seen.event}
        stopUs={state.stopUs}
        ticks={state.ticks}
        playing={state.playing}
        blocked={end}
        atStart={state.cursor.event === 0 && tUs === 0}
        pace={state.pace}
        paces={paces}
        skipped={state.skipped}
        onPlay={state.play}
        others={state.notice?.returnTo == null ? otherRuns(state.branches, state.branch) : []}
        onReturn={state.returnTo}
        onStep={state.step}
        onScrub={state.scrub}
        onPace={(pace) => state.setPace(pace as Pace)}
      >
        <div className="messages-to-reader">
          {state.stopped !== null && (
            <p className="said" role="status" data-testid="stopped">
              {state.stopped}
            </p>
          )}
          {state.notice !== null && (
            <p className="said" role="status" data-testid="notice">
              {state.notice.text}
              {state.notice.returnTo !== null && (
                <Button kind="quiet" onPress={() => state.returnTo(state.notice?.returnTo ?? 0)}>
                  Return
                </Button>
              )}
              <Button kind="quiet" className="icon" label="Dismiss" onPress={state.dismiss}>
                <Glyph name="cross" size={12} />
              </Button>
            </p>
          )}
        </div>
      </TimeBar>
      <p className="visually-hidden" role="status" aria-live="polite" data-testid="announced">
        {state.announced}
      </p>
    </div>
  );
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'] as const;

function headline(preset: string, replicas: number): string {
  if (preset === 'partition-healed-by-gossip') return `${numbers[replicas] ?? replicas} replicas of one cart`;
  return presets[preset]?.title ?? '';
}

function lead(preset: string, summary: string): string {
  return preset === 'partition-healed-by-gossip' ? 'A cut separates them while the cart changes. Once it heals, gossip brings every copy up to date.' : summary;
}
