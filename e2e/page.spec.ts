/** The first page, as a person uses it: in the built page, with the engine in its worker. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { Cluster } from '../src/engine/cluster.ts';
import { presets } from '../src/engine/presets/index.ts';
import { Run } from '../src/engine/run.ts';
import { parseScenario } from '../src/engine/scenario/index.ts';
import { stateHash } from '../src/engine/state-hash.ts';

const open = async (page: Page, address = './'): Promise<void> => {
  await page.goto(address);
  await expect(page.locator('.lab')).toHaveAttribute('data-phase', 'ready');
  await expect(page.locator('[data-replica]').first()).toBeVisible();
};
const status = (page: Page) => page.getByTestId('status');
const time = async (page: Page): Promise<number> => Number((await page.locator('.now').innerText()).replace(/\D/g, ''));
const quickly = (page: Page) => page.getByLabel('Pace').selectOption('1');

/** Steps on by moment until a time, milliseconds, is reached. */
async function stepTo(page: Page, ms: number): Promise<void> {
  for (let i = 0; i < 80 && (await time(page)) < ms; i++) {
    const before = await page.locator('.now + *').innerText();
    await page.keyboard.press('.');
    await expect(page.locator('.now + *')).not.toHaveText(before, { useInnerText: true });
  }
  expect(await time(page)).toBeGreaterThanOrEqual(ms);
}

test('opens paused on five replicas and starts nothing by itself', async ({ page }) => {
  await open(page);
  await expect(page.locator('[data-replica]')).toHaveCount(5);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  // Nothing to wait for: what is tested is that nothing comes.
  await page.waitForTimeout(600);
  expect(await time(page)).toBe(0);
  await expect(page.locator('[data-tick]')).toHaveCount(0);
});

test('Play runs the cut and the heal, and later all five agree, healed by gossip', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Heal' }).first()).toBeVisible({ timeout: 20_000 });
  await expect(status(page)).toContainText('stale');
  await quickly(page);
  await expect(status(page)).toHaveText(/All five agree since [\d,]+ ms, healed by gossip\./, { timeout: 20_000 });
  await expect(page.getByTestId('stopped')).toContainText('The run stops here', { timeout: 20_000 });
  await expect(page.locator('[data-tick="repair"]').first()).toBeAttached();
});

test('stepping back restores what was there', async ({ page }) => {
  await open(page);
  await stepTo(page, 300);
  const before = { text: await status(page).innerText(), figure: await page.locator('.cluster-figure').innerHTML() };
  for (let i = 0; i < 4; i++) await page.keyboard.press('.');
  for (let i = 0; i < 4; i++) await page.keyboard.press(',');
  await expect(status(page)).toHaveText(before.text);
  expect(await page.locator('.cluster-figure').innerHTML()).toBe(before.figure);
});

test('with gossip off, a healed cut leaves the copies stale, and the page says why', async ({ page }) => {
  await open(page);
  await stepTo(page, 700);
  await page.getByRole('switch', { name: 'Gossip' }).click();
  await expect(page.getByRole('switch', { name: 'Gossip' })).not.toBeChecked();
  await page.getByRole('button', { name: 'Heal' }).first().click();
  await expect(page.locator('.barriers')).toHaveCount(0);
  await quickly(page);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByTestId('stopped')).toContainText('will stay stale: nothing is scheduled that could repair', { timeout: 20_000 });
  await expect(status(page)).toContainText('are stale');
});

