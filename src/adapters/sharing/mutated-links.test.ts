import { expect, it } from 'vitest';
import { fuzzLinks } from '../../../test/harness/fuzz-links.ts';

// In Node, whose cryptography and compression are of the same standards: the same with fewer runs in a browser stands beside this.
it('refuses or opens ten thousand changed links, and never takes one for what it is not', { timeout: 120_000 }, async () => {
  const tally = await fuzzLinks(20_261_130, 10_000);
  for (const problem of ['damaged', 'not_a_share', 'newer_format', 'wrong_content'])
    expect(tally.refused[problem]).toBeGreaterThan(5);
  for (const way of ['same', 'unsigned', 'invalid', 'locked'] as const) expect(tally[way]).toBeGreaterThan(20);
});
