import { exits, type Target } from '../harness/exits.ts';
import { expect, test } from './fixtures.ts';

test.beforeAll(async ({ barePage, sealedPage }) => {
  for (const page of [barePage, sealedPage])
    await page.evaluate(() => {
      const channel = new BroadcastChannel('attack');
      channel.onmessage = () => channel.postMessage('from the page');
    });
});

for (const name of Object.keys(exits)) {
  test(`a worker cannot leave by ${name}`, async ({ barePage, sealedPage, canary, harnessSite }) => {
    const target: Target = { canary: canary.origin, app: harnessSite.url };
    const attempt = [name, target] as const;

    const bare = await barePage.evaluate(([exit, params]) => window.harness.bare('raw', `exit:${exit}`, params), attempt);
    const leftWithoutSandbox = canary.hits.length > 0 || JSON.stringify(bare.result).startsWith('{"reached"');
    expect(leftWithoutSandbox, `the attack must work without the sandbox: ${JSON.stringify(bare.result)}`).toBe(true);

    canary.hits.length = 0;
    const sealed = await sealedPage.evaluate(
      ([exit, params]) => window.harness.sealed('raw', `exit:${exit}`, { params }),
      attempt,
    );
    expect(sealed.outcome.status).toBe('succeeded');
    expect(JSON.stringify(sealed.outcome.result)).toMatch(/^\{"refused"/u);
    await sealedPage.waitForTimeout(50);
    expect(canary.hits).toEqual([]);
  });
}
