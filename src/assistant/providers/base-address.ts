import { ToolInputError } from '../../core/app-error.ts';

/** Whether a URL's host is this computer, by a name that the page's policy can give (it has no words for [::1]). */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}

/** The address without a slash at its end. Throws `ToolInputError` naming field, value and fix. */
export function readBaseAddress(text: string): string {
  const shown = JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
  const refuse = (fix: string): ToolInputError => new ToolInputError(`base_url: ${shown} ${fix}`);
  const trimmed = text.trim();
  if (!URL.canParse(trimmed))
    throw refuse('is no address; give one such as https://models.example.com/v1 or http://localhost:11434/v1');
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '') {
    // Not shown: it holds a password.
    throw new ToolInputError('base_url: holds a user name or password; leave them out, and give the key in its own field');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('is no web address; begin it with https://');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refuse(
      'would send the key and the data unencrypted; use https://, or http:// for this computer only (localhost, 127.0.0.1)',
    );
  }
  if (url.search !== '') throw refuse('has a query; end it before the "?"');
  if (url.hash !== '') throw refuse('has a fragment; end it before the "#"');
  return url.href.replace(/\/+$/u, '');
}
