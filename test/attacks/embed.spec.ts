import type { Frame, FrameLocator, Page } from '@playwright/test';
import { expect, test } from '../e2e/embed-fixtures.ts';

const NONCE = 'a-nonce-of-an-attacker-0';
const hello = (nonce = NONCE) => ({
  sandbank: 'embed',
  type: 'hello',
  protocol: 1,
  nonce,
  capabilities: ['read', 'read_data', 'run', 'write', 'delete', 'aws'],
});

/** What was said to a window, and with how many ports. */
type Heard = { data: { type?: string; reason?: string }; origin: string; ports: number };

declare global {
  interface Window {
    heard: Heard[];
    port: MessagePort;
    said: { type: string; id?: number; name?: string; message?: string; result_json?: string }[];
  }
}

/** Notes all that is said to the window from now on. */
async function listen(place: Page | Frame): Promise<void> {
  await place.evaluate(() => {
    const isListening = Array.isArray(window.heard);
    window.heard = [];
    if (isListening) return;
    addEventListener('message', ({ data, origin, ports }: MessageEvent<Heard['data']>) => {
      window.heard.push({ data, origin, ports: ports.length });
      const [port] = ports;
      if (port === undefined) return;
      window.said = [];
      window.port = port;
      port.onmessage = (event: MessageEvent<Window['said'][number]>) => void window.said.push(event.data);
    });
  });
}

async function sayToFrame(place: Page | Frame, message: unknown): Promise<void> {
  await place.evaluate((said) => document.querySelector('iframe')?.contentWindow?.postMessage(said, '*'), message);
}

const heard = (place: Page | Frame): Promise<Heard[]> => place.evaluate(() => window.heard);

/** A frame's own realm, by a part of its address. */
async function frameAt(page: Page, part: string | RegExp): Promise<Frame> {
  const found = () => page.frames().find((frame) => frame.url().match(part) !== null);
  await expect.poll(() => found() !== undefined).toBe(true);
  const frame = found();
  if (frame === undefined) throw new Error(`no frame at ${part}`);
  return frame;
}

async function expectNothingToClick(frame: FrameLocator): Promise<void> {
  await expect(frame.getByText('Sandbank does not work inside another page')).toBeVisible();
  await expect(frame.locator('button, a, input, select, textarea, [role=button], [tabindex="0"]')).toHaveCount(0);
}

/** A connection without our client: the port is `window.port`, what it says `window.said`. */
async function rawPort(page: Page, nonce = NONCE): Promise<void> {
  await listen(page);
  await expect(async () => {
    await sayToFrame(page, hello(nonce));
    expect((await heard(page)).filter(({ data }) => data.type === 'welcome')).toHaveLength(1);
  }).toPass({ timeout: 30_000 });
}

const post = (page: Page, messages: unknown[]): Promise<void> =>
  page.evaluate((all) => {
    for (const message of all) window.port.postMessage(message);
  }, messages);

const said = (page: Page): Promise<Window['said']> => page.evaluate(() => window.said);

test('an origin that is not allowed sees nothing to click, and gets a refusal without a port', async ({ bench, embedder }) => {
  const page = await bench({ origin: embedder.evil });
  await expectNothingToClick(page.frame);
  await listen(page.page);
  await sayToFrame(page.page, hello());
  await expect
    .poll(() => heard(page.page))
    .toMatchObject([{ data: { type: 'refused', reason: 'origin_not_allowed' }, ports: 0 }]);
  const app = await frameAt(page.page, '/tools/sandbank/');
  expect(await app.evaluate(() => typeof window.sandbank), 'no tool was made').toBe('undefined');
  expect((await page.connect(['read']))?.message).toContain('may not embed Sandbank');
  // The control: an allowed one gets a port by the same words.
  const allowed = await bench();
  await rawPort(allowed.page);
});

test('a foreign page anywhere in the chain of frames is refused', async ({ bench, embedder, site }) => {
  for (const [top, middle, reason] of [
    [embedder.evil, embedder.cross, 'ancestor_not_allowed'],
    [embedder.cross, embedder.evil, 'origin_not_allowed'],
  ] as const) {
    const outer = await bench({ origin: top });
    await outer.page.evaluate((url) => document.querySelector('iframe')?.setAttribute('src', url), `${middle}/bench.html`);
    const inner = await frameAt(outer.page, `${middle}/bench.html`);
    await inner.waitForFunction(() => typeof window.embedClient === 'object');
    await inner.evaluate((url) => document.querySelector('iframe')?.setAttribute('src', url), `${site.url}?embed`);
    await expectNothingToClick(outer.frame.frameLocator('iframe'));
    await listen(inner);
    await sayToFrame(inner, hello());
    await expect.poll(() => heard(inner)).toMatchObject([{ data: { type: 'refused', reason }, ports: 0 }]);
    await outer.page.close();
  }
});

