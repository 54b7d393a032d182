import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Site } from '../../scripts/serve.mjs';
import { distFolder } from '../../scripts/setup/project.mjs';
import type { ProviderKind } from '../../src/core/model-provider.ts';
import { configureSite, expect, test } from './chat-fixtures.ts';
import { ChatPane } from './chat-pane.ts';
import { SUB_PATH } from './fixtures.ts';
import { says } from './model-server.ts';

const MOST_BYTES = 180_000;

/** A text that only this part of the chat holds, which is therefore where it is found. */
const marks = {
  'the loop': 'You are the assistant of Sandbank',
  'the pane': 'Ask about your costs, or / for commands',
  'the models': 'console.anthropic.com/settings/keys',
  'the provider': 'doGenerate',
};

/** By kind: where the model's interface is below the server, and its name. */
const kinds: Record<Exclude<ProviderKind, 'openrouter'>, { base: string; model: string }> = {
  gemini: { base: '/v1beta', model: 'gemini-2.5-flash' },
  openai: { base: '/v1', model: 'gpt-4o' },
  anthropic: { base: '/v1', model: 'claude-sonnet-4-5' },
  groq: { base: '/v1', model: 'llama-3.3-70b-versatile' },
  bedrock: { base: '', model: 'anthropic.claude-3-haiku-20240307-v1:0' },
  'openai-compatible': { base: '/v1', model: 'qwen3:8b' },
};

/** The app's own files that were asked for, each once. */
function files({ requests }: Site): string[] {
  const paths = requests
    .filter(({ status }) => status === 200)
    .map((request) => request.path.slice(SUB_PATH.length) || 'index.html');
  return [...new Set(paths.map(decodeURIComponent))].filter((file) => file !== 'sandbank.config.json');
}

const textOf = (file: string): string => readFileSync(path.join(distFolder, file), 'utf8');

for (const [kind, { base, model: name }] of Object.entries(kinds) as [keyof typeof kinds, { base: string; model: string }][])
  test(`with ${kind}: nothing of the chat loads before its pane opens, and little when it does`, async ({
    context,
    newTab,
    model,
    site,
  }) => {
    await configureSite(context, { models: [{ id: 'one', kind, base_url: `${model.origin}${base}`, model: name }] });
    const app = await newTab();
    // A page without an editor, whose parts come when there is time.
    await app.open('#/runs');
    await expect(app.page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
    await app.page.waitForLoadState('networkidle');
    const before = files(site);
    const marked = (among: readonly string[]): string[] =>
      Object.entries(marks).flatMap(([part, mark]) =>
        among.some((file) => file.endsWith('.js') && textOf(file).includes(mark)) ? [part] : [],
      );
    expect(marked(before)).toEqual([]);

    const chat = new ChatPane(app);
    await chat.open();
    if (kind !== 'openai-compatible') {
      await chat.choose('Model', `${name} – needs a key`);
      await app.page.getByLabel('API key').fill('not-a-key-0123456789');
      await app.button('Use this key').click();
    }
    model.script({ hello: [says('**Good** day.')] });
    await chat.ask('hello');
    await expect(chat.answer).toContainText('Good day.');
    await app.page.waitForLoadState('networkidle');
    // What keeps the app for offline comes by itself some seconds after the start.
    const added = files(site).filter((file) => !before.includes(file) && !/(?:watch|create)-offline|launched-tray/u.test(file));
    expect(marked(added)).toEqual(Object.keys(marks));
    const bytes = added.map((file) => ({ file, bytes: gzipSync(readFileSync(path.join(distFolder, file))).length }));
    const sum = bytes.reduce((total, each) => total + each.bytes, 0);
    expect(sum, JSON.stringify(bytes)).toBeLessThanOrEqual(MOST_BYTES);
  });
