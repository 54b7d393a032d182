import type { BrowserContext } from '@playwright/test';
import type { SiteConfigFile } from '../../src/core/config.ts';
import { ChatPane } from './chat-pane.ts';
import { expect, test as base } from './fixtures.ts';
import { ModelServer } from './model-server.ts';

type PerTest = {
  /** Scripts the model; empty at the beginning of each test. */
  model: ModelServer;
  /** The app in a fresh profile with its chat open; a model on this computer, which the site's configuration names, answers. */
  chat: ChatPane;
};

type PerWorker = { modelServer: ModelServer };

export const MODEL = 'test-model';

export const test = base.extend<PerTest, PerWorker>({
  modelServer: [
    async ({}, use) => {
      const server = await ModelServer.start();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  model: async ({ modelServer, problems }, use) => {
    modelServer.script({});
    problems.expect(new RegExp(`^request: (?:POST|GET) ${modelServer.origin}/`, 'u'));
    await use(modelServer);
  },
  chat: async ({ context, model, newTab }, use) => {
    await configureSite(context, {
      models: [{ id: 'local', kind: 'openai-compatible', base_url: `${model.origin}/v1`, model: MODEL }],
    });
    const app = await newTab();
    // Not on the workbench, which would load its editor and a language beside.
    await app.open('#/runs');
    const chat = new ChatPane(app);
    await chat.open();
    await use(chat);
  },
});

/** Puts `sandbank.config.json` beside the app, as its host would. */
export async function configureSite(context: BrowserContext, config: SiteConfigFile): Promise<void> {
  await context.route('**/sandbank.config.json', (route) => route.fulfill({ json: config }));
}

export { expect };
