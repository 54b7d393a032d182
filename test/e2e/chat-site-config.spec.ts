import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { configureDist } from '../../scripts/configure-dist.ts';
import { WORKER_FILE } from '../../src/core/offline/build-list.ts';
import { serve } from '../../scripts/serve.mjs';
import { distFolder } from '../../scripts/setup/project.mjs';
import { CONFIG_FILE } from '../../src/adapters/config/parse-site-config.ts';
import type { SiteConfigFile } from '../../src/core/config.ts';
import { AppPage } from './app-page.ts';
import { expect, test } from './chat-fixtures.ts';
import { ChatPane } from './chat-pane.ts';
import { openModelSettings } from './model-settings.ts';
import { computes, standIn } from './provider-hosts.ts';

test('a site that is configured: its model is ready at once, and its host is admitted; elsewhere that host is not', async ({
  context,
  app,
  model,
  problems,
}) => {
  const origin = 'https://models.corp.example';
  problems.expect(/models\.corp\.example/u);
  await standIn(context, origin, model, '/v1', '/v1');
  const config: SiteConfigFile = {
    models: [{ id: 'corp', kind: 'openai-compatible', base_url: `${origin}/v1`, model: 'corp-model' }],
  };

  // The app as it is built: the page's policy refuses the host, and the chat says who mends that.
  const settings = await openModelSettings(app);
  await settings.add({ label: 'OpenAI-compatible', model: 'corp-model' }, `${origin}/v1`);
  await expect(await settings.test('corp-model')).toContainText(
    /policy does not admit https:\/\/models\.corp\.example.*npm run configure/u,
  );

  const site = await serveConfigured(config);
  try {
    problems.expect(new RegExp(`^request: GET ${site.origin}/`, 'u'));
    computes(model, 'OpenAI-compatible');
    const configured = new AppPage(await context.newPage(), site.url);
    await configured.open();
    const chat = new ChatPane(configured);
    await chat.open();
    await chat.ask('What is 25 × 47?');
    await chat.expectFigure('1175', await chat.onlyRun());
    const rows = await openModelSettings(configured);
    await expect(rows.row('corp-model')).toContainText('Of this site');
    await expect(rows.row('corp-model').getByRole('button', { name: /^Remove/u })).toHaveCount(0);
  } finally {
    await site.close();
  }
});

/** The built app as its host configures it, served from a folder of its own. */
async function serveConfigured(config: SiteConfigFile): Promise<{ origin: string; url: string; close: () => Promise<void> }> {
  const root = mkdtempSync(path.join(tmpdir(), 'sandbank-configured-'));
  for (const name of readdirSync(distFolder)) {
    // What is configured is written anew.
    if (['index.html', CONFIG_FILE, WORKER_FILE].includes(name)) copyFileSync(path.join(distFolder, name), path.join(root, name));
    else symlinkSync(path.join(path.resolve(distFolder), name), path.join(root, name));
  }
  const file = path.join(root, 'given.json');
  writeFileSync(file, JSON.stringify(config));
  configureDist(file, root);
  const site = await serve({ root, base: '/' });
  return {
    ...site,
    close: async () => {
      await site.close();
      rmSync(root, { recursive: true });
    },
  };
}
