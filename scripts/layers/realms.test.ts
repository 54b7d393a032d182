import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot, toolEnvironment } from '../setup/project.mjs';

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'sandbank-realms-'));
  for (const part of [
    'tsconfig.base.json',
    '.oxlintrc.json',
    'src/core',
    'src/dialect',
    'src/protocol',
    'src/service-worker',
    'workers/kit',
    'workers/tsconfig.json',
    'workers/assets.d.ts',
  ]) {
    cpSync(path.join(projectRoot, part), path.join(copy, part), { recursive: true });
  }
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
});

afterAll(() => rmSync(copy, { recursive: true }));

function tool(command: string, ...args: string[]): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, env: toolEnvironment(), encoding: 'utf8' });
  return { code: status, text: stdout + stderr };
}

/** Puts a line into a new file of the copy for as long as `work` takes. */
function planted<T>(file: string, text: string, work: () => T): T {
  const target = path.join(copy, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  try {
    return work();
  } finally {
    rmSync(target);
  }
}

test('each realm of the copy compiles as it stands', () => {
  expect(tool('tsc', '-b', 'workers', 'src/service-worker')).toEqual({ code: 0, text: '' });
}, 60_000);

test.each([
  ['the page, in the core', 'src/core', 'export const title: string = document.title;', "'document'"],
  ['the network, in the core', 'src/core', "export const got = fetch('x');", "'fetch'"],
  ['Node, in the core', 'src/core', 'export const here: string = process.cwd();', "'process'"],
  ['the page, in the dialect', 'src/dialect', 'export const here = window;', "'window'"],
  ['the page, in the protocol', 'src/protocol', 'export const here = window;', "'window'"],
  ['the page, in the service worker', 'src/service-worker', 'export const here = window;', "'window'"],
  ['the page, in a worker', 'workers', 'export const body: unknown = document.body;', "'document'"],
  ['storage of the page, in a worker', 'workers', "export const kept = localStorage.getItem('key');", "'localStorage'"],
])('%s: the compiler bites', (_, realm, text, name) => {
  const { code, text: said } = planted(`${realm}/planted.ts`, `${text}\n`, () => tool('tsc', '-b', realm));
  expect(code).not.toBe(0);
  expect(said).toContain('planted.ts');
  expect(said).toContain(name);
});

test.each([
  ['a promise that nobody awaits', 'async function work() {}\nexport function start() {\n  work();\n}\n', 'no-floating-promises'],
  ['a promise where none is wanted', 'export const all = [1].filter(async () => true);\n', 'no-misused-promises'],
  ['any', 'export const value: any = 1;\n', 'no-explicit-any'],
  ['a default export', 'export default 1;\n', 'no-default-export'],
])('%s: the linter bites', (_, text, rule) => {
  const { code, text: said } = planted('src/core/planted.ts', text, () => tool('oxlint', '--type-aware', 'src/core/planted.ts'));
  expect(code).not.toBe(0);
  expect(said).toContain(rule);
});

test('the copy lints clean without a planted line', () => {
  expect(tool('oxlint', '--type-aware', '--quiet', 'src/core', 'src/protocol').code).toBe(0);
});
