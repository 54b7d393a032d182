import { describe, expect, test } from 'vitest';
import { originalColumn } from './insertions.ts';
import { prepareCode } from './prepare.ts';
import { SyntaxFault } from './syntax-fault.ts';
import { THROWN_KEY } from './throw-marks.ts';

// Prepared code calls this where it throws; the guest has it.
Object.assign(globalThis, { [Symbol.for(THROWN_KEY)]: (value: unknown) => value });

type Scope = { value?: unknown; result?: () => unknown; declared?: boolean };

/** Runs a prepared script in this very engine, and answers what it left. */
async function run(code: string): Promise<Scope> {
  const { kind, source } = prepareCode(code);
  expect(kind).toBe('script');
  const scope: Scope = {};
  // eslint-disable-next-line no-eval -- what is prepared is run, as the interpreter runs it
  const script = (0, eval)(source) as (...args: unknown[]) => Promise<void>;
  await script(scope, () => ({}), { exports: {} }, {}, '/main.js', '/');
  return scope;
}

describe('the last expression', () => {
  test.each<[string, unknown]>([
    ['1+1', 2],
    ['1; 2', 2],
    ['await Promise.resolve(4)', 4],
    ['(() => 7)()', 7],
    ['({ a: 8 })', { a: 8 }],
    ['{ a: 8 }', 8],
    ['if (true) { 9 }', 9],
    ['if (false) 1; else 10', 10],
    ['5; if (false) { 9 }', 5],
    ['async function f() { return 10 } await f()', 10],
    ['"text"', 'text'],
    ["'use strict'; 3", 3],
    ['7 // the end', 7],
    ['7\n// the end', 7],
    ['7 /* a */ /* b */', 7],
    ['7 // c\n;', 7],
    ['1; function f() {}', 1],
    ['1; var x = 2', 1],
    ['1; class A {}', 1],
    ['for (const i of [1, 2, 3]) i * 2', 6],
    ['for (let i = 0; i < 3; i++) { i; if (i === 1) break; }', 1],
    ['let n = 0; do { n++ } while (n < 4)', 3],
    ['while (false) {} ', undefined],
    ['try { 1 } finally { 2 }', 1],
    ['try { throw 1 } catch (e) { e + 1 }', 2],
    ['switch (2) { case 1: 1; break; case 2: 20; break; default: 3 }', 20],
    ['a: { 1; break a; }', 1],
    ['a: for (;;) { 5; break a }', 5],
    ['{ 1; { 2 } }', 2],
    ['1, 2', 2],
    ['let x = 1\nx\n++x', 2],
    ['let x = 3\n;[1, 2].map(y => y * x)', [3, 6]],
    ['`a${1}`', 'a1'],
    ['', undefined],
    ['// nothing', undefined],
    ['#!/usr/bin/env node\n11', 11],
    ['let $run = 1; $run + 1', 2],
    ['const require = 1; require + 1', 2],
    ['let module = 3\nmodule', 3],
    ['var exports = { a: 1 }; exports.a', 1],
    ['typeof await null', 'object'],
  ])('%s', async (code, value) => {
    expect((await run(code)).value).toEqual(value);
  });

  test('a function that comes last keeps its own name', async () => {
    expect(((await run('(() => 1)')).value as { name: string }).name).toBe('');
    expect(((await run('(function named() {})')).value as { name: string }).name).toBe('named');
  });
});

