import { expect, test } from './fixtures.ts';
import { bareJavaScript, sealedJavaScript } from './javascript.ts';

/** One call into the interpreter that takes longer than anybody waits; an interrupt handler is not asked in the middle of it. */
const endless: Record<string, string> = {
  'an endless loop': 'for (;;);',
  'a loop that swallows every error': 'for (;;) try { for (;;); } catch {}',
  'a catastrophic regular expression': '/^(a+)+$/.test("a".repeat(40) + "b");',
  'a sort that never agrees': 'Array.from({ length: 30 }, (_, i) => i).sort(() => { for (;;); });',
};

const huge: Record<string, string> = {
  'one join of a huge array': 'new Array(2e8) + "";',
  'a bomb of JSON': 'let bomb = []; for (let i = 0; i < 40; i++) bomb = [bomb, bomb]; JSON.stringify(bomb);',
  'a power of a bigint': '7n ** (7n ** 12n);',
};

for (const [name, code] of Object.entries(endless))
  test(`${name} ends by the time limit while the page answers`, async ({ barePage, sealedPage }) => {
    const bare = await Promise.race([bareJavaScript(barePage, code), barePage.waitForTimeout(2000).then(() => 'goes on')]);
    expect(bare, 'the attack must go on where nothing ends it').toBe('goes on');
    const running = sealedJavaScript(sealedPage, `console.log("before");\n${code}`, { limits: { timeout_s: 1 } });
    expect(await sealedPage.evaluate(() => 40 + 2)).toBe(42);
    const { outcome, stdout } = await running;
    expect(outcome.status).toBe('timed_out');
    expect(stdout).toBe('before\n');
  });

for (const [name, code] of Object.entries(huge))
  test(`${name} ends by a limit while the page answers`, async ({ sealedPage }) => {
    const running = sealedJavaScript(sealedPage, code, { limits: { timeout_s: 1 } });
    expect(await sealedPage.evaluate(() => 40 + 2)).toBe(42);
    expect(['timed_out', 'out_of_memory', 'failed', 'limit_exceeded']).toContain((await running).outcome.status);
    const next = await sealedJavaScript(sealedPage, '40 + 2');
    expect(next.outcome.result).toBe(42);
  });
