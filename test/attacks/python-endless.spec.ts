import { expect, test } from './fixtures.ts';
import { barePython, sealedPython } from './python.ts';

const attacks: Record<string, string> = {
  'an endless loop': 'while True:\n    pass',
  'a loop that swallows every exception':
    'while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass',
  'a long sleep': 'import time\ntime.sleep(1_000_000)',
  'a long wait': 'import asyncio\nawait asyncio.sleep(1_000_000)',
  'a catastrophic regular expression': 'import re\nre.match(r"(a+)+$", "a" * 50 + "b")',
  'a huge number': 'x = 7 ** (7 ** 12)',
  'a loop in a native call': 'import itertools, collections\ncollections.deque(itertools.repeat(0), maxlen=0)',
};

for (const [name, code] of Object.entries(attacks)) {
  test(`${name} ends by the time limit while the page answers`, async ({ barePage, sealedPage }) => {
    const started = `print("before")\n${code}\nprint("after")`;
    const bare = await Promise.race([barePython(barePage, started), barePage.waitForTimeout(2500).then(() => 'goes on')]);
    expect(bare, 'the attack must go on where nothing ends it').toBe('goes on');

    const running = sealedPython(sealedPage, started, { limits: { timeout_s: 1 } });
    expect(await sealedPage.evaluate(() => 40 + 2)).toBe(42);
    const { outcome, stdout } = await running;
    expect(outcome.status).toBe('timed_out');
    expect(outcome.error?.message).toContain('1 s');
    expect(stdout).toMatch(/^before\n/u);
    const next = await sealedPython(sealedPage, '40 + 2');
    expect(next.outcome.result).toBe(42);
  });
}
