import { expect, it } from 'vitest';
import { siteConfigSchema } from '../../core/config.ts';
import { readSiteConfig } from './read-site-config.ts';

const empty = siteConfigSchema.parse({});

/** A file of the host, as a URL that the browser really fetches. */
const file = (text: string, type = 'application/json'): URL => new URL(URL.createObjectURL(new Blob([text], { type })));

it('reads what stands beside the page, which is shipped empty', async () => {
  expect(await readSiteConfig(new URL('/sandbank.config.json', location.href))).toEqual({ config: empty });
});

it('reads the models', async () => {
  const model = { id: 'ours', kind: 'openai-compatible', base_url: 'https://models.example.com/v1', model: 'llama-4' };
  expect(await readSiteConfig(file(JSON.stringify({ models: [model] })))).toEqual({ config: { ...empty, models: [model] } });
});

it('takes a file that is not there for an empty one, also where the host answers with the page', async () => {
  expect(await readSiteConfig(file('<!doctype html>', 'text/html'))).toEqual({ config: empty });
  expect(await readSiteConfig(new URL('/@id/no-such-file.json', location.href))).toEqual({ config: empty });
});

it('goes on without a bad one, and says what is wrong with it and where', async () => {
  const { config, problem } = await readSiteConfig(file('{ "models": [{ "id": "a", "kind": "gemni", "model": "x" }] }'));
  expect(config).toEqual(empty);
  expect(problem).toMatch(
    /^sandbank\.config\.json: models\[0\]\.kind: got "gemni", wants one of .*The page goes on without it\.$/u,
  );
});

it('says so where it cannot be told whether there is one', async () => {
  const gone = file('{}');
  URL.revokeObjectURL(gone.href);
  expect((await readSiteConfig(gone)).problem).toMatch(/could not be fetched.*reload/u);
});
