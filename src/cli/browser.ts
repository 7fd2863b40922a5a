/**
 * Finds the Chromium that the end-to-end tests drive, and installs one where that is allowed. Looked for in this order: the path in the environment,
 * Playwright's own download, a system browser on the PATH. It never replaces a browser that is there, and says what it is about to do before it does it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const PATH_VARIABLES = ['EVENTUALLY_BROWSER', 'PLAYWRIGHT_CHROMIUM_PATH'] as const;
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;

/** Quiet and offline: no sandbox (tests run as root in containers), no QUIC, no background traffic. */
export const BROWSER_ARGUMENTS = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] as const;

/** The path of a Chromium on this machine, or null if there is none. Throws if the environment names one that does not exist. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | null {
  for (const variable of PATH_VARIABLES) {
    const path = environment[variable];
    if (!path) continue;
    if (!existsSync(path)) throw new Error(`${variable} is "${path}", but there is no such file`);
    return path;
  }
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    for (const name of SYSTEM_NAMES) {
      const path = join(folder, name);
      if (folder !== '' && existsSync(path)) return path;
    }
  }
  return null;
}

/** As `findBrowser`, but tries to install one first if there is none; null (after a sentence on what to do) if that fails. */
export function ensureBrowser(say: (line: string) => void): string | null {
  const found = findBrowser();
  if (found !== null) return found;
  say('No Chromium found. Downloading the one that Playwright uses: npx playwright install --with-deps chromium');
  run('npx', ['playwright', 'install', '--with-deps', 'chromium']);
  const downloaded = findBrowser();
  if (downloaded !== null) return downloaded;
  const root = process.getuid?.() === 0;
  if (root && existsSync('/etc/debian_version')) {
    say('That did not work. Installing the system package: apt-get update && apt-get install -y chromium');
    if (run('apt-get', ['update'])) run('apt-get', ['install', '-y', 'chromium']);
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  say('The end-to-end tests need Chromium, and it could not be installed from here. Install Chromium or Google Chrome so that it is on the PATH,');
  say(`or set ${PATH_VARIABLES[0]} to the path of one, and run the tests again.`);
  return null;
}

function run(command: string, commandArguments: readonly string[]): boolean {
  const ended = spawnSync(command, commandArguments, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 });
  return ended.status === 0;
}