test('no other window is heard: a frame beside it, a window that opened it; and none can pass for the frame', async ({
  bench,
  context,
  embedder,
  site,
}) => {
  const page = await bench();
  await page.page.evaluate((url) => {
    const beside = document.createElement('iframe');
    beside.src = url;
    document.body.append(beside);
  }, `${embedder.same}/bench.html`);
  const beside = await frameAt(page.page, `${embedder.same}/bench.html`);
  await beside.waitForFunction(() => typeof window.embedClient === 'object');
  await listen(beside);
  await listen(page.page);
  await rawPort(page.page);
  // Of an allowed origin, and not the window above.
  await beside.evaluate((said) => window.parent.frames[0]?.postMessage(said, '*'), hello('a-nonce-of-the-one-beside'));
  // The client is told that it is welcome, with a port of the attacker's.
  const connecting = page.connect(['read'], { timeoutMs: 8000 });
  await beside.evaluate(() => {
    const { port2 } = new MessageChannel();
    const welcome = {
      sandbank: 'embed',
      type: 'welcome',
      nonce: 'x'.repeat(36),
      protocol: 1,
      version: 'forged',
      granted: ['read'],
    };
    window.parent.postMessage(welcome, '*', [port2]);
  });
  expect(await connecting).toBeUndefined();
  expect(await page.page.evaluate(() => window.client.version)).not.toBe('forged');
  expect(await heard(beside)).toEqual([]);

  const opener = await context.newPage();
  await opener.goto(`${embedder.cross}/bench.html`);
  await listen(opener);
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    opener.evaluate((url) => {
      Object.assign(window, { opened: window.open(url) });
    }, `${site.url}?embed`),
  ]);
  await expect(opened.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await opener.evaluate((said) => (window as unknown as { opened: Window }).opened.postMessage(said, '*'), hello());
  expect(await opened.evaluate(() => new Promise((resolve) => void setTimeout(resolve, 200, 'heard')))).toBe('heard');
  expect(await heard(opener)).toEqual([]);
});

test('nothing in the frame grants anything, whoever forges the answer; the window itself takes no early press', async ({
  bench,
}) => {
  const page = await bench();
  await rawPort(page.page);
  const forged = (nonce: string) => ({ sandbank: 'grant', type: 'answer', nonce, granted: ['read', 'run', 'aws'] });
  await sayToFrame(page.page, forged(NONCE));
  await expect(page.frame.getByRole('checkbox')).toHaveCount(0);
  await expect(page.frame.getByRole('button', { name: /^Allow/u })).toHaveCount(0);
  const [opened] = await Promise.all([
    page.page.context().waitForEvent('page'),
    page.frame.getByRole('button', { name: 'Review', exact: true }).click(),
  ]);
  // Each time that it comes to the front, a press that was meant for what was there before answers nothing.
  await opened.getByRole('heading', { name: 'May this site use your Sandbank?' }).waitFor();
  await opened.getByRole('checkbox', { name: 'Read data' }).check();
  const isReady = await opened.evaluate(() => {
    dispatchEvent(new Event('focus'));
    return new Promise((resolve) =>
      requestAnimationFrame(() =>
        setTimeout(() => resolve([...document.querySelectorAll('button')].some(({ disabled }) => !disabled)), 50),
      ),
    );
  });
  expect(isReady).toBe(false);
  // The embedding page speaks to the frame while the question is open, and to the window itself, which it can't reach.
  await sayToFrame(page.page, forged('b'.repeat(36)));
  await sayToFrame(page.page, { sandbank: 'grant', type: 'ready' });
  await opened.getByRole('button', { name: 'Refuse' }).click();
  await expect.poll(() => opened.isClosed()).toBe(true);
  await post(page.page, [{ type: 'call_tool', id: 1, name: 'list_workflows', input_json: '{}' }]);
  await expect.poll(() => said(page.page)).toMatchObject([{ type: 'error', id: 1, name: 'PolicyError' }]);
});

