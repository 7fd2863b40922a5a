/**
 * Runs a preset to its end in the worker and prints the two hashes that name the run. The same scenario gives the same hashes in every
 * browser and in the terminal (`npm run simulate`); this page is how that is checked.
 */
import { useEffect, useState } from 'react';
import { presets } from '../engine/presets/index.ts';
import { createClient } from '../worker/client.ts';
import { spawnWorker } from './stores.ts';

interface Result {
  readonly trace: string;
  readonly state: string;
  readonly event: number;
}

export function HashPage({ preset, seed }: { readonly preset: string; readonly seed: number | null }) {
  const [result, setResult] = useState<Result | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const client = createClient({
      spawn: spawnWorker,
      onRestart: () => undefined,
      onMessage: (message) => {
        if (message.type === 'loaded') client.send({ type: 'hashes', run: client.run, atEvent: Number.MAX_SAFE_INTEGER });
        else if (message.type === 'hashes') setResult({ trace: message.traceHash, state: message.stateHash, event: message.event });
        else if (message.type === 'failed') setFailure(message.message);
        else if (message.type === 'refused-scenario') setFailure(`${message.path}: ${message.message}`);
      },
    });
    const found = presets[preset]?.scenario;
    client.load(seed === null ? found : { ...found, seed }, []);
    const timer = setInterval(() => client.watch(), 500);
    return () => {
      clearInterval(timer);
      client.close();
    };
  }, [preset, seed]);
  return (
    <main className="plain-page" data-trace-hash={result?.trace} data-state-hash={result?.state} data-event={result?.event}>
      <h1>{presets[preset]?.title}</h1>
      {failure !== null && <p role="alert">{failure}</p>}
      {failure === null && result === null && <p>Running to the end…</p>}
      {result !== null && (
        <dl className="mono">
          <dt>events</dt>
          <dd>{result.event}</dd>
          <dt>traceHash</dt>
          <dd>{result.trace}</dd>
          <dt>stateHash</dt>
          <dd>{result.state}</dd>
        </dl>
      )}
      <p>
        <a href="#/">To the cluster</a>
      </p>
    </main>
  );
}
