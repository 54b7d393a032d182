import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { build } from 'vite';
import { configSchemaIsCurrent } from './config-schema.ts';
import { configureDist } from './configure-dist.ts';
import { connectDirective } from './connect-sources.ts';
import { projectRoot } from './setup/project.mjs';
import { readBuildList } from './offline/seal-build.ts';
import { pagePolicy } from './vite-plugin-csp.ts';
import { serviceWorker } from './vite-plugin-service-worker.ts';

let folder: string;
let dist: string;
let built: string;

/** A page of one line with the app's policy, built as the app is; each test has a copy. */
beforeAll(async () => {
  const source = mkdtempSync(path.join(tmpdir(), 'configure-'));
  built = path.join(source, 'built');
  writeFileSync(
    path.join(source, 'index.html'),
    '<!doctype html><html><head><title>connect-src none</title></head><body><script type="module" src="./main.js"></script></body></html>',
  );
  writeFileSync(path.join(source, 'main.js'), 'document.title;');
  await build({
    configFile: false,
    base: './',
    root: source,
    publicDir: path.join(projectRoot, 'public'),
    logLevel: 'error',
    plugins: [pagePolicy(), serviceWorker()],
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

test('the service worker has the page as it is now, under a version of its own, and again the first with the first configuration', () => {
  const before = readBuildList(dist);
  const integrity = (): string | undefined => readBuildList(dist).files.find((file) => file.path === 'index.html')?.integrity;
  configureDist(config({ models: [vllm] }), dist);
  const after = readBuildList(dist);
  expect(after.version).not.toBe(before.version);
  expect(integrity()).toBe(`sha256-${createHash('sha256').update(page()).digest('base64')}`);
  expect(page()).toContain(`content="${after.version}"`);
  configureDist(config({}), dist);
  expect(readBuildList(dist)).toEqual(before);
});

const aws = {
  region: 'eu-west-1',
  identity_pool_id: 'eu-west-1:00000000-0000-4000-8000-000000000000',
  sign_in: {
    kind: 'cognito',
    user_pool_id: 'eu-west-1_AbCdEfGhI',
    client_id: 'abc',
    domain: 'https://meridian.auth.eu-west-1.amazoncognito.com',
  },
};

test('admits the hosts of AWS that the configuration names, and no other bucket or service', () => {
  expect(configureDist(config({ aws }), dist)).toEqual(['https://meridian.auth.eu-west-1.amazoncognito.com']);
  const more = {
    ...aws,
    athena: { workgroups: ['finops'], output_location: 's3://our-results/finops/' },
    buckets: [{ name: 'our-cur', prefixes: ['cur/'] }, { name: 'our.old.cur' }, { name: 'our-results' }],
    sign_in: {
      kind: 'oidc',
      issuer: 'https://login.example.com/realms/a',
      client_id: 'abc',
      token_endpoint: 'https://t.example.com/x',
    },
    endpoints: { athena: 'https://vpce-1.athena.eu-west-1.vpce.amazonaws.com', glue: 'http://127.0.0.1:4566' },
  };
  const origins = configureDist(config({ aws: more, policy: { lambda_functions: ['savings'] } }), dist);
  expect(origins).toEqual([
    'https://vpce-1.athena.eu-west-1.vpce.amazonaws.com',
    'https://lambda.eu-west-1.amazonaws.com',
    'https://our-cur.s3.eu-west-1.amazonaws.com',
    'https://s3.eu-west-1.amazonaws.com/our.old.cur/',
    'https://our-results.s3.eu-west-1.amazonaws.com',
    'https://login.example.com',
    'https://t.example.com',
  ]);
  expect(directive()).toBe(connectDirective(origins));
});

test('admits a region that is newer than the page, and one place for buckets that another service stands in for', () => {
  const there = {
    ...aws,
    region: 'eu-north-9',
    buckets: [{ name: 'our-cur' }],
    endpoints: { s3: 'https://minio.example.com/s3' },
  };
  const origins = configureDist(config({ aws: there }), dist);
  expect(origins).toContain('https://athena.eu-north-9.amazonaws.com');
  expect(origins.filter((origin) => /minio|our-cur/u.test(origin))).toEqual(['https://minio.example.com']);
});

test.each([
  ['{"models": [', /no JSON/u],
  [{ model: [] }, /the whole: "model" is no key/u],
  [{ models: [{ ...vllm, kind: 'gemni' }] }, /models\[0\]\.kind: got "gemni", wants one of "gemini"/u],
  [{ models: [{ ...vllm, base_url: 'http://models.example.com/v1' }] }, /models\[0\]\.base_url: "http:.*unencrypted; use https/u],
  [{ models: [{ ...vllm, base_url: "https://x.example; script-src 'unsafe-inline'" }] }, /is no address/u],
  [{ models: [{ ...vllm, base_url: 'http://[::1]:11434/v1' }] }, /unencrypted; use https/u],
  [{ aws: { ...aws, endpoints: { athena: 'http://evil.example' } } }, /aws\.endpoints\.athena: got "http:.*unencrypted/u],
  [{ aws: { ...aws, endpoints: { athena: "https://x.example; script-src 'unsafe-inline'" } } }, /is no address/u],
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
