import { appendFileSync, readdirSync } from 'node:fs';
import { serve } from '../../scripts/serve.mjs';
import { distFolder } from '../../scripts/setup/project.mjs';
import { readBuildList } from '../../scripts/offline/seal-build.ts';
import { expect, test, waitUntilKept } from '../e2e/offline-fixtures.ts';

/** Everything that the app's caches hold, by address. */
const kept = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(url);
  return found;
};

test('only what the build lists is kept, byte for byte, and nothing of another origin', async ({ newTab, site, problems }) => {
  problems.expect(/localhost:|404|CORS|Content Security Policy|Failed to (?:load|fetch)/u);
  const elsewhere = await serve({ root: distFolder, base: '/' });
  const poisoned = readdirSync(site.file('assets')).find((name) => name.startsWith('draw-chart-') && name.endsWith('.js')) ?? '';
  const genuine = readdirSync(site.file('assets')).find((name) => name.startsWith('chat-pane-') && name.endsWith('.js')) ?? '';
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  appendFileSync(site.file(`assets/${poisoned}`), '\n// more');
  await app.page.evaluate(
    async ([poison, good, foreign]) => {
      const addresses = [`assets/${poison}`, `assets/${good}`, 'assets/unlisted-12345678.js', 'sw.js', foreign];
      for (const address of addresses) await fetch(address ?? '').then(async (response) => await response.text(), String);
      await new Promise((resolve) => {
        const picture = new Image();
        picture.onload = resolve;
        picture.onerror = resolve;
        picture.src = `${foreign}favicon.svg`;
      });
    },
    [poisoned, genuine, elsewhere.url] as const,
  );
  await expect.poll(async () => (await app.page.evaluate(kept)).includes(`${site.url}assets/${genuine}`)).toBe(true);
  const listed = new Set(readBuildList(distFolder).files.map((file) => site.url + file.path));
  const ours = new Set(['sandbank.config.json', '__sandbank/files', '__sandbank/used'].map((name) => site.url + name));
  const found = await app.page.evaluate(kept);
  expect(found.filter((url) => !listed.has(url) && !ours.has(url))).toEqual([]);
  expect(found).not.toContain(`${site.url}assets/${poisoned}`);
  await elsewhere.close();
});

test('no script of the page can start or register a worker by its URL', async ({ newTab, site, problems }) => {
  problems.expect(/Content Security Policy|TrustedScriptURL|trusted/iu);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  const script = readdirSync(site.file('assets')).find((name) => name.startsWith('code-editor-editor-worker-')) ?? '';
  const attempts = await app.page.evaluate(async (url) => {
    const refused = async (attempt: () => unknown): Promise<string> => {
      try {
        await attempt();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    type Policy = { createScriptURL: (text: string) => string };
    type Factory = { createPolicy: (name: string, rules: Policy) => Policy };
    const { trustedTypes } = window as unknown as { trustedTypes: Factory };
    // Admitted by name, and not made before Markdown is first shown.
    const policy = trustedTypes.createPolicy('dompurify', { createScriptURL: (text) => text });
    const address = policy.createScriptURL(`./assets/${url}`);
    const started = await new Promise<string>((resolve) => {
      try {
        const worker = new Worker(address);
        worker.onerror = () => resolve('refused');
        setTimeout(() => resolve('started'), 1500);
      } catch (error) {
        resolve((error as Error).name);
      }
    });
    return [
      await refused(() => new Worker(`./assets/${url}`)),
      await refused(() => navigator.serviceWorker.register(`./assets/${url}`)),
      await refused(() => navigator.serviceWorker.register(address, { scope: './assets/' })),
      await refused(() => trustedTypes.createPolicy('sandbank-service-worker', { createScriptURL: (text) => text })),
      started,
    ];
  }, script);
  expect(attempts).toEqual(['TypeError', 'TypeError', 'SecurityError', 'TypeError', 'refused']);
  const registrations = await app.page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ active }) => active?.scriptURL),
  );
  expect(registrations).toEqual([`${site.url}sw.js`]);
});

test('code that is run reaches neither what is kept nor the service worker', async ({ newTab, site, problems }) => {
  // Parts that the page had not loaded yet when the host goes.
  problems.expect(/Failed to load resource: net::ERR_FAILED$/u);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  const before = await app.page.evaluate(kept);
  expect(before.length, 'the page itself sees it').toBeGreaterThan(40);
  const code = `
import js
async def attempt(name, work):
    try:
        return f"{name}: {await work()}"
    except BaseException as error:
        return f"{name}: refused"
async def poison():
    cache = await js.caches.open("sandbank /tools/sandbank/ assets")
    await cache.put("${site.url}index.html", js.Response.new("poisoned"))
    return "kept"
async def ask():
    js.navigator.serviceWorker.controller.postMessage("use")
    return "asked"
async def register():
    await js.navigator.serviceWorker.register("${site.url}sw.js")
    return "registered"
async def fetched():
    return (await js.fetch("${site.url}index.html")).status
result = [await attempt(name, work) for name, work in {"poison": poison, "ask": ask, "register": register, "fetch": fetched}.items()]
result`;
  const run = await app.call('execute_code', { language: 'python', code });
  expect(run.result).toEqual(['poison: refused', 'ask: refused', 'register: refused', 'fetch: refused']);
  const after = await app.page.evaluate(kept);
  expect(before.filter((url) => !after.includes(url))).toEqual([]);
  await site.stop();
  await app.reload();
  await expect(app.page).toHaveTitle('Sandbank');
});

test('inside a frame of another page nothing is registered', async ({ newTab, site, context, problems }) => {
  problems.expect(/localhost:|404/u);
  const embedding = await serve({ root: site.root, base: '/' });
  const outer = await context.newPage();
  await outer.goto(`${embedding.url}licenses.txt`);
  await outer.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, site.url);
  await expect(outer.frameLocator('iframe').locator('#root')).not.toBeEmpty();
  const app = await newTab();
  await app.page.goto(`${site.url}licenses.txt`);
  const registrations = await app.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  expect(registrations).toBe(0);
  await embedding.close();
});
