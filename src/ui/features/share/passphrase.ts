import { SHORTEST_PASSPHRASE } from '../../../core/model-key.ts';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 5;

/** 20 characters in groups, of 31 that no two of which look alike: about 99 bits. */
export function randomPassphrase(): string {
  // What does not divide evenly is drawn again, so that each is as likely as the others.
  const most = 256 - (256 % LETTERS.length);
  const letters: string[] = [];
  while (letters.length < GROUPS * 4)
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < most && letters.length < GROUPS * 4) letters.push(LETTERS.charAt(byte % LETTERS.length));
  return Array.from({ length: GROUPS }, (_, group) => letters.slice(group * 4, group * 4 + 4).join('')).join('-');
}

/**
 * What is to be said of a passphrase. Whoever has the link can try as many as they like for as long as they like, so that length is what
 * counts.
 */
export function passphraseHint(text: string): { ok: boolean; hint: string } {
  const different = new Set(text).size;
  if (text.length < SHORTEST_PASSPHRASE)
    return { ok: false, hint: `Wants ${SHORTEST_PASSPHRASE} characters at least; a few words that nobody guesses are best.` };
  if (text.length < 16 || different < 6)
    return { ok: true, hint: 'Weak: whoever has the link can try millions of such. Take four words or more.' };
  if (text.length < 22) return { ok: true, hint: 'Fair. Longer is better.' };
  return { ok: true, hint: 'Strong, if nobody can guess it.' };
}
