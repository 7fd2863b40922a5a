/** Every view from the engine's own runs: drawn without a fault, legible by measure, clean by axe. Each case once, with the width and theme of a pairwise sample. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { galleryCases, openCase, themes, widths } from './fixtures/gallery.ts';
import { faultsOf } from './fixtures/geometry.ts';

const PARTS = 4;

/** The nth case meets width n mod 3 and theme n div 3 mod 2: every view with every width and theme where it has six cases. */
for (let part = 0; part < PARTS; part++) {
  test(`the gallery’s cases are legible and clean by axe, part ${part + 1} of ${PARTS}`, async ({ page }) => {
    test.setTimeout(180_000);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const cases = await galleryCases(page);
    expect(cases.length).toBeGreaterThan(20);
    const seen = new Map<string, number>();
    for (const one of cases) {
      const n = seen.get(one.view) ?? 0;
      seen.set(one.view, n + 1);
      const index = cases.indexOf(one);
      if (index % PARTS !== part) continue;
      const width = widths[n % widths.length] ?? widths[0];
      const theme = themes[Math.floor(n / widths.length) % themes.length] ?? 'light';
      await page.setViewportSize({ width: width.width, height: width.height });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: n % 2 === 0 ? 'no-preference' : 'reduce' });
      await openCase(page, one);
      const name = `${one.view}/${one.id} at ${width.name} in ${theme}`;
      expect.soft(await faultsOf(page), name).toEqual([]);
      const { violations } = await new AxeBuilder({ page }).disableRules(['page-has-heading-one', 'landmark-one-main', 'region', 'heading-order']).analyze();
      expect
        .soft(
          violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.target.join(' ')).join(', ')}`),
          name,
        )
        .toEqual([]);
    }
    expect(errors).toEqual([]);
  });
}
