import { expect, test } from './fixtures.ts';
import { bareJavaScript, sealedJavaScript } from './javascript.ts';

const MB = 1024 * 1024;

/** Each takes 400 MB in small steps. */
const attacks: Record<string, string> = {
  strings: 'const kept = []; for (let i = 0; i < 400; i++) kept.push(String(i).padEnd(1 << 20, "x")); result = "taken";',
  'one string':
    'let text = "x".repeat(1 << 20); for (let i = 0; i < 8; i++) text = (text + text).slice(1) + i; result = "taken";',
  'array buffers': 'const kept = []; for (let i = 0; i < 400; i++) kept.push(new Uint8Array(1 << 20).fill(1)); result = "taken";',
  objects: 'const kept = []; for (let i = 0; i < 4e6; i++) kept.push({ a: i, b: [i] }); result = "taken";',
};

for (const [name, code] of Object.entries(attacks))
  test(`growth of ${name} past the memory limit ends the run`, async ({ barePage, sealedPage }) => {
    const bare = await bareJavaScript(barePage, code);
    expect(bare.result, 'the attack must work without the limit').toBe('taken');
    const { outcome } = await sealedJavaScript(sealedPage, code, { limits: { javascript_memory_bytes: 64 * MB } });
    expect(outcome, JSON.stringify(outcome.error)).toMatchObject({ status: 'out_of_memory' });
    expect(outcome.peak_memory_bytes ?? 0).toBeLessThanOrEqual(64 * MB);
    const next = await sealedJavaScript(sealedPage, '40 + 2');
    expect(next.outcome.result).toBe(42);
  });

test('a run that catches the error has its limit all the same', async ({ sealedPage }) => {
  const code = `
let refused = 0;
for (let i = 0; i < 20; i++) try { new Uint8Array(200 << 20).fill(1); } catch { refused++; }
result = refused;`;
  const { outcome } = await sealedJavaScript(sealedPage, code, { limits: { javascript_memory_bytes: 64 * MB } });
  expect(outcome.status === 'out_of_memory' || outcome.result === 20).toBe(true);
});
