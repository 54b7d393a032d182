import { describe, expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

async function value(code: string): Promise<unknown> {
  const run = await runDirectly(code);
  expect(run.end.error).toBeNull();
  return run.value;
}

describe('money and dates', () => {
  test.each<[string, unknown]>([
    ["(1234.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })", '$1,234.50'],
    ["(1234.5).toLocaleString(undefined, { style: 'currency', currency: 'EUR', minimumFractionDigits: 0 })", '€1,234.5'],
    ['(1234567.891).toLocaleString()', '1,234,567.891'],
    ['12345678901234567890n.toLocaleString()', '12,345,678,901,234,567,890'],
    ['[NaN, Infinity, -0].map((n) => n.toLocaleString())', ['NaN', '∞', '-0']],
    ["new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 }).format(0.1234)", '12.3%'],
    ["new Intl.NumberFormat('en-US', { notation: 'compact' }).format(1234567)", '1.2M'],
    ["new Intl.NumberFormat().format('12345678901234567890.12')", '12,345,678,901,234,567,890.12'],
    [
      "Intl.NumberFormat('de-DE').formatToParts(1234.5).map((part) => part.type)",
      ['integer', 'group', 'integer', 'decimal', 'fraction'],
    ],
    ["[1, 2].map(new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format)", ['1.00', '2.00']],
    ['new Date(0).toLocaleDateString()', '1/1/1970'],
    ["new Date(0).toLocaleDateString('en-US', { year: 'numeric', month: 'long', day: 'numeric' })", 'January 1, 1970'],
    ["new Date(0).toLocaleTimeString('en-US', { timeZone: 'America/New_York' }).replace(/\\s/u, ' ')", '7:00:00 PM'],
    ["new Date(0).toLocaleString('en-US').replace(/\\s(?=[AP]M)/u, ' ')", '1/1/1970, 12:00:00 AM'],
    ["new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric' }).format(new Date(0))", 'Jan 1970'],
    ['new Intl.DateTimeFormat().resolvedOptions().timeZone', 'UTC'],
    ['new Date(NaN).toLocaleString()', 'Invalid Date'],
    ["new Intl.PluralRules('en-US', { type: 'ordinal' }).select(2)", 'two'],
    ["new Intl.ListFormat('en').format(['a', 'b', 'c'])", 'a, b, and c'],
    ["new Intl.RelativeTimeFormat('en').format(-1, 'day')", '1 day ago'],
    ['new Intl.NumberFormat() instanceof Intl.NumberFormat', true],
    ["try { (1).toLocaleString('en-US', { style: 'currency' }) } catch (e) { e.constructor.name }", 'TypeError'],
    ["try { new Intl.NumberFormat('x_y') } catch (e) { e.constructor.name }", 'RangeError'],
  ])('%s', async (code, expected) => expect(await value(code)).toEqual(expected));

  test('texts are ordered as the browser orders them', async () => {
    const words = [
      'b',
      'a',
      'B',
      'A',
      '_x',
      '10',
      '9',
      'a b',
      'a-b',
      'ab',
      'Äb',
      'zebra',
      '',
      'é',
      'e',
      'EC2',
      'ec2-x',
      '~',
      'a\u0301b',
    ];
    const sorted = await value(`${JSON.stringify(words)}.sort((x, y) => x.localeCompare(y))`);
    expect(sorted).toEqual(words.toSorted(new Intl.Collator('en-US').compare));
  });
});

describe('what the web has', () => {
  test.each<[string, unknown]>([
    ["new URL('../b?x=1#h', 'https://user@a.com:8080/c/d').href", 'https://user@a.com:8080/b?x=1#h'],
    [
      "const u = new URL('https://a.b/'); u.searchParams.append('q', 'a b&'); u.pathname = '/x y'; String(u)",
      'https://a.b/x%20y?q=a+b%26',
    ],
    ["try { new URL('nonsense') } catch (e) { [e.name, e.code] }", ['TypeError', 'ERR_INVALID_URL']],
    [
      "[...new URLSearchParams('?a=1&b=%C3%A4+x&a=2')]",
      [
        ['a', '1'],
        ['b', 'ä x'],
        ['a', '2'],
      ],
    ],
    ["[...new TextEncoder().encode('ä💶')]", [195, 164, 240, 159, 146, 182]],
    ['new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa4]))', 'ä'],
    ["try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])) } catch (e) { e.name }", 'TypeError'],
    ['const d = new TextDecoder(); d.decode(new Uint8Array([0xc3]), { stream: true }) + d.decode(new Uint8Array([0xa4]))', 'ä'],
    ["[btoa('hé'), atob('aOk='), btoa('ab'), atob('YWI')]", ['aOk=', 'hé', 'YWI=', 'ab']],
    [
      'structuredClone({ d: new Date(0), m: new Map([[1, new Set([2])]]), t: new Uint8Array([3]) })',
      { d: '1970-01-01T00:00:00.000Z', m: { 1: [2] }, t: [3] },
    ],
    ['const a = {}; a.a = a; const b = structuredClone(a); b !== a && b.a === b', true],
    ['try { structuredClone(() => 1) } catch (e) { [e.name, e.code] }', ['DataCloneError', 25]],
    ['/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())', true],
    ['new Set(crypto.getRandomValues(new Uint8Array(64))).size > 20', true],
    [
      'const c = new AbortController(); let seen; c.signal.onabort = () => { seen = c.signal.reason.name }; c.abort(); seen',
      'AbortError',
    ],
    [
      "const t = new EventTarget(); let n = 0; t.addEventListener('x', () => n++, { once: true }); t.dispatchEvent(new Event('x')); t.dispatchEvent(new Event('x')); n",
      1,
    ],
    [
      "const order = []; setTimeout(() => order.push('t'), 0); setImmediate(() => order.push('i')); queueMicrotask(() => order.push('m')); process.nextTick(() => order.push('n')); await new Promise((r) => setTimeout(r, 20)); order.sort()",
      ['i', 'm', 'n', 't'],
    ],
    [
      'let n = 0; const id = setInterval(() => { if (++n === 3) clearInterval(id) }, 1); await new Promise((r) => setTimeout(r, 50)); n',
      3,
    ],
    ['const id = setTimeout(() => { throw new Error() }, 5); clearTimeout(id); typeof performance.now()', 'number'],
    ['[process.platform, process.cwd(), process.env, process.argv.length]', ['browser', '/', {}, 2]],
    ['new Date(2026, 0, 1).toISOString() + new Date().getTimezoneOffset()', '2026-01-01T00:00:00.000Z0'],
  ])('%s', async (code, expected) => expect(await value(code)).toEqual(expected));
});

describe("Node's modules", () => {
  test.each<[string, unknown]>([
    ["Buffer.from('hällo').toString('base64')", 'aMOkbGxv'],
    [
      "[Buffer.from('6869', 'hex').toString(), Buffer.from('aGk=', 'base64').toString('latin1'), Buffer.byteLength('ä')]",
      ['hi', 'hi', 2],
    ],
    ["Buffer.concat([Buffer.alloc(2, 'a'), Buffer.from([98])]).equals(Buffer.from('aab'))", true],
    ["require('buffer').Buffer === Buffer", true],
    ["path.join('data', '..', 'x.csv') + path.extname('a.csv') + path.basename('/a/b.csv', '.csv')", 'x.csv.csvb'],
    ["require('node:path').posix.resolve('a')", '/a'],
    ["require('os').EOL", '\n'],
    ["const util = require('util'); util.format('%s', 1) + util.inspect({ a: 1 })", '1{ a: 1 }'],
    ["await require('util').promisify(fs.readdir)('.')", ['data']],
    ["const E = require('events'); const e = new E(); let n; e.on('x', (v) => { n = v }); e.emit('x', 3); n", 3],
    ["const { EventEmitter } = require('node:events'); typeof new EventEmitter().on", 'function'],
    ["try { require('assert').strictEqual(1, 2) } catch (e) { [e.name, e.code] }", ['AssertionError', 'ERR_ASSERTION']],
    ["require('assert').deepStrictEqual({ a: [1] }, { a: [1] })", undefined],
    ["require('assert').throws(() => { throw new TypeError('x') }, /x/)", undefined],
    [
      "require('crypto').createHash('sha256').update('abc').digest('hex')",
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
    [
      "require('crypto').createHmac('sha256', 'k').update('abc').digest('base64')",
      'NC5RnOCtbAOja5jus/HRMNtIE7nfTRFg7aSI1xLceO4=',
    ],
    ["await require('timers/promises').setTimeout(1, 'v')", 'v'],
    ["import { setTimeout as wait } from 'node:timers/promises'; export default await wait(1, 2)", 2],
    ["import assert, { equal } from 'assert'; export default [typeof assert, typeof equal]", ['function', 'function']],
    ["require('url').fileURLToPath('file:///data/a%20b')", '/data/a b'],
    ["typeof require('module').createRequire('/main.js')('fs').readFileSync", 'function'],
  ])('%s', async (code, expected) => expect(await value(code)).toEqual(expected));
});
