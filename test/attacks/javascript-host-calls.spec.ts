import { expect, test } from './fixtures.ts';
import { sealedJavaScript } from './javascript.ts';

/** Whatever these do to their own run, it ends, and the next run and the page know nothing of it. */
const attacks: Record<string, string> = {
  'a thenable as the result': 'result = { then(resolve) { resolve({ then: 1 }); for (;;); } };',
  'a thenable that never answers': 'await { then() {} };',
  'a promise as the result': 'result = Promise.resolve({ then(resolve) { resolve("in"); } });',
  'a rejection nobody handles': 'Promise.reject(new Error("lost")); result = 1;',
  'a rejection with nothing': 'throw undefined;',
  'an error whose message throws':
    'throw { get message() { throw 1; }, toString() { throw 2; }, [Symbol.toPrimitive]() { throw 3; } };',
  'a host call inside of a host call': `
let depth = 0;
const again = { toJSON() { if (depth++ < 50) display(again); return { depth }; } };
display(again);`,
  'queries from inside of a display': 'display({ toJSON() { query("SELECT 1").catch(() => {}); return {}; } });',
  'an endless chain of promises': 'const again = () => Promise.resolve().then(again); await again();',
  'a thousand queries at once':
    'await Promise.allSettled(Array.from({ length: 1000 }, () => query("SELECT 1"))); result = "settled";',
  'a getter that grows what is shown':
    'const wide = {}; Object.defineProperty(wide, "x", { enumerable: true, get() { return { ...wide }; } }); display(wide);',
};

for (const [name, code] of Object.entries(attacks)) {
  test(`${name} troubles nobody else`, async ({ sealedPage }) => {
    const { outcome } = await sealedJavaScript(sealedPage, code, { limits: { timeout_s: 2 } });
    expect(['succeeded', 'failed', 'timed_out', 'out_of_memory', 'limit_exceeded']).toContain(outcome.status);
    const next = await sealedJavaScript(sealedPage, '40 + 2');
    expect(next.outcome).toMatchObject({ status: 'succeeded', result: 42 });
    expect(await sealedPage.evaluate(() => 'then' in Object.prototype)).toBe(false);
  });
}
