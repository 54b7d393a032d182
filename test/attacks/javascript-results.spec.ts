import { expect, test } from './fixtures.ts';
import { sealedJavaScript } from './javascript.ts';

test('keys that would reach a prototype are keys', async ({ sealedPage }) => {
  const code = `result = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"toString":3}');`;
  const text = await sealedPage.evaluate(
    async (given) => JSON.stringify((await window.harness.sealed('javascript', given)).outcome.result),
    code,
  );
  expect(text).toBe('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"toString":3}');
  expect(await sealedPage.evaluate(() => 'polluted' in Object.prototype)).toBe(false);
});

/** None of these is JSON. Each run ends with some value or a clear error, and the page stays what it was. */
const odd: Record<string, string> = {
  'a cycle': 'const a = {}; a.a = a; result = a;',
  'a getter that throws': 'result = { get x() { throw new Error("no"); } };',
  'a getter that prints': 'result = { get x() { console.log("read"); return 1; } };',
  'a function': 'result = () => 1;',
  'a symbol': 'result = Symbol("s");',
  'a bigint': 'result = 2n ** 70n;',
  'NaN and infinities': 'result = [NaN, Infinity, -Infinity, -0];',
  'a Proxy': 'result = new Proxy({}, { ownKeys() { throw 1; } });',
  'a revoked Proxy': 'const p = Proxy.revocable({}, {}); p.revoke(); result = p.proxy;',
  'a toJSON that lies': 'result = { toJSON() { return { then: 1 }; } };',
  'lone surrogates': 'result = ["\\ud83d", { "\\udca9": 1 }];',
  'a sparse array': 'const a = []; a[5] = 1; result = a;',
  undefined: 'result = undefined;',
};

for (const [name, code] of Object.entries(odd))
  test(`${name} as the result is data`, async ({ sealedPage }) => {
    const { outcome } = await sealedJavaScript(sealedPage, code);
    expect(['succeeded', 'failed']).toContain(outcome.status);
    expect(JSON.parse(JSON.stringify(outcome.result))).toEqual(outcome.result);
    if (outcome.status === 'failed') expect(outcome.error?.message).not.toBe('');
  });

test('a deep result ends the run by its limit', async ({ sealedPage }) => {
  const { outcome } = await sealedJavaScript(
    sealedPage,
    'let deep = 1; for (let i = 0; i < 100_000; i++) deep = [deep]; result = deep;',
  );
  expect(['failed', 'limit_exceeded']).toContain(outcome.status);
  expect(outcome.result).toBeNull();
});

test('a large result ends the run, naming the limit', async ({ sealedPage }) => {
  const { outcome } = await sealedJavaScript(sealedPage, 'result = "x".repeat(6 * 1024 * 1024);');
  expect(outcome.status).toBe('limit_exceeded');
  expect(outcome.error?.message).toContain('5 MB');
});