test('selecting a replica opens what it holds, and a crash is drawn and undone', async ({ page }) => {
  await open(page);
  await stepTo(page, 200);
  await page.locator('[data-replica="C"]').click();
  const inspector = page.getByRole('region', { name: 'Replica C' });
  await expect(inspector).toContainText('cart');
  await inspector.getByRole('button', { name: 'Crash C' }).click();
  await expect(page.locator('[data-replica="C"]')).toHaveAttribute('aria-label', /crashed/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-replica="C"]')).not.toHaveAttribute('aria-label', /crashed/);
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
  await page.getByRole('button', { name: 'Cut in two' }).click();
  await expect(page.getByTestId('notice')).toContainText('You changed the past. The other run is kept.');
  await page.getByTestId('notice').getByRole('button', { name: 'Return' }).click();
  await expect.poll(() => time(page)).toBeGreaterThanOrEqual(400);
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(() => time(page), { timeout: 15_000 }).toBeGreaterThan(20);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('Shift+Period');
  const reached: string[] = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    if (reached.includes(name) && i > 20) break;
    reached.push(name);
    if (name.startsWith('Replica A')) {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
    }
  }
  for (const wanted of [/^Replica A/, /Gossip/, /Write/, /Time, as far/, /^Play$/, /Pace/])
    expect(
      reached.some((name) => wanted.test(name)),
      String(wanted),
    ).toBe(true);
  await expect(page.getByRole('region', { name: 'Replica B' })).toBeVisible();
});

test('with reduced motion nothing travels: messages stand as arrows', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await stepTo(page, 20);
  await expect(page.locator('.static-arrow').first()).toBeAttached();
  await expect(page.locator('.tail')).toHaveCount(0);
});

for (const [name, width, height] of [
  ['desktop', 1440, 900],
  ['tablet', 768, 1024],
  ['phone', 390, 844],
] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`is clean by axe on a ${name} in ${theme}, at rest and in the middle of the cut`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await open(page);
      expect(
        (await new AxeBuilder({ page }).analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      await stepTo(page, 700);
      await page.locator('[data-replica="C"]').click();
      expect(
        (await new AxeBuilder({ page }).analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}

test('a worker that dies is replaced, and the run is at the same state', async ({ page }) => {
  await open(page);
  await stepTo(page, 200);
  await page.getByRole('button', { name: 'Cut in two' }).click();
  await stepTo(page, 400);
  await expect(page.locator('.lab')).toHaveAttribute('data-state-hash', /^[0-9a-f]+$/);
  const before = { event: await page.locator('.lab').getAttribute('data-event'), hash: await page.locator('.lab').getAttribute('data-state-hash') };
  await page.workers()[0]?.evaluate(() => self.close());
  await expect(page.getByTestId('notice')).toContainText('started again and replayed', { timeout: 15_000 });
  await expect(page.locator('.lab')).toHaveAttribute('data-state-hash', before.hash ?? '');
  await expect(page.locator('.lab')).toHaveAttribute('data-event', before.event ?? '');
  await page.keyboard.press('.');
  await expect.poll(() => time(page)).toBeGreaterThan(400);
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

for (const id of ['partition-healed-by-gossip', 'healed-by-merkle', 'siblings-in-a-cart', 'gossip-100', 'healed-by-hints', 'fast-clock-loses-a-write']) {
  test(`Chromium and Node agree on ${id}, by both hashes`, async ({ page }) => {
    const parsed = parseScenario(presets[id]?.scenario);
    if (!parsed.ok) throw new Error(parsed.message);
    const { atMs, whenConverged, when } = parsed.scenario.stop;
    const cluster = new Cluster(parsed.scenario);
    new Run(cluster, { atUs: atMs === null ? Number.POSITIVE_INFINITY : atMs * 1000, whenConverged, when }).finish();
    await page.goto(`./#/hash/${id}`);
    await expect(page.locator('[data-trace-hash]')).toHaveAttribute('data-trace-hash', cluster.world.hash.hex(), { timeout: 30_000 });
    await expect(page.locator('[data-state-hash]')).toHaveAttribute('data-state-hash', stateHash(cluster.world));
    await expect(page.locator('[data-event]')).toHaveAttribute('data-event', String(cluster.event));
  });
}

test('opens every preset without a fault', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  for (const id of Object.keys(presets)) {
    await open(page, `./#/run/${id}?seed=1`);
    await page.keyboard.press('.');
    await page.keyboard.press('.');
    await expect(page.locator('.now')).not.toHaveText('0 ms', { timeout: 15_000 });
  }
  expect(faults).toEqual([]);
});