describe('the variable result', () => {
  test.each<[string, unknown]>([
    ['const result = 3', 3],
    ['let result = 3; 4', 3],
    ['var result = 3', 3],
    ['if (true) { var result = 5 }', 5],
    ['const { a: result } = { a: 6 }', 6],
    ['const [, result = 7] = []', 7],
    ["'use strict'; result = 2", 2],
    ["'use strict'; [result] = [8]", 8],
    ["'use strict'; for (result of [1, 9]);", 9],
    ['let result; result = await 4', 4],
  ])('%s', async (code, value) => {
    expect((await run(code)).result?.()).toBe(value);
  });

  test.each([
    'function f() { const result = 1; return result } f()',
    'const f = () => { let result = 1; return result }; f()',
    '{ let result = 1; result = 2 } 3',
    'for (const result of [1]) result',
    'try { throw 1 } catch (result) { result = 2 }',
    'const a = { result: 1 }; a.result = 2',
    'class A { result = 1 }',
    'result',
    'result === undefined',
  ])('is not that of an inner scope: %s', (code) => {
    expect(prepareCode(code).source).not.toContain('() => result');
  });
});

describe('loops that call nothing', () => {
  test.each<[string, unknown]>([
    ['let n = 0\nfor (let i = 0; i < 3; i++) n += i\nn', 3],
    ['let n = 0\na: for (const i of [1, 2]) { for (;;) { n += i; continue a } }', 3],
    ['const x = {}\nwhile (false);\nx', {}],
    ['let n = 1\ndo n++; while (n < 3) while (n < 5) n++\nn', 5],
    ['const f = (n) => { let s = 0\n for (; n > 0; n--) s += n\n return s }\nf(4)', 10],
  ])('keep their meaning: %s', async (code, value) => {
    expect((await run(code)).value).toEqual(value);
    expect(prepareCode(code).source).toContain('`${0}`');
  });

  test('others are left alone', () => {
    expect(prepareCode('for (const a of b) console.log(a)').source).not.toContain('`${0}`');
  });
});

describe('what is a module', () => {
  test.each([
    'export default 6',
    "import fs from 'fs'; export default typeof fs.readFileSync",
    'const a = 1; export { a }',
    'await 1; export const b = 2',
    'console.log(import.meta.url)',
  ])('%s', (code) => expect(prepareCode(code)).toMatchObject({ kind: 'module', source: code }));

  test.each(["const fs = await import('fs')", "'import x'", '// export default 1\n2', 'const s = `export default`; s'])(
    'and what is not: %s',
    (code) => expect(prepareCode(code).kind).toBe('script'),
  );
});

describe('mistakes', () => {
  test.each<[string, number, RegExp]>([
    ['let a = 1\nlet b = ;', 2, /Unexpected token/u],
    ['1\n\nreturn 5', 3, /'return' outside of function.*`result`/u],
    ['let a\nlet a', 2, /already been declared/u],
    ["import x from 'fs'\nlet y = ;", 2, /Unexpected token/u],
    ["import x from 'fs'\n\nreturn 1", 3, /outside of function/u],
    ['function f() {\n  await 1\n}', 2, /./u],
    ['x = {', 1, /./u],
    ['if (true) {\n import fs from "fs"\n}', 2, /only appear at the top level/u],
  ])('%j', (code, line, message) => {
    expect(() => prepareCode(code)).toThrow(SyntaxFault);
    expect(() => prepareCode(code)).toThrow(expect.objectContaining({ line, message: expect.stringMatching(message) as string }));
  });

  test('code that breaks out of a function is no program', () => {
    expect(() => prepareCode('}); globalThis.leak = 1; (async function () {')).toThrow(SyntaxFault);
  });

  test('code that nests too deeply is refused', () => {
    expect(() => prepareCode('['.repeat(200_000))).toThrow(/nests too deeply/u);
  });
});

describe('places', () => {
  test('lines stay, and columns can be found again', () => {
    const code = 'const a = 1\nfoo(); boom()';
    const { source, shifts } = prepareCode(code);
    const lines = source.split('\n');
    expect(lines).toHaveLength(3);
    const at = (lines[1] ?? '').indexOf('boom') + 1;
    expect(originalColumn(shifts, 2, at)).toBe((code.split('\n')[1] ?? '').indexOf('boom') + 1);
    expect(originalColumn(shifts, 1, source.indexOf('const') + 1)).toBe(1);
  });
});
