/** The worker: hears messages, lets the session work slice by slice, and gives a sign of life every 500 ms between slices. */

import type { FromWorker, ToWorker } from './messages.ts';
import { createSession } from './session.ts';

const HEARTBEAT_MS = 500;

const post = (message: FromWorker): void => self.postMessage(message);
const session = createSession(post, () => performance.now());

/** A message to oneself comes back after those of the page that wait already, and without the delay of a timer. */
const turn = new MessageChannel();
let turning = false;

function go(): void {
  if (turning) return;
  turning = true;
  turn.port2.postMessage(null);
}

let lastBeat = 0;

function beat(): void {
  lastBeat = performance.now();
  post({ type: 'heartbeat', run: session.run, branch: session.branch });
}

turn.port1.onmessage = () => {
  turning = false;
  if (performance.now() - lastBeat > HEARTBEAT_MS) beat();
  if (session.work()) go();
};

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  session.receive(data);
  go();
};

setInterval(beat, HEARTBEAT_MS);
beat();
