/** Replicas that join, leave and are replaced by hand, by pointer and by keyboard; the same picture after a step back and after a reload; clean by axe. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { moment, openEmpty, settled, steps, write } from './fixtures/lab.ts';

const replicas = (page: Page) => page.locator('[data-replica]').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-replica')).sort());
const words = (page: Page, id: string) => page.locator(`[data-replica="${id}"]`).first().getAttribute('aria-label');

/** All that the figure says of the replicas, where each stands included. */
const picture = (page: Page) =>
  page.locator('[data-replica]').evaluateAll((marks) => marks.map((mark) => `${mark.getAttribute('aria-label')} @ ${mark.getAttribute('transform')}`).sort());

async function byPointer(page: Page, id: string, name: RegExp): Promise<void> {
  await page.locator(`[data-replica="${id}"]`).first().click({ button: 'right' });
  await page.locator('.command-bar').getByRole('button', { name }).click();
  await expect(page.locator('.command-bar')).toHaveCount(0);
}

async function byKeyboard(page: Page, id: string, name: RegExp): Promise<void> {
  await page.locator(`[data-replica="${id}"]`).first().focus();
  await page.keyboard.press('Shift+F10');
  const wanted = page.locator('.command-bar').getByRole('button', { name });
  await expect(wanted).toBeVisible();
  for (let i = 0; i < 30 && !(await wanted.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.command-bar')).toHaveCount(0);
}

for (const [way, give] of [
  ['pointer', byPointer],
  ['keyboard', byKeyboard],
] as const) {
  test(`a replica joins, another leaves, a dead one is replaced, by ${way}; back and after a reload it is the same picture`, async ({ page }) => {
    await openEmpty(page);
    await write(page);
    await steps(page, 4);
    await give(page, 'C', /^Let D join$/);
    await expect.poll(() => replicas(page)).toEqual(['A', 'B', 'C', 'D']);
    expect(await words(page, 'D')).toContain('joining');
    await expect(page.locator('[data-replica="D"] .chips')).toContainText('joining');
    await expect(async () => {
      await steps(page, 1);
      expect(await words(page, 'D')).not.toContain('joining');
    }).toPass();
    await give(page, 'A', /^Leave the cluster$/);
    await expect.poll(() => words(page, 'A')).toContain('leaving');
    await expect(async () => {
      await steps(page, 1);
      expect(await replicas(page)).toEqual(['B', 'C', 'D']);
    }).toPass();
    await give(page, 'B', /^Crash$/);
    await give(page, 'B', /^Replace with E$/);
    await expect.poll(() => words(page, 'E')).toContain('replacing B');
    const there = await moment(page);
    const seen = await picture(page);
    await page.keyboard.press(',');
    await expect.poll(() => moment(page)).not.toBe(there);
    await page.keyboard.press('.');
    await expect.poll(() => picture(page)).toEqual(seen);
    await settled(page);
    await page.reload();
    await expect(page.locator('.lab')).toHaveAttribute('data-phase', 'ready');
    await expect.poll(() => picture(page)).toEqual(seen);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
}

test('after a command by pointer Space plays, and opens nothing', async ({ page }) => {
  await openEmpty(page);
  await write(page);
  await byPointer(page, 'C', /^Let D join$/);
  await page.keyboard.press('Space');
  await expect(page.locator('.command-bar')).toHaveCount(0);
  await expect.poll(() => words(page, 'D'), { timeout: 30_000 }).not.toContain('joining');
});

test('a preset is found by a word, by keyboard alone', async ({ page }) => {
  await page.goto('./#/lab');
  await page.getByLabel('Find a preset').focus();
  await page.keyboard.type('two regions');
  await expect(page.getByRole('status').filter({ hasText: 'found' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.lab-presets').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: /^Two regions/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.lab')).toHaveAttribute('data-phase', 'ready');
  await expect(page.locator('.tints.regions')).toContainText('eu');
});
