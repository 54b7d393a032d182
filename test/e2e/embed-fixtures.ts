import type { BrowserContext, FrameLocator, Page } from '@playwright/test';
import type { Capability, ConnectOptions, SandbankClient } from '../../src/embed-client/types.ts';
import type { connectSandbank } from '../../src/embed-client/connect-sandbank.ts';
import type { SiteConfigFile } from '../../src/core/config.ts';
import { chromiumLaunchOptions } from '../../scripts/chromium.mjs';
import { startEmbedder, type Embedder } from './embedder.ts';
import { expect, test as base } from './fixtures.ts';

declare global {
  interface Window {
    embedClient: { connectSandbank: typeof connectSandbank };
    client: SandbankClient;
    /** What was granted, each time that it changed. */
    granted: Capability[][];
  }
}

type PerTest = {
  embedder: Embedder;
  /** A page of the embedder's, of another site than the app's unless it is told otherwise; not connected yet. */
  bench: (options?: { origin?: string; address?: string }) => Promise<Bench>;
};

export const test = base.extend<PerTest, { embedderServer: Embedder }>({
  embedderServer: [
    async ({}, use) => {
      const embedder = await startEmbedder();
      await use(embedder);
      await embedder.close();
    },
    { scope: 'worker' },
  ],
  embedder: async ({ embedderServer, context, problems }, use) => {
    problems.expect(embedderServer.hosts);
    await configure(context, { embed_origins: [embedderServer.cross, embedderServer.same] });
    await use(embedderServer);
  },
  bench: async ({ context, site, embedder }, use) => {
    await use(async ({ origin = embedder.cross, address = '?embed#/runs' } = {}) => {
      const page = await context.newPage();
      await page.goto(`${origin}/bench.html`);
      await page.waitForFunction(() => typeof window.embedClient === 'object');
      const bench = new Bench(page, site.url);
      await bench.show(address);
      return bench;
    });
  },
});

export { expect };

const { args, ...launch } = chromiumLaunchOptions();
/** A browser that parts the storage of frames of another site, as a person's does; Playwright switches that off, and denies them any. */
export const partingBrowser = {
  launchOptions: { ...launch, args: [...args, '--disable-features=none', '--enable-features=ThirdPartyStoragePartitioning'] },
};

export async function configure(context: BrowserContext, config: SiteConfigFile): Promise<void> {
  await context.route('**/sandbank.config.json', (route) =>
    route.fulfill({ contentType: 'application/json', body: JSON.stringify(config) }),
  );
}

export type Failure = { name: string; message: string; line?: number };

/** A page that embeds the app. */
export class Bench {
  readonly page: Page;
  readonly app: string;

  constructor(page: Page, app: string) {
    this.page = page;
    this.app = app;
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('#sandbank');
  }

  async show(address: string): Promise<void> {
    await this.page.evaluate((url) => {
      const frame = document.querySelector('iframe');
      if (frame !== null) frame.src = url;
    }, this.app + address);
  }

  /** Connects; answers the error where that is refused. */
  async connect(
    capabilities: Capability[],
    more: Partial<Omit<ConnectOptions, 'signal' | 'onGranted'>> = {},
  ): Promise<Failure | undefined> {
    return await this.page.evaluate(
      async ([options, origin]) => {
        const frame = document.querySelector('iframe');
        if (frame === null) throw new Error('no frame');
        window.granted = [];
        try {
          window.client = await window.embedClient.connectSandbank(frame, {
            origin,
            ...options,
            onGranted: (granted) => void window.granted.push([...granted]),
          });
          return undefined;
        } catch (error) {
          const { name, message } = error as Error;
          return { name, message };
        }
      },
      [{ capabilities, ...more }, new URL(this.app).origin] as const,
    );
  }

  async call(name: string, input: unknown): Promise<unknown> {
    return await this.page.evaluate(([tool, given]) => window.client.callTool(tool, given), [name, input] as [string, unknown]);
  }

  /** The error that a call is refused with. */
  async failure(name: string, input: unknown): Promise<Failure> {
    const failure = await this.page.evaluate(
      async ([tool, given]) => {
        try {
          await window.client.callTool(tool, given);
          return undefined;
        } catch (error) {
          const { name: type, message } = error as Error;
          return Object.assign({ name: type, message }, error) as Failure;
        }
      },
      [name, input] as [string, unknown],
    );
    if (failure === undefined) throw new Error(`${name} answered, and should have refused ${JSON.stringify(input)}`);
    return failure;
  }

  /** Opens the window in which the person decides, by the notice in the frame. */
  async review(): Promise<Page> {
    const [opened] = await Promise.all([
      this.page.context().waitForEvent('page'),
      this.frame.getByRole('button', { name: 'Review', exact: true }).click(),
    ]);
    await opened.getByRole('heading', { name: 'May this site use your Sandbank?' }).waitFor();
    return opened;
  }

  /** Grants these by that window, and waits until the client knows. */
  async grant(...labels: string[]): Promise<void> {
    const opened = await this.review();
    for (const label of labels) await opened.getByRole('checkbox', { name: label }).check();
    const closed = opened.waitForEvent('close');
    await opened.getByRole('button', { name: 'Allow', exact: true }).click();
    await closed;
    await expect.poll(() => this.page.evaluate(() => window.granted.length)).toBeGreaterThan(0);
  }

  granted(): Promise<readonly Capability[]> {
    return this.page.evaluate(() => window.client.granted);
  }
}
