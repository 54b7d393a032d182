import { expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

const REALM_NAMES = [
  'postMessage',
  'FileReaderSync',
  'WebAssembly',
  'importScripts',
  'navigator',
  'window',
  'self',
  'document',
  'globalThis.process.binding',
];

test.each([
  'console.log.constructor',
  'query.constructor',
  '(async () => {}).constructor',
  '(function* () {}).constructor',
  'fs.readFileSync.constructor',
  'params.constructor.constructor',
  "(await query('x').catch((error) => error)).constructor.constructor",
  "new URL('https://a.b').constructor.constructor",
  'Intl.NumberFormat.constructor',
  "Object.getPrototypeOf(require('events')).constructor",
])('every way to a constructor leads into the interpreter: %s', async (way) => {
  const { value } = await runDirectly(
    `const make = ${way}; const names = ${JSON.stringify(REALM_NAMES)};
const seen = (source) => { const made = make(source)(); return made?.next ? made.next().value : made };
const found = []; for (const name of names) found.push(await seen('try { return typeof ' + name + ' } catch { return "undefined" }'));
found.filter((kind) => kind !== 'undefined')`,
  );
  expect(value).toEqual([]);
});

test.each([
  // Everything that our own script could use later, changed under it.
  `for (const name of ['map', 'push', 'join', 'forEach', 'includes', 'filter', 'every']) Array.prototype[name] = () => { throw 1 };
   JSON.stringify = () => 'x'; JSON.parse = () => ({}); String = Number = Object.keys = Object.entries = null; 1`,
  `Object.defineProperty(Object.prototype, 'toJSON', { value() { return 'taken' } }); ({ a: 1 })`,
  `Object.prototype.then = (resolve) => resolve('taken'); ({ a: 1 })`,
  `Promise.prototype.then = () => {}; Promise.resolve = null; 1`,
  `Array.prototype[Symbol.iterator] = null; [1]`,
  `class Odd extends Array { static get [Symbol.species]() { throw new Error('species') } } Odd.from([1, 2])`,
  `new Proxy({}, { ownKeys() { return ['a', 'a'] } })`,
  `new Proxy([], { get(target, key) { throw new Error(String(key)) } })`,
  `({ toJSON() { return this } })`,
  `({ then(resolve) { resolve(this) } }); 1`,
  `Error.prepareStackTrace = () => { throw 1 }; throw new Error('x')`,
  `const e = new Error('x'); e.stack = { toString() { for (;;); } }; Object.defineProperty(e, 'name', { get() { throw 2 } }); throw e`,
  `console.log(new Proxy({}, { get() { throw new Error('trap') } })); 1`,
  `Date.prototype.toISOString = () => ({}); [new Date(0)]`,
  `globalThis.console = globalThis.process = globalThis.Buffer = null; 1`,
  `delete globalThis.globalThis; 1`,
  `Object.freeze(globalThis); 1`,
])('changing the world ends nothing but the run: %s', async (code) => {
  const { end } = await runDirectly(code, { timeoutMs: 500 });
  expect(end.status).toMatch(/^(succeeded|failed|timed_out)$/u);
  expect(end.error?.type).not.toBe('RuntimeFault');
});

test('a call into the worker that comes back into the guest does not confuse either', async () => {
  const { value, stdout } = await runDirectly(
    `console.log({ [Symbol.for('nodejs.util.inspect.custom')]() { console.log('inner'); fs.writeFileSync('data/x', 'a'); return 'outer' } });
fs.readFileSync('data/x', 'utf8')`,
  );
  expect([stdout, value]).toEqual(['inner\nouter\n', 'a']);
});

test.each([
  'JSON.parse("[".repeat(1e5))',
  'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)',
  'let p = {}; for (let i = 0; i < 1e4; i++) p = new Proxy(p, {}); p.x',
  'class A { constructor() { new A() } } new A()',
  'const o = { get a() { return this.a } }; o.a',
])('recursion without end fails the run: %s', async (code) => {
  const { end } = await runDirectly(code, { timeoutMs: 3000 });
  expect(end).toMatchObject({ status: expect.stringMatching(/^(failed|succeeded)$/u) as string });
  if (end.error !== null) expect(end.error.type).toMatch(/^(RangeError|SyntaxError)$/u);
});
