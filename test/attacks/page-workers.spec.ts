import type { Page, Worker } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Of workers alone; the tests are compiled for the page. */
declare const name: string;

async function workerNamed(page: Page, wanted: string): Promise<Worker | undefined> {
  for (const worker of page.workers()) if ((await worker.evaluate(() => name).catch(() => 'gone')) === wanted) return worker;
  return undefined;
}

const ways = (worker: Worker): Promise<string[]> =>
  worker.evaluate(() =>
    ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts', 'indexedDB', 'caches', 'Worker'].filter(
      (way) => Reflect.get(globalThis, way) !== undefined,
    ),
  );

for (const wanted of ['editor', 'engine', 'analysis']) {
  test(`the worker of the ${wanted} has given its network away before it sees what is not ours`, async ({ sealedPage }) => {
    if (wanted === 'editor') await sealedPage.evaluate(() => window.harness.startEditorWorker());
    else if (wanted === 'analysis') await sealedPage.evaluate(() => window.harness.startAnalysisWorker());
    else await sealedPage.evaluate(() => window.harness.engine('SELECT 1'));
    await expect.poll(async () => (await workerNamed(sealedPage, wanted)) !== undefined).toBe(true);
    const worker = await workerNamed(sealedPage, wanted);
    await expect.poll(async () => worker && (await ways(worker))).toEqual([]);
  });
}
