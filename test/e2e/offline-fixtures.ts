import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test as base, type BrowserContext } from '@playwright/test';
import { chromiumLaunchOptions } from '../../scripts/chromium.mjs';
import { serve, type Site } from '../../scripts/serve.mjs';
import { distFolder } from '../../scripts/setup/project.mjs';
import { AppPage } from './app-page.ts';
import { Problems } from './problems.ts';

/** A copy of the built app, whose files a test may change, on a server of its own that can go away and come back. */
export class OwnSite {
  readonly root = mkdtempSync(path.join(tmpdir(), 'sandbank-site-'));
  #site: Site | undefined;
  #address = '';

  /** Serves it, always at the same address. */
  async start(): Promise<void> {
    const port = this.#address === '' ? 0 : Number(new URL(this.#address).port);
    this.#site = await serve({ root: this.root, base: '/tools/sandbank/', port });
    this.#address = this.#site.url;
  }

  /** Nobody answers there any more. */
  async stop(): Promise<void> {
    await this.#site?.close();
    this.#site = undefined;
  }

  get url(): string {
    return this.#address;
  }

  get origin(): string {
    return new URL(this.#address).origin;
  }

  get requests(): Site['requests'] {
    return this.#site?.requests ?? [];
  }

  file(name: string): string {
    return path.join(this.root, name);
  }
}

type PerTest = {
  site: OwnSite;
  /** A tab of the test's own context, not opened yet. */
  newTab: () => Promise<AppPage>;
  problems: Problems;
  /** A profile that outlives the browser: each call starts a new one over it, in which the app is not opened yet. */
  startBrowser: () => Promise<{ context: BrowserContext; app: AppPage; problems: Problems }>;
};

/** Tests with the service worker, each on a site of its own. */
export const test = base.extend<PerTest>({
  serviceWorkers: 'allow',
  site: async ({}, use) => {
    const site = new OwnSite();
    cpSync(distFolder, site.root, { recursive: true });
    await site.start();
    await use(site);
    await site.stop();
    rmSync(site.root, { recursive: true });
  },
  problems: [
    async ({ context, site }, use) => {
      const problems = new Problems(context, site.origin);
      await use(problems);
      expect(problems.unexpected(), 'errors, refused policies and foreign requests').toEqual([]);
    },
    { auto: true },
  ],
  newTab: async ({ context, site }, use) => {
    await use(async () => new AppPage(await context.newPage(), site.url));
  },
  startBrowser: async ({ playwright, site, viewport }, use) => {
    const profile = mkdtempSync(path.join(tmpdir(), 'sandbank-profile-'));
    const started: BrowserContext[] = [];
    await use(async () => {
      const context = await playwright.chromium.launchPersistentContext(profile, { ...chromiumLaunchOptions(), viewport });
      started.push(context);
      const problems = new Problems(context, site.origin);
      return { context, app: new AppPage(await context.newPage(), site.url), problems };
    });
    for (const context of started) await context.close();
    rmSync(profile, { recursive: true, force: true });
  },
});

export { expect };

/** Waits until this version opens without a network. */
export async function waitUntilKept(app: AppPage): Promise<void> {
  await app.poll(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null;
  });
}

/** Has all of the app put onto this computer, on the page Settings. */
export async function makeAvailableOffline(app: AppPage): Promise<void> {
  await app.go('Settings');
  await app.page.getByRole('button', { name: /^Make available offline/u }).click();
  await expect(app.page.getByText(/^All of it is on this computer/u)).toBeVisible({ timeout: 90_000 });
}

/** Has the service worker ask the host for a newer version, as the page does from time to time. */
export async function lookForUpdate(app: AppPage): Promise<void> {
  await app.page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ type: 'check' }, [port2]);
    await new Promise((resolve) => {
      port1.onmessage = resolve;
    });
  });
}