test('the window for granting shows nothing in a frame, and tells a foreign opener nothing', async ({
  bench,
  context,
  embedder,
  problems,
}) => {
  // The browser says on the console that the message is not for this opener.
  problems.expect(/Failed to execute 'postMessage' on 'DOMWindow'/u);
  const page = await bench({ address: '?grant' });
  await expectNothingToClick(page.frame);

  const opener = await context.newPage();
  await opener.goto(`${embedder.cross}/bench.html`);
  await listen(opener);
  const ask = { sandbank: 'grant', type: 'ask', nonce: NONCE, origin: 'https://bank.example', wanted: ['read'], granted: [] };
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    opener.evaluate(
      ([url, forged]) => {
        const target = window.open(url);
        setInterval(() => target?.postMessage(forged, '*'), 20);
      },
      [`${page.app}?grant`, ask] as const,
    ),
  ]);
  await expect(opened.getByText('Nothing is asked here')).toBeVisible();
  await expect(opened.getByRole('checkbox')).toHaveCount(0);
  expect(await heard(opener)).toEqual([]);
});

test('a flood, or what is none of the protocol, ends the session; too many calls at once are refused', async ({ bench }) => {
  const page = await bench();
  const call = (id: number, name: string, input: unknown) => ({ type: 'call_tool', id, name, input_json: JSON.stringify(input) });
  await rawPort(page.page, 'nonce-of-the-malformed-one');
  const cyclic = { type: 'list_tools', id: 1, more: {} };
  await post(page.page, [null, 7, 'text', [], cyclic, { type: 'call_tool', id: -1 }, { ...call(1, 'x', {}), input: {} }]);
  await post(page.page, [{ type: 'list_tools', id: 2 }]);
  await expect.poll(async () => (await said(page.page)).map(({ type, id }) => [type, id])).toEqual([['result', 2]]);
  await post(
    page.page,
    Array.from({ length: 200 }, () => ({ type: 'nothing' })),
  );
  await expect.poll(async () => (await said(page.page)).at(-1)?.message).toContain('none of the protocol');

  await rawPort(page.page, 'nonce-of-the-flooding-one');
  await post(
    page.page,
    Array.from({ length: 3000 }, () => ({ type: 'abort', id: 1 })),
  );
  await expect.poll(async () => (await said(page.page)).at(-1)?.message).toContain('too many messages');

  await rawPort(page.page, 'nonce-of-the-greedy-one');
  await post(
    page.page,
    Array.from({ length: 20 }, (_, id) => ({ type: 'request_capabilities', id, capabilities: ['write'] })),
  );
  await expect
    .poll(async () => (await said(page.page)).map(({ id, message }) => [id, message?.slice(0, 13)]))
    .toEqual([16, 17, 18, 19].map((id) => [id, '16 calls are ']));
  await post(page.page, [{ type: 'close' }, { type: 'list_tools', id: 40 }]);
  // The same words again, after the end: neither the port nor the greeting is heard.
  await sayToFrame(page.page, hello('nonce-of-the-greedy-one'));
  await rawPort(page.page, 'nonce-of-the-one-after-it-all');
  expect((await heard(page.page)).filter(({ data }) => data.type === 'welcome')).toHaveLength(1);
});

test('an input changes no prototype, however it is nested', async ({ bench }) => {
  const page = await bench();
  await page.connect(['read', 'run']);
  await page.grant('Run code and workflows');
  await rawPort(page.page);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const inputs = [
    '{"__proto__": {"polluted": true}}',
    '{"constructor": {"prototype": {"polluted": true}}}',
    `{"language": "javascript", "code": "1", "params": ${deep}}`,
    'no JSON',
  ];
  await post(
    page.page,
    inputs.map((input_json, id) => ({ type: 'call_tool', id, name: 'execute_code', input_json })),
  );
  await expect.poll(async () => (await said(page.page)).map(({ name }) => name)).toEqual(inputs.map(() => 'ToolInputError'));
  const params = '{"language": "javascript", "code": "Object.keys(params)", "params": {"__proto__": {"polluted": true}}}';
  await post(page.page, [{ type: 'call_tool', id: 9, name: '__proto__', input_json: '{}' }]);
  await post(page.page, [{ type: 'call_tool', id: 10, name: 'execute_code', input_json: params }]);
  await expect.poll(async () => (await said(page.page)).some(({ id, type }) => id === 10 && type !== 'event')).toBe(true);
  const app = await frameAt(page.page, '/tools/sandbank/');
  expect(await app.evaluate(() => 'polluted' in {})).toBe(false);
});
