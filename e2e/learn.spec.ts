/** Learn, as a learner uses it: in the built page, with the engine in its worker. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { ask, atStep, GOSSIP, goOn, lit, next, notLit, openStep, option, press, question, start, stepUntil, VECTORS } from './fixtures/learn.ts';
import { commandReplica, quickly, time } from './fixtures/page.ts';

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);

test('the contents list three lessons under their parts', async ({ page }) => {
  await page.goto('./#/learn');
  for (const [part, lesson] of [
    ['Spreading news', 'Push gossip'],
    ['Finding differences cheaply', 'Merkle trees'],
    ['Deciding who wins', 'Version vectors and siblings'],
  ] as const)
    await expect(page.getByRole('region', { name: part }).getByRole('heading', { level: 3 })).toHaveText(lesson);
  await expect(page.locator('.lesson-card')).toHaveCount(3);
});

test('a whole lesson, by pointer, from the contents to the Lab', async ({ page }) => {
  await page.goto('./#/learn');
  await page.locator('.lesson-card').filter({ hasText: 'Version vectors' }).click();
  await atStep(page, 'hook');
  await notLit(page);
  await quickly(page);
  await start(page).click();
  await lit(page);
  await goOn(page, 'predict-held');
  for (const cell of [0, 1, 2]) await question(page).locator('select').nth(cell).selectOption({ label: 'milk, eggs' });
  await press(page, 'Commit and run');
  await lit(page);
  await goOn(page, 'compare-held');
  await expect(page.locator('.quiz-compared')).toContainText('First difference.');
  await expect(page.locator('[data-first]')).toContainText('both, side by side');
  await goOn(page, 'contrast');
  await notLit(page);
  await start(page).click();
  await lit(page);
  await goOn(page, 'predict-context');
  await option(page, 'Only the phone’s cart').click();
  await press(page, 'Commit and run');
  await lit(page);
  await goOn(page, 'compare-context');
  await expect(page.locator('.lesson-whole')).toContainText('Only the phone’s cart');
  await expect(page.locator('.lesson-whole')).toContainText('and the tablet’s tea');
  await goOn(page, 'predict-union');
  await press(page, 'Skip the guess');
  await start(page).click();
  await lit(page);
  await goOn(page, 'compare-union');
  await expect(page.locator('.lesson-compare')).toContainText('You skipped the guess.');
  await goOn(page, 'challenge');
  await notLit(page);
  for (const [client, via] of [
    ['phone', 'A'],
    ['laptop', 'B'],
    ['phone', 'A'],
    ['laptop', 'B'],
  ] as const)
    await ask(page, client, 'writes', via, 'Write');
  await stepUntil(page, '[data-replica="A"][aria-label*="4 siblings"]');
  await ask(page, 'phone', 'reads', 'A', 'Read');
  await page.keyboard.press('.');
  await ask(page, 'phone', 'resolves', 'A', 'Resolve');
  await notLit(page);
  await start(page).click();
  await lit(page);
  await expect(page.locator('.challenge')).toContainText('Done: ');
  await expect(page.locator('.challenge')).toContainText('6 commands given; 6 are enough.');
  await goOn(page, 'checks');
  await answerChecks(page);
  await lit(page);
  await goOn(page, 'say');
  await page.getByLabel(/^Explain to a colleague/).fill('Two writes that had not seen each other are kept side by side.');
  await press(page, 'Show a model answer');
  await expect(page.locator('.prose-model')).toContainText('concurrent');
  await expect(page.locator('.say-model')).toBeFocused();
  await expect(page.getByRole('region', { name: 'Missed questions' }).locator('form')).toHaveCount(6);
  await goOn(page, 'lab');
  await press(page, 'Try it in the Lab');
  await expect(page).toHaveURL(/#\/lab\/\w+/);
  await expect(page.locator('.lab')).toHaveAttribute('data-phase', 'ready');
  expect(await time(page)).toBe(725);
  await page.goto('./#/learn');
  await expect(page.locator('.lesson-card').filter({ hasText: 'Version vectors' })).toContainText('finished');
});

/** The checks: the first wrong, seen in the run, and tried again; the others somehow. */
async function answerChecks(page: Page): Promise<void> {
  await page.locator('[data-replica="B"]').first().click();
  await expect(page.locator('.command-bar')).toHaveCount(0);
  await expect(question(page).getByLabel('Replica B')).toBeChecked();
  await press(page, 'Check');
  await expect(question(page)).toContainText('Not right.');
  await expect(question(page)).toContainText('No client writes through B, but both writes are sent to it');
  await expect(question(page)).toContainText('only coordinators come to hold siblings');
  await press(page, 'See it run');
  await expect(page.locator('.lesson-seeing')).toBeFocused();
  await start(page).click();
  await expect.poll(() => time(page)).toBeGreaterThan(760);
  await press(page, 'Back to the lesson');
  await expect(question(page)).toContainText('Not right.');
  await expect(page.getByRole('button', { name: 'See it run' })).toBeFocused();
  await press(page, 'Try again');
  await option(page, 'Replica A').click();
  await press(page, 'Check');
  await expect(question(page)).toContainText('Right.');
  await expect(question(page)).toContainText('Replica B (not right)');
  await press(page, 'Next question');
  await expect(page.locator('.question-place')).toBeFocused();
  await question(page).locator('input').fill('2');
  await press(page, 'Check');
  await press(page, 'Next question');
  await option(page, 'latest timestamp wins').click();
  await press(page, 'Check');
  await press(page, 'Next question');
  await notLit(page);
  await option(page, 'A status line').click();
  await option(page, 'A reading that one sensor').click();
  await press(page, 'Check');
  await expect(question(page)).toContainText('Right.');
}

