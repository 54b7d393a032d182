import type { AppPage } from './app-page.ts';
import { legacyCostReport } from './cost-report-file.ts';
import { expect, test, waitUntilKept } from './offline-fixtures.ts';

test('the browser has nothing against installing it', async ({ newTab, context, site }) => {
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  const devTools = await context.newCDPSession(app.page);
  const { url, errors, data } = await devTools.send('Page.getAppManifest');
  expect(url).toBe(`${site.url}manifest.webmanifest`);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  const manifest = JSON.parse(data ?? '') as Record<'icons' | 'screenshots', { src: string; sizes: string }[]>;
  for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
    const size = await app.page.evaluate(async (address) => {
      const { width, height } = await createImageBitmap(await (await fetch(address)).blob());
      return `${width}x${height}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
});

test('Install asks by the browser, where it lets the page', async ({ newTab }) => {
  const app = await newTab();
  await app.open('#/settings');
  await expect(app.button('Look for a new version')).toBeVisible();
  await expect(app.button('Install')).toBeHidden();
  await app.page.evaluate(() => {
    const offer = Object.assign(new Event('beforeinstallprompt'), {
      prompt: async () => {
        document.title = 'asked';
        return { outcome: 'accepted' };
      },
    });
    dispatchEvent(offer);
  });
  await app.button('Install').click();
  await expect(app.page).toHaveTitle('asked');
  await expect(app.button('Install')).toBeHidden();
});

/** Opens files with the app, as the system does: it hands over handles. */
async function launchWith(app: AppPage, files: Record<string, string>): Promise<void> {
  await app.page.evaluate(async (given) => {
    const folder = await navigator.storage.getDirectory();
    const handles: FileSystemFileHandle[] = [];
    for (const [name, text] of Object.entries(given)) {
      const handle = await folder.getFileHandle(name, { create: true });
      const out = await handle.createWritable();
      await out.write(text);
      await out.close();
      handles.push(handle);
    }
    const { launch } = window as unknown as { launch?: (files: { files: FileSystemFileHandle[] }) => void };
    launch?.({ files: handles });
  }, files);
}

test('files that are opened with the app: data becomes a table, a workflow is shown, another is named', async ({ newTab }) => {
  const app = await newTab();
  await app.page.addInitScript(() => {
    Object.defineProperty(window, 'launchQueue', {
      value: { setConsumer: (take: unknown) => Object.defineProperty(window, 'launch', { value: take }) },
    });
  });
  await app.open();
  await app.poll(() => 'launch' in window);
  await launchWith(app, { 'october.csv': legacyCostReport() });
  await expect(app.page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await expect(app.notice('october.csv is the table october')).toBeVisible();
  await launchWith(app, { 'notes.docx': 'x' });
  await expect(app.notice('notes.docx could not be opened')).toBeVisible();
  await launchWith(app, { 'mine.sandbank.json': '{}' });
  await expect(app.page).toHaveURL(/#\/received$/u);
});
