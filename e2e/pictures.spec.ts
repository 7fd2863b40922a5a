/** Pictures of their own: beliefs, the inside of counters and sets, damaged copies; by keyboard and by touch, and clean by axe at every width in both themes. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openCase, themes, widths } from './fixtures/gallery.ts';
import { faultsOf } from './fixtures/geometry.ts';
import { open } from './fixtures/page.ts';

const BELIEFS = './#/run/membership-digests';

const grid = (page: Page) => page.getByRole('grid', { name: /^Beliefs/ });

test('a story about beliefs opens on them, and the next story does not', async ({ page }) => {
  await page.goto(BELIEFS);
  await expect(grid(page)).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Membership' })).toHaveAttribute('aria-selected', 'true');
  await open(page);
  await expect(page.getByRole('tab', { name: 'Cluster' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: 'Membership' })).toHaveCount(0);
});

test('by keyboard: the matrix is one stop, the arrows go through it, Enter opens what can be done', async ({ page }) => {
  await page.goto(BELIEFS);
  const first = grid(page).getByRole('rowheader', { name: 'n1 believes' });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(grid(page).getByRole('gridcell', { name: 'n1 believes n2 alive' })).toBeFocused();
  expect(await grid(page).locator('[tabindex="0"]').count()).toBe(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('.command-bar')).toContainText('n1');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
});

test('by touch on a phone: a node is chosen in the matrix, and its row stands out', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(BELIEFS);
  await grid(page).getByRole('rowheader', { name: 'n3 believes' }).tap();
  await expect(page.locator('.command-bar')).toContainText('n3');
  await expect(grid(page).locator('.membership-head[data-chosen]')).toHaveCount(2);
  const box = await grid(page).getByRole('gridcell').first().boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await context.close();
});

test('a rotten copy says so on the stage, in the matrix of keys and from near', async ({ page }) => {
  await open(page, './#/run/bit-rot-scrubbed');
  await page.getByLabel('Key shown').first().selectOption('k7');
  for (let i = 0; i < 12 && (await page.locator('.damage-mark').count()) === 0; i++) await page.keyboard.press('.');
  await expect(page.locator('[data-replica="B"]').first()).toHaveAttribute('aria-label', /checksum fails/);
  await expect(page.locator('.legend')).toContainText('rotten copy');
  await page.locator('[data-replica="B"]').first().click();
  await expect(page.locator('.inspector')).toContainText('its checksum fails: it cannot be read');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Keys' }).click();
  await expect(page.getByRole('gridcell', { name: /^B holds nothing of k7, checksum fails/ })).toContainText('unreadable');
});

test('a counter shows from near whose entries it is made of', async ({ page }) => {
  await open(page, './#/run/counter-of-three');
  for (let i = 0; i < 16; i++) await page.keyboard.press('.');
  await page.locator('[data-replica="A"]').first().click();
  await expect(page.locator('.counter-state svg')).toHaveAttribute('aria-label', /in all: A 5/);
});

const cases = {
  membership: ['alive', 'suspected', 'dead', 'split', 'off'],
  inspector: ['counter', 'set', 'rotten'],
  knobs: ['lists'],
} as const;
for (const theme of themes)
  for (const { name, width, height } of widths)
    test(`is legible and clean by axe at ${name} in ${theme}`, async ({ page }) => {
      test.setTimeout(180_000);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const [view, ids] of Object.entries(cases))
        for (const id of ids) {
          await openCase(page, { view, id });
          expect.soft(await faultsOf(page), `${view}/${id}`).toEqual([]);
          const { violations } = await new AxeBuilder({ page })
            .disableRules(['page-has-heading-one', 'landmark-one-main', 'region', 'heading-order'])
            .analyze();
          const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
          expect.soft(found, `${view}/${id}`).toEqual([]);
        }
    });
