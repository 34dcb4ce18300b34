// The page of the film search in a real browser: what is typed, pressed and clicked, on the real application.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { testIndices } from '../support/cleanup.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import type { CuttingProxy } from '../support/cutting-proxy.js';
import { eventually, openFilmPage } from '../support/film-page.js';
import type { FilmPage } from '../support/film-page.js';
import { compileFilmSearch, startFilmSearch } from '../support/film-search.js';
import type { FilmSearch } from '../support/film-search.js';
import { browserArguments, findBrowser, noBrowser } from '../support/find-browser.js';
import { root } from '../support/run-node.js';
import { serverOptions } from '../support/server.js';

const executablePath = findBrowser();
const inBrowser = executablePath === undefined ? describe.skip : describe;
if (executablePath === undefined) process.stderr.write(`elastodm: the page is not tested, ${noBrowser}\n`);
const index = testIndices()('film-page');
const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script> & "Hostile" Film';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const noAnswer = 'The search is not available at the moment.';
const failures = { expected: /^Failed to load resource/ };

let browser: Browser;
let proxy: CuttingProxy;
let films: FilmSearch;

const open = (path = '/', options: Parameters<typeof openFilmPage>[3] = {}): Promise<FilmPage> =>
  openFilmPage(browser, films.url, path, options);

const choice = (page: Page, label: string) => page.getByRole('checkbox', { name: label });
const countOf = async (page: Page, label: string): Promise<number> => {
  const count = page.locator('.choice', { has: choice(page, label) }).locator('.count');
  return Number((await count.innerText()).replace(',', ''));
};
const focused = (page: Page): Promise<unknown> =>
  page.evaluate('document.activeElement.id || document.activeElement.textContent');

