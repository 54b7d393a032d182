import { gzipSync } from 'node:zlib';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { distFolder } from '../../scripts/setup/project.mjs';
import { expect, SUB_PATH, test } from './fixtures.ts';

const HEAVY = /\.wasm|python|pyodide|interpreter|snapshot|javascript-worker|engine-worker|duckdb|quickjs|monaco/iu;

test('the shell answers on little, and loads no language, editor or engine before it is wanted', async ({ app, site }) => {
  await expect(app.button('Run')).toBeEnabled();
  const asked = site.requests
    .filter((request) => request.status === 200)
    .map((request) => request.path.slice(SUB_PATH.length) || 'index.html');
  expect(asked.filter((file) => HEAVY.test(file))).toEqual([]);
  const bytes = asked.reduce(
    (sum, file) => sum + gzipSync(readFileSync(path.join(distFolder, decodeURIComponent(file)))).length,
    0,
  );
  expect(bytes).toBeLessThan(700_000);
});

test('the editor comes in parts, none of which is long to evaluate', async ({ app, site }) => {
  await expect(app.button('Run')).toBeEnabled();
  site.requests.length = 0;
  await app.code.focus();
  await expect(app.page.locator('[data-rich="true"]')).toBeVisible();
  const scripts = site.requests.map(({ path: at }) => at.slice(SUB_PATH.length)).filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(8);
  const sizes = scripts.filter((file) => !file.includes('worker')).map((file) => statSync(path.join(distFolder, file)).size);
  expect(Math.max(...sizes)).toBeLessThan(700_000);
});

test('everything comes from the sub-path, and nothing is missing', async ({ app, site }) => {
  await app.call('execute_code', { language: 'python', code: '1' });
  await app.call('execute_code', { language: 'javascript', code: '1' });
  await app.call('query_data', { sql: 'SELECT 1' });
  await app.code.focus();
  await expect(app.page.locator('[data-rich="true"]')).toBeVisible();
  expect(site.requests.filter((request) => request.status >= 400 || !request.path.startsWith(SUB_PATH))).toEqual([]);
});

test('the policy stands in the page itself, so that it holds on any host', async ({ app }) => {
  const policy = await app.page.locator('meta[http-equiv="Content-Security-Policy"]').first().getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/u);
  expect(policy).toContain("require-trusted-types-for 'script'");
});

test('the licences of what is shipped are beside the app', async ({ app }) => {
  await app.go('Settings');
  const address = await app.page.getByRole('link', { name: /Licences/u }).getAttribute('href');
  const text = await app.page.evaluate(async (url) => await (await fetch(url)).text(), address ?? '');
  for (const name of ['Pyodide', 'Python', 'DuckDB', 'quickjs', 'monaco-editor', '@cloudscape-design/components', 'react']) {
    expect(text).toContain(name);
  }
});

test('inside a frame of another page it shows nothing that can be clicked', async ({ context, site, canary, problems }) => {
  problems.expect(/127\.0\.0\.1/u);
  const page = await context.newPage();
  await page.goto(`${canary.origin}/page`);
  await page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, site.url);
  const inner = page.frameLocator('iframe');
  await expect(inner.locator('#root')).not.toBeEmpty();
  await expect(inner.getByRole('button')).toHaveCount(0);
});
