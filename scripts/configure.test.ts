import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { build } from 'vite';
import { configSchemaIsCurrent } from './config-schema.ts';
import { configureDist } from './configure-dist.ts';
import { connectDirective } from './connect-sources.ts';
import { projectRoot } from './setup/project.mjs';
import { pagePolicy } from './vite-plugin-csp.ts';

let folder: string;
let dist: string;
let built: string;

/** A page of one line with the app's policy, built as the app is; each test has a copy. */
beforeAll(async () => {
  const source = mkdtempSync(path.join(tmpdir(), 'configure-'));
  built = path.join(source, 'built');
  writeFileSync(
    path.join(source, 'index.html'),
    '<!doctype html><html><head><title>connect-src none</title></head><body></body></html>',
  );
  await build({
    configFile: false,
    root: source,
    publicDir: path.join(projectRoot, 'public'),
    logLevel: 'error',
    plugins: [pagePolicy()],
    build: { outDir: built, emptyOutDir: true },
  });
  return () => rmSync(source, { recursive: true });
}, 60_000);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'configure-'));
  dist = path.join(folder, 'dist');
  cpSync(built, dist, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const config = (value: unknown): string => {
  const file = path.join(folder, 'site.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};
const page = (): string => readFileSync(path.join(dist, 'index.html'), 'utf8');
const directive = (): string => /connect-src '[^;"]*/u.exec(page().replaceAll('&#39;', "'"))?.[0] ?? '';
const vllm = { id: 'ours', kind: 'openai-compatible', base_url: 'https://models.example.com:8443/v1', model: 'llama' };

test('what is shipped is an empty configuration and the schema of now', () => {
  expect(JSON.parse(readFileSync(path.join(dist, 'sandbank.config.json'), 'utf8'))).toEqual({});
  expect(configSchemaIsCurrent(), 'run "node scripts/config-schema.ts" and "npm run format"').toBe(true);
});

test('admits the hosts of the models, and takes them back with the next configuration', () => {
  const before = page();
  const models = [
    vllm,
    { ...vllm, id: 'again' },
    { id: 'here', kind: 'openai-compatible', base_url: 'http://localhost:11434/v1', model: 'qwen' },
    { id: 'bedrock', kind: 'bedrock', region: 'eu-central-1', model: 'anthropic.claude' },
    { id: 'new-region', kind: 'bedrock', region: 'eu-north-9', model: 'anthropic.claude' },
    { id: 'gemini', kind: 'gemini', model: 'gemini-3-pro' },
  ];
  const origins = ['https://models.example.com:8443', 'https://bedrock-runtime.eu-north-9.amazonaws.com'];
  expect(configureDist(config({ models }), dist)).toEqual(origins);
  expect(directive()).toBe(connectDirective(origins));
  expect(JSON.parse(readFileSync(path.join(dist, 'sandbank.config.json'), 'utf8'))).toEqual({ models });
  const once = page();
  configureDist(config({ models }), dist);
  expect(page()).toBe(once);
  expect(configureDist(config({}), dist)).toEqual([]);
  expect(page()).toBe(before);
});

test.each([
  ['{"models": [', /no JSON/u],
  [{ model: [] }, /the whole: "model" is no key/u],
  [{ models: [{ ...vllm, kind: 'gemni' }] }, /models\[0\]\.kind: got "gemni", wants one of "gemini"/u],
  [{ models: [{ ...vllm, base_url: 'http://models.example.com/v1' }] }, /models\[0\]\.base_url: "http:.*unencrypted; use https/u],
  [{ models: [{ ...vllm, base_url: "https://x.example; script-src 'unsafe-inline'" }] }, /is no address/u],
  [{ models: [{ ...vllm, base_url: 'http://[::1]:11434/v1' }] }, /unencrypted; use https/u],
  [{ models: [vllm, vllm] }, /models\[1\]\.id: "ours" is that of models\[0\] too/u],
])('writes nothing for a wrong configuration: %j', (value, message) => {
  const before = page();
  expect(() => configureDist(config(value), dist)).toThrow(message);
  expect(page()).toBe(before);
  expect(readFileSync(path.join(dist, 'sandbank.config.json'), 'utf8').trim()).toBe('{}');
});

test('runs from the command line, and says what is missing', { timeout: 60_000 }, () => {
  const run = (...args: string[]): string =>
    execFileSync('node', ['scripts/configure.mjs', ...args], { cwd: projectRoot, encoding: 'utf8', stdio: 'pipe' });
  expect(run(config({ models: [vllm] }), dist)).toContain('may also ask https://models.example.com:8443');
  expect(() => run(config({}), path.join(folder, 'nothing'))).toThrow(/npm run build/u);
  expect(() => run()).toThrow(/Usage/u);
});

test('takes the configuration that the README shows', () => {
  const shown = /```json\n(.*?)```/su.exec(readFileSync(path.join(projectRoot, 'README.md'), 'utf8'))?.[1];
  expect(configureDist(config(shown), dist)).toEqual(['https://models.example.com']);
});
