/**
 * `npm run bench:page`: what the built page costs in Chromium. Frame cost while playing (p95, from the start of a frame to its end on the main
 * thread) at 50 to 1,000 replicas with as many messages in flight, input to paint while playing, and the heap over ten minutes of play (by
 * default one minute; `--minutes 10`). Figures of one machine: ratios travel, absolute figures do not. Asserted nowhere.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { BROWSER_ARGUMENTS, ensureBrowser } from './browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const AIMS = new Map([
  [50, 4],
  [100, 4],
  [300, 6],
  [1000, 8],
]);
const SAMPLE_MS = 6000;

interface Costs {
  readonly p50: number;
  readonly p95: number;
  readonly frames: number;
}

/** Measures frames from the inside: from the first callback of a frame to the first task after it was drawn. */
function frameCosts(page: Page, ms: number): Promise<Costs> {
  return page.evaluate(
    (sampleMs) =>
      new Promise<{ p50: number; p95: number; frames: number }>((resolve) => {
        const costs: number[] = [];
        const channel = new MessageChannel();
        const began = performance.now();
        let from = 0;
        channel.port1.onmessage = () => {
          costs.push(performance.now() - from);
          if (performance.now() - began < sampleMs) requestAnimationFrame(frame);
          else {
            costs.sort((a, b) => a - b);
            const at = (share: number) => costs[Math.min(costs.length - 1, Math.ceil(share * costs.length) - 1)] ?? 0;
            resolve({ p50: at(0.5), p95: at(0.95), frames: costs.length });
          }
        };
        const frame = () => {
          from = performance.now();
          channel.port2.postMessage(null);
        };
        requestAnimationFrame(frame);
      }),
    ms,
  );
}

/** From a key press to the frame that shows what it did, while the run plays; the longest of some. */
async function inputToPaint(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let worst = 0;
    for (let i = 0; i < 10; i++) {
      const from = performance.now();
      document.querySelector<HTMLElement>(i % 2 === 0 ? '[aria-label="Zoom in on time"]' : '[aria-label="Zoom out of time"]')?.click();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      worst = Math.max(worst, performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return worst;
  });
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  return usedSize / 2 ** 20;
}

async function play(page: Page, address: string): Promise<void> {
  // The loader of this script names functions by a helper that the page has not got.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.goto(address);
  await page.locator('.lab[data-phase="ready"]').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // Compiled and warm before anything is measured.
  await page.waitForTimeout(2500);
}

async function main(minutes: number): Promise<number> {
  if (!existsSync(join(root, 'dist/index.html'))) {
    say('There is no built page: run npm run build first.');
    return 1;
  }
  const executablePath = ensureBrowser(say);
  if (executablePath === null) return 1;
  const server = await preview({ root, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  for (const [replicas, aim] of AIMS) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await play(page, `${address}#/measure/${replicas}`);
    const { p50, p95, frames } = await frameCosts(page, SAMPLE_MS);
    const input = await inputToPaint(page);
    say(
      `page    ${String(replicas).padStart(5)} replicas  frame p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms of ${frames} (aim ${aim})  input to paint at most ${input.toFixed(0)} ms (aim 100)`,
    );
    await page.close();
  }
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await play(page, `${address}#/measure/20`);
  const sizes = [await heap(page)];
  for (let i = 0; i < 4; i++) {
    // The time itself is what is measured: whether the heap grows in it.
    await page.waitForTimeout((minutes * 60_000) / 4);
    sizes.push(await heap(page));
  }
  say(`heap    ${sizes.map((size) => size.toFixed(1)).join(', ')} MiB over ${minutes} min of play`);
  await browser.close();
  await server.close();
  return 0;
}

const at = process.argv.indexOf('--minutes');
process.exitCode = await main(at < 0 ? 1 : Number(process.argv[at + 1]));
