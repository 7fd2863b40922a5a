/** The Lab, as a person uses it: cut and heal, step back, pass on, change the past, compare, turn knobs; by keyboard alone, and clean by axe. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import {
  elsewhere,
  form,
  HOME,
  home,
  idOf,
  moment,
  notes,
  openBreakage,
  openEmpty,
  returns,
  savedRuns,
  settled,
  shareLink,
  standing,
  steps,
  write,
} from './fixtures/lab.ts';
import { commandReplica, eventOf, status, time } from './fixtures/page.ts';

const hint = (page: Page) => page.getByRole('complementary', { name: 'Hint' });

async function untilAllAgree(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run until…' }).click();
  await page.getByRole('menuitem', { name: 'All agree' }).click();
}

/** Two lanes take a command as soon as both are loaded, which nothing on the page says: asked for until it is there. */
async function writeInBoth(page: Page, commands: number): Promise<void> {
  await expect(page.locator('.lab')).toHaveAttribute('data-lanes', '2');
  await expect(async () => {
    await form(page).getByRole('button', { name: 'Write' }).click();
    await expect(page.locator('.lab')).toHaveAttribute('data-commands', String(commands), { timeout: 1000 });
  }).toPass();
}

test('a link is cut, gossip heals it, and a step back is shared to another browser at the same state hash', async ({ page, browser }) => {
  await openEmpty(page);
  await write(page);
  await steps(page, 4);
  await page.locator('[data-item="l:A C"]').first().click();
  await page.locator('.command-bar').getByRole('button', { name: 'Cut', exact: true }).click();
  await write(page);
  await steps(page, 4);
  await expect(status(page)).toHaveText('C is stale.');
  await page.locator('[data-item="l:A C"]').first().click();
  await page.locator('.command-bar').getByRole('button', { name: 'Mend', exact: true }).click();
  await page.getByRole('switch', { name: 'Gossip' }).click();
  await untilAllAgree(page);
  await expect(status(page)).toContainText('healed by gossip');
  await expect(page.locator('[data-repairs="gossip"]')).toHaveText('1');
  await expect(page.locator('[data-repairs="hinted-handoff"]')).toHaveText('0');
  await page.keyboard.press(',');
  await expect(status(page)).toHaveText('C is stale.');
  await settled(page);
  const here = await moment(page);
  const link = await shareLink(page);
  expect(link.length).toBeLessThanOrEqual(2000);
  const other = await elsewhere(browser);
  await other.goto(link);
  await standing(other);
  await expect.poll(() => moment(other)).toEqual(here);
  await expect(status(other)).toHaveText('C is stale.');
  expect(await time(other)).toBe(await time(page));
  // It is a run of theirs now, and Back leads to the Lab and not into the link again.
  await other.goBack();
  await expect(savedRuns(other)).toHaveCount(1);
  await other.context().close();
});

