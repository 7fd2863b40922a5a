/** What the Lab keeps in the browser and what it takes from links and files, whole and damaged; tabs that share it, and storage that is blocked or full. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { fileOf, textOfRun } from '../src/state/kept/file.ts';
import {
  blockStorage,
  drop,
  elsewhere,
  fillStorage,
  HOME,
  home,
  idOf,
  linkTo,
  moment,
  notes,
  openBreakage,
  problems,
  RUN,
  recordOf,
  returns,
  savedRuns,
  settled,
  shareLink,
  standing,
  steps,
  write,
} from './fixtures/lab.ts';
import { commandReplica, time } from './fixtures/page.ts';

test('a second tab opens a copy, and so does a page that comes back to a run taken up meanwhile', async ({ page, context }) => {
  await openBreakage(page, 'A stale replica');
  await write(page);
  await settled(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await standing(second);
  await expect(notes(second)).toContainText('This run is open in another tab, so this is a copy of it: “A stale replica (copy)”.');
  expect(idOf(second)).not.toBe(idOf(page));
  await write(second);
  await settled(second);
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '1');
  // The first page is put away with its run, as a browser does that keeps pages for Back; a third tab takes the run up.
  const address = page.url();
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  const third = await context.newPage();
  await third.goto(address);
  await standing(third);
  await expect(notes(third)).toHaveText('');
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect(notes(page)).toContainText('so this is a copy of it');
  expect(idOf(page)).not.toBe(idOf(third));
  // And whoever leaves the Lab leaves the run free.
  await third.goto('./#/learn');
  await expect(third.locator('.lesson-card').first()).toBeVisible();
  await page.goto(address);
  await standing(page);
  expect(page.url()).toBe(address);
});

test('the last twenty runs are kept: the one after drops the oldest', async ({ page }) => {
  const texts = Array.from({ length: 20 }, (_, i) => [`${RUN}kept${i}`, textOfRun(recordOf({ id: `kept${i}`, title: `Number ${i + 1}`, savedAt: 1000 + i }))]);
  await home(page);
  await page.evaluate((given) => {
    for (const [name = '', text = ''] of given) localStorage.setItem(name, text);
  }, texts);
  await page.reload();
  await expect(savedRuns(page)).toHaveCount(20);
  await expect(savedRuns(page).last()).toContainText('Number 1');
  await page.getByRole('button', { name: 'Start empty' }).click();
  await standing(page);
  await page.goto(HOME);
  await expect(savedRuns(page)).toHaveCount(20);
  await expect(savedRuns(page).first()).toContainText('An empty cluster');
  await expect(savedRuns(page).last()).toContainText('Number 2');
  await page.getByRole('button', { name: 'Remove Number 2', exact: true }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(savedRuns(page)).toHaveCount(19);
});

test('a file carries all futures: chosen, or dropped on either page of the Lab, it is a new run', async ({ page, browser }) => {
  await openBreakage(page, 'A stale replica');
  await write(page);
  await page.getByRole('slider', { name: 'Time, as far as seen' }).focus();
  await page.keyboard.press('Home');
  await commandReplica(page, 'A', 'Crash');
  await expect(returns(page)).toHaveCount(1);
  const here = await moment(page);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog')).toContainText('The same run with its other future');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the file' }).click()]);
  expect(download.suggestedFilename()).toBe('a-stale-replica.eventually.json');
  const path = await download.path();
  const other = await elsewhere(browser);
  await home(other);
  await other.locator('input[type=file]').setInputFiles(path);
  await standing(other);
  await expect.poll(() => moment(other)).toEqual(here);
  await expect(returns(other)).toHaveCount(1);
  const first = idOf(other);
  await drop(other, readFileSync(path, 'utf8'));
  await expect.poll(() => idOf(other)).not.toBe(first);
  await expect.poll(() => moment(other)).toEqual(here);
  await home(other);
  await drop(other, readFileSync(path, 'utf8'));
  await standing(other);
  await expect.poll(() => moment(other)).toEqual(here);
  await other.goto(HOME);
  await expect(savedRuns(other)).toHaveCount(3);
  await other.context().close();
});

test('a damaged file is named in a sentence, and what can be saved of it is', async ({ page }) => {
  const { text } = fileOf(recordOf());
  await home(page);
  await drop(page, 'milk, eggs');
  await expect(problems(page)).toContainText('The file holds neither a run nor a scenario');
  await drop(page, text, text);
  await expect(problems(page)).toContainText('2 files were dropped. Drop one at a time.');
  await drop(page, text.replace('"Mine"', '"Yours"'));
  await standing(page);
  await expect(notes(page)).toContainText('The file is damaged: its checksum does not match; its scenario could be read.');
  const before = await moment(page);
  await drop(page, text.slice(0, 40));
  await expect(notes(page)).toContainText('The file is damaged: it breaks off');
  expect(await moment(page)).toEqual(before);
  await notes(page).getByRole('button', { name: 'Dismiss' }).last().click();
  await expect(notes(page)).not.toContainText('it breaks off');
});

test('a damaged link is named in a sentence and the Lab stands; one of another engine may differ', async ({ page }) => {
  const commands = [{ atMs: 900, after: 0, command: { type: 'heal' } }] as const;
  const whole = await linkTo(recordOf({ commands }));
  const at = whole.length - 30;
  const changed = `${whole.slice(0, at)}${whole[at] === 'A' ? 'B' : 'A'}${whole.slice(at + 1)}`;
  const either = notes(page).or(problems(page)).first();
  for (const [link, says] of [
    [changed, /^The link is damaged: its checksum does not match; .* could be read\./],
    [whole.slice(0, -20), /^The link is damaged: it is cut off after [\d,]+ of [\d,]+ characters; .* could be read\./],
    ['./#/lab?run=hello', /^The link is cut off or changed at its beginning; nothing could be read\./],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(link);
    await expect(either).toHaveText(says);
  }
  await page.getByRole('button', { name: 'Start empty' }).click();
  await standing(page);
  await page.goto('about:blank');
  await page.goto(await linkTo(recordOf({ engine: '0.9', commands })));
  await standing(page);
  await expect(notes(page)).toContainText('This run was made with engine version 0.9, and this is');
  await expect(notes(page)).toContainText('it may differ.');
  await expect(page.locator('.lab')).toHaveAttribute('data-commands', '1');
});

test('a damaged stored run is set aside and named: it can be taken away, and discarded', async ({ page }) => {
  const texts = [
    [`${RUN}half`, textOfRun(recordOf({ id: 'half', title: 'Half a run' })).replace('900000', '800000')],
    [`${RUN}junk`, 'milk, eggs'],
    [`${RUN}whole`, textOfRun(recordOf({ id: 'whole', title: 'A whole run' }))],
  ];
  await home(page);
  await page.evaluate((given) => {
    for (const [name = '', text = ''] of given) localStorage.setItem(name, text);
  }, texts);
  await page.reload();
  await expect(problems(page)).toContainText('it was set aside, and “Half a run (recovered)” is what is left.');
  await expect(savedRuns(page)).toHaveCount(2);
  await expect(savedRuns(page).filter({ hasText: 'A whole run' })).toHaveCount(1);
  const aside = page.getByRole('region', { name: 'Set aside, damaged' });
  await expect(aside.locator('li')).toHaveCount(2);
  const [download] = await Promise.all([page.waitForEvent('download'), aside.getByRole('button', { name: 'Download “Half a run”' }).click()]);
  expect(readFileSync(await download.path(), 'utf8')).toBe(texts[0]?.[1]);
  await aside.getByRole('button', { name: /^Discard A run/ }).click();
  await aside.getByRole('button', { name: 'Keep' }).click();
  await expect(aside.locator('li')).toHaveCount(2);
  await aside.getByRole('button', { name: /^Discard A run/ }).click();
  await aside.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(aside.locator('li')).toHaveCount(1);
  await page.goto('./#/lab/half');
  await standing(page);
  expect(await time(page)).toBe(800);
  await page.goto('./#/lab/none');
  await expect(page.getByRole('heading', { name: 'This browser has no saved run of that name.' })).toBeVisible();
});

for (const [name, prepare, says] of [
  ['blocked', blockStorage, 'This browser does not let the page store anything: your work is kept until you close it.'],
  ['full', fillStorage, 'This browser’s storage for this page is full'],
] as const) {
  test(`with storage ${name} one sentence says so, once, and everything works`, async ({ page }) => {
    await prepare(page);
    await openBreakage(page, 'A stale replica');
    await expect(notes(page)).toContainText(says);
    await notes(page).getByRole('button', { name: 'Dismiss' }).click();
    await write(page);
    await steps(page, 2);
    // Longer than it takes to save by itself; then nothing may have come.
    await page.waitForTimeout(700);
    await expect(notes(page)).toHaveText('');
    const before = await moment(page);
    const link = await shareLink(page);
    await page.goto(HOME);
    await expect(problems(page)).toContainText(says);
    await savedRuns(page).locator('.lab-open').click();
    await expect.poll(() => moment(page)).toEqual(before);
    await page.goto(link);
    await expect.poll(() => moment(page)).toEqual(before);
  });
}
