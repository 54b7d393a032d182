import { describe, expect, it } from 'vitest';
import { passphraseHint, randomPassphrase } from './passphrase.ts';

describe('a passphrase', () => {
  it('that is made up is long and another each time', () => {
    const made = new Set(Array.from({ length: 50 }, randomPassphrase));
    expect(made.size).toBe(50);
    for (const each of made) {
      expect(each).toMatch(/^[a-hjkmnp-z2-9]{4}(?:-[a-hjkmnp-z2-9]{4}){4}$/u);
      expect(passphraseHint(each)).toEqual({ ok: true, hint: expect.stringContaining('Strong') });
    }
  });
  it.each([
    ['', false, 'Wants'],
    ['short', false, 'Wants'],
    ['password123', false, 'Wants'],
    ['password1234', true, 'Weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', true, 'Weak'],
    ['blue horse table', true, 'Fair'],
    ['blue horse table window', true, 'Strong'],
  ])('%j', (text, ok, hint) => {
    expect(passphraseHint(text)).toEqual({ ok, hint: expect.stringContaining(hint) });
  });
});
