import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'eventually-browser-'));
const chrome = join(folder, 'google-chrome');
writeFileSync(chrome, '');
afterAll(() => rmSync(folder, { recursive: true }));

describe('finding a browser', () => {
  it('takes the path that the environment names before any other', () => {
    expect(findBrowser({ EVENTUALLY_BROWSER: chrome, PATH: '/usr/bin' })).toBe(chrome);
    expect(findBrowser({ PLAYWRIGHT_CHROMIUM_PATH: chrome, PATH: '/usr/bin' })).toBe(chrome);
  });

  it('says so when the named path does not exist, rather than taking another', () => {
    expect(() => findBrowser({ EVENTUALLY_BROWSER: join(folder, 'nothing') })).toThrow(/EVENTUALLY_BROWSER is ".*nothing", but there is no such file/);
  });

  it('finds a system browser on the PATH, unless Playwright has its own', () => {
    expect(findBrowser({ PATH: folder })).not.toBeNull();
  });
});