inBrowser(executablePath === undefined ? `the page (skipped, ${noBrowser})` : 'the page', () => {
  beforeAll(async () => {
    const node = String(serverOptions().hosts).split(',')[0]!;
    const { hostname, port } = new URL(node);
    proxy = await startCuttingProxy({ host: hostname, port: Number(port) });
    compileFilmSearch();
    films = await startFilmSearch(proxy.url, index);
    const client = new Client({ node });
    const releasedAt = '1901-01-01T00:00:00.000Z';
    const document = { title: markup, words: markup, genre: '<b>Bold</b>', year: 1901, releasedAt };
    await client.index({ index, id: '../<hostile>?x=1#y', document, refresh: true });
    await client.close();
    browser = await chromium.launch({ executablePath: executablePath!, args: browserArguments });
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await films.stop();
    await proxy.close();
  });

  describe('searching', () => {
    test('begins with all films, and the cursor in the box', async () => {
      await using film = await open();
      await film.found('3,201 films');
      expect(await film.rows.count()).toBe(20);
      expect(await focused(film.page)).toBe('q');
      await film.page
        .locator('#status', { hasText: /^3,201 films found in [\d,]+ ms, page 1 of 161$/ })
        .waitFor({ state: 'attached' });
    });

    test('asks once for what is typed in one go, and marks what was found', async () => {
      await using film = await open();
      await film.found('3,201 films');
      // In one go, however slow this machine is.
      await film.page.evaluate(`
        const box = document.querySelector('#q');
        for (const letter of 'godfather') {
          box.value += letter;
          box.dispatchEvent(new InputEvent('input'));
        }
      `);
      await film.page.locator('#films mark').first().waitFor();
      expect(film.asked).toEqual(['/films', '/films?q=godfather']);
      expect(await film.page.locator('#films a').first().innerText()).toBe('The Godfather');
      expect(await film.page.locator('#films mark').first().innerText()).toBe('Godfather');
      expect(film.address()).toBe('/?q=godfather');
    });

    test('never shows a late answer', async () => {
      await using film = await open();
      await film.found('3,201 films');
      await film.page.route('**/films?q=matrix', async (route) => {
        await sleep(1200);
        // The page has broken this request off by then.
        await route.continue().catch(() => undefined);
      });
      await film.type('matrix');
      await film.page.waitForURL('**/?q=matrix');
      await film.page.getByRole('searchbox').fill('godfather');
      await film.page.locator('#films a', { hasText: 'The Godfather' }).first().waitFor();
      await sleep(1500);
      expect(await film.page.locator('#films a').first().innerText()).toBe('The Godfather');
      expect(await film.page.locator('#films a', { hasText: 'Matrix' }).count()).toBe(0);
    });

    test('leaves the films where they are while an answer takes its time', async () => {
      await using film = await open();
      await film.found('3,201 films');
      await film.page.route('**/films?q=alien', async (route) => {
        await sleep(1000);
        await route.continue();
      });
      await film.page.getByRole('searchbox').fill('alien');
      await film.page.locator('#results[aria-busy=true]').waitFor();
      expect(await film.rows.count()).toBe(20);
      await film.page.locator('#results[aria-busy=false]').waitFor();
      await film.page.locator('#films mark').first().waitFor();
    });

    test('sorts', async () => {
      await using film = await open('/?q=star');
      await film.page.getByLabel('Sort by').selectOption('oldest');
      await film.page.waitForURL('**/?q=star&sort=oldest');
      await eventually(async () => {
        const years = (await film.page.locator('#films .year').allInnerTexts()).map(Number);
        expect(years).toHaveLength(20);
        expect(years).toEqual(years.toSorted((one, other) => one - other));
      });
    });

    test('pages, and begins each page at its top', async () => {
      await using film = await open();
      await film.found('3,201 films');
      const first = await film.page.locator('#films a').first().innerText();
      await film.page.getByRole('link', { name: 'Next' }).click();
      await film.page.waitForURL('**/?page=2');
      await eventually(async () => expect(await focused(film.page)).toBe('found'));
      expect(await film.page.locator('[aria-current=page]').innerText()).toBe('2');
      expect(await film.page.locator('#films a').first().innerText()).not.toBe(first);
      expect(
        await film.page.evaluate('document.querySelector("#found").getBoundingClientRect().top > 0'),
      ).toBe(true);
    });
  });

  describe('choosing', () => {
    test('changes the counts of the other facets, and keeps those of its own', async () => {
      await using film = await open();
      await film.found('3,201 films');
      const [drama, nineties] = [await countOf(film.page, 'Drama'), await countOf(film.page, '1990s')];
      await choice(film.page, 'Western').check();
      const westerns = await countOf(film.page, 'Western');
      await film.found(`${westerns} films`);
      expect(await countOf(film.page, 'Drama')).toBe(drama);
      expect(await countOf(film.page, '1990s')).toBeLessThan(nineties);
      await choice(film.page, 'Musical').check();
      await film.found(`${westerns + (await countOf(film.page, 'Musical'))} films`);
      expect(film.address()).toBe('/?genre=Western&genre=Musical');
    });

    test('keeps the focus on the box that was pressed', async () => {
      await using film = await open();
      await choice(film.page, 'Western').focus();
      await film.page.keyboard.press('Space');
      await film.found(/^\d\d films$/);
      expect(await film.page.evaluate('document.activeElement.value')).toBe('Western');
    });

    test.each([
      ['a choice', '.choice input[value=Horror]', '&genre=Horror'],
      ['a film', '#films a[href$=shawshank-redemption-1994]', '&film=the-shawshank-redemption-1994'],
    ])('keeps what was typed a moment before: %s', async (_, selector, addition) => {
      await using film = await open();
      await film.found('3,201 films');
      await film.page.evaluate(`
        const box = document.querySelector('#q');
        box.value = 'alien';
        box.dispatchEvent(new InputEvent('input'));
        document.querySelector('${selector}').click();
      `);
      await film.page.locator('#films mark').first().waitFor({ state: 'attached' });
      expect(film.address()).toBe(`/?q=alien${addition}`);
      expect(await film.page.locator('#q').inputValue()).toBe('alien');
    });

    test('shows what is chosen as chips, which are taken off one by one or all at once', async () => {
      await using film = await open('/?q=love&genre=Drama&genre=Comedy&decade=1990&rating=7-8');
      const chips = film.page.getByRole('group', { name: 'Chosen filters' });
      await eventually(async () =>
        expect(await chips.locator('button').allTextContents()).toEqual([
          'Drama×',
          'Comedy×',
          '1990s×',
          '7 to 8×',
          'Clear all',
        ]),
      );
      await film.page.getByRole('button', { name: 'Remove Genre: Comedy' }).click();
      await film.page.waitForURL('**/?q=love&genre=Drama&decade=1990&rating=7-8');
      await film.page.getByRole('button', { name: 'Clear all' }).click();
      await film.page.waitForURL('**/?q=love');
      await chips.waitFor({ state: 'hidden' });
      expect(await film.page.locator('.choice :checked').count()).toBe(0);
    });

    test('offers a way out when nothing fits', async () => {
      await using film = await open('/?q=godfather&genre=Musical');
      await film.page.getByText('No film fits “godfather” with these filters.').waitFor();
      expect(await countOf(film.page, 'Musical')).toBe(0);
      await film.page.getByRole('button', { name: 'Clear the filters' }).click();
      await film.page.locator('#films mark').first().waitFor();
      expect(film.address()).toBe('/?q=godfather');
    });

    test('on a phone, is folded up until it is wanted', async () => {
      await using film = await open('/?q=love', phone);
      await film.page.locator('#films mark').first().waitFor();
      expect(await choice(film.page, 'Drama').isVisible()).toBe(false);
      await film.page.locator('summary').tap();
      await choice(film.page, 'Drama').tap();
      await film.page.locator('summary', { hasText: 'Filters (1)' }).waitFor();
      await film.page.getByRole('button', { name: /^Show \d+ films$/ }).tap();
      await choice(film.page, 'Drama').waitFor({ state: 'hidden' });
      expect(await film.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    });
  });

  describe('by keyboard', () => {
    test('goes from / through the films into one, to one like it, and back to where it was', async () => {
      await using film = await open('/?q=alien');
      const { keyboard } = film.page;
      const panel = film.page.getByRole('dialog');
      await film.page.locator('#films mark').first().waitFor();
      await choice(film.page, 'Action').focus();
      await keyboard.press('/');
      expect(await focused(film.page)).toBe('q');
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await keyboard.press(key);
      const second = await film.page.locator('#films a').nth(1).innerText();
      expect(await focused(film.page)).toBe(second);
      await keyboard.press('Enter');
      await panel.getByRole('heading', { name: second, exact: true }).waitFor();
      await panel.getByText('More like this').waitFor();
      expect(await focused(film.page)).toBe('film-title');
      const alike = await panel.locator('li a').nth(1).innerText();
      for (const key of ['Tab', 'ArrowDown', 'Enter']) await keyboard.press(key);
      await panel.getByRole('heading', { name: alike, exact: true }).waitFor();
      expect(await film.page.title()).toBe(`${alike} · Film search`);
      await keyboard.press('Escape');
      await panel.waitFor({ state: 'hidden' });
      await film.page.waitForURL('**/?q=alien');
      await eventually(async () => expect(await focused(film.page)).toBe(second));
      await keyboard.press('Escape');
      expect(await focused(film.page)).toBe('q');
      await keyboard.press('Escape');
      await film.found('3,201 films');
    });

    test('leaves a film once when Escape is pressed twice', async () => {
      await using film = await open('/?q=alien');
      await film.page.locator('#films mark').first().waitFor();
      for (const key of ['ArrowDown', 'Enter', 'Escape', 'Escape']) await film.page.keyboard.press(key);
      await film.page.waitForURL('**/?q=alien');
      await film.page.getByRole('dialog').waitFor({ state: 'hidden' });
      await film.rows.first().locator('a').click();
      await film.page.getByRole('dialog').getByText('More like this').waitFor();
    });

    test('goes back and forward through what was asked', async () => {
      await using film = await open();
      await film.found('3,201 films');
      await film.type('alien');
      await film.page.waitForURL('**/?q=alien');
      await choice(film.page, 'Horror').check();
      await film.found(/^\d+ films$/);
      await film.page.locator('#films a').first().click();
      await film.page.getByRole('dialog').getByText('More like this').waitFor();
      const address = film.address();
      expect(address).toMatch(/^\/\?q=alien&genre=Horror&film=.+/);
      await film.page.goBack();
      await film.page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect(await choice(film.page, 'Horror').isChecked()).toBe(true);
      await film.page.goBack();
      await eventually(async () => expect(await choice(film.page, 'Horror').isChecked()).toBe(false));
      await film.page.goBack();
      await film.found('3,201 films');
      expect(await film.page.getByRole('searchbox').inputValue()).toBe('');
      for (const _ of [1, 2, 3]) await film.page.goForward();
      await film.page.getByRole('dialog').getByText('More like this').waitFor();
      expect(film.address()).toBe(address);
      expect(await film.page.getByRole('searchbox').inputValue()).toBe('alien');
    });

    test('opens the address of a film, and leaves it for its list', async () => {
      await using film = await open('/?q=alien&film=aliens-1986');
      const panel = film.page.getByRole('dialog');
      await panel.getByText('James Cameron').first().waitFor();
      await panel.locator('li a').first().click();
      await film.page.waitForURL((url) => !url.search.includes('aliens-1986'));
      await panel.getByRole('button', { name: 'Close' }).click();
      await panel.waitFor({ state: 'hidden' });
      expect(film.address()).toBe('/?q=alien');
    });
  });

  describe('what is hostile', () => {
    test('in a film stays text, in its row and in its panel', async () => {
      await using film = await open('/?q=hostile');
      const link = film.page.locator('#films a').first();
      await film.page.locator('#films mark').first().waitFor();
      expect(await link.innerText()).toBe(markup);
      await choice(film.page, '<b>Bold</b>').check();
      await film.found('1 film');
      await link.click();
      await film.page.getByRole('dialog').getByText('<b>Bold</b>').waitFor();
      expect(await film.page.getByRole('dialog').getByRole('heading').first().innerText()).toBe(markup);
      expect(
        await film.page.locator('main img, main b b, dialog img, main script, dialog script').count(),
      ).toBe(0);
    });

    test.each([
      ['markup', '<img src=x onerror=alert(1)>'],
      ['quotes and operators', '"unbalanced AND (title:* OR'],
      ['wildcards', '*?~^'],
      ['a template', '{{7*7}}${7*7}'],
    ])('in the words does nothing: %s', async (_, words) => {
      await using film = await open(`/?q=${encodeURIComponent(words)}&genre=${encodeURIComponent(words)}`);
      await film.found(/^\d+ films?$/);
      expect(await film.page.getByRole('searchbox').inputValue()).toBe(words);
      expect(await film.page.locator('.chip').first().textContent()).toBe(`${words}×`);
    });

    test.each([
      ['too many words', `q=${'a'.repeat(10_000)}`, 'q must be shorter than or equal to 200 characters'],
      ['no page', 'page=0', 'page must not be less than 1'],
      ['no number', 'page=one', 'page must be an integer number'],
      ['no sort', 'sort=%3Cb%3E', /^sort must be one of/],
    ])('is refused, and the page says so: %s', async (_, query, message) => {
      await using film = await open(`/?${query}`, failures);
      await film.page.locator('.notice').getByText(message).waitFor();
      await film.page.getByRole('button', { name: 'Start over' }).click();
      await film.found('3,201 films');
      expect(film.address()).toBe('/');
    });

    test('is a film that does not exist', async () => {
      await using film = await open('/?film=..%2F..%2Fhealth', failures);
      await film.page.getByRole('dialog').getByRole('heading', { name: 'No such film' }).waitFor();
      await film.page.keyboard.press('Escape');
      await film.found('3,201 films');
    });
  });

  describe('when the cluster is away', () => {
    test('says so, and shows films again as soon as it is back', async () => {
      await using film = await open('/?q=alien', failures);
      await film.page.locator('#films mark').first().waitFor();
      proxy.cutNext({ after: 'before', times: Infinity });
      await film.type('s');
      await film.page.getByRole('heading', { name: noAnswer }).waitFor();
      expect(await film.rows.count()).toBe(0);
      await film.page.locator('#status', { hasText: noAnswer }).waitFor({ state: 'attached' });
      proxy.heal();
      await film.page.locator('#films mark').first().waitFor();
      expect(await film.page.getByText(noAnswer).count()).toBe(1); // what was announced, until the next is
      expect(film.address()).toBe('/?q=aliens');
    });

    test('tries again at once when it is told to, of a film, too', async () => {
      await using film = await open('/?q=alien', failures);
      await film.page.locator('#films mark').first().waitFor();
      proxy.cutNext({ after: 'before', times: Infinity });
      await film.page.locator('#films a').first().click();
      const panel = film.page.getByRole('dialog');
      await panel.getByText(noAnswer).waitFor();
      proxy.heal();
      await panel.getByRole('button', { name: 'Try again' }).click();
      await panel.getByText('More like this').waitFor();
    });

    test('comes back when the network does', async () => {
      await using film = await open('/', failures);
      await film.found('3,201 films');
      await film.page.context().setOffline(true);
      await film.type('alien');
      await film.page.getByRole('heading', { name: 'The search does not answer at the moment.' }).waitFor();
      await film.page.context().setOffline(false);
      await film.page.locator('#films mark').first().waitFor();
    });
  });

  describe('can be used by everybody', () => {
    const violations = async (page: Page): Promise<string[]> => {
      await page.evaluate(axe.source);
      const found = await page.evaluate<axe.AxeResults>('axe.run()');
      return found.violations
        .filter(({ impact }) => impact !== 'minor')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    };

    test.each([
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['on a phone', { colorScheme: 'light', ...phone }],
    ] as const)('axe-core finds nothing: %s', async (_, look) => {
      await using film = await open('/?q=the&genre=Drama', { ...look, reducedMotion: 'reduce', ...failures });
      await film.page.locator('#films mark').first().waitFor();
      if (await film.page.locator('summary').isVisible()) await film.page.locator('summary').click();
      expect(await violations(film.page)).toEqual([]);
      await film.page.goto(`${films.url}/?film=aliens-1986`);
      await film.page.getByRole('dialog').getByText('More like this').waitFor();
      expect(await violations(film.page)).toEqual([]);
      await film.page.goto(`${films.url}/?q=nothing+like+this&genre=Drama`);
      await film.page.getByRole('button', { name: 'Clear the filters' }).waitFor();
      expect(await violations(film.page)).toEqual([]);
      await film.page.goto(`${films.url}/?page=0`);
      await film.page.getByRole('button', { name: 'Start over' }).waitFor();
      expect(await violations(film.page)).toEqual([]);
    });
  });

  (process.env['UPDATE_SCREENSHOTS'] === '1' ? test : test.skip)(
    'docs/images/film-search.png (made with UPDATE_SCREENSHOTS=1)',
    async () => {
      await using film = await open('/?q=star&genre=Adventure&genre=Action');
      // Not the first time that the server meets these words.
      await eventually(async () => {
        await film.page.reload();
        await film.page.locator('#films mark').first().waitFor();
        expect(await film.page.locator('#took').innerText()).toMatch(/^in \d\d? ms$/);
      });
      const path = join(root, 'docs', 'images', 'film-search.png');
      mkdirSync(dirname(path), { recursive: true });
      const bytes = await film.page.screenshot({ path, caret: 'hide' });
      expect(bytes.length).toBeLessThan(250_000);
    },
  );
});
