import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { compileQuickJs, startQuickJs } from './load.ts';

const wasm = await readFile(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
const MB = 1024 * 1024;

async function load(memoryBytes = 64 * MB): ReturnType<typeof startQuickJs> {
  return startQuickJs(await compileQuickJs(new Uint8Array(wasm).buffer), memoryBytes);
}

test.each([
  ['an error', 'Promise.reject(new TypeError("lost"))', 'TypeError: lost'],
  ['a text', 'Promise.reject("lost")', 'lost'],
  ['a number', 'Promise.reject(0.5)', '0.5'],
  ['undefined', 'Promise.reject()', 'undefined'],
  ['an async function that nobody awaits', '(async () => { throw new Error("lost") })()', 'Error: lost'],
  ['a promise derived from it', 'Promise.reject(1).then(() => 2)', '1'],
])('a rejection without a handler is known: %s', async (_, code, reason) => {
  const { context, runtime, rejections } = await load();
  context.unwrapResult(context.evalCode(`${code}; 0`)).dispose();
  runtime.executePendingJobs().dispose();
  const first = rejections.first;
  expect(first && context.getString(first)).toBe(reason);
});

test.each([
  'Promise.reject(1).catch(() => {})',
  '(async () => { try { await Promise.reject(1) } catch {} })()',
  'Promise.allSettled([Promise.reject(1)])',
])('a rejection with a handler is none: %s', async (code) => {
  const { context, runtime, rejections } = await load();
  context.unwrapResult(context.evalCode(`${code}; 0`)).dispose();
  runtime.executePendingJobs().dispose();
  expect(rejections.first).toBeUndefined();
});

test('the memory does not grow past its ceiling, and running out of it is an error of the code', async () => {
  const { context, memory } = await load(32 * MB);
  const result = context.evalCode('const kept = []; for (;;) kept.push(new Array(10000).fill(0.5))');
  expect(result.error && context.dump(result.error)).toMatchObject({ name: 'InternalError', message: 'out of memory' });
  expect(memory.buffer.byteLength).toBeLessThanOrEqual(32 * MB);
});
