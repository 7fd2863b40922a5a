/** The progress of a long fuzz on standard error: one line that is drawn over and over on a terminal, plain lines now and then elsewhere. */

export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly failed: number;
  /** Wall time since the beginning. */
  readonly elapsedMs: number;
}

const BAR = 30;
const PLAIN_EVERY_MS = 10_000;
const DRAWN_EVERY_MS = 100;

/** One line: a bar, how many are done and failed, how many a second, how long it will still take. */
export function progressLine({ done, of, failed, elapsedMs }: Progress): string {
  const share = of === 0 ? 1 : done / of;
  const full = Math.floor(share * BAR);
  const perSec = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0;
  const left = done === 0 ? '' : done === of ? `, took ${durationText(elapsedMs)}` : `, ${durationText((elapsedMs / done) * (of - done))} left`;
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${done.toLocaleString('en')} of ${of.toLocaleString('en')} seeds, ${failed} failed, ${perSec.toFixed(1)}/s${left}`;
}

export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Draws the bar, and writes other lines so that the bar does not run into them. */
export class ProgressBar {
  private readonly to: Terminal;
  private readonly now: () => number;
  private readonly begunMs: number;
  private shownMs = Number.NEGATIVE_INFINITY;
  private drawn = false;

  constructor(to: Terminal, now: () => number) {
    this.to = to;
    this.now = now;
    this.begunMs = now();
  }

  show(state: Omit<Progress, 'elapsedMs'>): void {
    const now = this.now();
    const isLast = state.done === state.of;
    if (!isLast && now - this.shownMs < (this.to.isTTY === true ? DRAWN_EVERY_MS : PLAIN_EVERY_MS)) return;
    this.shownMs = now;
    const line = progressLine({ ...state, elapsedMs: now - this.begunMs });
    if (this.to.isTTY === true) this.to.write(`\r\u001b[K${line}`);
    else this.to.write(`${line}\n`);
    this.drawn = this.to.isTTY === true;
  }

  say(line: string): void {
    this.to.write(`${this.drawn ? '\r\u001b[K' : ''}${line}\n`);
    this.drawn = false;
    this.shownMs = Number.NEGATIVE_INFINITY;
  }

  /** Leaves the bar where it is. */
  end(): void {
    if (this.drawn) this.to.write('\n');
    this.drawn = false;
  }
}