test('what was done is there after a reload: commands, moment, the other future, the views', async ({ page }) => {
  await openBreakage(page, 'A stale replica');
  await write(page);
  await steps(page, 2);
  const slider = page.getByRole('slider', { name: 'Time, as far as seen' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => time(page)).toBe(0);
  await commandReplica(page, 'A', 'Crash');
  await expect(page.getByTestId('notice')).toContainText('You changed the past. The other run is kept.');
  await page.getByRole('tab', { name: 'Keys', exact: true }).click();
  await page.getByRole('tab', { name: 'Operations', exact: true }).click();
  await settled(page);
  const before = await moment(page);
  await page.reload();
  await standing(page);
  await expect.poll(() => moment(page)).toEqual(before);
  await expect(page.getByRole('tab', { name: 'Keys' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: 'Operations' })).toHaveAttribute('aria-selected', 'true');
  await returns(page).click();
  await expect.poll(() => time(page)).toBeGreaterThan(5000);
  await expect(status(page)).not.toContainText('crashed');
});

test('Start over keeps what there was, a new seed is another run, and both are there after a reload', async ({ page }) => {
  await openBreakage(page, 'A stale replica');
  await page.getByRole('button', { name: 'New seed' }).click();
  await expect.poll(() => time(page)).toBe(0);
  const seed = await page.locator('.seed').innerText();
  expect(seed).not.toBe('seed 1');
  await page.reload();
  await standing(page);
  await expect(page.locator('.seed')).toHaveText(seed);
  await write(page);
  await steps(page, 2);
  await settled(page);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect.poll(() => time(page)).toBe(0);
  await page.reload();
  await standing(page);
  expect(await time(page)).toBe(0);
  await expect(returns(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'New seed' }).click();
  await expect(notes(page)).toContainText('The run before is saved as “A stale replica”.');
  await expect(page.locator('.run-name')).toContainText('A stale replica · seed');
  await page.goto(HOME);
  await expect(savedRuns(page)).toHaveCount(2);
});

test('a second lane comes and goes, by Back too, and nothing is lost', async ({ page }) => {
  await openBreakage(page, 'A stale replica');
  await write(page);
  await steps(page, 1);
  await page.getByRole('slider', { name: 'Time, as far as seen' }).focus();
  await page.keyboard.press('Home');
  await commandReplica(page, 'B', 'Crash');
  await expect(returns(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Compare…' }).click();
  await page.getByRole('button', { name: 'Open two lanes' }).click();
  await writeInBoth(page, 2);
  await page.goBack();
  await expect(page.locator('.lab')).toHaveAttribute('data-lanes', '1');
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '2');
  await expect(returns(page)).toHaveCount(1);
  await page.goForward();
  await writeInBoth(page, 3);
  await page.getByRole('button', { name: 'Close the second lane' }).click();
  await expect(page.locator('.lab')).toHaveAttribute('data-lanes', '1');
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '3');
  await page.reload();
  await standing(page);
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '3');
  await expect(returns(page)).toHaveCount(1);
});

test('a live knob is a command that Undo takes back; a knob of the start begins a new run', async ({ page }) => {
  await openBreakage(page, 'A stale replica');
  await page.getByRole('button', { name: 'Knobs', exact: true }).click();
  const search = page.getByRole('searchbox', { name: 'Search the knobs' });
  await search.fill('loss');
  const loss = page.getByLabel(/^Loss/);
  await loss.fill('2');
  await loss.press('Enter');
  await expect(page.getByText('Loss is “2”; it must be a probability from 0 to 1.')).toBeVisible();
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '0');
  await loss.fill('0.2');
  await loss.press('Enter');
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '0');
  await expect(loss).toHaveValue('0');
  await write(page);
  const before = idOf(page);
  await search.fill('replication factor');
  await page.getByLabel(/^Replication factor/).fill('2');
  await page.getByRole('button', { name: 'Start with this: Replication factor' }).click();
  await expect.poll(() => idOf(page)).not.toBe(before);
  await standing(page);
  await expect(notes(page)).toContainText('A new run from 0 with the same commands. The run before is saved as “A stale replica”.');
  expect(await time(page)).toBe(0);
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '1');
  // One knob after another: the panel stays where it was.
  await expect(search).toHaveValue('replication factor');
  await page.goto(HOME);
  await expect(savedRuns(page)).toHaveCount(2);
  await savedRuns(page).filter({ hasNotText: 'factor' }).locator('.lab-open').click();
  await expect.poll(() => time(page)).toBeGreaterThan(5000);
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '1');
});

test('three hints, each once, and none of what was done already', async ({ page }) => {
  await openEmpty(page);
  await expect(hint(page)).toContainText('Press anything on the picture');
  await write(page);
  await expect(hint(page)).toContainText('Nothing moves by itself');
  await page.reload();
  await expect(hint(page)).toContainText('Nothing moves by itself');
  await hint(page).getByRole('button', { name: 'Got it' }).click();
  await expect(hint(page)).toContainText('You can step back');
  await hint(page).getByRole('button', { name: 'Got it' }).click();
  await expect(hint(page)).toHaveCount(0);
  await openBreakage(page, 'A lost hint');
  await expect(hint(page)).toHaveCount(0);
});

