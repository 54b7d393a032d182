import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { serve, type Site } from '../../scripts/serve.mjs';
import { projectRoot } from '../../scripts/setup/project.mjs';
import { expect, test as base } from '../e2e/fixtures.ts';
import type { Harness } from '../harness/sandbox-page.ts';

type PerWorker = {
  harnessSite: Site;
  /** The sandbox by itself, in a built page with the page's policy. */
  sealedPage: Page;
  /** The same scripts in a page of the same origin that has no policy: here an attack must succeed. */
  barePage: Page;
};

const SUB_PATH = '/deep/down/';
const PAGE = 'test/harness/sandbox-page.html';

/** What the tests of the app have too (`app`, `canary`), and the sandbox by itself. */
export const test = base.extend<object, PerWorker>({
  harnessSite: [
    async ({}, use, { workerIndex }) => {
      const root = path.join(projectRoot, '.cache', `attacks-${workerIndex}`);
      await buildHarness(root);
      const site = await serve({ root, base: SUB_PATH });
      await use(site);
      await site.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  sealedPage: [
    async ({ browser, harnessSite }, use) => {
      const page = await browser.newPage();
      await use(await open(page, `${harnessSite.url}${PAGE}`));
      await page.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  barePage: [
    async ({ browser, harnessSite }, use) => {
      const page = await browser.newPage();
      await use(await open(page, `${harnessSite.url}${PAGE.replace('.html', '-bare.html')}`));
      await page.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

export { expect };

async function open(page: Page, url: string): Promise<Page> {
  await page.goto(url);
  await page.waitForFunction(() => (window as { harness?: Harness }).harness !== undefined);
  return page;
}

/** Builds the page of `test/harness` as the app is built, and beside it the same page without its policy. */
async function buildHarness(outDir: string): Promise<void> {
  await build({
    root: projectRoot,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, copyPublicDir: false, rolldownOptions: { input: path.join(projectRoot, PAGE) } },
  });
  const sealed = await readFile(path.join(outDir, PAGE), 'utf8');
  const bare = sealed.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/u, '');
  if (bare === sealed) throw new Error('the built page has no policy');
  await writeFile(path.join(outDir, PAGE.replace('.html', '-bare.html')), bare);
  await writeFile(path.join(outDir, 'plain-worker.js'), "postMessage('loaded');");
}
