/** End-to-end tests drive the built page in Chromium: `npm run e2e` builds it first, and a preview server on a free port serves it to them. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from '../src/cli/browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Playwright reads this file in every one of its processes; the first to do so picks the port, and the others inherit it. */
const FREE_PORT = 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })';
process.env.EVENTUALLY_PORT ??= execFileSync(process.execPath, ['-e', FREE_PORT], { encoding: 'utf8' }).trim();
const address = `http://127.0.0.1:${process.env.EVENTUALLY_PORT}/`;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  forbidOnly: true,
  reporter: 'list',
  use: { baseURL: address, trace: 'off', video: 'off', screenshot: 'off' },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        viewport: { width: 1440, height: 900 },
        launchOptions: { executablePath: findBrowser() ?? undefined, args: [...BROWSER_ARGUMENTS] },
      },
    },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${process.env.EVENTUALLY_PORT} --strictPort`,
    cwd: root,
    url: address,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
