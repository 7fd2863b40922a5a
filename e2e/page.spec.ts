/** The page of a run, as a person uses it: in the built page, with the engine in its worker. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { presets } from '../src/engine/presets/index.ts';
import { commandReplica, eventOf, open, playButton, quickly, STORY, status, stepTo, time } from './fixtures/page.ts';

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);

test('day one: heal, play, switch gossip on, and the first page ticks each off', async ({ page }) => {
  await open(page, './');
  await expect(page.locator('[data-replica]')).toHaveCount(3);
  await expect(status(page)).toHaveText('C is stale behind the cut.');
  // Nothing to wait for: what is tested is that nothing comes.
  await page.waitForTimeout(400);
  expect(await time(page)).toBe(900);
  await page.locator('.heal').first().click();
  await expect(page.locator('.guide li').first()).toHaveAttribute('data-done', 'true');
  await expect(status(page)).toContainText('C is stale');
  await playButton(page).click();
  await expect(page.getByTestId('stopped')).toContainText('C will stay stale: nothing is scheduled that could repair it');
  await page.getByRole('switch', { name: 'Gossip' }).click();
  await playButton(page).click();
  await expect(status(page)).toContainText('healed by gossip', { timeout: 20_000 });
  await expect(page.locator('.guide')).toContainText('C has caught up');
  await expect(page.locator('.guide').getByRole('link', { name: 'Open the Lab' })).toBeVisible();
});

test('opens paused and starts nothing by itself', async ({ page }) => {
  await open(page);
  await expect(page.locator('[data-replica]')).toHaveCount(5);
  await expect(playButton(page)).toBeVisible();
  // Nothing to wait for: what is tested is that nothing comes.
  await page.waitForTimeout(600);
  expect(await time(page)).toBe(0);
  await expect(page.locator('[data-tick]')).toHaveCount(0);
});

test('Play runs the cut and the heal, and later all five agree, healed by gossip', async ({ page }) => {
  await open(page);
  await playButton(page).click();
  await expect(page.locator('.heal').first()).toBeVisible({ timeout: 20_000 });
  await expect(status(page)).toContainText('stale');
  await quickly(page);
  await expect(status(page)).toHaveText(/All five agree since [\d,]+ ms, healed by gossip\./, { timeout: 20_000 });
  await expect(page.getByTestId('stopped')).toContainText('The run stops here', { timeout: 20_000 });
  await expect(page.locator('[data-tick="repair"]').first()).toBeAttached();
});

test('stepping back restores what was there', async ({ page }) => {
  await open(page);
  await stepTo(page, 300);
  const picture = () => page.locator('.figure').first().innerHTML();
  const before = { event: await eventOf(page), figure: await picture() };
  for (let i = 0; i < 4; i++) await page.keyboard.press('.');
  for (let i = 0; i < 4; i++) await page.keyboard.press(',');
  await expect.poll(() => eventOf(page)).toBe(before.event);
  expect(await picture()).toBe(before.figure);
});

test('"run until" goes to the goal, and can be cancelled', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Run until…' }).click();
  await page.getByRole('menuitem', { name: 'Next fault' }).click();
  await expect.poll(() => time(page)).toBe(250);
  await page.getByRole('button', { name: 'Run until…' }).click();
  await page.getByRole('menuitem', { name: 'All agree' }).click();
  await expect(status(page)).toContainText('All five agree');
  await expect(page.locator('[data-tick="repair"]').first()).toBeAttached();
  await page.getByRole('button', { name: 'Run until…' }).click();
  await page.getByRole('menuitem', { name: 'A time…' }).click();
  await page.keyboard.type('5000');
  await page.keyboard.press('Enter');
  await expect.poll(() => time(page)).toBeGreaterThan(3900);
});

test('the bar at a mark, the right-click list and the keyboard give the same commands', async ({ page }) => {
  await open(page);
  await stepTo(page, 200);
  const replica = page.locator('[data-replica="C"]').first();
  await replica.click();
  await page.locator('.command-bar').getByRole('button', { name: 'More' }).click();
  const names = await page.locator('.command-bar .command').allInnerTexts();
  expect(names[0]).toContain('Crash');
  await page.keyboard.press('Escape');
  await expect(page.locator('.command-bar')).toHaveCount(0);
  await replica.click({ button: 'right' });
  await expect(page.locator('.command-bar .command')).toHaveText(names);
  await page.keyboard.press('Escape');
  await page.locator('[data-replica][tabindex="0"]').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.command-bar')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.command-bar')).toHaveCount(0);
});

test('a crash is drawn, and undone', async ({ page }) => {
  await open(page);
  await stepTo(page, 200);
  await commandReplica(page, 'C', 'Crash');
  await expect(page.locator('[data-replica="C"]').first()).toHaveAttribute('aria-label', /crashed/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-replica="C"]').first()).not.toHaveAttribute('aria-label', /crashed/);
});

test('a change behind what was seen keeps the other future, one press away', async ({ page }) => {
  await open(page);
  await stepTo(page, 100);
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await stepTo(page, 400);
  const slider = page.getByRole('slider', { name: 'Time, as far as seen' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => time(page)).toBe(0);
  await commandReplica(page, 'A', 'Crash');
  await expect(page.getByTestId('notice')).toContainText('You changed the past. The other run is kept.');
  await expect(page.getByRole('button', { name: /^Return to the run with/ })).toBeVisible();
  await page.getByTestId('notice').getByRole('button', { name: 'Return' }).click();
  await expect.poll(() => time(page)).toBeGreaterThanOrEqual(400);
});

test('a partition is chosen replica by replica, and applied', async ({ page }) => {
  await open(page);
  await stepTo(page, 100);
  await page.getByRole('button', { name: 'Cut in two' }).click();
  await page.locator('[data-replica="B"]').first().click();
  await page.getByRole('button', { name: 'Cut here' }).click();
  await expect(page.locator('.heal').first()).toBeVisible();
  await expect(page.locator('.command-bar')).toHaveCount(0);
});

test('what is chosen in one view is marked in the others, and the panel is about it', async ({ page }) => {
  await open(page);
  await stepTo(page, 700);
  await page.locator('[data-replica="D"]').first().click();
  await expect(page.locator('.command-bar')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.st-lane-label[data-chosen][data-lane="D"]')).toBeVisible();
  await expect(page.locator('.side')).toContainText('Why is D stale?');
  await expect(page.locator('.side')).toContainText('partition');
  await page.getByRole('tab', { name: 'Keys' }).click();
  await expect(page.locator('.figure').first()).toContainText('cart');
  for (const tab of ['Merkle', 'Siblings', 'Spread', 'Operations', 'Events']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  }
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(() => time(page), { timeout: 15_000 }).toBeGreaterThan(20);
  await page.keyboard.press('Space');
  await expect(playButton(page)).toBeVisible();
  await page.keyboard.press('Shift+Period');
  const reached: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    if (reached.includes(name) && i > 40) break;
    reached.push(name);
  }
  for (const wanted of [/^Replica A/, /^Gossip$/, /^Write$/, /Time, as far/, /^Play$/, /^Follow$/, /Run until/, /Cluster/, /Space-time/])
    expect(
      reached.some((name) => wanted.test(name)),
      `${String(wanted)} of ${reached.join(' | ')}`,
    ).toBe(true);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys and touches' })).toBeVisible();
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  const before = await eventOf(page);
  await page.keyboard.press('.');
  // Nothing to wait for: the key must do nothing.
  await page.waitForTimeout(200);
  expect(await eventOf(page)).toBe(before);
});

for (const reducedMotion of ['reduce', 'no-preference'] as const) {
  test(`between two events ${reducedMotion === 'reduce' ? 'nothing moves with reduced motion' : 'messages move, if motion is wanted'}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    await open(page);
    // The first arrival of the write of 20 ms: just before it, its messages are all on their way.
    await stepTo(page, 40);
    // Scrubbed back twice by a hundredth of the axis: two times between the same two events.
    const slider = page.getByRole('slider', { name: 'Time, as far as seen' });
    await slider.focus();
    const moments: { readonly picture: string; readonly event: number; readonly ms: number }[] = [];
    for (let i = 0; i < 2; i++) {
      const before = await time(page);
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => time(page)).toBeLessThan(before);
      const picture = await page
        .locator('canvas')
        .first()
        .evaluate((element) => (element as HTMLCanvasElement).toDataURL());
      moments.push({ picture, event: await eventOf(page), ms: await time(page) });
    }
    const [later, earlier] = moments;
    expect(earlier?.event).toBe(later?.event);
    expect(earlier?.picture === later?.picture).toBe(reducedMotion === 'reduce');
  });
}

test('on a phone everything is in reach by touch', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await open(page);
  await page.getByRole('button', { name: 'Step on to the next moment' }).tap();
  await expect.poll(() => eventOf(page)).toBeGreaterThan(0);
  await page.locator('[data-replica="A"]').first().tap();
  await expect(page.locator('.command-bar')).toBeVisible();
  await page.locator('.command-bar').getByRole('button', { name: 'Crash' }).tap();
  await expect(page.locator('[data-replica="A"]').first()).toHaveAttribute('aria-label', /crashed/);
  await page.locator('.sheet-handle').tap();
  await expect(page.locator('.sheet')).toHaveAttribute('data-size', 'half');
  await expect(page.locator('[data-replica="A"]').first()).toBeInViewport();
  await page.getByRole('button', { name: 'Close the sheet' }).tap();
  await page.getByRole('button', { name: 'Over time' }).tap();
  await expect(page.locator('.space-time-figure')).toBeVisible();
  await page.getByRole('button', { name: 'More controls of time' }).tap();
  await expect(page.getByRole('button', { name: 'Run until…' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await context.close();
});

for (const [name, width, height] of [
  ['desktop', 1440, 900],
  ['tablet', 768, 1024],
  ['phone', 390, 844],
] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`is clean by axe on a ${name} in ${theme}, at rest, in the middle of the cut, and in two lanes`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await open(page, './');
      expect(await violations(page)).toEqual([]);
      await open(page);
      await stepTo(page, 700);
      await page.locator('[data-replica="C"]').first().click();
      await expect(page.locator('.command-bar')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await open(page, `${STORY}?beside=gossip.protocol:off`);
      await page.keyboard.press('.');
      expect(await violations(page)).toEqual([]);
    });
  }
}

test('two lanes run on one clock and show what the knob changes', async ({ page }) => {
  await open(page, `${STORY}?beside=gossip.protocol:off`);
  await expect(page.locator('.lane')).toHaveCount(2);
  await expect(page.locator('.lab')).toHaveAttribute('data-lanes', '2');
  await page.getByRole('button', { name: 'Run until…' }).click();
  await page.getByRole('menuitem', { name: 'A time…' }).click();
  await page.keyboard.type('6000');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('status').first()).toContainText('All five agree', { timeout: 20_000 });
  await expect(page.getByTestId('status').nth(1)).toContainText('stale');
  await expect(page.locator('.scoreboard [data-differ]').first()).toBeVisible();
});

test('asks nobody else for anything', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  await open(page);
  await stepTo(page, 300);
  expect(elsewhere).toEqual([]);
});

test('opens every preset without a fault', async ({ page }) => {
  test.setTimeout(240_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  for (const id of Object.keys(presets)) {
    // Where a detector runs the page opens on what nodes believe, which of a large cluster is no picture of each.
    await page.goto(`./#/run/${id}?seed=1`);
    await expect(page.locator('.lab')).toHaveAttribute('data-phase', 'ready');
    const before = await eventOf(page);
    await page.keyboard.press(id === 'day-one' ? ',' : '.');
    await expect.poll(() => eventOf(page), { timeout: 15_000, message: id }).not.toBe(before);
  }
  expect(faults).toEqual([]);
});
