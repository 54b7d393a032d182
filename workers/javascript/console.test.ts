import { expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

test.each<[string, string]>([
  ["console.log('a', 1, true, null, undefined, 2n, -0)", 'a 1 true null undefined 2n -0\n'],
  ['console.log()', '\n'],
  ["console.log('%s is %d, %i and %f, %j, 100%', 'x', '42', 4.7, '1.5', { a: 1 })", 'x is 42, 4 and 1.5, {"a":1}, 100%\n'],
  ["console.log('%o|%O|%c!', [1], { a: 1 }, 'color: red')", '[ 1, [length]: 1 ]|{ a: 1 }|!\n'],
  ['console.log({ a: { b: { c: { d: 1 } } } })', '{ a: { b: { c: [Object] } } }\n'],
  ['console.log(new Map([["k", 1]]), new Set(["v"]))', "Map(1) { 'k' => 1 } Set(1) { 'v' }\n"],
  ['class Cost { usd = 1 } console.log(new Cost(), Cost)', 'Cost { usd: 1 } [class Cost]\n'],
  ['const a = { n: 1 }; a.a = a; console.log(a)', '<ref *1> { n: 1, a: [Circular *1] }\n'],
  [
    'console.log([new Date(0), /x/g, Symbol("s"), new Uint8Array(2)])',
    '[ 1970-01-01T00:00:00.000Z, /x/g, Symbol(s), Uint8Array(2) [ 0, 0 ] ]\n',
  ],
  ['console.log({ get a() { throw 1 } })', '{ a: [Getter] }\n'],
  ['console.dir({ a: 1 })', '{ a: 1 }\n'],
  ["console.group('g'); console.log('in\\nside'); console.groupEnd(); console.log('out')", 'g\n  in\n  side\nout\n'],
  [
    "console.count(); console.count('x'); console.count(); console.countReset(); console.count()",
    'default: 1\nx: 1\ndefault: 2\ndefault: 1\n',
  ],
  [
    "console.table([{ a: 1, b: 'x' }, { a: 2 }])",
    "┌─────────┬───┬─────┐\n│ (index) │ a │ b   │\n├─────────┼───┼─────┤\n│ 0       │ 1 │ 'x' │\n│ 1       │ 2 │     │\n└─────────┴───┴─────┘\n",
  ],
  [
    "console.table([['x', 1]], ['0'])",
    "┌─────────┬─────┐\n│ (index) │ 0   │\n├─────────┼─────┤\n│ 0       │ 'x' │\n└─────────┴─────┘\n",
  ],
  ["console.table('text')", 'text\n'],
  ["process.stdout.write('no line')", 'no line'],
  ["console.log('nul \\0 and half \\ud800')", 'nul \0 and half \ud800\n'],
  ['console.log(query.name, [console.log])', 'query [ [Function: log] ]\n'],
])('stdout of %s', async (code, stdout) => {
  const run = await runDirectly(code);
  expect(run.end.error).toBeNull();
  expect(run.stdout).toBe(stdout);
  expect(run.stderr).toBe('');
});

test.each<[string, RegExp]>([
  ["console.error('e')", /^e\n$/u],
  ["console.warn('w', { a: 1 })", /^w \{ a: 1 \}\n$/u],
  ["console.assert(1 > 2, 'sums %d', 3)", /^Assertion failed: sums 3\n$/u],
  ['console.assert(false)', /^Assertion failed\n$/u],
  [
    "function f() {\n  console.trace('here')\n}\nf()",
    /^Trace: here\n {4}at f \(main\.js:2:\d+\)\n {4}at <anonymous> \(main\.js:4:\d+\)\n$/u,
  ],
  ["console.error(new TypeError('bad'))", /^TypeError: bad\n {4}at <anonymous> \(main\.js:1:\d+\)\n$/u],
  ["console.error(Object.assign(new Error('m'), { code: 'E1' }))", /^Error: m\n.* \{\n {2}code: 'E1'\n\}\n$/su],
])('stderr of %s', async (code, stderr) => {
  const run = await runDirectly(code);
  expect(run.stderr).toMatch(stderr);
  expect(run.stdout).toBe('');
});

test('times are told', async () => {
  const { stdout } = await runDirectly("console.time('t'); console.timeLog('t', 'so far'); console.timeEnd('t')");
  expect(stdout).toMatch(/^t: [\d.]+ms so far\nt: [\d.]+ms\n$/u);
});
