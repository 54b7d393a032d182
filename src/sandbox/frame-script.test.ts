import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { FRAME_SCRIPT, FRAME_SCRIPT_HASH } from './frame-script.ts';

test('the hash in the policy is the hash of the script', () => {
  expect(FRAME_SCRIPT_HASH).toBe(`sha256-${createHash('sha256').update(FRAME_SCRIPT).digest('base64')}`);
});

test('the script holds nothing that would end or escape its element', () => {
  expect(FRAME_SCRIPT).not.toMatch(/<\/script|<!--/iu);
});
