import { describe, expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

const MB = 1024 * 1024;

describe('what was thrown', () => {
  test.each<[string, object]>([
    ["1\n2\nthrow new TypeError('x')", { type: 'TypeError', message: 'x', line: 3 }],
    ["class Broken extends Error {}\nthrow new Broken('x')", { type: 'Broken', message: 'x', line: 2 }],
    ["throw 'text'", { type: 'Error', message: 'text', line: 1 }],
    ["throw { message: 'm', name: 'MyError' }", { type: 'MyError', message: 'm', line: 1 }],
    ['throw null', { type: 'Error', message: 'null', line: 1 }],
    ['\n\nthrow 5', { type: 'Error', message: '5', line: 3 }],
    ['1\nfunction f() {\n  throw (1, 6);\n}\nf()', { message: '6', line: 3 }],
    ['try {\n  throw 7\n} catch (error) {\n  throw error\n}', { message: '7', line: 4 }],
    ['import "fs"\nawait null; throw NaN', { message: 'NaN', line: 2 }],
    ['try { throw 1 } catch {}\nnull.x', { type: 'TypeError', line: 2 }],
    ['try { throw 1 } catch {}\nPromise.reject(2)', { message: '2', line: undefined }],
    ['null.x', { type: 'TypeError', line: 1 }],
    ['a = b', { type: 'ReferenceError', line: 1 }],
    ['\nJSON.parse("{")', { type: 'SyntaxError', line: 2 }],
    ["\n(async () => { throw new Error('lost') })()\n1", { message: 'lost', line: 2 }],
    ["[1].forEach(async () => {\n  throw new Error('lost')\n})", { message: 'lost', line: 2 }],
    ["\nsetTimeout(() => {\n  throw new Error('late')\n}, 1)", { message: 'late', line: 3 }],
    ["\nPromise.reject(new Error('q'))", { message: 'q', line: 2 }],
    ["export default 1\nthrow new Error('m')", { message: 'm', line: 2 }],
    ["import 'fs'\nawait null\nnull.x", { type: 'TypeError', line: 3 }],
    ['await new Promise(() => {})', { message: /nothing is left to settle/u }],
    ['const f = () => f() + 1\nf()', { type: 'RangeError', message: /too deeply/u, line: 1 }],
    ['1\nprocess.exit(3)', { type: 'ProcessExit', message: /process\.exit\(3\)/u }],
    ["fetch('https://x')", { message: /no network.*query/u, line: 1 }],
    ['\nnew XMLHttpRequest()', { message: /no network/u, line: 2 }],
    ['prompt("?")', { message: /params/u, line: 1 }],
    ["\nrequire('@aws-sdk/client-dynamodb')", { message: /There are .*@aws-sdk\/client-athena/u, line: 2 }],
    ["\nimport { SQS } from '@aws-sdk/client-sqs'", { message: /There are .*@aws-sdk\/client-athena/u, line: 2 }],
    ["\n\nimport axios from 'axios'", { message: /no network/u, line: 3 }],
    ["\nawait import('lodash')", { message: /'lodash'.*There are assert/u }],
    ["require('child_process')", { message: /other processes/u }],
    ["require('./nothing.js')", { message: /no such file in the workspace/u }],
    ["import './nothing.js'", { message: /no such file in the workspace/u, line: 1 }],
    ["import { nothing } from 'fs'", { type: 'SyntaxError' }],
    ['progress("x", 1)', { type: 'TypeError', message: /two numbers/u }],
    ['query(1)', { type: 'TypeError' }],
  ])('%j', async (code, error) => {
    const { end } = await runDirectly(code);
    expect(end.status).toBe('failed');
    for (const [key, value] of Object.entries(error))
      expect(end.error?.[key as 'message'], key).toEqual(value instanceof RegExp ? expect.stringMatching(value) : value);
  });

  test('a traceback has the frames of the code, and no others', async () => {
    const { end } = await runDirectly("function a() {\n  return [1].map(() => fs.readFileSync('none'))\n}\na()");
    expect(end.error?.traceback).toBe(
      "Error: ENOENT: no such file or directory, open 'none'\n    at <anonymous> (main.js:2:39)\n    at map (native)\n    at a (main.js:2:3)\n    at <anonymous> (main.js:4:2)",
    );
  });

  test('causes are told', async () => {
    const { end } = await runDirectly("throw new Error('outer', { cause: new TypeError('inner') })");
    expect(end.error?.traceback).toContain('Caused by: TypeError: inner');
  });

  test('a value that fights back is an error all the same', async () => {
    const hostile = 'throw new Proxy({}, { get() { throw 1 }, has() { throw 2 }, getPrototypeOf() { throw 3 } })';
    expect((await runDirectly(hostile)).end).toMatchObject({ status: 'failed' });
    const patched = "Object.defineProperty(Error.prototype, 'message', { get() { for (;;); } }); throw new Error()";
    expect((await runDirectly(patched, { timeoutMs: 300 })).end.status).toMatch(/failed|timed_out/u);
  });
});

describe('syntax errors', () => {
  test.each<[string, number, RegExp]>([
    ['const a = 1\nconst b = ;', 2, /Unexpected token/u],
    ['1\nreturn 2', 2, /return.*`result`/u],
    ['function f() {\n  await g()\n}', 2, /./u],
  ])('%j', async (code, line, message) => {
    const { end } = await runDirectly(code);
    expect(end).toMatchObject({
      status: 'failed',
      error: { type: 'SyntaxError', line, message: expect.stringMatching(message) as string },
    });
    expect(end.error?.traceback).toContain('^');
  });
});

describe('limits', () => {
  test('an endless loop is stopped, and told by its line', async () => {
    const { end, stdout } = await runDirectly("console.log('kept')\n\nwhile (true) {}", { timeoutMs: 200 });
    expect(end).toMatchObject({ status: 'timed_out', error: { line: 3 } });
    expect(stdout).toBe('kept\n');
  });

  test.each([
    'const spin = async () => { for (;;) await null }; await spin()',
    'await new Promise((resolve) => setTimeout(resolve, 60_000))',
    'setInterval(() => {}, 1)',
    'for (;;) { try { for (;;); } catch {} finally { continue } }',
    'process.on("exit", () => {}); for (;;) queueMicrotask(() => {}), await 1',
    'const again = () => Promise.resolve().then(again); again()',
    'Object.defineProperty(globalThis, "x", { get() { for (;;); } }); x',
  ])('time: %s', async (code) => {
    expect((await runDirectly(code, { timeoutMs: 200 })).end.status).toBe('timed_out');
  });

  test.each([
    'const kept = []; for (;;) kept.push(new Array(1e5).fill(0.5))',
    'new ArrayBuffer(2 ** 30)',
    "let s = 'x'; for (;;) s += s",
    "const m = new Map(); for (let i = 0; ; i++) m.set(i, { i, text: 'x' + i })",
    'fs.readFileSync("data/large.txt", "utf8")',
  ])('memory: %s', async (code) => {
    const files = code.includes('large') ? { 'data/large.txt': 'x'.repeat(40 * MB) } : {};
    const { end } = await runDirectly(code, { memoryBytes: 32 * MB, files });
    expect(end).toMatchObject({ status: 'out_of_memory', error: { message: expect.stringContaining('32 MB') as string } });
    expect(end.peak_memory_bytes).toBeLessThanOrEqual(32 * MB);
  });

  // Small objects fill memory to the last byte: then there is no room for the error either.
  test.each([32, 33, 34, 35, 36, 37])('memory: small objects in %i MB', async (size) => {
    const code = 'const kept = []; for (let i = 0; i < 4e6; i++) kept.push({ a: i, b: [i] })';
    const { end } = await runDirectly(code, { memoryBytes: size * MB, timeoutMs: 60_000 });
    expect(end).toMatchObject({ status: 'out_of_memory' });
  });

  test('running out of memory can be caught', async () => {
    const code = 'let n = 0; try { const kept = []; for (;;) kept.push(new Array(1e5).fill(0.5)) } catch (e) { n = e.message } n';
    expect((await runDirectly(code, { memoryBytes: 32 * MB })).value).toBe('out of memory');
  });
});

test('process.exit(0) ends a run well, with what it has', async () => {
  const { end, value, stdout } = await runDirectly("result = 4\nconsole.log('a')\nprocess.exit()\nconsole.log('b')");
  expect(end.status).toBe('succeeded');
  expect([value, stdout]).toEqual([4, 'a\n']);
});
