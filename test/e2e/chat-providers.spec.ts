import type { Page, Request } from '@playwright/test';
import { expect, test } from './chat-fixtures.ts';
import { ChatPane } from './chat-pane.ts';
import { openModelSettings } from './model-settings.ts';
import { refuses, says, type ModelServer } from './model-server.ts';
import { computes, standIn } from './provider-hosts.ts';

type Provider = {
  label: string;
  model: string;
  /** Below the server's origin. */
  base: string;
  region?: string;
  key?: string;
  /** The header that the key goes out in, and what stands before it. */
  header?: [string, string];
  host?: string;
};

const providers: Provider[] = [
  {
    label: 'Google Gemini',
    model: 'gemini-2.5-flash',
    base: '/v1beta',
    key: 'AIzaSyD-not-a-key-c4n4ry-of-gemini-000',
    header: ['x-goog-api-key', ''],
    host: 'generativelanguage.googleapis.com',
  },
  {
    label: 'OpenAI',
    model: 'gpt-4o',
    base: '/v1',
    key: 'sk-proj-not-a-key-c4n4ry-of-openai-0000',
    header: ['authorization', 'Bearer '],
    host: 'api.openai.com',
  },
  {
    label: 'Anthropic',
    model: 'claude-sonnet-4-5',
    base: '/v1',
    key: 'sk-ant-api03-not-a-key-c4n4ry-anthropic',
    header: ['x-api-key', ''],
    host: 'api.anthropic.com',
  },
  {
    label: 'Groq',
    model: 'llama-3.3-70b-versatile',
    base: '/v1',
    key: 'gsk_not_a_key_c4n4ry_of_groq_0000000000',
    header: ['authorization', 'Bearer '],
    host: 'api.groq.com',
  },
  {
    label: 'Amazon Bedrock',
    model: 'anthropic.claude-3-haiku-20240307-v1:0',
    base: '',
    region: 'eu-west-1',
    key: 'ABSKnotakeyc4n4ryofbedrock0000000000000',
    header: ['authorization', 'Bearer '],
    host: 'bedrock-runtime.eu-west-1.amazonaws.com',
  },
  { label: 'OpenAI-compatible', model: 'qwen3:8b', base: '/v1' },
];

const PASSPHRASE = 'four words nobody guesses';

for (const provider of providers) {
  const { label, model: name, region, key, header } = provider;
  const given = { label, model: name, ...(region === undefined ? {} : { region }), ...(key === undefined ? {} : { key }) };

  test(`${label}: set up by role and name, it calls a tool, reads the run and answers; its key stays in memory`, async ({
    app,
    model,
  }) => {
    const said: string[] = [];
    app.page.on('console', (message) => said.push(message.text()));
    const sent = requestsTo(app.page, model);
    const settings = await openModelSettings(app);
    const row = await settings.add(given, `${model.origin}${provider.base}`);
    await expect(row).toContainText('Ready');

    computes(model, label);
    const chat = new ChatPane(app);
    await chat.open();
    await expect(chat.switches.getByRole('combobox', { name: 'Model', exact: true })).toContainText(provider.model);
    await chat.choose('Model', provider.model);
    await chat.ask('What is 25 × 47?');

    const run = await chat.onlyRun();
    expect(run).toMatchObject({ status: 'succeeded', result: 1175 });
    await expect(chat.card('execute_code')).toContainText('Succeeded');
    await chat.expectFigure('1175', run);
    await expect(chat.answer).toContainText(provider.model);
    const asked = model.asked();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.read[0]).toContain('<untrusted_data tool="execute_code">');

    if (key === undefined || header === undefined) return;
    expect(await Promise.all(sent.map((request) => request.headerValue(header[0])))).toEqual([header[1] + key, header[1] + key]);
    expect(asked.map(({ text }) => text).join('')).not.toContain(key);
    const kept = await chat.kept();
    expect(kept).toContain('What is 25 × 47?');
    expect(kept).not.toContain(key);
    expect(await app.page.content()).not.toContain(key);
    for (const field of await app.page.locator('input, textarea').all()) expect(await field.inputValue()).not.toContain(key);
    expect(JSON.stringify(await chat.runs())).not.toContain(key);
    expect(said.join('\n')).not.toContain(key);

    await app.reload();
    await openModelSettings(app);
    await expect(settings.row(provider.model)).toContainText('It has no key yet.');
  });

  if (provider.host === undefined) continue;
  const { host } = provider;
  test(`${label} at its own address: the page may ask it`, async ({ app, model, context, problems }) => {
    problems.expect(new RegExp(`^request: \\w+ https://${host}/`, 'u'));
    const asked = await standIn(context, `https://${host}`, model, provider.base, ownBase(label));
    model.script({ ready: [says('ready')] });
    const settings = await openModelSettings(app);
    await settings.add(given, '');
    await expect(await settings.test(provider.model)).toContainText(`${label} answered as "${provider.model}"`);
    expect(asked.length).toBeGreaterThan(0);
  });
}

/** What the page sends to the model from now on. The mock's own journal leaves keys out. */
function requestsTo(page: Page, model: ModelServer): Request[] {
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().startsWith(model.origin)) sent.push(request);
  });
  return sent;
}

/** Where the provider's own interface begins, below its host. */
function ownBase(label: string): string {
  return { 'Google Gemini': '/v1beta', Groq: '/openai/v1', 'Amazon Bedrock': '' }[label] ?? '/v1';
}

