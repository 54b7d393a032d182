import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base } from '@playwright/test';
import { serve, type Site } from '../../scripts/serve.mjs';
import { distFolder } from '../../scripts/setup/project.mjs';
import { AppPage } from './app-page.ts';
import { startCanary, type Canary } from './canary.ts';
import { Problems } from './problems.ts';

type PerTest = {
  /** The app in a fresh profile, opened, with tools that can be called. */
  app: AppPage;
  /** An opened app that the tests of a worker share, in whatever order: for those that no other's runs, files and tables can disturb. */
  sharedApp: AppPage;
  /** Another tab of the same profile, not opened yet. */
  newTab: () => Promise<AppPage>;
  problems: Problems;
  /** Noted hits are of this test alone. */
  canary: Canary;
};

type PerWorker = { site: Site; canaryServer: Canary; openedApp: { app: AppPage; problems: Problems } };

/** The built app is served under this path, by a plain static server of its own for each worker of the test runner. */
export const SUB_PATH = '/tools/sandbank/';

function serveApp(): Promise<Site> {
  if (!existsSync(path.join(distFolder, 'index.html')))
    throw new Error(`There is no app in ${distFolder}: run "npm run build" first.`);
  return serve({ root: distFolder, base: SUB_PATH });
}

export const test = base.extend<PerTest, PerWorker>({
  site: [
    async ({}, use) => {
      const site = await serveApp();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  canaryServer: [
    async ({}, use) => {
      const canary = await startCanary();
      await use(canary);
      await canary.close();
    },
    { scope: 'worker' },
  ],
  openedApp: [
    async ({ browser }, use, { project }) => {
      // A site of its own: what it asks for late is not of the test that runs.
      const site = await serveApp();
      const { viewport = null } = project.use;
      const context = await browser.newContext({ viewport });
      const problems = new Problems(context, site.origin);
      const app = new AppPage(await context.newPage(), site.url);
      await app.open();
      await use({ app, problems });
      await context.close();
      await site.close();
    },
    { scope: 'worker' },
  ],
  canary: async ({ canaryServer }, use) => {
    canaryServer.hits.length = 0;
    await use(canaryServer);
  },
  problems: [
    async ({ context, site }, use) => {
      site.requests.length = 0;
      const problems = new Problems(context, site.origin);
      await use(problems);
      expect(problems.unexpected(), 'errors, refused policies and foreign requests').toEqual([]);
    },
    { auto: true },
  ],
  newTab: async ({ context, site }, use) => {
    await use(async () => new AppPage(await context.newPage(), site.url));
  },
  app: async ({ newTab }, use) => {
    const app = await newTab();
    await app.open();
    await use(app);
  },
  sharedApp: async ({ openedApp: { app, problems } }, use) => {
    await use(app);
    expect(problems.unexpected(), 'errors, refused policies and foreign requests').toEqual([]);
  },
});

export { expect };