test('by keyboard alone: a breakage is opened, healed, played and shared', async ({ page }) => {
  await home(page);
  const to = async (name: RegExp) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const { activeElement } = document;
        return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
      });
      if (name.test(at.trim())) return;
    }
    throw new Error(`nothing called ${name} is reached by Tab`);
  };
  await to(/A partition to be healed by gossip/);
  await page.keyboard.press('Enter');
  await standing(page);
  await expect(status(page)).toContainText('stale behind the cut');
  await to(/^Heal the cut$/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '1');
  const before = await eventOf(page);
  await page.keyboard.press('Escape');
  await to(/^Play$/);
  await page.keyboard.press('Enter');
  await expect.poll(() => eventOf(page), { timeout: 15_000 }).toBeGreaterThan(before + 3);
  await page.keyboard.press('Space');
  await standing(page);
  await page.reload();
  await standing(page);
  await to(/^Share$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Share this run' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy the link' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Share' })).toBeFocused();
});

test('by touch on a phone: a breakage is opened, healed, played, looked into and shared', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await home(page);
  await page.locator('.lab-card > button', { hasText: 'A partition to be healed by a hint' }).tap();
  await standing(page);
  await hint(page).getByRole('button', { name: 'Got it' }).tap();
  await page.locator('.heal').first().tap();
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '1');
  await page.getByRole('button', { name: 'Play', exact: true }).tap();
  await expect(status(page)).toContainText('healed by hinted handoff', { timeout: 15_000 });
  await page.getByRole('button', { name: 'Pause' }).tap();
  await page.locator('.sheet-handle').tap();
  await expect(page.locator('[data-repairs="hinted-handoff"]')).toHaveText('1');
  await page.getByRole('button', { name: 'Knobs', exact: true }).tap();
  await page.getByRole('searchbox', { name: 'Search the knobs' }).fill('fan-out');
  await page.getByRole('region', { name: 'Gossip' }).getByRole('button', { name: 'More: Fan-out' }).tap();
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '2');
  await page.getByRole('button', { name: 'Close the sheet' }).tap();
  await page.getByRole('button', { name: 'Share' }).tap();
  await expect(page.getByLabel('Link to this run')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).tap();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await context.close();
});

const sizes = { desktop: [1440, 900], tablet: [768, 1024], phone: [390, 844] } as const;
const places: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  gallery: async () => undefined,
  now: async (page) => openPanel(page, 'Now'),
  knobs: async (page) => {
    await openPanel(page, 'Knobs');
    for (const group of ['network', 'gossip']) await page.locator(`[data-group="${group}"] .knobs-group-head`).click();
  },
  share: async (page) => {
    await openBreakage(page, 'A stale replica');
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByLabel('Link to this run')).toBeVisible();
  },
};

async function openPanel(page: Page, tab: string): Promise<void> {
  await openBreakage(page, 'A stale replica');
  const handle = page.locator('.sheet-handle');
  if ((await handle.count()) > 0) await handle.click();
  await page.getByRole('button', { name: tab, exact: true }).last().click();
}

// Every place at every width, every place in every theme, every width in every theme.
for (const [size, colorScheme, names] of [
  ['desktop', 'light', ['gallery', 'now']],
  ['desktop', 'dark', ['knobs', 'share']],
  ['tablet', 'light', ['knobs', 'share']],
  ['tablet', 'dark', ['gallery', 'now']],
  ['phone', 'light', ['gallery', 'knobs']],
  ['phone', 'dark', ['now', 'share']],
] as const) {
  test(`is clean by axe on a ${size} in ${colorScheme}: ${names.join(' and ')}`, async ({ page }) => {
    const [width, height] = sizes[size];
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const name of names) {
      await home(page);
      await places[name]?.(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((one) => `${name}: ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}
