import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumLaunchOptions } from '../chromium.mjs';
import { serve, type Site } from '../serve.mjs';
import { distFolder, projectRoot } from '../setup/project.mjs';

/** The browser, the built app under a sub-path, and Pyodide's own files on another origin, all on this machine. */
export type Stage = {
  browser: Browser;
  /** Of the browser. */
  version: string;
  app: Site;
  pyodide: Site;
  /** The app in a profile of its own, with tools that can be called. */
  open(): Promise<Page>;
  close(): Promise<void>;
};

export async function setStage(): Promise<Stage> {
  const browser = await chromium.launch(chromiumLaunchOptions());
  const app = await serve({ root: distFolder, base: '/tools/sandbank/' });
  const pyodide = await serve({ root: path.join(projectRoot, 'node_modules', 'pyodide') });
  return {
    browser,
    version: browser.version(),
    app,
    pyodide,
    async open() {
      const page = await freshPage(browser);
      await page.goto(app.url);
      await page.evaluate(async () => {
        while (typeof window.sandbank !== 'object') await new Promise((resolve) => setTimeout(resolve, 5));
        await window.sandbank.ready;
      });
      return page;
    },
    async close() {
      await browser.close();
      await app.close();
      await pyodide.close();
    },
  };
}

/** A page in a profile of its own: nothing is cached, nor fetched beside what is measured. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  return await context.newPage();
}

/** Closes the page with its profile. */
export async function leave(page: Page): Promise<void> {
  await page.context().close();
}

/** Milliseconds that one tool call takes, seen from the page. Throws where a run did not succeed. */
export async function timeCall(page: Page, name: string, input: object): Promise<number> {
  return await page.evaluate(
    async ([tool, given]) => {
      const started = performance.now();
      const answer = (await window.sandbank.callTool(tool, given)) as {
        status?: string;
        run?: { status: string };
        error?: unknown;
      };
      const took = performance.now() - started;
      const status = answer.run?.status ?? answer.status ?? 'succeeded';
      if (status !== 'succeeded') throw new Error(`${tool} ended as ${status}: ${JSON.stringify(answer.error)}`);
      return took;
    },
    [name, input] as [string, object],
  );
}

/** Milliseconds from the first instruction of a program to its end, as its run record says. */
export async function timeInside(page: Page, input: { language: string; code: string }): Promise<number> {
  return await page.evaluate(async (given) => {
    const run = (await window.sandbank.callTool('execute_code', given)) as { duration_ms: number };
    return run.duration_ms;
  }, input);
}

/** Waits until a spare worker of the language is up: a run then takes it at once. */
export const SPARE_WARMS_MS = 2500;
