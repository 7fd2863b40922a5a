import { expect, test } from '@playwright/test';

test('the page loads whole from its own address, without an error and without a call elsewhere', async ({ page, baseURL }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${baseURL}`) && !/^(data|blob):/.test(url)) faults.push(`asked for ${url}`);
  });
  await page.goto('./');
  await expect(page).toHaveTitle(/Eventually/);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(faults).toEqual([]);
});
