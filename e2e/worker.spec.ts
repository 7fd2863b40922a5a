/** A worker that is killed, and one that hangs: the page notices within two seconds, starts another and replays to the same state. */
import { expect, type Page, test } from '@playwright/test';

const open = async (page: Page): Promise<void> => {
  await page.goto('./#/run/partition-healed-by-gossip');
  await expect(page.locator('.lab')).toHaveAttribute('data-phase', 'ready');
};
const moment = async (page: Page) => ({
  event: await page.locator('.lab').getAttribute('data-event'),
  hash: await page.locator('.lab').getAttribute('data-state-hash'),
});

async function stepAndCut(page: Page): Promise<void> {
  for (let i = 0; i < 8; i++) {
    const before = await page.locator('.lab').getAttribute('data-event');
    await page.keyboard.press('.');
    await expect(page.locator('.lab')).not.toHaveAttribute('data-event', before ?? '');
  }
  await page.locator('[data-replica="C"]').first().click();
  await page.getByRole('button', { name: 'Crash', exact: true }).first().click();
  await expect(page.getByRole('button', { name: 'Undo' })).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('.');
  await expect(page.locator('.lab')).toHaveAttribute('data-state-hash', /^[0-9a-f]+$/);
}

test('a worker that is killed is replaced, and the run is at the same state', async ({ page }) => {
  await open(page);
  await stepAndCut(page);
  const before = await moment(page);
  await page.workers()[0]?.evaluate(() => self.close());
  await expect(page.getByTestId('notice')).toContainText('started again and replayed', { timeout: 15_000 });
  await expect(page.locator('.lab')).toHaveAttribute('data-state-hash', before.hash ?? '');
  await expect(page.locator('.lab')).toHaveAttribute('data-event', before.event ?? '');
});

test('a worker that hangs is noticed within about two seconds and replaced, and the run is at the same state', async ({ page }) => {
  await open(page);
  await stepAndCut(page);
  const before = await moment(page);
  const from = Date.now();
  // Not awaited: it never answers.
  page
    .workers()[0]
    ?.evaluate(() => {
      for (const end = performance.now() + 60_000; performance.now() < end; );
    })
    .catch(() => undefined);
  await expect(page.getByTestId('notice')).toContainText('started again and replayed', { timeout: 15_000 });
  expect(Date.now() - from).toBeLessThan(8000);
  await expect(page.locator('.lab')).toHaveAttribute('data-state-hash', before.hash ?? '');
  await expect(page.locator('.lab')).toHaveAttribute('data-event', before.event ?? '');
  await page.keyboard.press('.');
  await expect(page.locator('.lab')).not.toHaveAttribute('data-event', before.event ?? '');
});
