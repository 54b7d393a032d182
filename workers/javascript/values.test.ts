import { expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

test.each<[string, unknown]>([
  ['1+1', 2],
  ['result = 2', 2],
  ['const result = 3', 3],
  ['let result\nresult = await Promise.resolve(3)\n"other"', 3],
  ['await Promise.resolve(4)', 4],
  ['module.exports = 5', 5],
  ['exports.a = 5', { a: 5 }],
  ['module.exports.a = 5; 6', { a: 5 }],
  ['export default 6', 6],
  ['export default Promise.resolve(6)', 6],
  ['export default async function f() {}; export const a = 1', '[AsyncFunction: f]'],
  ['const a = 1; export { a }', undefined],
  ['await null; export default await Promise.resolve(6)', 6],
  ["const fs = require('fs'); fs.existsSync('data')", true],
  ["import fs from 'fs'; export default typeof fs.readFileSync", 'function'],
  ["import { readFileSync as read } from 'node:fs'; export default typeof read", 'function'],
  ["import * as path from 'path'; export default path.join('a', '..', 'b')", 'b'],
  ["(await import('fs')).existsSync('data')", true],
  ['(() => 7)()', 7],
  ['({ a: 8 })', { a: 8 }],
  ['if (true) { 9 }', 9],
  ['async function f() { return 10 } await f()', 10],
  ['async function f() { return 10 } f()', 10],
  ['5\n// the end', 5],
  ['result = 1; module.exports = 2; 3', 1],
  ['if (false) { result = 1 } 3', 3],
  ['function f() { const result = 1; return 2 } f()', 2],
  ['"use strict"; result = 2', 2],
  ['setTimeout(() => { result = 9 }, 5); result = 1', 9],
  ['this === module.exports', true],
  ['undefined', undefined],
  ['null', null],
  ['const x = 1', undefined],
  ['', undefined],
])('the value of %j', async (code, value) => {
  const run = await runDirectly(code);
  expect(run.end).toMatchObject({ status: 'succeeded', error: null });
  expect(run.value).toEqual(value);
});

test.each<[string, unknown]>([
  ['12345678901234567890n', '12345678901234567890'],
  ['new Date(0)', '1970-01-01T00:00:00.000Z'],
  ['new Date(NaN)', null],
  ['new Map([["a", 1], [2, new Set([3])]])', { a: 1, 2: [3] }],
  ['new Uint8Array([1, 2])', [1, 2]],
  ['[NaN, Infinity, -0]', [null, null, 0]],
  ['[undefined, () => 1]', [null, '[Function (anonymous)]']],
  ['({ a: undefined, f() {}, b: 1 })', { b: 1 }],
  ['Symbol("s")', 'Symbol(s)'],
  ['(function named() {})', '[Function: named]'],
  ['class Money { constructor() { this.usd = 1 } } new Money()', { usd: 1 }],
  ['({ toJSON() { return { kept: true } } })', { kept: true }],
  ['new URL("https://a.b/c")', 'https://a.b/c'],
  ['new TypeError("x")', 'TypeError: x'],
  ['/a/g', '/a/g'],
  ['const a = { n: 1 }; a.self = a; a', { n: 1, self: '[Circular]' }],
  ['const shared = [1]; [shared, shared]', [[1], [1]]],
  ['Object.create(null)', {}],
  ['new Number(5)', 5],
  ['"a\\0b\\ud800"', 'a\0b\ud800'],
  ['Object(1n)', '1'],
])('as JSON: %s', async (code, value) => {
  expect((await runDirectly(code)).value).toEqual(value);
});

test('keys that mean something keep their place and do nothing', async () => {
  const { end } = await runDirectly('JSON.parse(\'{"__proto__":{"x":1},"constructor":1,"then":2}\')');
  expect(end.result_json).toBe('{"__proto__":{"x":1},"constructor":1,"then":2}');
});

test('a value that fails to be written fails the run', async () => {
  const { end } = await runDirectly('({ get a() { throw new RangeError("no") } })');
  expect(end).toMatchObject({ status: 'failed', error: { type: 'RangeError', message: 'no', line: 1 } });
});

test.each([
  [190, 190],
  [5000, 203],
])('a value that nests %i levels gives %i', async (levels, written) => {
  const { end } = await runDirectly(`let a = []; for (let i = 1; i < ${levels}; i++) a = [a]; a`);
  expect(end.status).toBe('succeeded');
  expect(end.result_json?.match(/\[/gu)).toHaveLength(written);
});
