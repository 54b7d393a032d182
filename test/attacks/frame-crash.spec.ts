import { expect, test } from './fixtures.ts';

/** Goes to the page as text, and so knows nothing of what stands here. */
async function burst(): Promise<void> {
  const tell = (text: string): Promise<unknown> => fetch(`?told=${encodeURIComponent(text)}`);
  try {
    while (!('harness' in window)) await new Promise((resolve) => setTimeout(resolve, 50));
    const { outcome } = await window.harness.sealed('raw', 'grow the heap', { limits: { timeout_s: 120 } });
    await tell(`burst: ${outcome.status}`);
    const next = await window.harness.sealed('raw', 'early');
    await tell(`next: ${next.outcome.status}`);
  } catch (error) {
    await tell(String(error));
  }
}

/**
 * A worker whose heap grows past the browser's own limit takes its process along. The test runner takes that for a crash of the page, and
 * fails over events of the frame that it has lost; so the page is one that the runner is not attached to, and says how it goes on by
 * requests to its own host.
 */
test('a heap that bursts ends its run, and the page goes on', async ({ browser, harnessSite }) => {
  test.setTimeout(180_000);
  const cdp = await browser.newBrowserCDPSession();
  const { browserContextId } = await cdp.send('Target.createBrowserContext');
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId });
  const commands = [
    ['Page.enable', {}],
    ['Page.addScriptToEvaluateOnNewDocument', { source: `if (self === top) void (${burst.toString()})();` }],
    ['Page.navigate', { url: `${harnessSite.url}test/harness/sandbox-page.html` }],
  ] as const;
  for (const [id, [method, params]] of commands.entries())
    await cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
  const told = (): string[] =>
    harnessSite.requests.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('told')).filter((text) => text !== null);
  await expect.poll(told, { timeout: 150_000 }).toEqual(['burst: out_of_memory', 'next: succeeded']);
  await cdp.send('Target.disposeBrowserContext', { browserContextId });
  await cdp.detach();
});
