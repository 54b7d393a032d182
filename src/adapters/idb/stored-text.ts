import { StorageError } from '../../core/app-error.ts';
import { toJsonText } from '../storage/json-text.ts';
import type { StoredText } from './records.ts';

/** Beyond this a Blob is quicker to write than a string, and it is read only when it is wanted. UTF-16 code units. */
const INLINE_MAX = 32_768;

export function storeText(what: string, text: string): StoredText {
  return text.length <= INLINE_MAX ? text : new Blob([toJsonText(what, text)], { type: 'application/json' });
}

export async function loadText(stored: StoredText): Promise<string> {
  if (typeof stored === 'string') return stored;
  const text: unknown = JSON.parse(await stored.text());
  if (typeof text === 'string') return text;
  throw new StorageError('A stored text is damaged.');
}

/** `json` is JSON text already, so that nothing of it is lost in the UTF-8 of a Blob. */
export function storeJson(json: string): StoredText {
  return json.length <= INLINE_MAX ? json : new Blob([json], { type: 'application/json' });
}

export async function loadJson(stored: StoredText): Promise<string> {
  return typeof stored === 'string' ? stored : await stored.text();
}
