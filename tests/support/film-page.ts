// The page of the film search in a browser: opened in a context of its own, with an eye on what it must never do.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

export interface FilmPage extends AsyncDisposable {
  readonly page: Page;
  /** Addresses below `/films` that were asked for, in order, decoded. */
  readonly asked: string[];
  /** What the browser complained about: errors, refused content; dialogs and requests to elsewhere are here, too. */
  readonly complaints: string[];
  /** The rows of the list. */
  readonly rows: Locator;
  /** Resolves when the number of films reads so. */
  found(text: string | RegExp): Promise<void>;
  /** Types into the search box, as fast as people do. */
  type(text: string): Promise<void>;
  /** The address without its host. */
  address(): string;
}

/** Opens the page. What it complains about fails the test when it is disposed of, unless the test expects it. */
export async function openFilmPage(
  browser: Browser,
  url: string,
  path = '/',
  options: BrowserContextOptions & { readonly expected?: RegExp } = {},
): Promise<FilmPage> {
  const { expected, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 850 }, ...contextOptions });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (expected?.test(message.text()) !== true) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`request: ${request.url()}`);
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/films')) asked.push(decodeURIComponent(pathname + search));
  });
  await page.goto(url + path);
  return {
    page,
    asked,
    complaints,
    rows: page.locator('#films > li'),
    found: (text) => page.locator('#found').getByText(text, { exact: true }).waitFor(),
    type: (text) => page.getByRole('searchbox').pressSequentially(text, { delay: 30 }),
    address: () => page.url().slice(url.length),
    async [Symbol.asyncDispose]() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

/** Tries again until it holds; after ten seconds, what it throws is thrown. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}
