/**
 * Writes a picture of every case of the gallery at three widths in light and dark, from the built page: `npm run gallery [folder] [view]`.
 * For whoever looks; nothing compares them.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { BROWSER_ARGUMENTS, ensureBrowser } from './browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const widths = [
  [1440, 900],
  [768, 1024],
  [390, 844],
] as const;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(folder = 'gallery', onlyView?: string): Promise<number> {
  if (!existsSync(join(root, 'dist/index.html'))) {
    say('There is no built page: run npm run build first.');
    return 1;
  }
  const executablePath = ensureBrowser(say);
  if (executablePath === null) return 1;
  const server = await preview({ root, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  let written = 0;
  for (const [width, height] of widths) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.goto(`${address}#/gallery`);
      await page.locator('.gallery section a').first().waitFor();
      // The list of cases comes view by view, and says nowhere that it is whole.
      await page.waitForTimeout(1000);
      const links = await page.locator('.gallery section a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
      for (const link of links) {
        const [, , view = '', id = ''] = link.split('/');
        if (onlyView !== undefined && view !== onlyView) continue;
        await page.goto('about:blank');
        await page.goto(`${address}${link}`);
        await page.locator('[data-ready]').waitFor({ timeout: 60_000 });
        // What fades in has faded in.
        await page.waitForTimeout(300);
        mkdirSync(join(folder, view), { recursive: true });
        await page.screenshot({ path: join(folder, view, `${id}-${width}x${height}-${colorScheme}.png`) });
        written++;
      }
      await page.close();
      say(`${width} × ${height}, ${colorScheme}: done`);
    }
  }
  await browser.close();
  await server.close();
  say(`${written} pictures in ${folder}/`);
  return 0;
}

process.exitCode = await main(...process.argv.slice(2));
