/**
 * What the first visit costs: the compressed JavaScript that the browser fetches before it is idle (the workers' own aside), and the largest
 * contentful paint on a processor four times as slow behind slow 4G, the median of five cold loads. It builds the page into a folder of its own and
 * serves it gzipped, as a host does. `npm run bench -- load` runs it; figures of one machine, asserted nowhere.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { BROWSER_ARGUMENTS, ensureBrowser } from './browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const LOADS = 5;
const SLOWDOWN = 4;
/** Slow 4G as Lighthouse has it: bytes per second, and milliseconds there and back. */
const SLOW_4G = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 };
/** Nothing asked for and nothing arriving for so long: the page is idle. */
const QUIET_MS = 2000;
const LONGEST_MS = 60_000;
const HOST = '127.0.0.1';

interface Visit {
  readonly hash: string;
  /** What the page shows once it is there, so that a page of an error is not measured instead. */
  readonly shows: string;
  readonly aimKb: number | null;
  readonly aimMs: number | null;
}

const visits: readonly Visit[] = [
  { hash: '#/', shows: '.lab[data-phase="ready"]', aimKb: 170, aimMs: 2000 },
  { hash: '#/learn', shows: '.lesson-card', aimKb: null, aimMs: null },
  { hash: '#/learn/push-gossip', shows: '.lab[data-phase="ready"]', aimKb: null, aimMs: null },
  { hash: '#/lab', shows: 'main h1', aimKb: null, aimMs: null },
];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};
/** What a host leaves as it is, since it is compressed already. */
const PACKED = ['.woff2', '.png'];

interface Served {
  readonly type: string;
  readonly body: Buffer;
  readonly packed: boolean;
}

/** The files of a built page by their paths, compressed once. */
function filesOf(folder: string): ReadonlyMap<string, Served> {
  const files = new Map<string, Served>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const extension = extname(path);
    const packed = PACKED.includes(extension);
    const body = readFileSync(path);
    files.set(path.slice(folder.length), { type: TYPES[extension] ?? 'application/octet-stream', body: packed ? body : gzipSync(body), packed });
  }
  return files;
}

async function serve(files: ReadonlyMap<string, Served>): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*$/, '');
    const file = files.get(path === '/' ? '/index.html' : path);
    if (file === undefined) return void response.writeHead(404).end();
    const encoding = file.packed ? {} : { 'content-encoding': 'gzip' };
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.body.length, ...encoding }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return server;
}

interface Load {
  readonly scriptBytes: number;
  readonly scripts: number;
  readonly lcpMs: number;
  /** What was painted largest, as tag and class. */
  readonly largest: string;
}

interface Paint {
  readonly ms: number;
  readonly element: string;
}

/** Runs in the page before anything else: keeps the latest entry, which is the largest. */
const WATCH_PAINTS = `new PerformanceObserver((list) => {
  for (const { startTime, element } of list.getEntries()) {
    globalThis.largestPaint = { ms: startTime, element: element === null ? 'gone' : [element.localName, ...element.classList].join('.') };
  }
}).observe({ type: 'largest-contentful-paint', buffered: true });`;

/** Follows a page's requests; the answer resolves when there have been none for a while. */
function follow(page: Page): { readonly paths: ReadonlySet<string>; readonly idle: () => Promise<void> } {
  const paths = new Set<string>();
  let open = 0;
  let lastAt = performance.now();
  const ended = () => {
    open--;
    lastAt = performance.now();
  };
  page.on('request', (request) => {
    paths.add(new URL(request.url()).pathname);
    open++;
    lastAt = performance.now();
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const idle = async () => {
    const latest = performance.now() + LONGEST_MS;
    // Idle is a stretch without requests, and only time shows one.
    while (performance.now() < latest && (open > 0 || performance.now() - lastAt < QUIET_MS)) await page.waitForTimeout(100);
  };
  return { paths, idle };
}

/** One cold load: a browser profile of its own, nothing cached. */
async function load(browser: Browser, files: ReadonlyMap<string, Served>, address: string, visit: Visit): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await page.addInitScript(WATCH_PAINTS);
  const { paths, idle } = follow(page);
  await page.goto(`${address}${visit.hash}`, { waitUntil: 'commit' });
  await page.locator(visit.shows).first().waitFor({ timeout: LONGEST_MS });
  await idle();
  const paint = await page.evaluate<Paint | null>('globalThis.largestPaint ?? null');
  await context.close();
  if (paint === null) throw new Error(`${visit.hash} painted nothing that counts as contentful`);
  const scripts = [...paths].filter((path) => path.endsWith('.js') && !path.includes('.worker-'));
  const scriptBytes = scripts.reduce((sum, path) => sum + (files.get(path)?.body.length ?? 0), 0);
  return { scriptBytes, scripts: scripts.length, lcpMs: paint.ms, largest: paint.element };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** A figure beside its aim: `152 kB (aim 170: met)`. */
function against(value: number, unit: string, aim: number | null): string {
  const figure = `${value.toFixed(0)} ${unit}`;
  return aim === null ? figure : `${figure} (aim ${aim}: ${value <= aim ? 'met' : 'missed'})`;
}

function lineOf(visit: Visit, loads: readonly Load[]): string {
  const kb = median(loads.map((one) => one.scriptBytes)) / 1000;
  const lcp = loads.map((one) => one.lcpMs);
  const scripts = `JavaScript ${against(kb, 'kB', visit.aimKb).padEnd(22)} in ${String(loads[0]?.scripts).padStart(2)} files`;
  const paint = `LCP ${against(median(lcp), 'ms', visit.aimMs).padEnd(24)} ${Math.min(...lcp).toFixed(0)} to ${Math.max(...lcp).toFixed(0)}, ${loads[0]?.largest}`;
  return `load    ${visit.hash.padEnd(20)}  ${scripts}  ${paint}`;
}

async function main(): Promise<number> {
  const executablePath = ensureBrowser(say);
  if (executablePath === null) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'eventually-load-'));
  await build({ root, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } });
  const files = filesOf(folder);
  rmSync(folder, { recursive: true });
  const server = await serve(files);
  const address = `http://${HOST}:${(server.address() as AddressInfo).port}/`;
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  say(`load    first visit at ${SLOWDOWN}x CPU slowdown and slow 4G, median of ${LOADS} cold loads; JavaScript gzipped, without the workers' own`);
  try {
    for (const visit of visits) {
      const loads: Load[] = [];
      for (let i = 0; i < LOADS; i++) loads.push(await load(browser, files, address, visit));
      say(lineOf(visit, loads));
    }
  } finally {
    await browser.close();
    server.close();
  }
  return 0;
}

process.exitCode = await main();