test('until a prediction is committed time stands still, nothing is done, and there is no way to the Lab; looking back is free', async ({ page }) => {
  await openStep(page, VECTORS, 'predict-held');
  await expect(page.getByRole('button', { name: 'Open in the Lab' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('.');
  await expect(page.getByTestId('notice')).toContainText('Commit your prediction first, or skip the guess.');
  await page.locator('[data-replica="B"]').first().click();
  await expect(page.locator('.command-bar')).toContainText('Commit your prediction first');
  await page.keyboard.press('Escape');
  await page.keyboard.press(',');
  await expect.poll(() => time(page)).toBeLessThan(725);
  await press(page, 'Skip the guess');
  await expect(page.locator('.lesson')).toContainText('You skipped the guess.');
  await expect(page.getByRole('button', { name: 'Open in the Lab' })).not.toHaveAttribute('aria-disabled', 'true');
  await start(page).click();
  await lit(page);
});

test('a step that was answered shows the first answer, after Back, by a link and after a reload', async ({ page }) => {
  await openStep(page, VECTORS, 'predict-context');
  await option(page, 'The phone’s cart, and').click();
  await press(page, 'Commit and run');
  await expect(page.locator('.quiz-held')).toContainText('The phone’s cart, and the tablet’s tea');
  await goOn(page, 'compare-context');
  await expect(page.locator('.lesson-compare')).toContainText('You saw it coming.');
  await page.goBack();
  await atStep(page, 'predict-context');
  await expect(page.locator('.quiz-held')).toContainText('The phone’s cart, and the tablet’s tea');
  await page.reload();
  await atStep(page, 'predict-context');
  await expect(page.locator('.quiz-held')).toContainText('The phone’s cart, and the tablet’s tea');
  expect(await time(page)).toBe(1010);
});

test('what was changed in a step is dropped on leaving it; a step that was passed stays passed', async ({ page }) => {
  await openStep(page, GOSSIP, 'hook');
  await page.keyboard.press('.');
  await start(page).click();
  await lit(page);
  const slider = page.getByRole('slider', { name: 'Time, as far as seen' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(page.locator('.now')).toContainText('round 0');
  await lit(page);
  await openStep(page, GOSSIP, 'hold-it-up');
  await notLit(page);
  await commandReplica(page, 'A', 'Crash');
  await expect(page.locator('.challenge')).toContainText('1 command given');
  await page.locator('.lesson-back').click();
  await atStep(page, 'ask-instead');
  await page.goBack();
  await atStep(page, 'hold-it-up');
  await expect(page.locator('.challenge')).toContainText('No command given yet');
  await expect(page.locator('[data-replica="A"]').first()).not.toHaveAttribute('aria-label', /crashed/);
  await openStep(page, GOSSIP, 'hook');
  await lit(page);
});

test('a step is not passed by the end of the run that stood there before it, nor by the solution that was watched', async ({ page }) => {
  await openStep(page, GOSSIP, 'ask-instead');
  await page.getByRole('button', { name: 'Run until…' }).click();
  await page.getByRole('menuitem', { name: 'A time…' }).click();
  await page.keyboard.type('39000');
  await page.keyboard.press('Enter');
  await lit(page);
  await goOn(page, 'hold-it-up');
  await expect(page.locator('.challenge')).toContainText('Goal: ');
  await notLit(page);
  await press(page, 'Watch a solution');
  await expect(page.locator('.lesson-seeing')).toContainText('one crash holds it up');
  await page.getByRole('button', { name: 'Run until…' }).click();
  await page.getByRole('menuitem', { name: 'All agree' }).click();
  await expect(page.locator('.status').first()).toContainText('All twelve agree');
  await press(page, 'Back to the lesson');
  await expect(page.locator('.challenge')).toContainText('Goal: ');
  await notLit(page);
});

test('a comparison about many seeds draws them', async ({ page }) => {
  await openStep(page, GOSSIP, 'compare-rounds');
  await expect(page.locator('.many-seeds')).toContainText('200 of 200 seeds run', { timeout: 30_000 });
});

test('by keyboard alone: a prediction, the way on, and a check', async ({ page }) => {
  await openStep(page, VECTORS, 'predict-union');
  const tabTo = async (name: string | RegExp) => {
    for (let i = 0; i < 60; i++) {
      const here = await page.evaluate(() => {
        const at = document.activeElement;
        return at instanceof HTMLInputElement ? (at.labels?.[0]?.innerText ?? '') : ((at as HTMLElement | null)?.innerText ?? '');
      });
      if (typeof name === 'string' ? here.trim().startsWith(name) : name.test(here)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${name}`);
  };
  await tabTo('eggs, bread: milk was removed');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await tabTo('Commit and run');
  await page.keyboard.press('Enter');
  await expect(page.locator('.quiz-held')).toContainText('eggs, milk, bread');
  await lit(page);
  await tabTo('Next');
  await page.keyboard.press('Enter');
  await atStep(page, 'compare-union');
  await expect(page.locator('.lesson-title')).toBeFocused();
  await openStep(page, VECTORS, 'checks');
  await tabTo('Replica A');
  await page.keyboard.press('Space');
  await tabTo('Check');
  await page.keyboard.press('Enter');
  await expect(question(page)).toContainText('Right.');
  await tabTo('Next question');
  await page.keyboard.press('Enter');
  await expect(page.locator('.question-place')).toContainText('Question 2 of 4');
});

test('progress survives a reload, is taken to another browser as a file, and is named and set aside where it is damaged', async ({ page, browser }, info) => {
  await openStep(page, VECTORS, 'predict-union');
  await press(page, 'Skip the guess');
  await openStep(page, VECTORS, 'compare-union');
  await page.goto('./#/learn');
  const card = (one: Page) => one.locator('.lesson-card').filter({ hasText: 'Version vectors' });
  await expect(card(page)).toContainText('1 step passed');
  await page.reload();
  await expect(card(page)).toContainText('1 step passed');
  const downloading = page.waitForEvent('download');
  await press(page, 'Download it');
  const file = info.outputPath('progress.json');
  await (await downloading).saveAs(file);
  const other = await browser.newContext();
  const there = await other.newPage();
  await there.goto(page.url());
  await expect(card(there)).toContainText('Begin');
  await there.locator('input[type=file]').setInputFiles(file);
  await expect(there.getByRole('status')).toContainText('The file added 1 lesson');
  await expect(card(there)).toContainText('1 step passed');
  await card(there).click();
  await atStep(there, 'compare-union');
  await other.close();
  await page.evaluate(() => localStorage.setItem('eventually/progress', '{"version": 1, "lessons": {'));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('is damaged');
  await expect(page.getByRole('alert')).toContainText('set aside');
  await expect(page.locator('.lesson-card')).toHaveCount(3);
});

test('with storage blocked a lesson goes on, and the contents say what that means', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  await openStep(page, VECTORS, 'predict-union');
  await option(page, 'eggs, milk, bread').click();
  await press(page, 'Commit and run');
  await lit(page);
  await goOn(page, 'compare-union');
  await expect(page.locator('.lesson-compare')).toContainText('You saw it coming.');
  await page.getByRole('link', { name: 'Learn', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('does not let the page store anything');
});

test('presented, the prose is hidden, the page keys go from step to step, and Escape comes back', async ({ page }) => {
  await openStep(page, VECTORS, 'hook');
  await press(page, 'Present');
  await expect(page.locator('.present-bar h1')).toHaveText('Two devices, one cart');
  await expect(page.locator('.lesson')).toBeHidden();
  await expect(page.locator('[data-replica]').first()).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(page.locator('.present-bar h1')).toHaveText('What will each replica hold?');
  await page.keyboard.press('PageUp');
  await expect(page.locator('.present-bar h1')).toHaveText('Two devices, one cart');
  await page.keyboard.press('Escape');
  await expect(page.locator('.lesson')).toBeVisible();
  await expect(page.locator('.present-bar')).toHaveCount(0);
});

test('a term opens its definition by Enter and closes by Escape', async ({ page }) => {
  await openStep(page, VECTORS, 'predict-held');
  const term = page.getByRole('button', { name: 'version vectors' });
  await term.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.term-definition')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.term-definition')).toHaveCount(0);
  await expect(term).toBeFocused();
});

test('an address that names no lesson, or no step of one, says so', async ({ page }) => {
  await page.goto('./#/learn/no-such-lesson');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no lesson called “no-such-lesson”.');
  await page.goto('./#/learn/push-gossip/no-such-step');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('“Push gossip” has no step called “no-such-step”.');
  await page.getByRole('link', { name: 'See all lessons' }).click();
  await expect(page.locator('.lesson-card')).toHaveCount(3);
});

test('with reduced motion a step runs to its end, and no message travels', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openStep(page, VECTORS, 'hook');
  // Slowly enough for many pictures between one event and the next: with motion they would all be different.
  await page.evaluate(() => {
    const seen = { pictures: new Map<string, Set<string>>(), frames: 0, withMessages: 0, moving: [] as string[] };
    const look = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-messages]');
      const event = document.querySelector('.lab')?.getAttribute('data-event') ?? '';
      if (canvas !== null && canvas.dataset.messages !== '0') {
        const pictures = seen.pictures.get(event) ?? new Set<string>();
        seen.pictures.set(event, pictures.add(`${canvas.dataset.messages} ${canvas.toDataURL()}`));
        seen.withMessages++;
      }
      for (const animation of document.getAnimations()) {
        const { effect } = animation;
        if (!(effect instanceof KeyframeEffect) || animation.playState !== 'running') continue;
        const moved = effect
          .getKeyframes()
          .some((frame) => ['transform', 'translate', 'left', 'top', 'offsetDistance', 'cx', 'cy', 'x', 'y'].some((name) => name in frame));
        if (moved && Number(effect.getTiming().duration) > 1) seen.moving.push(effect.target?.className.toString() ?? '');
      }
      seen.frames++;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { seen });
  });
  await start(page).click();
  await lit(page);
  const found = await page.evaluate(() => {
    const { pictures, withMessages, moving } = (window as unknown as { seen: { pictures: Map<string, Set<string>>; withMessages: number; moving: string[] } })
      .seen;
    return { most: Math.max(...[...pictures.values()].map((set) => set.size)), events: pictures.size, withMessages, moving };
  });
  expect(found.moving).toEqual([]);
  expect(found.events).toBeGreaterThan(2);
  expect(found.withMessages).toBeGreaterThan(3 * found.events);
  expect(found.most).toBe(1);
});

test('a check pressed while the engine is still working out the answer is judged when that is there', async ({ page }) => {
  await openStep(page, VECTORS, 'hook');
  // The stage has its worker; the one that works out the answer comes only when it is let through.
  let through: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    through = resolve;
  });
  await page.route(/sim\.worker/, async (route) => {
    await held;
    await route.continue();
  });
  await openStep(page, VECTORS, 'checks');
  await option(page, 'Replica B').click();
  await expect(question(page)).toContainText('you need not wait for it');
  await press(page, 'Check');
  await expect(question(page)).toContainText('Yours is judged as soon as it is there.');
  await expect(question(page)).not.toContainText('Not right.');
  through();
  await expect(question(page)).toContainText('Not right.');
  await expect(question(page).locator('.quiz-feedback')).toBeFocused();
});

test('on a phone the figure stands above the words, and nothing lies over the way on', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await openStep(page, VECTORS, 'predict-union');
  await page.getByRole('button', { name: /Enlarge/ }).tap();
  await option(page, 'eggs, milk, bread').tap();
  await page.getByRole('button', { name: 'Commit and run' }).tap();
  // It runs before the learner's eyes, not behind the sheet.
  await expect(page.locator('.sheet')).toHaveAttribute('data-size', 'half');
  await expect(page.locator('[data-replica="A"]').first()).toBeInViewport({ ratio: 1 });
  await lit(page);
  await next(page).tap();
  await atStep(page, 'compare-union');
  await openStep(page, VECTORS, 'checks');
  await page.locator('[data-replica="B"]').first().tap();
  await expect(question(page).getByLabel('Replica B')).toBeChecked();
  await page.getByRole('button', { name: 'Check', exact: true }).tap();
  await expect(question(page)).toContainText('Not right.');
  await openStep(page, VECTORS, 'challenge');
  await page.locator('[data-replica="A"]').first().tap();
  await page.locator('.sheet').getByRole('button', { name: 'Back to the lesson' }).tap();
  await page.getByLabel('Ask the cluster', { exact: true }).getByRole('button', { name: 'Write', exact: true }).tap();
  await expect(page.locator('.challenge')).toContainText('1 command given');
  await openStep(page, VECTORS, 'contrast');
  for (const lane of [0, 1]) {
    const replica = page.locator('.lane').nth(lane).locator('[data-replica="B"]').first();
    await replica.scrollIntoViewIfNeeded();
    await expect(replica).toBeInViewport({ ratio: 1 });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await context.close();
});

// Not every page in every theme at every width: each on a desktop and on a phone, most in both themes, and the two layouts of a tablet.
const sizes = { desktop: [1440, 900], tablet: [768, 1024], phone: [390, 844] } as const;
for (const [size, theme, pages] of [
  ['desktop', 'light', ['', `${VECTORS}/predict-held`, `${GOSSIP}/hold-it-up`, `${VECTORS}/lab`]],
  ['desktop', 'dark', [`${VECTORS}/compare-held`, `${VECTORS}/contrast`, `${VECTORS}/checks`, `${VECTORS}/say`]],
  ['tablet', 'light', [`${VECTORS}/compare-held`, `${VECTORS}/contrast`]],
  ['tablet', 'dark', [`${VECTORS}/predict-held`, `${GOSSIP}/hold-it-up`]],
  ['phone', 'light', [`${VECTORS}/checks`, `${VECTORS}/contrast`, `${VECTORS}/compare-held`, '']],
  ['phone', 'dark', [`${VECTORS}/predict-held`, `${GOSSIP}/hold-it-up`, `${VECTORS}/lab`, `${VECTORS}/say`]],
] as const) {
  test(`is clean by axe on a ${size} in ${theme}`, async ({ page }) => {
    const [width, height] = sizes[size];
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const address of pages) {
      if (address.endsWith('/compare-held')) {
        await openStep(page, VECTORS, 'predict-held');
        await press(page, 'Skip the guess');
      }
      await page.goto(`./#/learn/${address}`);
      if (address === '') await expect(page.locator('.lesson-card')).toHaveCount(3);
      else await atStep(page, address.split('/')[1]);
      if (address.endsWith('/checks')) {
        await option(page, 'Replica B').click();
        await press(page, 'Check');
        await expect(question(page)).toContainText('Not right.');
      }
      if (address.endsWith('/say')) await press(page, 'Show a model answer');
      expect([address, ...(await violations(page))]).toEqual([address]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(width);
    }
  });
}
