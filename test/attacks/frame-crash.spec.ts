import { expect, test } from './fixtures.ts';

/**
 * A worker whose heap grows past the browser's own limit takes its process along. The test runner takes that for a crash of the page and
 * stops talking to it, so the page itself says how it goes on: by requests to its own host.
 */
test('a heap that bursts ends its run, and the page goes on', async ({ browser, harnessSite }) => {
  test.setTimeout(180_000);
  const page = await browser.newPage();
  await page.goto(`${harnessSite.url}test/harness/sandbox-page.html`);
  await page.waitForFunction(() => 'harness' in window);
  const begun = page.evaluate(() => {
    const tell = (text: string): Promise<unknown> => fetch(`?told=${encodeURIComponent(text)}`);
    const burst = async (): Promise<void> => {
      const { outcome } = await window.harness.sealed('raw', 'grow the heap', { limits: { timeout_s: 120 } });
      await tell(`burst: ${outcome.status}`);
      const next = await window.harness.sealed('raw', 'early');
      await tell(`next: ${next.outcome.status}`);
    };
    burst().catch((error: unknown) => tell(String(error)));
  });
  // On a busy machine the process can be gone before the runner has heard that it began.
  begun.catch(() => undefined);
  const told = (): string[] =>
    harnessSite.requests.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('told')).filter((text) => text !== null);
  await expect.poll(told, { timeout: 150_000 }).toEqual(['burst: out_of_memory', 'next: succeeded']);
  await page.close();
});