/** The keys that this device keeps, as they are stored. */
async function keptKeys(chat: ChatPane): Promise<unknown> {
  const dump = JSON.parse(await chat.kept()) as { store?: string; records?: { key: string; json: string }[] }[];
  const settings = dump.find(({ store }) => store === 'settings');
  const record = settings?.records?.find(({ key }) => key === 'model_keys');
  return record === undefined ? undefined : (JSON.parse(record.json) as { keys: unknown }).keys;
}

test('a key is remembered by a passphrase: encrypted, locked after a reload, unlocked, removed', async ({ app, model }) => {
  const [, openai] = providers;
  if (openai?.key === undefined) throw new Error('no key');
  const { key } = openai;
  let settings = await openModelSettings(app);
  await settings.add(openai, `${model.origin}/v1`, { passphrase: PASSPHRASE });
  const chat = new ChatPane(app);
  const expectNothingPlain = async (): Promise<void> => {
    const kept = await chat.kept();
    for (const secret of [key, PASSPHRASE, btoa(key)]) expect(kept).not.toContain(secret);
    expect(await keptKeys(chat)).toEqual({ 'openai-gpt-4o': expect.objectContaining({ by: 'passphrase' }) as unknown });
  };
  await expect(settings.row(openai.model)).toContainText('encrypted by a passphrase');
  await expectNothingPlain();

  await app.reload();
  settings = await openModelSettings(app);
  const row = settings.row(openai.model);
  await expect(row).toContainText('locked');
  await expect(row).toContainText('Not ready');
  await row.getByLabel('Passphrase').fill('four words somebody guessed');
  await row.getByRole('button', { name: 'Unlock' }).click();
  await expect(row).toContainText(/passphrase/iu);
  await expect(row).toContainText('Not ready');
  await row.getByLabel('Passphrase').fill(PASSPHRASE);
  await row.getByRole('button', { name: 'Unlock' }).click();
  await expect(row.getByText('Ready', { exact: true })).toBeVisible();
  await expectNothingPlain();

  const sent = requestsTo(app.page, model);
  model.script({ hello: [says('Good day.')] });
  await chat.open();
  await chat.choose('Model', openai.model);
  await chat.ask('hello');
  await expect(chat.answer).toContainText('Good day.');
  expect(await sent[0]?.headerValue('authorization')).toBe(`Bearer ${key}`);

  await row.getByRole('button', { name: 'Remove key' }).click();
  await expect(row).toContainText('It has no key yet.');
  await app.reload();
  settings = await openModelSettings(app);
  await expect(settings.row(openai.model)).toContainText('It has no key yet.');
  expect(await keptKeys(chat)).toEqual({});
});

test('a test of the connection tells what is wrong apart', async ({ app, model, problems }) => {
  problems.expect(/Failed to load resource/u);
  problems.expect(/^request: POST http:\/\/127\.0\.0\.1:1\//u);
  const settings = await openModelSettings(app);
  const [, openai] = providers;
  if (openai?.key === undefined) throw new Error('no key');
  await settings.add(openai, `${model.origin}/v1`);
  const found = await settings.test(openai.model);
  const expectFound = async (...words: (string | RegExp)[]): Promise<void> => {
    for (const word of words) await expect(found).toContainText(word);
  };

  const check = async (...steps: Parameters<ModelServer['script']>[0][string]): Promise<void> => {
    model.script({ ready: steps });
    await expect(settings.row(openai.model).getByRole('button', { name: 'Test connection' })).toBeEnabled();
    await settings.test(openai.model);
  };
  await check(says('ready'));
  await expectFound('answered as "gpt-4o"');
  await check(refuses(401, `Incorrect API key provided: ${openai.key}`));
  await expectFound(/does not take this key/u, /valid one/u);
  await expect(found).not.toContainText(openai.key);
  await check(refuses(404, 'The model `gpt-4o` does not exist'));
  await expectFound(/knows no model "gpt-4o"/u, /Check its name/u);
  await check(refuses(429, 'Rate limit reached. Please try again in 37s.'));
  await expectFound(/limits how much/u, /37 seconds/u);

  const nobody = { label: 'OpenAI-compatible', model: 'nobody' };
  await settings.add(nobody, 'http://127.0.0.1:1/v1');
  await expect(await settings.test('nobody')).toContainText(/127\.0\.0\.1:1 gave no answer.*Is the server running/u);
});

test('addresses and keys that cannot be used are refused, saying why', async ({ app }) => {
  const settings = await openModelSettings(app);
  const refused: [string, RegExp][] = [
    ['http://models.example.com/v1', /unencrypted.*https:\/\//u],
    ['models.example.com', /is no address; give one such as/u],
    ['ftp://models.example.com', /begin it with https/u],
    ['https://user:secret@models.example.com', /leave them out/u],
  ];
  for (const [address, problem] of refused) {
    await settings.fillIn({ label: 'OpenAI-compatible', model: 'm' }, address);
    await settings.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(settings.dialog).toContainText(problem);
    await settings.dialog.getByRole('button', { name: 'Cancel' }).click();
  }
  await expect(app.page.getByRole('list', { name: 'Models' })).toBeHidden();

  await settings.fillIn({ label: 'OpenAI', model: 'gpt-4o' }, '');
  await settings.dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await settings.dialog.getByLabel('API key').fill('sk-ant-api03-of-another');
  await expect(settings.dialog).toContainText('looks like a key of Anthropic');
  await settings.giveKey('sk-proj two words');
  await expect(settings.dialog).toContainText(/has a space in it\. Copy it again/u);
  await app.page.keyboard.press('Escape');
  await expect(settings.row('gpt-4o')).toContainText('Not ready');
});
