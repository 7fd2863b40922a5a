/** Every command of the one list, by pointer, by touch and by keyboard: each is given, counted in the log, and taken back. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { open, stepTo } from './fixtures/page.ts';

const commands = async (page: Page): Promise<number> => Number(await page.locator('.lab').getAttribute('data-commands'));

interface Way {
  readonly name: string;
  /** Opens the whole list of commands for a thing. */
  readonly list: (page: Page, thing: Locator) => Promise<void>;
  /** Gives the nth of them. */
  readonly give: (page: Page, nth: number) => Promise<void>;
}

const ways: readonly Way[] = [
  {
    name: 'pointer',
    list: async (_, thing) => thing.click({ button: 'right' }),
    give: async (page, nth) => page.locator('.command-bar .command').nth(nth).click(),
  },
  {
    name: 'touch',
    list: async (page, thing) => {
      await thing.tap();
      await expect(page.locator('.command-bar')).toBeVisible();
      const more = page.locator('.command-bar').getByRole('button', { name: 'More' });
      if ((await more.count()) > 0) await more.tap();
    },
    give: async (page, nth) => page.locator('.command-bar .command').nth(nth).tap(),
  },
  {
    name: 'keyboard',
    list: async (page, thing) => {
      await thing.focus();
      await page.keyboard.press('Shift+F10');
    },
    give: async (page, nth) => {
      await page.locator('.command-bar .command').first().focus();
      for (let i = 0; i < nth; i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
  },
];

const things: readonly { readonly name: string; readonly item: string; readonly inside?: string; readonly least: number }[] = [
  { name: 'a replica', item: 'r:C', least: 9 },
  { name: 'a client', item: 'c:phone', inside: 'circle', least: 3 },
  { name: 'a link', item: 'l:D E', least: 6 },
];

for (const way of ways) {
  for (const thing of things) {
    test(`every command for ${thing.name} by ${way.name}`, async ({ browser }) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, hasTouch: way.name === 'touch' });
      const page = await context.newPage();
      await open(page);
      await stepTo(page, 100);
      // What is joined to a client by a line is as wide as the line: pressed is its own mark.
      const whole = page.locator(`[data-item="${thing.item}"]`).first();
      const mark = thing.inside === undefined || way.name === 'keyboard' ? whole : whole.locator(thing.inside).first();
      await way.list(page, mark);
      await expect(page.locator('.command-bar .command').first()).toBeVisible();
      const count = await page.locator('.command-bar .command').count();
      expect(count).toBeGreaterThanOrEqual(thing.least);
      const able: number[] = [];
      for (let nth = 0; nth < count; nth++) if ((await page.locator('.command-bar .command').nth(nth).getAttribute('aria-disabled')) === null) able.push(nth);
      await page.keyboard.press('Escape');
      for (const nth of able) {
        await way.list(page, mark);
        await expect(page.locator('.command-bar .command')).toHaveCount(count);
        await way.give(page, nth);
        await expect.poll(() => commands(page), { message: `command ${nth}` }).toBe(1);
        await page.getByRole('button', { name: 'Undo' }).click();
        await expect.poll(() => commands(page)).toBe(0);
      }
      await context.close();
    });
  }
}

test('a message in flight is dropped by keyboard, and the drop is drawn', async ({ page }) => {
  await open(page);
  await stepTo(page, 20);
  const message = page.locator('[data-item^="m:"]').first();
  await message.focus();
  await page.keyboard.press('Enter');
  await page.locator('.command-bar').getByRole('button', { name: 'Drop' }).click();
  await expect.poll(() => commands(page)).toBe(1);
  await expect(page.locator('[data-tick="drop"]').first()).toBeAttached();
});

test('the operation bar writes, reads and deletes, and the result stands beside the client', async ({ page }) => {
  await open(page);
  const bar = page.getByRole('form', { name: 'Ask the cluster' });
  await bar.getByRole('button', { name: 'Write' }).click();
  await expect.poll(() => commands(page)).toBe(1);
  await bar.getByLabel('What it does').selectOption('read');
  await bar.getByRole('button', { name: 'Read' }).click();
  await expect.poll(() => commands(page)).toBe(2);
  await bar.getByLabel('What it does').selectOption('delete');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => commands(page)).toBe(3);
  await bar.getByLabel('Key').fill('');
  await expect(bar.getByRole('button', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true');
});
